"""Answers that are made once and sent many times: compressed ahead, with a tag and a time to keep.

Every route of this package that does not depend on the visitor answers with a `Stored`.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

# An hour without asking again, and a day in which the old copy may show while a new one is fetched.
CACHE_CONTROL = "public, max-age=3600, stale-while-revalidate=86400"


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A body ready to send: as it is and compressed, its tag and its media type.

    A compressed body that is empty is not offered: pictures and fonts are compressed already.
    """

    plain: bytes
    gzipped: bytes
    brotlied: bytes
    tag: str
    media_type: str

    @classmethod
    def of(cls, body: bytes | str, *, media_type: str) -> Stored:
        """Compress a body; without a time in the gzip header, equal bodies stay equal."""
        plain = body.encode() if isinstance(body, str) else body
        return cls(
            plain=plain,
            gzipped=gzip.compress(plain, compresslevel=9, mtime=0),
            brotlied=brotli.compress(plain, quality=9),
            tag=hashlib.sha256(plain).hexdigest()[:16],
            media_type=media_type,
        )

    @classmethod
    def from_file(cls, path: Path, *, media_type: str) -> Stored:
        """Read and compress a file."""
        return cls.of(path.read_bytes(), media_type=media_type)


def answer(
    request: Request,
    stored: Stored,
    *,
    cross_origin: bool = False,
    cache_control: str = CACHE_CONTROL,
    status: int = 200,
) -> Response:
    """The body, compressed as the client takes it, or 304 where the client has it already.

    `cross_origin` lets scripts of other sites read it.
    """
    coding, body = _coded(stored, request.headers)
    tag = f'"{stored.tag}-{coding}"' if coding else f'"{stored.tag}"'
    headers = {"Cache-Control": cache_control, "ETag": tag, "Vary": "Accept-Encoding"}
    if cross_origin:
        headers["Access-Control-Allow-Origin"] = "*"
    held = request.headers.get("if-none-match", "")
    if status == 200 and (tag in held or held.strip() == "*"):
        return Response(status_code=304, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(body, status_code=status, headers=headers, media_type=stored.media_type)


def _coded(stored: Stored, headers: Headers) -> tuple[str, bytes]:
    """The best coding that the client names, and the body in it; no name for the plain body."""
    taken = {
        name.strip()
        for name, _, weight in (
            part.partition(";") for part in headers.get("accept-encoding", "").lower().split(",")
        )
        if weight.replace(" ", "") not in ("q=0", "q=0.0")
    }
    if "br" in taken and stored.brotlied:
        return "br", stored.brotlied
    if "gzip" in taken and stored.gzipped:
        return "gzip", stored.gzipped
    return "", stored.plain
