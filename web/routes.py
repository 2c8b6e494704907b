"""Our own routes beside Streamlit's: start pages, data, feeds, embeds, and what is not there."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from web import briefings as briefing, front_door, health_and_metrics as watch
from web.embeds import routes as embed_routes
from web.feeds import routes as feeds
from web.open_data import routes as open_data
from web.plain import routes as plain_routes
from web.server import not_found
from web.take_away import routes as take_away


def routes() -> list[BaseRoute]:
    """All routes of this package, for `streamlit.App(routes=...)`."""
    return [
        *open_data.routes(),
        *feeds.routes(),
        *front_door.routes(),
        *briefing.routes(),
        *watch.routes(),
        *embed_routes.routes(),
        *take_away.routes(),
        *plain_routes.routes(),
        Route("/{path:elsewhere}", elsewhere),
    ]


async def elsewhere(_request: Request) -> Response:
    """A page that says so and leads on."""
    return HTMLResponse(not_found.html(), status_code=404)
