"""The search box of Find my area, and what becomes of the words that are typed into it.

The words are used for one look-up and then let go. The address gets the key of a place, of a
postcode only that of its sector; the session keeps the answer without the rest of the postcode.
Only words that found nothing stay in the box, so that they can be put right.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from components import counters, state
from components.findings.near_misses import near_misses
from components.findings.spots import Spot, same_name, same_name_words, spot
from geo.errors import LookupProblem
from geo.lookup import load
from geo.names import KINDS
from geo.postcode import LONGEST
from geo.suggestion import Suggestion

PLACE = "place"  # the parameter of the address
_TYPED, _LIST, _PART = "find-typed", "find-list", "find-part"
_SPOT, _PROBLEM, _OFFERED = "find-spot", "find-problem", "find-offered"


@dataclass(frozen=True)
class _Problem:
    """Why nothing was found, without what was typed, and what may have been meant."""

    sentence: str
    suggestions: tuple[Suggestion, ...]


def found() -> Spot | None:
    """The place of the address, or the chosen HCP area, or None; other pages follow its area.

    Says so in the page's notices where the address names no place that is known.
    """
    if _TYPED not in st.session_state or PLACE in st.query_params:
        st.session_state.pop(_PROBLEM, None)
    if _PROBLEM in st.session_state:
        return None
    key = st.query_params.get(PLACE, state.area())
    place = _known(key) if key else None
    if place and state.area() != place.area_shown(state.area()):
        state.turn_to_area(place.main.hcp_area.id)
    return place


def show(label: str, button: str, example: str) -> None:
    """Draw the box with its button, what went wrong, and the list of all named places."""
    with st.form("find-form", border=False), st.container(horizontal=True, key="find-row"):
        st.text_input(label, key=_TYPED, placeholder=example, autocomplete="off")
        st.form_submit_button(button, type="primary", on_click=_look_up_typed)
    problem = st.session_state.get(_PROBLEM)
    if problem:
        st.warning(problem.sentence)
        offer("Did you mean:", problem.suggestions)


def show_list(heading: str, label: str) -> None:
    """Draw the list of all named places, folded away."""
    names = _names()
    with st.expander(heading):
        st.selectbox(
            label,
            list(names),
            index=None,
            key=_LIST,
            format_func=names.__getitem__,
            on_change=_look_up_listed,
            placeholder="Type a part of its name",
            filter_mode="contains",
        )


def offer(words: str, suggestions: tuple[Suggestion, ...]) -> None:
    """Draw other places as buttons, or nothing where there are none."""
    if not suggestions:
        return
    st.session_state[_OFFERED] = suggestions
    with st.container(horizontal=True, key=f"offer-{suggestions[0].kind.replace(' ', '-')}"):
        st.html(f'<p class="offer">{escape(words)}</p>')
        for number, one in enumerate(suggestions):
            st.button(one.shown, key=f"offer-{number}", on_click=_look_up_offered, args=(number,))


def offer_same_name(place: Spot) -> None:
    """Draw other places of the same name as buttons."""
    others = same_name(load(), place)
    offer(same_name_words(others), others)


def choose_part(place: Spot, label: str) -> str:
    """The HCP area to show a place in; a choice where it lies in more than one."""
    shown = place.area_shown(state.area())
    if len(place.parts) > 1:
        st.session_state[_PART] = shown
        st.radio(
            label,
            tuple(place.parts),
            key=_PART,
            format_func=place.parts.__getitem__,
            on_change=lambda: state.take_area(st.session_state[_PART]),
            horizontal=True,
        )
    return shown


def _known(key: str) -> Spot | None:
    """The place of a key; a name or a whole postcode in the address is put into a key."""
    kept: Spot | None = st.session_state.get(_SPOT)
    if kept and kept.key == key:
        return kept
    try:
        place = spot(load().find(key))
    except LookupProblem:
        state.fault("The place in the web address is unknown. Type a postcode or a place instead.")
        return None
    st.session_state[_SPOT] = place
    if PLACE in st.query_params and place.key != key:
        st.query_params[PLACE] = place.key
    return place


def _look_up_typed() -> None:
    text = st.session_state[_TYPED]
    if not _look_up(text) and len(text) > LONGEST:
        _empty_the_box()


def _look_up_offered(number: int) -> None:
    """By number, since Streamlit keeps what it hands over after the button has gone."""
    _look_up(st.session_state[_OFFERED][number].key)


def _look_up_listed() -> None:
    key, st.session_state[_LIST] = st.session_state[_LIST], None
    if key:
        _look_up(key)


def _look_up(text: str) -> bool:
    """Find a place and put it into the address, or note the problem; tells whether it was found."""
    index = load()
    try:
        place = spot(index.find(text))
    except LookupProblem as problem:
        counters.count_look_up(None, problem)
        st.session_state[_PROBLEM] = _Problem(str(problem), near_misses(index, text, problem))
        st.query_params.pop(PLACE, None)
        return False
    counters.count_look_up(place.kind)
    for gone in (_PROBLEM, _OFFERED):
        st.session_state.pop(gone, None)
    st.session_state[_SPOT] = place
    _empty_the_box()
    st.query_params[PLACE] = place.key
    state.take_area(place.main.hcp_area.id)
    return True


def _empty_the_box() -> None:
    """Without the first line, Streamlit would hold what was sent until the next action."""
    st.session_state.pop(_TYPED, None)
    st.session_state[_TYPED] = ""


def _names() -> dict[str, str]:
    """The names of all places but postcodes by their keys, kind by kind, as in `KINDS`."""
    places = sorted(
        load().gazetteer.keys.values(), key=lambda one: (KINDS.index(one.kind), one.name)
    )
    return {one.key: one.name for one in places}
