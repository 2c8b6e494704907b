"""Feeds and calendars over HTTP, for programs of every site; nobody who takes them is counted."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.findings.told.links import CALENDARS, FEEDS
from data.live.current import current
from web.feeds.files import files, stored
from web.kit.answers import answer
from web.kit.social import site_of
from web.server.headers import OPEN_DATA

NONE_HERE = f"There is no feed or calendar at this address. All of them are listed on {OPEN_DATA}."


def routes() -> list[BaseRoute]:
    """The routes of both folders."""
    return [
        Route(path, send)
        for folder in (FEEDS, CALENDARS)
        for path in (folder, f"{folder}/{{_:path}}")
    ]


def send(request: Request) -> Response:
    """One feed or calendar, with the version of the facts that it was made from."""
    catalogue, path = current(), request.url.path
    if path in files(catalogue):
        sent = answer(request, stored(catalogue, path, site_of(request)))
    else:
        sent = PlainTextResponse(
            f"{NONE_HERE}\n", status_code=404, headers={"Cache-Control": "no-store"}
        )
    sent.headers["Data-Version"] = catalogue.version
    return sent
