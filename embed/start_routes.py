"""Routes of the app's own pages: each start page with its beginning, and its picture for sharing.

Beginnings are kept for as long as the facts they were made from.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import weakref
from collections.abc import Mapping
from typing import Generic, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.findings import openings
from components.page_list import PAGES, PageEntry
from data.catalogue import Catalogue
from data.current import current
from embed import social, start_page
from embed.answers import Stored, answer
from embed.deep_links import put_right
from embed.first_paint import Choices, Painted, paint

# A browser that has the page asks whether it is still so: it changes with the facts and the day.
ASK_AGAIN = "no-cache"
MOST = 200  # start pages kept

_log = logging.getLogger(__name__)
_Thing = TypeVar("_Thing")


class _Kept(Generic[_Thing]):
    """What was made of one catalogue on one day; all goes when either changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: tuple[weakref.ref[Catalogue], dt.date] | None = None
        self._made: dict[tuple, _Thing] = {}

    def get(self, key: tuple, facts: Catalogue, today: dt.date) -> _Thing | None:
        with self._lock:
            self._keep_to(facts, today)
            return self._made.get(key)

    def put(self, key: tuple, made: _Thing, facts: Catalogue, today: dt.date) -> None:
        with self._lock:
            self._keep_to(facts, today)
            if len(self._made) >= MOST:
                del self._made[next(iter(self._made))]
            self._made[key] = made

    def _keep_to(self, facts: Catalogue, today: dt.date) -> None:
        if self._of is None or self._of[0]() is not facts or self._of[1] != today:
            self._of = (weakref.ref(facts), today)
            self._made.clear()


_kept: _Kept[Stored] = _Kept()
# By themselves, as visitors name the host in a page as they like: no such page is painted anew.
_beginnings: _Kept[Painted] = _Kept()
_painting = threading.Lock()  # one page at a time: all draw with the same library


def routes() -> list[BaseRoute]:
    """A route for each page, and one for the pictures."""
    return [
        *(_start_route(entry) for entry in PAGES),
        Route(f"{social.FOLDER}/{{name}}.png", social_card),
    ]


def start(
    entry: PageEntry, address: Mapping[str, str], look: start_page.AskedLook, *, site: str = ""
) -> Stored:
    """The start page for an address; without its beginning for a screen, which has another.

    `site` is how this visitor reaches the service; the address that the public knows goes before.
    Raises InvalidData where the facts are not in order.
    """
    facts = current()
    site = social.public_url() or site
    if entry.on_screen and address.get("view"):
        return _stored(entry, None, site=site)
    today = dt.date.today()
    choices = openings.read(facts, entry.path, address)
    key = (entry.path, choices, look, site)
    if made := _kept.get(key, facts, today):
        return made
    # Where somebody looked for a place is not kept.
    may_keep = not any(name == "place" for name, _ in choices)
    painted = _painted(facts, entry, choices, today, may_keep=may_keep)
    made = _stored(entry, painted, look=look, site=site)
    if may_keep:
        _kept.put(key, made, facts, today)
    return made


async def social_card(request: Request) -> Response:
    """The picture of one page; 404 for a page that there is not."""
    wanted = request.path_params["name"]
    for entry in PAGES:
        if social.name_of(entry) == wanted:
            return answer(request, await run_in_threadpool(_card, entry))
    return PlainTextResponse("There is nothing at this address.\n", status_code=404)


def _start_route(entry: PageEntry) -> Route:
    async def send(request: Request) -> Response:
        query = request.query_params
        if address := put_right(entry, query):
            return RedirectResponse(address, status_code=302, headers={"Cache-Control": "no-store"})
        site = str(request.base_url).rstrip("/")
        stored = await run_in_threadpool(start, entry, dict(query), _look(request), site=site)
        return answer(request, stored, cache_control=ASK_AGAIN)

    return Route(f"/{entry.path}", send)


def _painted(
    facts: Catalogue, entry: PageEntry, choices: Choices, today: dt.date, *, may_keep: bool
) -> Painted | None:
    """The beginning of a page, made once; None where it cannot be made."""
    key = (entry.path, choices)
    if painted := _beginnings.get(key, facts, today):
        return painted
    try:
        with _painting:
            painted = paint(facts, entry, choices, today=today)
    except Exception as exc:
        # The app itself may still be able to draw the page, so the visitor gets it in any case.
        _log.error("The beginning of %s cannot be made: %s", entry.script, type(exc).__name__)
        return None
    if may_keep:
        _beginnings.put(key, painted, facts, today)
    return painted


def _stored(
    entry: PageEntry, painted: Painted | None, *, look: start_page.AskedLook = "", site: str = ""
) -> Stored:
    page = start_page.html(entry, painted, look=look, site=site)
    return Stored.of(page, media_type="text/html")


def _card(entry: PageEntry) -> Stored:
    facts, today = current(), dt.date.today()
    key = ("card", entry.path)
    if made := _kept.get(key, facts, today):
        return made
    begins = openings.opening(facts, entry.path, (), look="light", today=today)
    made = Stored.of(social.picture(entry.name, begins.finding), media_type="image/png")
    _kept.put(key, made, facts, today)
    return made


def _look(request: Request) -> start_page.AskedLook:
    """The look that an address asks for as Streamlit understands it, only when in a frame."""
    options = request.query_params.getlist("embed_options")
    if request.query_params.get("embed") == "true":
        if "dark_theme" in options:
            return "dark"
        if "light_theme" in options:
            return "light"
    return ""
