"""A part of a stored file, for programs that read files piece by piece (polars and DuckDB do)."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from web.kit.answers import CACHE_CONTROL, CachedResponse

ACCEPT = {"Accept-Ranges": "bytes"}

_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


def part(request: Request, stored: CachedResponse) -> Response | None:
    """The one range of bytes asked for, uncompressed: 206, or 416 where the file ends before it.

    None where the whole file is the answer: no range is asked for, or several, or one of a copy
    that the client holds (`If-Range`) of something else.
    """
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    tag = f'"{stored.tag}"'
    if not found or found[0] == "bytes=-" or request.headers.get("if-range", tag) != tag:
        return None
    size = len(stored.plain)
    first, last = _bounds(found[1], found[2], size)
    if first > last:
        return Response(status_code=416, headers=ACCEPT | {"Content-Range": f"bytes */{size}"})
    headers = {
        "Cache-Control": CACHE_CONTROL,
        "Content-Range": f"bytes {first}-{last}/{size}",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    return Response(
        stored.plain[first : last + 1],
        status_code=206,
        headers=ACCEPT | headers,
        media_type=stored.media_type,
    )


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """The first and last byte; without a first one, the number of bytes at the end is asked for."""
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last or size), size - 1)
