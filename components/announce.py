"""What screen readers are told when a page changes under them, as a status that stays in its place.

A status is written as Markdown: of that, Streamlit keeps the element and changes the words in it,
which is what a screen reader listens to. Of `st.html` it would put a new element into its place.
"""

from __future__ import annotations

from html import escape

import streamlit as st

_FINDING = "finding told"


def page(name: str) -> None:
    """Tell that another page has opened; Streamlit swaps it without a word."""
    status(f"Page: {name}", shown=False)


def finding(name: str, words: str) -> None:
    """Tell the finding of a page when a choice on it has changed it.

    As the page opens the status is empty: its heading says the same a moment later.
    """
    page_name, last, told = st.session_state.get(_FINDING, (name, words, ""))
    if page_name != name:
        told = ""
    elif last != words:
        told = words
    st.session_state[_FINDING] = (name, words, told)
    status(told, shown=False)


def status(words: str, *, shown: bool = True) -> None:
    """Write words that are told when they change: for all to see, or for screen readers only."""
    look = "status" if shown else "visually-hidden"
    st.markdown(f'<p class="{look}" role="status">{escape(words)}</p>', unsafe_allow_html=True)
