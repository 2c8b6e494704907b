"""The address of a page as Streamlit knows it: what is chosen there, and how a choice is written.

Two choices hold for the whole dashboard: the HCP area (`?area=east-kent`) and the cohort
(`?cohort=children`). They stay when the page changes. All others belong to one page and are gone
when it is left. A choice that stands at its default is not in the address.

How the two stay: Streamlit's browser code carries a parameter over to the next page only if a
widget on the screen is bound to it. So the shell draws one bound widget for each, out of sight and
in the same place on every page; the controls that people see write to those.

Whoever chooses twice before the page is made anew sends the address of before with the second
choice. So each choice writes down all that were known before it, too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from components.choices import AREA, COHORT, EVERYWHERE, Asked, area_choice
from components.theme import LookName
from data.package.catalogue import Catalogue

_NEXT_AREA = "area to turn to"
_CARRIERS = "url-carriers"
_GIVEN = "choices given in the address"
_KNOWN = "choices known by now"
_EVERYWHERE = (AREA, COHORT.key)


def carry(catalogue: Catalogue) -> None:
    """Draw the widgets that hold the choices of every page; before all else of a page."""
    if _NEXT_AREA in st.session_state:
        st.session_state["area"] = st.session_state.pop(_NEXT_AREA)
    given = {}
    with st.container(key=_CARRIERS):
        for control in (area_choice(catalogue), COHORT):
            value = st.query_params.get(control.key)
            if value is not None and value not in control.options:
                given[control.key] = value  # Streamlit takes it out; the page still tells of it
            st.selectbox(control.key, tuple(control.options), key=control.key, bind="query-params")
    st.session_state[_GIVEN] = given


def asked(look: LookName, today: dt.date) -> Asked:
    """Return what the address of now asks for."""
    everywhere = {key: st.session_state[key] for key in _EVERYWHERE}
    known = {**st.query_params.to_dict(), **everywhere}
    st.session_state[_KNOWN] = known
    return Asked(address=known, look=look, today=today)


def as_given(one: Asked) -> Asked:
    """Return what was asked for with the values that Streamlit took out of the address."""
    return replace(one, address={**one.address, **st.session_state.get(_GIVEN, {})})


def area() -> str | None:
    """The id of the chosen HCP area, or None for all of them."""
    chosen = st.session_state.get(AREA, EVERYWHERE)
    return None if chosen == EVERYWHERE else chosen


def choose_area(area_id: str) -> None:
    """Choose an HCP area, or let go of it if it is chosen; for callbacks, before the page runs."""
    take_area(EVERYWHERE if st.session_state[_KNOWN][AREA] == area_id else area_id)


def take_area(area_id: str) -> None:
    """Choose an HCP area; for callbacks, before the page runs."""
    put(AREA, area_id)


def turn_to_area(area_id: str) -> None:
    """Choose the HCP area that a page found out while it ran; the page then runs once more."""
    st.session_state[_NEXT_AREA] = area_id
    st.rerun()


def put(key: str, value: str, default: str = "") -> None:
    """Write a choice into the address; a default that one page has is left out.

    For callbacks; while the page runs, for choices of one page alone.
    """
    known = st.session_state[_KNOWN]
    known[key] = value
    if value == default and key not in _EVERYWHERE:
        del known[key]
    for one in _EVERYWHERE:
        if st.session_state[one] != known[one]:
            st.session_state[one] = known[one]
    own = {one: value for one, value in known.items() if one not in _EVERYWHERE}
    for gone in st.query_params.to_dict().keys() - known.keys():
        del st.query_params[gone]
    for one, value in own.items():
        if st.query_params.get(one) != value:
            st.query_params[one] = value
