"""What a visitor has chosen, kept in the URL so that a view can be shared and found again.

Two choices hold for the whole dashboard: the HCP area (`?area=east-kent`) and the cohort
(`?cohort=children`). They stay when the page changes. All others belong to one page and are gone
when it is left. A choice that stands at its default is not in the URL.

How the two stay: Streamlit's browser code carries a parameter over to the next page only if a
widget on the screen is bound to it. So the shell draws one bound widget for each, out of sight and
in the same place on every page; the controls that people see write to those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from data.profile import profile

EVERYWHERE = "all"  # the value of `area` that stands for no single area
EVERYWHERE_LABEL = f"All of {profile().region}"
COHORTS = {"adults": "Adults", "children": "Children"}
PRESENT = "present"  # the one value of `view`
WHOLE_PAGE = "The whole page"
LONGEST_TEXT = 200

_FAULTS = "faults in the address"
_NEXT_AREA = "area to turn to"
_CARRIERS = "url-carriers"

Shape = Literal["list", "buttons"]


def begin(areas: Mapping[str, str], *, on_screen: bool = False) -> None:
    """Read the choices that hold everywhere; called by the shell before each page.

    `areas` maps the id of each HCP area to its name. `on_screen` says that the page can be shown
    on a screen.
    """
    st.session_state[_FAULTS] = []
    if on_screen and st.query_params.get("view", PRESENT) != PRESENT:
        fault(_unknown("view", WHOLE_PAGE))
    if _NEXT_AREA in st.session_state:
        st.session_state["area"] = st.session_state.pop(_NEXT_AREA)
    with st.container(key=_CARRIERS):
        _carry("area", (EVERYWHERE, *areas), {EVERYWHERE: EVERYWHERE_LABEL, **areas})
        _carry("cohort", tuple(COHORTS), COHORTS)


def area() -> str | None:
    """The id of the chosen HCP area, or None for all of them."""
    chosen = st.session_state.get("area", EVERYWHERE)
    return None if chosen == EVERYWHERE else chosen


def cohort() -> str:
    """The chosen cohort: `adults` or `children`."""
    return st.session_state.get("cohort", "adults")


def presenting() -> bool:
    """Whether the address asks for the view of a page that is shown to a room."""
    return st.query_params.get("view") == PRESENT


def address(path: str, *, view: str | None = None) -> str:
    """The address of a page with the choices that hold everywhere."""
    chosen = {"view": view, "area": area(), "cohort": cohort()}
    usual = {"cohort": "adults"}
    kept = {key: value for key, value in chosen.items() if value and value != usual.get(key)}
    return f"/{path}?{urlencode(kept)}" if kept else f"/{path}"


def area_control(areas: Mapping[str, str], *, label: str = "Area") -> str | None:
    """A list of the HCP areas by name, and all of them together; gives what `area` gives."""
    labels = {EVERYWHERE: EVERYWHERE_LABEL, **areas}
    _mirror("area", labels, label, shape="list")
    return area()


def choose_area(area_id: str) -> None:
    """Choose an HCP area, or let go of it if it is chosen; for callbacks, before the page runs."""
    st.session_state["area"] = EVERYWHERE if area() == area_id else area_id


def take_area(area_id: str) -> None:
    """Choose an HCP area; for callbacks, before the page runs."""
    st.session_state["area"] = area_id


def turn_to_area(area_id: str) -> None:
    """Choose the HCP area that a page found out while it ran; the page then runs once more."""
    st.session_state[_NEXT_AREA] = area_id
    st.rerun()


def cohort_control(*, label: str = "Services for") -> str:
    """Two buttons, adults and children; gives what `cohort` gives."""
    _mirror("cohort", COHORTS, label, shape="buttons")
    return cohort()


def choice(
    key: str,
    options: Mapping[str, str],
    default: str,
    label: str,
    *,
    shape: Shape = "list",
) -> str:
    """A control of this page alone, kept in the URL as `?key=value`; gives the chosen value.

    `options` maps the value in the URL to the words on the screen. A value in the URL that is not
    among them is named in a notice, and the default is used.
    """
    value = _from_url(key, tuple(options), options, default)

    def write() -> None:
        _to_url(key, st.session_state[_control(key)], default)

    _draw(key, options, value, label, shape, write)
    return value


def text(key: str, label: str, *, placeholder: str | None = None) -> str:
    """A box for free words of this page alone, kept in the URL; gives them trimmed.

    Not for what may be personal: a postcode must never stand in a URL.
    """
    value = st.query_params.get(key, "").strip()
    if len(value) > LONGEST_TEXT:
        fault(f"The words after “{key}” in the web address are too long. The end was cut off.")
        value = value[:LONGEST_TEXT]

    def write() -> None:
        _to_url(key, st.session_state[_control(key)].strip(), "")

    st.session_state[_control(key)] = value
    st.text_input(
        label,
        key=_control(key),
        max_chars=LONGEST_TEXT,
        on_change=write,
        placeholder=placeholder,
        autocomplete="off",
    )
    return value


def fault(sentence: str) -> None:
    """Note one sentence about what is wrong in the address; the shell shows them all."""
    st.session_state[_FAULTS].append(sentence)


def faults() -> Sequence[str]:
    """The sentences noted in this run."""
    return tuple(st.session_state.get(_FAULTS, ()))


def _carry(key: str, values: tuple[str, ...], labels: Mapping[str, str]) -> None:
    """The bound widget of one choice; Streamlit itself takes a bad value out of the URL."""
    given = st.query_params.get(key)
    if given is not None and given not in values:
        fault(_unknown(key, labels[values[0]]))
    st.selectbox(key, values, key=key, bind="query-params")


def _mirror(key: str, labels: Mapping[str, str], label: str, *, shape: Shape) -> None:
    """The control that people see for a choice that holds everywhere."""

    def write() -> None:
        st.session_state[key] = st.session_state[_control(key)]

    _draw(key, labels, st.session_state[key], label, shape, write)


def _draw(
    key: str,
    labels: Mapping[str, str],
    value: str,
    label: str,
    shape: Shape,
    write: Callable[[], None],
) -> None:
    st.session_state[_control(key)] = value
    if shape == "list":
        st.selectbox(
            label,
            tuple(labels),
            key=_control(key),
            format_func=labels.__getitem__,
            on_change=write,
        )
    else:
        st.radio(
            label,
            tuple(labels),
            key=_control(key),
            format_func=labels.__getitem__,
            horizontal=True,
            on_change=write,
        )


def _from_url(key: str, values: tuple[str, ...], labels: Mapping[str, str], default: str) -> str:
    given = st.query_params.get(key, default)
    if given in values:
        return given
    fault(_unknown(key, labels[default]))
    return default


def _to_url(key: str, value: str, default: str) -> None:
    if value != default:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def _unknown(key: str, shown: str) -> str:
    """The sentence leaves out what was given: what is typed is not played back."""
    return f"The web address has an unknown value for “{key}”. “{shown}” is shown instead."


def _control(key: str) -> str:
    return f"{key}-control"
