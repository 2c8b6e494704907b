"""Requests that no route should see: each gets one sentence and the status that says what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.text.words import listed
from web.addresses import meant
from web.kit.settings import BELOW_A_PATH
from web.server.headers import is_under
from web.server.not_found import STREAMLITS_OWN

LONGEST_PATH = 2_000  # bytes as sent; our own addresses stay far below
LONGEST_QUERY = 8_192
HEALTH = ("/healthz", "/_stcore/health")
READ = ("GET", "HEAD")
READ_OR_ASK = (*READ, "OPTIONS")

_HOST = re.compile(r"([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_BROKEN_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

# Streamlit's addresses for what is not done here: counting for the operator (that has a route of
# its own), programs that drive the app, uploads and signing in.
CLOSED = (
    "/_stcore/metrics",
    "/_stcore/agent",
    "/_stcore/upload_file",
    "/auth",
    "/oauth2callback",
)
NOTHING_HERE = "There is nothing at this address."


class Refusal(NamedTuple):
    """A status, the sentence that goes with it, and the methods that would do, where that helps."""

    status: int
    sentence: str
    allowed: Sequence[str] = ()


class Refusals:
    """ASGI middleware that answers what no route should see.

    `routes` are our own: they say which methods an address takes.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = _in_origin_form(scope)
        refusal = _about_the_whole(scope) or fault_of(scope) or self._wrong_method(scope)
        if refusal is None and _is_streamlits(scope["path"]):
            await self._app(scope, receive, _Doorkeeper(scope, receive, send))
        elif refusal is None:
            await self._app(scope, receive, send)
        else:
            await _say(refusal)(scope, receive, send)

    def _wrong_method(self, scope: Scope) -> Refusal | None:
        """The answer to a method that an address does not take; `OPTIONS` asks just for that."""
        if scope["method"] in READ:
            return None
        allowed: set[str] = set()
        for route in self._routes:
            match, _ = route.matches(scope)
            if match is Match.FULL:
                return None
            if match is Match.PARTIAL:
                allowed.update(getattr(route, "methods", None) or READ)
        if scope["method"] == "OPTIONS":
            return Refusal(204, "", sorted({*allowed, "OPTIONS"})) if allowed else None
        return _not_allowed(sorted(allowed) or READ_OR_ASK)


def _in_origin_form(scope: Scope) -> Scope:
    """A request with its path alone, where it names the whole address of this host (RFC 9112)."""
    host = Headers(scope=scope).get("host")
    for begins in (f"http://{host}", f"https://{host}"):
        if host and scope["path"].startswith(f"{begins}/"):
            path, raw = scope["path"], scope.get("raw_path") or scope["path"].encode()
            alone = {"path": path[len(begins) :], "raw_path": raw[len(begins.encode()) :]}
            return {**scope, **alone}
    return scope


def _about_the_whole(scope: Scope) -> Refusal | None:
    """The answer to `OPTIONS *`, which balancers ask: what addresses take in general."""
    if (scope["method"], scope["path"]) == ("OPTIONS", "*"):
        return Refusal(204, "", READ_OR_ASK)
    return None


def fault_of(scope: Scope) -> Refusal | None:
    """What is wrong with the address that a request asks for; None where nothing is."""
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    if len(path) > LONGEST_PATH:
        return Refusal(414, "This web address is too long.")
    if len(query) > LONGEST_QUERY:
        return Refusal(414, "This web address is too long after its question mark.")
    if not _is_host_in_order(scope):
        return Refusal(400, "The request names no host that could be this one.")
    if Headers(scope=scope).get("x-forwarded-prefix", "").strip("/"):
        return Refusal(404, BELOW_A_PATH)
    return _path_fault(_decoded(path)) or _query_fault(_decoded(query))


def _is_host_in_order(scope: Scope) -> bool:
    """Whether a request may name its host as it does: HTTP/1.0 knows no host, nor do balancers."""
    if any(is_under(health, scope["path"]) for health in HEALTH):
        return True
    host = Headers(scope=scope).get("host", "")
    return bool(_HOST.fullmatch(host)) or (not host and scope.get("http_version") == "1.0")


def _path_fault(path: str | None) -> Refusal | None:
    if path is None or _CONTROL.search(path) or "\\" in path or not path.startswith("/"):
        return Refusal(400, "This web address is not written correctly.")
    if (path.startswith("//") and not meant(path)) or {".", ".."} & set(path.split("/")):
        return Refusal(400, "This web address leads out of the service.")
    if any(is_under(closed, path) for closed in CLOSED):
        return Refusal(404, NOTHING_HERE)
    return None


def _query_fault(query: str | None) -> Refusal | None:
    if query is None or _CONTROL.search(query):
        return Refusal(400, "This web address is not written correctly after its question mark.")
    return None


def _decoded(part: bytes) -> str | None:
    """A part of an address without its percent signs; None where it is not UTF-8 text."""
    if _BROKEN_PERCENT.search(part):
        return None
    try:
        return unquote_to_bytes(part).decode()
    except UnicodeDecodeError:
        return None


def _is_streamlits(path: str) -> bool:
    return any(is_under(f"/{name}", path) for name in STREAMLITS_OWN)


def _not_allowed(allowed: Sequence[str]) -> Refusal:
    return Refusal(405, f"This address takes {listed(allowed)} only.", allowed)


def _say(refusal: Refusal) -> Response:
    headers = {"Cache-Control": "no-store"}
    if refusal.allowed:
        headers["Allow"] = ", ".join(refusal.allowed)
    if not refusal.sentence:
        return Response(status_code=refusal.status, headers=headers)
    return PlainTextResponse(f"{refusal.sentence}\n", status_code=refusal.status, headers=headers)


class _Doorkeeper:
    """Passes on what Streamlit's own routes send, but for three habits.

    For a file that it does not have, Streamlit sends its start page with status 200, or says so in
    words of its own; and it does not say which methods it takes where it refuses one.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._replaced = False

    async def __call__(self, message: Message) -> None:
        if self._replaced:
            return
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            is_page = headers.get("content-type", "").startswith("text/html")
            if message["status"] == 404 or (message["status"] == 200 and is_page):
                self._replaced = True
                await _say(Refusal(404, NOTHING_HERE))(self._scope, self._receive, self._send)
                return
            if message["status"] == 405:
                headers.setdefault("Allow", ", ".join(READ))
        await self._send(message)
