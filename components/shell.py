"""The frame around every page: navigation, style, notices, and what shows when a page fails."""

from __future__ import annotations

import copy
import functools
import logging
from pathlib import Path

import streamlit as st

import data
from components import announce, counters, explain, on_paper, state
from components.page_list import PAGES, SERVICE, PageEntry
from components.theme import LookName, css
from components.trouble import where_it_failed
from data.current import current
from data.kept import kept

_COUNTED = "page counted"

_log = logging.getLogger(__name__)


def catalogue() -> data.Catalogue:
    """The facts that are shown. Raises `data.InvalidData`."""
    return current()


def current_look() -> LookName:
    """The look that the visitor sees, for charts and maps."""
    return "dark" if st.context.theme.type == "dark" else "light"


def run(pages: Path) -> None:
    """Draw one page for one visitor; `pages` is the folder of the page scripts."""
    sections: dict[str, list[st.Page]] = {}
    for section, page in _navigable(pages):
        sections.setdefault(section, []).append(copy.copy(page))
    page = st.navigation(sections, position="top")
    entry = next(entry for entry in PAGES if entry.path == page.url_path)
    st.set_page_config(page_title=entry.title, layout="wide")
    st.html(css() + on_paper.css(current_look()))
    explain.begin()
    _masthead(entry)
    notices = st.container(key="notices")
    state.begin(_areas(catalogue()), on_screen=entry.on_screen)
    _count_visit(entry.path)
    try:
        with counters.RUNS.labels(page=counters.page_label(entry.path)).time():
            page.run()
    finally:
        for sentence in state.faults():
            notices.warning(sentence)


def show_trouble(exc: Exception) -> bool:
    """Tell the visitor in a sentence and the log without their words; for `streamlit.App`.

    Gives True: Streamlit then shows nothing of its own.
    """
    counters.ERRORS.labels(kind=type(exc).__name__).inc()
    told = {"event": "page_failed", "kind": type(exc).__name__}
    _log.error("A page failed with %s", where_it_failed(exc), extra=told)
    if isinstance(exc, data.InvalidData):
        st.error("The data of this dashboard is not in order, so its figures cannot be shown.")
    else:
        st.error("Part of this page cannot be shown. The fault has been noted.")
    return True


def keep_words_out_of_the_log(record: logging.LogRecord) -> bool:
    """Log filter for Streamlit's own line on a failed script: it goes out without the exception.

    The exception's message may quote what a visitor typed; `show_trouble` logs the rest of it.
    """
    record.exc_info = None
    record.exc_text = None
    return True


@functools.cache
def _navigable(pages: Path) -> tuple[tuple[str, st.Page], ...]:
    """Return each page with its section, made once: making them looks at every file.

    Whoever navigates takes copies, as Streamlit notes on the one to draw that it may be.
    """
    return tuple(
        (
            entry.section,
            st.Page(
                pages / entry.script, title=entry.name, url_path=entry.path, default=not entry.path
            ),
        )
        for entry in PAGES
    )


def _count_visit(path: str) -> None:
    """Count a page that is opened or turned to, not what is chosen on it then."""
    if st.session_state.get(_COUNTED) != path:
        counters.VISITS.labels(page=counters.page_label(path)).inc()
        st.session_state[_COUNTED] = path


@kept
def _areas(catalogue: data.Catalogue) -> dict[str, str]:
    rows = catalogue["hcp_areas"].sort("display_order")
    return dict(rows.select("hcp_area_id", "name").iter_rows())


def _masthead(entry: PageEntry) -> None:
    """Whose dashboard this is; and, for screen readers, which page has opened.

    By its class the style knows that the page stands in a menu, which Streamlit leaves unmarked.
    """
    place = "masthead in-menu" if entry.section else "masthead"
    st.html(f'<p class="{place}"><img src="/favicon.png" alt=""><strong>{SERVICE}</strong></p>')
    announce.begin(entry.name)
