"""Whether a request comes from a page of this service, and why a session was refused.

Asked about an origin that it does not know, Streamlit looks up the machine's public address at a
third party while the visitor waits. So the question never gets that far.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.operate import counters
from web.kit.social import public_url

STREAM = "/_stcore/stream"
TOLD_EVERY = 60.0  # seconds; a script that asks and asks must not fill the log

Reason = Literal["origin", "host", "path", "upgrade"]
REASONS: Mapping[Reason, str] = {
    "origin": (
        "Origin and Host name different places. Either a page of another site asked, or a proxy "
        "changes Host: have it pass Host on, or set PUBLIC_URL."
    ),
    "host": "A proxy changes Host: have it pass Host on, or set PUBLIC_URL.",
    "path": f"It was asked for elsewhere than at {STREAM}: the dashboard needs its own host name.",
    "upgrade": "It came as a plain request: have the proxy pass Upgrade and Connection on.",
}
_ONLY_WEB_SOCKETS = "This address takes WebSockets only, and a proxy did not pass one on.\n"
_PORTS = {"http": 80, "https": 443}

_log = logging.getLogger(__name__)
_told: dict[Reason, float] = {}


class Origins:
    """ASGI middleware that lets only our own pages open a session.

    A session that cannot be is refused, counted and, once a minute for each reason, logged. A
    request from another site is answered without its origin.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if reason := _refused(scope, headers):
            _note(reason)
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            told = {"Upgrade": "websocket", "Connection": "Upgrade", "Cache-Control": "no-store"}
            answer = PlainTextResponse(_ONLY_WEB_SOCKETS, status_code=426, headers=told)
            await answer(scope, receive, send)
            return
        if scope["type"] == "websocket" or _is_foreign(headers):
            kept = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            scope = {**scope, "headers": kept}
        await self._app(scope, receive, send)


def _refused(scope: Scope, headers: Headers) -> Reason | None:
    """Why a request cannot open a session; None where it can, or asks for something else."""
    at_home = scope["path"] == STREAM
    if scope["type"] == "http":
        return "upgrade" if at_home else None
    if not at_home:
        return "path"
    if not _is_foreign(headers):
        return None
    seen_as = headers.get("x-forwarded-host", "")
    return "host" if _is_same(headers["origin"], seen_as) else "origin"


def _is_foreign(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None or _is_same(origin, headers.get("host", "")):
        return False
    return not public_url() or origin.lower() != public_url().lower()


def _is_same(origin: str, host: str) -> bool:
    """Whether an origin is that of a host, with or without the port that goes without saying."""
    try:
        page, asked = urlsplit(origin), urlsplit(f"//{host}")
        usual = _PORTS.get(page.scheme)
        ports = [one.port or usual for one in (page, asked)]
    except ValueError:
        return False
    return bool(host) and page.hostname == asked.hostname and ports[0] == ports[1]


def _note(reason: Reason) -> None:
    counters.HANDSHAKES.labels(reason=reason).inc()
    now = time.monotonic()
    if now - _told.get(reason, float("-inf")) >= TOLD_EVERY:
        _told[reason] = now
        told = {"event": "session_refused", "reason": reason}
        _log.warning("A session was refused. %s", REASONS[reason], extra=told)
