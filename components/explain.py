"""Writing markup on a page with its terms explained where the page first uses them."""

from __future__ import annotations

import streamlit as st

from components import terms
from data.current import current
from data.glossary import terms as glossary_terms

_MEMORY = "terms told"


def begin() -> None:
    """Forget what was explained; each draw of a page begins anew."""
    st.session_state[_MEMORY] = terms.Memory()


def write(
    markup: str, *, at_head: bool = False, links: bool = True, made_of: object = None
) -> None:
    """Write markup of our own builders.

    What stands `at_head` is read before what was written earlier, so it explains its terms again.
    Without `links` nothing leads to the glossary: for screens on which nothing is pressed. Where
    the terms stand is found once for as long as what the markup is `made_of`, such as its card;
    markup that may hold what a visitor typed is made of nothing that is kept.
    """
    memory = _memory()
    read_before = terms.Memory(met=memory.met) if at_head else memory
    base = terms.GLOSSARY if links else ""
    if markup:  # a package may hold nothing to write about
        st.html(terms.mark(current(), markup, read_before, base=base, made_of=made_of))
    memory.explained |= read_before.explained
    memory.linked |= read_before.linked


def all_told() -> None:
    """Explain nothing further: for the page that tells what every term means."""
    every = {term.key for term in glossary_terms(current())}
    _memory().explained |= every
    _memory().linked |= every


def note(markup: str, *, made_of: object = None) -> None:
    """Remember the short forms of markup that is written as it is; `made_of` as above."""
    terms.note(current(), markup, _memory(), made_of=made_of)


def write_left_over() -> None:
    """Write a line on the short forms that the page has used in names only, if there are any."""
    line = terms.left_over(_memory())
    if line:
        st.html(line)


def _memory() -> terms.Memory:
    if _MEMORY not in st.session_state:
        begin()
    return st.session_state[_MEMORY]
