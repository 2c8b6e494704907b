"""What screen readers are told when a page changes under them, by a status that stays in its place.

A status is written as Markdown: of that, Streamlit keeps the element and changes the words in it,
which is what a screen reader listens to. Of `st.html` it would put a new element into its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

FINDING = "finding"
MOST = 3  # parts that are named; of more, only how many

_NOW, _LAST = "parts as drawn", "parts as told"


@dataclass
class _Parts:
    """The parts of a page: by their keys the heading of each, and what else tells it apart.

    `place` is where they are told, as long as the page is drawn; `told` is what was told.
    """

    page: str
    place: DeltaGenerator | None
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    told: str = ""


def begin(page: str) -> None:
    """Tell which page has opened, as Streamlit swaps it without a word; begin to note its parts."""
    place = st.container(key="told")
    with place:
        _status(f"Page: {page}")
    st.session_state[_NOW] = _Parts(page, place)


def part(key: str, heading: str, more: str = "") -> None:
    """Note a part of the page under a key of its own; it has changed if heading or `more` has."""
    if now := st.session_state.get(_NOW):
        now.shown[key] = (heading, more)


def end() -> None:
    """Tell what a choice has changed: the finding, or else which parts there are now.

    As a page opens nothing is told, for its heading is read then.
    """
    now, last = st.session_state.pop(_NOW, None), st.session_state.get(_LAST)
    if now is None:
        return
    if last and last.page == now.page:
        now.told = last.told if last.shown == now.shown else _change(last, now)
    with now.place:
        _status(now.told)
    now.place = None
    st.session_state[_LAST] = now


def status(words: str) -> None:
    """Write words for all to see that are told when they change."""
    _write("status", words)


def _status(words: str) -> None:
    _write("visually-hidden", words)


def _write(look: str, words: str) -> None:
    st.markdown(f'<p class="{look}" role="status">{escape(words)}</p>', unsafe_allow_html=True)


def _change(last: _Parts, now: _Parts) -> str:
    """Say in words what differs between two draws of a page."""
    if last.shown.get(FINDING) != now.shown.get(FINDING):
        return now.shown[FINDING][0]
    new = [
        heading
        for key, (heading, more) in now.shown.items()
        if key != FINDING and last.shown.get(key) != (heading, more)
    ]
    named = new or [heading for key, (heading, _) in now.shown.items() if key != FINDING]
    more = f"; and {len(named) - MOST} more" if len(named) > MOST else ""
    return f"Below now: {'; '.join(named[:MOST])}{more}."
