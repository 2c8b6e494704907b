"""Routes of what people take away: a deck as slides, and each picture as SVG or PNG.

They are drawn in the light look, from the choices of the address, and made one deck at a time.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

import pages
from components.choices import AREA, COHORT, for_a_room, shown_to_a_room
from components.deck import AS, AS_SLIDES, ASKED_FOR, KEY, SLIDES, deck
from components.hero import Hero
from components.maps.svg_map import locator
from components.markup import LARGE_MAP, PICTURES
from components.on_screen import hero_of, of_card, of_hero, of_words
from components.page_list import PAGES, PageEntry
from components.page_model import CardBlock, LotMap, Page, blocks_of
from data.live.current import current
from data.package.catalogue import Catalogue
from data.package.kept import keeping
from web.kit.answers import CachedResponse, answer
from web.kit.social import site_of
from web.plain.asking import asked_by
from web.plain.writer import FITTED
from web.take_away.notes import foot
from web.take_away.picture import alone, png
from web.take_away.slides import MEDIA_TYPE, Finding, slides

MAP_HEIGHT = 600  # px of the large map by itself
KINDS = {"svg": "image/svg+xml", "png": "image/png"}
NO_PICTURE = "There is no picture at this address. The page that it was on may have changed.\n"
NO_DECK = "No page has one of the names after “deck” in the web address, so there are no slides.\n"

_one_at_a_time = asyncio.Semaphore(1)  # who waits keeps no thread, and pages go on being made

Query = tuple[tuple[str, str], ...]


def routes() -> list[BaseRoute]:
    """The routes of this room, for `web.routes`."""
    return [
        Route(ASKED_FOR, send_to_deck),
        Route(SLIDES, send_slides),
        Route(f"{PICTURES}/{{path}}/{{name}}.{{kind}}", send_picture),
    ]


def _address(request: Request) -> dict[str, str]:
    query = request.query_params
    return {key: ",".join(query.getlist(key)) for key in query}


def send_to_deck(request: Request) -> Response:
    """Lead to the first screen of the deck that a form asks for, or to its slides."""
    given = _address(request)
    picked = deck(given.get(KEY))
    query = {key: given[key] for key in (AREA, COHORT.key) if key in given}
    if picked.asked or picked.faults:
        query[KEY] = given[KEY]
    where = SLIDES if given.get(AS) == AS_SLIDES else f"/{picked.entries[0].path}"
    query = query if where == SLIDES else shown_to_a_room(query)
    to = f"{where}?{urlencode(query, safe=',')}" if query else where
    return RedirectResponse(to, status_code=302, headers={"Cache-Control": "no-store"})


async def send_slides(request: Request) -> Response:
    """The slides of a deck; 404 where none of its names is that of a page."""
    given = _address(request)
    picked = deck(given.pop(KEY, None))
    if picked.faults and not picked.known:
        return PlainTextResponse(NO_DECK, status_code=404)
    _, address = for_a_room(given)
    wanted = (
        current(),
        dt.date.today(),
        tuple(entry.key for entry in picked.entries),
        tuple(sorted(address.items())),
        site_of(request),
    )
    async with _one_at_a_time:
        stored = await run_in_threadpool(_slides, *wanted)
    return _to_keep(answer(request, stored), SLIDES.removeprefix("/"))


async def send_picture(request: Request) -> Response:
    """The picture of a card; 404 where the page has none of that name."""
    path, name, kind = (request.path_params[key] for key in ("path", "name", "kind"))
    entry = next((one for one in PAGES if one.key == path), None)
    stored = None
    if entry and kind in KINDS:
        stored = await run_in_threadpool(_picture, entry, name, kind, _address(request))
    if stored is None:
        return PlainTextResponse(NO_PICTURE, status_code=404)
    return _to_keep(answer(request, stored), f"{path}-{name}.{kind}")


def _to_keep(response: Response, name: str) -> Response:
    """The answer as a file that says what it is, of which facts and when."""
    told = current().named(name)
    response.headers["Content-Disposition"] = f'attachment; filename="{told}"'
    return response


@keeping(8)
def _slides(
    catalogue: Catalogue, _today: dt.date, keys: tuple[str, ...], address: Query, site: str
) -> CachedResponse:
    found = [
        _finding(catalogue, entry, dict(address), site) for entry in deck(",".join(keys)).entries
    ]
    return CachedResponse.of_packed(slides(catalogue, found), media_type=MEDIA_TYPE)


def _finding(
    catalogue: Catalogue, entry: PageEntry, address: Mapping[str, str], site: str
) -> Finding:
    asked, _ = asked_by(address, entry, catalogue, look="light")
    page = pages.maker(entry)(catalogue, asked)
    query = of_hero(page, asked, catalogue)
    whole = f"{site}/{entry.path}" + (f"?{urlencode(query)}" if query else "")
    return Finding(hero=hero_of(page), address=whole)


def _picture(
    entry: PageEntry, name: str, kind: str, address: Mapping[str, str]
) -> CachedResponse | None:
    catalogue = current()
    asked, _ = asked_by(address, entry, catalogue, look="light")
    page = pages.maker(entry)(catalogue, asked)
    hero = _drawn(page, name)
    if hero is None:
        return None
    svg = alone(
        hero.spec or {},
        headline=hero.finding,
        subtitle=hero.subtitle,
        alt=hero.alt,
        foot=(*hero.words, *foot(catalogue, hero)),
    )
    if kind == "png":
        return CachedResponse.of_packed(png(svg), media_type=KINDS[kind])
    return CachedResponse.of(svg, media_type=KINDS[kind])


def _drawn(page: Page, name: str) -> Hero | None:
    """The picture of that name with what must be said with it, as a hero; None where none is."""
    if name == LARGE_MAP:
        maps = (block for block in blocks_of(page.body) if isinstance(block, LotMap))
        shown = next((block.scene("light") for block in maps), None)
        return shown and replace(hero_of(page), spec=locator(shown, height=MAP_HEIGHT))
    cards = (block.card for block in blocks_of(page.body) if isinstance(block, CardBlock))
    for card in cards:
        if card.slug == name and card.spec is not None:
            bare = of_words(card.headline, "", page.attributions)
            return replace(of_card(bare, card), spec={**FITTED, **card.spec}, alt=card.alt)
    return None
