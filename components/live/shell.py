"""The frame around every live page: navigation, style, notices, and what shows on a fault."""

from __future__ import annotations

import copy
import datetime as dt
import functools
import logging
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import replace
from urllib.parse import urljoin

import streamlit as st

import data
from components.charts import print_colours as on_paper
from components.choices import Asked
from components.findings.briefing.link import ALL
from components.live import address, announce, controls, search_box
from components.live.drawing import draw
from components.live.shown import Shown, shown
from components.live.writer import Markup
from components.operate import counters
from components.operate.trouble import where_it_failed
from components.page_list import BRIEFINGS, PAGES, SERVICE, PageEntry
from components.page_model import Make, faults
from components.style_sheets import css, shortened
from components.theme import LookName
from data.live.current import current
from data.package.catalogue import Catalogue

_COUNTED = "page counted"

_drawing: ContextVar[Callable[[], None]] = ContextVar("drawing")  # of the page that is run

_log = logging.getLogger(__name__)


def current_look() -> LookName:
    """The look that the visitor sees, for charts and maps."""
    return "dark" if st.context.theme.type == "dark" else "light"


def run(maker: Callable[[PageEntry], Make]) -> None:
    """Draw one page for one visitor; `maker` gives what makes the page of an entry.

    What is drawn before the page is run belongs to the frame: Streamlit keeps it in its place as
    the page changes. The bound widgets and what screen readers are told need that.
    """
    sections: dict[str, list[st.Page]] = {}
    for section, one in _navigable():
        sections.setdefault(section, []).append(copy.copy(one))
    if here := st.context.url:
        sections[PAGES[-1].section].append(st.Page(urljoin(here, ALL), title=BRIEFINGS))
    chosen_page = st.navigation(sections, position="top")
    entry = next(entry for entry in PAGES if entry.path == chosen_page.url_path)
    catalogue, look = current(), current_look()
    st.set_page_config(page_title=entry.title, layout="wide", initial_sidebar_state="collapsed")
    st.html(_above(look, in_menu=bool(entry.section)))
    address.carry(catalogue)
    _count_visit(entry.path)
    with counters.RUNS.labels(page=counters.page_label(entry.path)).time():
        asked, wrong = address.asked(look, dt.date.today()), ()
        if entry.looks_up:
            place, wrong = search_box.found()
            asked = replace(asked, place=place)
        elif entry.marks:
            place, wrong = search_box.marked()
            asked = replace(asked, place=place)
        drawn = shown(catalogue, entry, asked, maker(entry))
        announce.tell(entry.name, drawn.page.finding, drawn.told)
        _drawing.set(functools.partial(_show, catalogue, drawn, asked, wrong))
        chosen_page.run()


@functools.cache
def _navigable() -> tuple[tuple[str, st.Page], ...]:
    """Return each page with its section, made once.

    Whoever navigates takes copies, as Streamlit notes on the one to draw that it may be.
    """
    return tuple(
        (
            entry.section,
            st.Page(_draw, title=entry.name, url_path=entry.path, default=not entry.path),
        )
        for entry in PAGES
    )


def _draw() -> None:
    _drawing.get()()


def _show(catalogue: Catalogue, drawn: Shown, asked: Asked, wrong: Sequence[str]) -> None:
    """Draw all of a page; `wrong` are sentences on its address beside those it has itself."""
    page = drawn.page
    for sentence in (*wrong, *faults(page, address.as_given(asked), catalogue)):
        st.warning(sentence)
    if page.search:
        # The box keeps its place, and with it the keyboard's focus: the heading stands above it,
        # or below it once something is found.
        above = st.empty()
        search_box.show(page.search)
        below = st.empty()
        with (below if page.search.place else above).container():
            draw(drawn.head)
            search_box.show_others(page.search)
    else:
        draw(drawn.head)
    controls.show(page, asked)
    draw(drawn.body)


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


def _count_visit(path: str) -> None:
    """Count a page that is opened or turned to, not what is chosen on it then."""
    if st.session_state.get(_COUNTED) != path:
        counters.VISITS.labels(page=counters.page_label(path)).inc()
        st.session_state[_COUNTED] = path


@functools.cache
def _above(look: LookName, *, in_menu: bool) -> Markup:
    """Return the style of all pages, and whose dashboard this is.

    By its class the style knows that the page stands in a menu, which Streamlit leaves unmarked.
    """
    place = "masthead in-menu" if in_menu else "masthead"
    whose = f'<p class="{place}"><img src="/favicon.png" alt=""><strong>{SERVICE}</strong></p>'
    return Markup.of(shortened(css() + on_paper.css(look)) + whose)
