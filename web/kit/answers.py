"""Answers that are made once and sent many times: compressed ahead, with a tag and a time to keep.

Every route of this package that does not depend on the visitor answers with a `CachedResponse`.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

# Seconds, so that new facts are seen at once; whoever asks again with the tag is sent nothing anew.
CACHE_CONTROL = "public, max-age=10"

_WEIGHT = re.compile(r"(0(\.[0-9]*)?|1(\.0*)?)")


@dataclass(frozen=True, kw_only=True)
class CachedResponse:
    """A body ready to send: as it is and compressed, its tag and its media type.

    A compressed body that is empty is not offered: pictures and fonts are compressed already.
    """

    plain: bytes
    gzipped: bytes
    brotlied: bytes
    tag: str
    media_type: str

    @classmethod
    def of(cls, body: bytes | str, *, media_type: str) -> CachedResponse:
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
    def of_packed(cls, body: bytes, *, media_type: str) -> CachedResponse:
        """Take a body as it is: one that is compressed already, or will be later."""
        tag = hashlib.sha256(body).hexdigest()[:16]
        return cls(plain=body, gzipped=b"", brotlied=b"", tag=tag, media_type=media_type)

    @classmethod
    def from_file(cls, path: Path, *, media_type: str) -> CachedResponse:
        """Read and compress a file."""
        return cls.of(path.read_bytes(), media_type=media_type)


def answer(
    request: Request,
    stored: CachedResponse,
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


def _coded(stored: CachedResponse, headers: Headers) -> tuple[str, bytes]:
    """The coding that the client likes best, and the body in it; no name for the plain body.

    Between equals the smallest body. The plain one is also for whoever takes no coding at all.
    """
    weights = _weights(headers.get("accept-encoding", ""))
    bodies = {"br": stored.brotlied, "gzip": stored.gzipped}
    offered = [name for name, body in bodies.items() if body and weights.get(name, 0) > 0]
    best = max(offered, key=weights.__getitem__, default="")
    if not best or weights[best] < weights.get("identity", 0):
        return "", stored.plain
    return best, bodies[best]


def _weights(accepted: str) -> dict[str, float]:
    """How much a client likes each coding, from 0 (not at all) to 1, as RFC 9110 has it.

    `*` speaks for those that are not named. A weight that is no number counts as 0: the plain body
    can be read by everybody.
    """
    named: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, _, parameters = part.partition(";")
        name, _, weight = parameters.partition("=")
        given = weight.strip() if name.strip() == "q" else "1"
        named[coding.strip()] = float(given) if _WEIGHT.fullmatch(given) else 0
    others = named.pop("*", None)
    if others is None:
        return named
    return dict.fromkeys(("br", "gzip", "identity"), others) | named
