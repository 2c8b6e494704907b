"""Which visitors are offered the live page beside the plain one, and how many have it now.

A process has room for so many live visitors. Those who come later get the plain page, whole and at
once, and nobody waits. MOST_LIVE of the environment is that number.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from components.operate import counters
from web.kit.settings import most_live

PLAIN, LIVE = "plain", "live"  # parameters of the address


class Visitors:
    """ASGI middleware that counts open WebSockets: each is one live visitor."""

    now = 0

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        Visitors.now += 1
        counters.LIVE.set(Visitors.now)
        try:
            await self._app(scope, receive, send)
        finally:
            Visitors.now -= 1
            counters.LIVE.set(Visitors.now)


def may_go_live(request: Request) -> bool:
    """Whether the live page may take over: the visitor wants it and the process has room.

    `?plain` and the browser's own wish to save data say no; `?live` overrules the latter.
    """
    query = request.query_params
    if PLAIN in query or Visitors.now >= most_live():
        return False
    return LIVE in query or request.headers.get("save-data", "").lower() != "on"
