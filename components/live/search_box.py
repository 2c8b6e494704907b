"""The search box of Find my area, and what becomes of the words that are typed into it.

The words are used for one look-up and then let go. The address gets the key of a place, of a
postcode only that of its sector; the session keeps the answer without the rest of the postcode.
Only words that found nothing stay in the box, so that they can be put right.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from components.choices import PLACE, Search
from components.findings.find.find import place_names
from components.findings.find.marks import UNKNOWN_MARK, UNKNOWN_PLACE
from components.findings.find.near_misses import near_misses
from components.found_place import FoundPlace, found_place, same_name, same_name_words
from components.live import address
from components.live.callbacks import when_changed
from components.operate import counters
from geo.errors import LookupProblem
from geo.lookup.lookup import load
from geo.lookup.postcode import LONGEST
from geo.suggestion import Suggestion

_TYPED, _LIST, _PART = "find-typed", "find-list", "find-part"
_PLACE, _PROBLEM, _OFFERED = "find-place", "find-problem", "find-offered"


@dataclass(frozen=True)
class _Problem:
    """Why nothing was found, without what was typed, and what may have been meant."""

    sentence: str
    suggestions: tuple[Suggestion, ...]


def found() -> tuple[FoundPlace | None, tuple[str, ...]]:
    """Return the place of the address, or the chosen HCP area, or None; and what is wrong there.

    Other pages follow its area.
    """
    if _TYPED not in st.session_state or PLACE in st.query_params:
        st.session_state.pop(_PROBLEM, None)
    if _PROBLEM in st.session_state:
        return None, ()
    key = st.query_params.get(PLACE, address.area())
    place = _known(key) if key else None
    if place and address.area() != place.area_shown(address.area()):
        address.turn_to_area(place.main.hcp_area.id)
    return place, (UNKNOWN_PLACE,) if key and place is None else ()


def marked() -> tuple[FoundPlace | None, tuple[str, ...]]:
    """Return the place of the address of a page that has no box, or None; and what is wrong."""
    key = st.query_params.get(PLACE)
    place = _known(key) if key else None
    return place, (UNKNOWN_MARK,) if key and place is None else ()


def show(search: Search) -> None:
    """Draw the box with its button, what went wrong, and what else may be looked at."""
    with st.container(key="find-box"):
        _box(search.label, search.button, search.example)
        st.html(search.note)
        if search.place is None:
            _list("Choose from a list instead", "Ward, town, council, area or lot")


def show_others(search: Search) -> None:
    """Draw other places of the same name, and the parts of one that lies in several areas."""
    if search.place is None:
        return
    others = same_name(load(), search.place)
    _offer(same_name_words(others), others)
    if len(search.place.parts) > 1:
        st.session_state[_PART] = search.part
        st.radio(
            "Show what is planned in",
            tuple(search.place.parts),
            key=_PART,
            format_func=search.place.parts.__getitem__,
            on_change=when_changed(_PART, address.take_area),
            horizontal=True,
        )


def _box(label: str, button: str, example: str) -> None:
    """Draw the box with its button, what went wrong, and what may have been meant."""
    with st.form("find-form", border=False), st.container(horizontal=True, key="find-row"):
        st.text_input(label, key=_TYPED, placeholder=example, autocomplete="off")
        st.form_submit_button(button, type="primary", on_click=when_changed(_TYPED, _look_up_typed))
    problem = st.session_state.get(_PROBLEM)
    if problem:
        st.warning(problem.sentence)
        _offer("Did you mean:", problem.suggestions)


def _list(heading: str, label: str) -> None:
    """Draw the list of all named places, folded away."""
    names = place_names()
    with st.expander(heading):
        st.selectbox(
            label,
            list(names),
            index=None,
            key=_LIST,
            format_func=names.__getitem__,
            on_change=when_changed(_LIST, _look_up_listed),
            placeholder="Type a part of its name",
            filter_mode="contains",
        )


def _offer(words: str, suggestions: tuple[Suggestion, ...]) -> None:
    """Draw other places as buttons, or nothing where there are none."""
    if not suggestions:
        return
    st.session_state[_OFFERED] = suggestions
    with st.container(horizontal=True, key=f"offer-{suggestions[0].kind.replace(' ', '-')}"):
        st.html(f'<p class="offer">{escape(words)}</p>')
        for number, one in enumerate(suggestions):
            st.button(one.shown, key=f"offer-{number}", on_click=_look_up_offered, args=(number,))


def _known(key: str) -> FoundPlace | None:
    """The place of a key; a name or a whole postcode in the address is put into a key."""
    kept: FoundPlace | None = st.session_state.get(_PLACE)
    if kept and kept.key == key:
        return kept
    try:
        place = found_place(load().find(key))
    except LookupProblem:
        return None
    st.session_state[_PLACE] = place
    if PLACE in st.query_params and place.key != key:
        address.put(PLACE, place.key)
    return place


def _look_up_typed(text: str) -> None:
    if not _look_up(text) and len(text) > LONGEST:
        _empty_the_box()


def _look_up_offered(number: int) -> None:
    """By number, since Streamlit keeps what it hands over after the button has gone.

    Of two quick presses the second finds nothing offered any more.
    """
    if offered := st.session_state.get(_OFFERED):
        _look_up(offered[number].key)


def _look_up_listed(key: str | None) -> None:
    st.session_state[_LIST] = None
    if key:
        _look_up(key)


def _look_up(text: str) -> bool:
    """Find a place and put it into the address, or note the problem; tells whether it was found."""
    index = load()
    try:
        place = found_place(index.find(text))
    except LookupProblem as problem:
        counters.count_look_up(None, problem)
        st.session_state[_PROBLEM] = _Problem(str(problem), near_misses(index, text, problem))
        address.put(PLACE, "")
        return False
    counters.count_look_up(place.kind)
    for gone in (_PROBLEM, _OFFERED):
        st.session_state.pop(gone, None)
    st.session_state[_PLACE] = place
    _empty_the_box()
    address.put(PLACE, place.key)
    address.take_area(place.main.hcp_area.id)
    return True


def _empty_the_box() -> None:
    """Without the first line, Streamlit would hold what was sent until the next action."""
    st.session_state.pop(_TYPED, None)
    st.session_state[_TYPED] = ""
