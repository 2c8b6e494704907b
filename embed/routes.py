"""Our own routes beside Streamlit's: start pages, open data, the icon, and what is not there."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.page_list import PAGES
from components.theme import FAVICON
from embed import briefing, embed_routes, not_found, open_data, start_routes, watch
from embed.answers import Stored, answer


def routes() -> list[BaseRoute]:
    """All routes of this package, for `streamlit.App(routes=...)`."""
    return [
        *open_data.routes(),
        Route("/favicon.png", favicon),
        *briefing.routes(),
        *watch.routes(),
        *embed_routes.routes(),
        *start_routes.routes(),
        Route("/{path:elsewhere}", elsewhere),
    ]


async def favicon(request: Request) -> Response:
    """Our icon in the place where Streamlit's page asks for its own."""
    return answer(request, _favicon())


async def elsewhere(request: Request) -> Response:
    """A page that says so and leads on; the address of a page with a slash too many leads there."""
    path = request.path_params["path"].rstrip("/")
    if path in {entry.path for entry in PAGES}:
        return RedirectResponse(request.url.replace(path=f"/{path}"), status_code=301)
    return HTMLResponse(not_found.html(), status_code=404)


@cache
def _favicon() -> Stored:
    return Stored.from_file(FAVICON, media_type="image/png")
