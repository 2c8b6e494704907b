"""Routes of the pages: each whole as HTML, its files, and its picture for sharing.

Pages are kept for as long as the facts they were made from; where somebody looked for a place, or
typed words of their own, nothing is.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

import pages
from components.choices import AREA, VIEW, Asked, for_a_room
from components.deck import KEY as DECK, deck
from components.kept_today import Kept
from components.markup import FILES
from components.operate import counters
from components.operate.trouble import where_it_failed
from components.page_list import PAGES, PageEntry
from components.page_model import Page, chosen, downloads, faults, may_be_kept
from data.checks.loading import InvalidData
from data.live.current import current
from data.package.catalogue import Catalogue
from geo.lookup.postcode import LONGEST
from web.kit import social
from web.kit.answers import CachedResponse, answer
from web.kit.typed import is_form, typed
from web.kit.writing import Written
from web.plain import live, page as plain, room
from web.plain.asking import asked_by
from web.plain.deep_links import put_right
from web.plain.look_up import NotFound, look_up
from web.streamlit_host import start_page

# A browser that has the page asks whether it is still so: it changes with the facts and the day.
ASK_AGAIN = "no-cache"
NEVER_KEEP = "no-store"
# Parameters that any page takes beside its own choices.
FOR_ALL_PAGES = {VIEW, live.PLAIN, live.LIVE, "embed", "embed_options"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a request wants of a page: its choices, its look, how to reach the site, and live."""

    address: tuple[tuple[str, str], ...]
    look: start_page.AskedLook = ""
    site: str = ""
    goes_live: bool = True


_ready: Kept[CachedResponse] = Kept()  # by what a request wants
_written: Kept[Written] = Kept()  # by what is shown; the host is the visitor's to make up
_pictures: Kept[CachedResponse] = Kept()


def routes() -> list[BaseRoute]:
    """A route for each page, one for the files of all, and one for the pictures."""
    return [
        *(_page_route(entry) for entry in PAGES),
        Route(f"{FILES}/{{path}}/{{name}}", file),
        Route(f"{social.FOLDER}/{{name}}.png", social_card),
    ]


def ready(entry: PageEntry, wanted: Wanted) -> CachedResponse | None:
    """The page for what a request wants, if it is kept."""
    return _ready.get((entry.path, wanted), current(), dt.date.today())


def page_for(entry: PageEntry, wanted: Wanted) -> CachedResponse:
    """The page for what a request wants. Raises `InvalidData` when the facts are not in order."""
    if found := ready(entry, wanted):
        return found
    catalogue, today = current(), dt.date.today()
    to_room, address = for_a_room(dict(wanted.address))
    asked, wrong = asked_by(address, entry, catalogue)
    page = pages.maker(entry)(catalogue, asked)
    keeps = not wrong and may_be_kept(page, asked, catalogue, besides=FOR_ALL_PAGES)
    goes_live = wanted.goes_live and not to_room
    if to_room:
        told = [*wrong, *faults(page, asked, catalogue)]
        picked = deck(address.get(DECK))
        written = room.write(catalogue, entry, page, asked, picked, wrong=told)
    else:
        written = _whole(catalogue, entry, page, asked, wrong, keeps=keeps)
    made = _stored(catalogue, entry, written, replace(wanted, goes_live=goes_live))
    if keeps:
        _ready.put((entry.path, wanted), made, catalogue, today)
    return made


def _whole(
    catalogue: Catalogue,
    entry: PageEntry,
    page: Page,
    asked: Asked,
    wrong: tuple[str, ...],
    *,
    keeps: bool,
) -> Written:
    """The page as HTML, from what is kept where it may be."""
    key = (entry.path, tuple(chosen(page, asked, catalogue).items()))
    if keeps and (written := _written.get(key, catalogue, asked.today)):
        return written
    written = plain.write(catalogue, entry, page, asked, wrong=wrong)
    if keeps:
        _written.put(key, written, catalogue, asked.today)
    return written


def _stored(
    catalogue: Catalogue, entry: PageEntry, written: Written, wanted: Wanted
) -> CachedResponse:
    html = start_page.html(
        entry,
        written,
        card=_finding(catalogue, entry),
        look=wanted.look,
        site=wanted.site,
        goes_live=wanted.goes_live,
    )
    return CachedResponse.of(html, media_type="text/html")


def _finding(catalogue: Catalogue, entry: PageEntry) -> str:
    """The finding of a page on which nothing is chosen, which its picture for sharing shows."""
    asked = Asked(address={}, look="css", today=dt.date.today())
    return pages.maker(entry)(catalogue, asked).finding


