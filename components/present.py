"""A page as it is shown to a room: large, without anything to press but the way back.

What hides the furniture around it is static/present.css, which looks for `.screen`.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from components import explain, state
from components.cards import basis_words
from components.findings.screens import Screen
from components.page_list import SERVICE
from data.catalogue import Catalogue
from data.sources import named


def offer(path: str) -> None:
    """Write the link that shows a page on a screen, as it is now."""
    href = escape(state.address(path, view=state.PRESENT))
    st.html(f'<p class="to-screen"><a href="{href}" target="_self">Show on a screen</a></p>')


def show(catalogue: Catalogue, screen: Screen, *, back_to: str) -> None:
    """Draw a page for a room; `back_to` is the path of the page itself."""
    with st.container(key="screen"):
        explain.write(
            f'<div class="screen"><h1>{escape(screen.finding)}</h1>'
            f'<p class="screen-measure">{escape(screen.measure)}</p></div>',
            links=False,
        )
        with st.container(key="screen-picture"):
            if screen.spec is not None:
                st.vega_lite_chart(dict(screen.spec), theme=None, width="content", alt=screen.alt)
            if screen.markup:
                explain.write(screen.markup, links=False)
            if screen.words:
                words = (f'<p class="screen-words">{escape(w)}</p>' for w in screen.words)
                explain.write("".join(words), links=False)
        foot = _foot_html(catalogue, screen, back=state.address(back_to))
        explain.write(foot, links=False)


def _foot_html(catalogue: Catalogue, screen: Screen, *, back: str) -> str:
    """Return the sources with their dates as plain words, and the way back."""
    rows = named(catalogue, screen.source_ids).iter_rows(named=True)
    sources = "; ".join(f"{escape(row['short_name'])} ({escape(row['when'])})" for row in rows)
    word = "Source" if len(screen.source_ids) == 1 else "Sources"
    told = f"{word}: {sources} · " if sources else ""
    basis = basis_words(screen.basis)
    version = f"{SERVICE}, data version {catalogue.version} of {catalogue.when}"
    small = "".join(f"{escape(line)}. " for line in (*screen.attributions, version))
    return (
        f'<div class="screen-foot"><div><p>{told}{basis}</p>'
        f'<p class="screen-small">{small}</p></div>'
        f'<p><a href="{escape(back)}" target="_self">Back to the page</a></p></div>'
    )
