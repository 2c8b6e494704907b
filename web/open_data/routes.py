"""Open data over HTTP: files for every program and every site, and the page that describes them.

An address without a version always answers with the facts in use; one with their version answers
as long as they are in use, so that a program notices when they change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from data.live.current import current
from data.package.catalogue import Catalogue
from web.kit.answers import answer
from web.kit.ranges import ACCEPT, part
from web.kit.social import site_of
from web.open_data.files import DESCRIPTION, WORKBOOK, files, stored
from web.open_data.lookup import METHODS as LOOKUP_METHODS, lookup
from web.open_data.page import page, policy
from web.server.headers import OPEN_DATA

READ = ("GET", "HEAD", "OPTIONS")
WRITE = ("POST", "PUT", "PATCH", "DELETE")
SHARED_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Range, Data-Version, ETag, Link",
    "Link": f'<{OPEN_DATA}/{DESCRIPTION}>; rel="describedby"',
}
PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}

_VERSION = re.compile(r"[0-9]+(\.[0-9]+)+")


def routes() -> list[BaseRoute]:
    """The routes of the open data, the most particular first."""
    return [
        Route(OPEN_DATA, describe, methods=READ),
        Route(f"{OPEN_DATA}/lookup", take_lookup, methods=[*READ, *WRITE]),
        Route(f"{OPEN_DATA}/{{path:path}}", send_file, methods=READ),
    ]


def describe(request: Request) -> Response:
    """The page that says what there is and how to read it."""
    if request.method == "OPTIONS":
        return preflight(READ)
    catalogue = current()
    stored_page = page(catalogue, site_of(request))
    return _marked(answer(request, stored_page), catalogue, {"Content-Security-Policy": policy()})


def send_file(request: Request) -> Response:
    """One file, with or without the version of the facts at the front of its path."""
    if request.method == "OPTIONS":
        return preflight(READ)
    catalogue = current()
    first, _, rest = request.path_params["path"].partition("/")
    if first == catalogue.version:
        path = rest
    elif _VERSION.fullmatch(first):
        return _nothing(
            f"Version {first} is not in use: the current version is {catalogue.version}.", catalogue
        )
    else:
        path = request.path_params["path"]
    if path not in files(catalogue):
        return _nothing("There is nothing at this address.", catalogue)
    file = stored(catalogue, path)
    found = part(request, file) or answer(request, file, cross_origin=True)
    return _marked(found, catalogue, SHARED_HEADERS | ACCEPT | _to_keep(catalogue, path))


def _to_keep(catalogue: Catalogue, path: str) -> dict[str, str]:
    """The name under which a browser keeps a file: what it is, and of which version and day."""
    name = path.rpartition("/")[2]
    how = "attachment" if path == WORKBOOK else "inline"
    return {"Content-Disposition": f'{how}; filename="{catalogue.named(name)}"'}


async def take_lookup(request: Request) -> Response:
    """The look-up; it says itself which methods it does not take, and why."""
    if request.method == "OPTIONS":
        return preflight(LOOKUP_METHODS)
    return await lookup(request)


def preflight(methods: Sequence[str]) -> Response:
    """The answer to a browser that asks what a script of another site may do here."""
    allowed = ", ".join(methods)
    headers = {"Allow": allowed, "Access-Control-Allow-Methods": allowed, **PREFLIGHT_HEADERS}
    return Response(status_code=204, headers=headers)


def _nothing(sentence: str, catalogue: Catalogue) -> Response:
    said = PlainTextResponse(
        f"{sentence}\n", status_code=404, headers={"Cache-Control": "no-store"}
    )
    return _marked(said, catalogue, SHARED_HEADERS)


def _marked(response: Response, catalogue: Catalogue, headers: dict[str, str]) -> Response:
    response.headers.update(headers | {"Data-Version": catalogue.version})
    return response
