"""The look-up of a postcode or place for programs: what was asked stands in no address and no log.

A GET would put the postcode into the address, and addresses are kept: by browsers, by proxies, in
logs. So the place travels in the body of a POST, and the answer is not to be stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from components.operate import counters
from data.package.profile import profile
from geo.errors import (
    GeoProblem,
    LookupProblem,
    OutsideArea,
    UnknownPlace,
    UnknownPostcode,
)
from geo.lookup import lookup as places
from geo.lookup.answers import PostcodeAnswer

WHERE = "open-data"  # where these look-ups are made, as they are counted
LONGEST_BODY = 1_000  # bytes
METHODS = ("POST", "OPTIONS")
HEADERS = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
EXAMPLE = {"place": profile().example_postcode}

_NOT_FOUND = (OutsideArea, UnknownPlace, UnknownPostcode)


class _Unfit(Exception):
    """A request that cannot be answered: the status, and one sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


async def lookup(request: Request) -> JSONResponse:
    """Where a place lies, as `python -m geo` prints it, or one sentence under `error`."""
    try:
        asked = await _place(request)
        answer = await run_in_threadpool(_find, asked)
    except _Unfit as unfit:
        headers = {"Allow": ", ".join(METHODS)} if unfit.status == 405 else {}
        return _error(unfit.status, str(unfit), headers=headers)
    except LookupProblem as problem:
        status = 404 if isinstance(problem, _NOT_FOUND) else 400
        return _error(status, problem.sentence, suggestions=problem.suggestions)
    except GeoProblem:
        return _error(503, "Places cannot be looked up at the moment.")
    return JSONResponse(answer, headers=HEADERS)


def _find(place: str) -> dict[str, Any]:
    try:
        found = places.load().find(place)
    except LookupProblem as problem:
        counters.count_look_up(None, problem, where=WHERE)
        raise
    kind = "postcode" if isinstance(found, PostcodeAnswer) else found.kind
    counters.count_look_up(kind, where=WHERE)
    return found.as_json()


async def _place(request: Request) -> str:
    if request.method != "POST":
        raise _Unfit(
            405,
            "Send the place in the body of a POST request, so that no postcode stands in an "
            "address or a log.",
        )
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise _Unfit(415, "Send the place as JSON, with the content type application/json.")
    try:
        asked = json.loads(await _body(request))
    except (ValueError, RecursionError):
        raise _Unfit(400, "The body is not JSON in UTF-8.") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("place"), str):
        raise _Unfit(400, f"Send one object with a text, such as {json.dumps(EXAMPLE)}.")
    return asked["place"]


async def _body(request: Request) -> bytes:
    """The body as far as it is short enough: what is longer is not read."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            raise _Unfit(413, f"The body may be {LONGEST_BODY:,} bytes long at most.")
    return body


def _error(
    status: int,
    sentence: str,
    *,
    suggestions: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    return JSONResponse(
        {"error": sentence, "suggestions": list(suggestions)},
        status_code=status,
        headers={**HEADERS, **(headers or {})},
    )
