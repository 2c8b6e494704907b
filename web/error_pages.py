"""The answer where a route of ours fails: a sentence for the visitor, one line for the operator."""

from __future__ import annotations

import logging
from pathlib import Path

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.operate import counters
from components.operate.trouble import where_it_failed
from data.checks.loading import InvalidData
from geo.errors import GeoProblem
from web.embeds import pages as embed_pages
from web.server import not_found
from web.server.headers import EMBED, FOR_PROGRAMS, is_under

HEADING = "Not available at the moment"
OUT_OF_ORDER = "The data of this dashboard is not in order, so this cannot be shown."
FAILED = "This cannot be shown at the moment. The fault has been noted."

_OURS_TO_REPAIR = (InvalidData, GeoProblem, OSError)  # files that are missing, damaged or shut

_log = logging.getLogger(__name__)


class LastResort:
    """ASGI middleware that answers for routes that fail.

    503 where files of the service are not in order, 500 for any other fault. What was begun to be
    sent cannot be taken back: then the fault goes on to the server, which ends the connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as exc:
            _note(exc)
            if begun:
                raise
            await _answer(exc, scope["path"])(scope, receive, send)


def _note(exc: Exception) -> None:
    kind = type(exc).__name__
    counters.ERRORS.labels(kind=kind).inc()
    if isinstance(exc, InvalidData):
        return  # the log says so once, when the data is refused
    told = {"event": "answer_failed", "kind": kind}
    _log.error("An answer failed with %s%s", where_it_failed(exc), _why(exc), extra=told)


def _why(exc: Exception) -> str:
    """What may be told besides: the message of a fault of our own, or the file that was not read.

    Neither holds what was typed; the messages of other faults may.
    """
    if isinstance(exc, GeoProblem):
        return f": {exc}"
    if isinstance(exc, OSError) and isinstance(exc.filename, str):
        return f": {Path(exc.filename).name}: {exc.strerror}"
    return ""


def _answer(exc: Exception, path: str) -> Response:
    if isinstance(exc, _OURS_TO_REPAIR):
        status, sentence = 503, OUT_OF_ORDER
    else:
        status, sentence = 500, FAILED
    headers = {"Cache-Control": "no-store", "Retry-After": "60"}
    if any(is_under(folder, path) for folder in FOR_PROGRAMS):
        return PlainTextResponse(f"{sentence}\n", status_code=status, headers=headers)
    if is_under(EMBED, path):
        page = embed_pages.fault(HEADING, sentence, at=path.removeprefix(f"{EMBED}/"))
        headers["Content-Security-Policy"] = page.policy
        return HTMLResponse(page.html, status_code=status, headers=headers)
    return HTMLResponse(not_found.page(HEADING, sentence), status_code=status, headers=headers)
