"""Our own routes beside Streamlit's: start pages, open data, the icon, and what is not there."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.page_list import PAGES, PageEntry
from components.theme import FAVICON
from embed import briefing, not_found, start_page, watch
from embed.answers import Stored, answer
from embed.deep_links import put_right
from geo import outlines


def routes() -> list[BaseRoute]:
    """All routes of this package, for `streamlit.App(routes=...)`."""
    return [
        Route("/open-data/outlines/{layer}.geojson", outline),
        Route("/open-data", nothing_here),
        Route("/open-data/{path:path}", nothing_here),
        Route("/favicon.png", favicon),
        *briefing.routes(),
        *watch.routes(),
        *(_start_route(entry) for entry in PAGES),
        Route("/{path:elsewhere}", elsewhere),
    ]


async def outline(request: Request) -> Response:
    """One layer of `geo/outlines` as GeoJSON; 404 for a name that is not a layer."""
    layer = request.path_params["layer"]
    if layer not in outlines.LAYERS:
        return await nothing_here(request)
    return answer(request, _outline(layer), cross_origin=True)


async def favicon(request: Request) -> Response:
    """Our icon in the place where Streamlit's page asks for its own."""
    return answer(request, _favicon())


async def nothing_here(_request: Request) -> Response:
    """A plain 404 for programs that read open data."""
    return PlainTextResponse("There is nothing at this address.\n", status_code=404)


async def elsewhere(request: Request) -> Response:
    """A page that says so and leads on; the address of a page with a slash too many leads there."""
    path = request.path_params["path"].rstrip("/")
    if path in {entry.path for entry in PAGES}:
        return RedirectResponse(request.url.replace(path=f"/{path}"), status_code=301)
    return HTMLResponse(not_found.html(), status_code=404)


def _start_route(entry: PageEntry) -> Route:
    async def start(request: Request) -> Response:
        if address := put_right(entry, request.query_params):
            return RedirectResponse(address, status_code=302, headers={"Cache-Control": "no-store"})
        return HTMLResponse(start_page.html(entry), headers={"Cache-Control": "no-cache"})

    return Route(f"/{entry.path}", start)


@cache
def _outline(layer: str) -> Stored:
    return Stored.from_file(outlines.layer_path(layer), media_type="application/geo+json")


@cache
def _favicon() -> Stored:
    return Stored.from_file(FAVICON, media_type="image/png")
