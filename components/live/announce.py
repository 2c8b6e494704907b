"""What screen readers are told when a page changes under them, by a status that stays in its place.

A status is written as Markdown: of that, Streamlit keeps the element and changes the words in it,
which is what a screen reader listens to. Of `st.html` it would put a new element into its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from components.page_model import Block, Box, CardBlock, blocks_of

MOST = 3  # parts that are named; of more, only how many

_LAST = "page as told"

Parts = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class _Told:
    """What was on a page when it was drawn last, and what was told of it then."""

    name: str
    finding: str
    parts: Parts
    words: str


def tell(name: str, finding: str, parts: Parts) -> None:
    """Tell which page has opened, as Streamlit swaps it without a word, or what has changed on it.

    As a page opens only its name is told, for its heading is read then.
    """
    last: _Told | None = st.session_state.get(_LAST)
    if last is None or last.name != name:
        words = f"Page: {name}"
    elif (last.finding, last.parts) == (finding, parts):
        words = last.words
    else:
        words = finding if last.finding != finding else _change(last.parts, parts)
    st.session_state[_LAST] = _Told(name, finding, parts, words)
    _write("visually-hidden", words)


def status(words: str) -> None:
    """Write words for all to see that are told when they change."""
    _write("status", words)


def _write(look: str, words: str) -> None:
    st.markdown(f'<p class="{look}" role="status">{escape(words)}</p>', unsafe_allow_html=True)


def parts_of(body: Sequence[Block]) -> Parts:
    """Return the parts of a page by their keys: the heading of each, and what else it tells."""
    found: Parts = {}
    for block in blocks_of(body):
        if isinstance(block, CardBlock):
            found[block.card.slug] = (block.card.headline, block.card.subtitle)
        elif isinstance(block, Box) and block.heading:
            found[block.key] = (block.heading, block.more)
    return found


def _change(last: Parts, now: Parts) -> str:
    """Say in words what differs between two draws of a page."""
    new = [heading for key, (heading, more) in now.items() if last.get(key) != (heading, more)]
    named = new or [heading for heading, _ in now.values()]
    more = f"; and {len(named) - MOST} more" if len(named) > MOST else ""
    return f"Below now: {'; '.join(named[:MOST])}{more}."