def _page_route(entry: PageEntry) -> Route:
    return Route(
        f"/{entry.path}",
        partial(_send, entry),
        methods=["GET", "POST"] if entry.looks_up else ["GET"],
    )


async def _send(entry: PageEntry, request: Request) -> Response:
    if request.method == "POST":
        return await _answered(entry, request)
    query = request.query_params
    if address := put_right(entry, query):
        return RedirectResponse(address, status_code=302, headers={"Cache-Control": NEVER_KEEP})
    given = {key: ",".join(query.getlist(key)) for key in query}
    wanted = Wanted(
        address=tuple(sorted(given.items())),
        look=_look(request),
        site=social.site_of(request),
        goes_live=live.may_go_live(request),
    )
    try:
        stored = ready(entry, wanted) or await run_in_threadpool(page_for, entry, wanted)
    except InvalidData:
        raise
    except Exception as exc:
        # The live page may still be drawn, so the visitor gets it in any case.
        _log.error("The page %s cannot be made: %s", entry.module, where_it_failed(exc))
        html = start_page.html(entry, None, site=wanted.site)
        return Response(html, media_type="text/html", headers={"Cache-Control": NEVER_KEEP})
    if not wanted.goes_live:
        counters.PLAIN.labels(page=counters.page_label(entry.path)).inc()
    return answer(request, stored, cache_control=ASK_AGAIN)


async def _answered(entry: PageEntry, request: Request) -> Response:
    """What was typed into the box of a page, looked up; it stands in no address and is not kept."""
    if not is_form(request):
        sentence, kept = "Send what is looked for as a form does.\n", {"Cache-Control": NEVER_KEEP}
        return PlainTextResponse(sentence, status_code=415, headers=kept)
    text = await typed(request, "typed")
    status = 200
    if text is None:
        # As for any other text that is too long.
        text, status = " " * LONGEST + "x", 413
    html = await run_in_threadpool(_found, entry, text, _look(request))
    headers = {"Cache-Control": NEVER_KEEP}
    return Response(html, status_code=status, media_type="text/html", headers=headers)


def _found(entry: PageEntry, text: str, look: start_page.AskedLook) -> str:
    catalogue, found = current(), look_up(text, where="page")
    problem, place = (found, None) if isinstance(found, NotFound) else (None, found)
    asked = Asked(
        address={AREA: place.main.hcp_area.id} if place else {},
        look="css",
        today=dt.date.today(),
        place=place,
    )
    page = pages.maker(entry)(catalogue, asked)
    written = plain.write(catalogue, entry, page, asked, problem=problem)
    return start_page.html(entry, written, look=look, goes_live=False)


async def file(request: Request) -> Response:
    """A file of a page, for the choices in the address; 404 where the page has none such."""
    wanted, name = request.path_params["path"], request.path_params["name"]
    entry = next((one for one in PAGES if one.key == wanted), None)
    found = await run_in_threadpool(_file, entry, dict(request.query_params), name)
    if found is None:
        return PlainTextResponse("There is no file at this address.\n", status_code=404)
    body, media_type = found
    # Among other files it says what it is: of which page, of which facts and when.
    named = current().named(name if name.startswith(wanted) else f"{wanted}-{name}")
    sent = answer(request, CachedResponse.of(body, media_type=media_type), cache_control=ASK_AGAIN)
    sent.headers["Content-Disposition"] = f'attachment; filename="{named}"'
    return sent


def _file(
    entry: PageEntry | None, address: Mapping[str, str], name: str
) -> tuple[str | bytes, str] | None:
    if entry is None:
        return None
    catalogue = current()
    asked, _ = asked_by(address, entry, catalogue)
    found = downloads(pages.maker(entry)(catalogue, asked)).get(name)
    return (found.write(), found.mime) if found else None


async def social_card(request: Request) -> Response:
    """The picture of one page; 404 for a page that there is not."""
    wanted = request.path_params["name"]
    for entry in PAGES:
        if entry.key == wanted:
            return answer(request, await run_in_threadpool(_card, entry))
    return PlainTextResponse("There is nothing at this address.\n", status_code=404)


def _card(entry: PageEntry) -> CachedResponse:
    catalogue, today = current(), dt.date.today()
    key = ("card", entry.path)
    if made := _pictures.get(key, catalogue, today):
        return made
    drawn = social.picture(entry.name, _finding(catalogue, entry))
    made = CachedResponse.of(drawn, media_type="image/png")
    _pictures.put(key, made, catalogue, today)
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
