"""Asks for pages over connections that are kept, as a browser does, and draws nothing."""

from __future__ import annotations

import asyncio
import zlib
from urllib.parse import urlsplit

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
GZIP = 31  # what zlib calls it
LIVE = b'id="streamlit-loads"'  # stands in a start page that Streamlit may take over


async def connected(url: str) -> Connection:
    """A connection to the server of an address."""
    at = urlsplit(url)
    return await asyncio.open_connection(at.hostname, at.port)


async def ask(connection: Connection, url: str, path: str, *, coding: str = "br") -> bytes:
    """The body of an answer, as it was sent."""
    source, sink = connection
    host = urlsplit(url).netloc
    sink.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: {coding}\r\n\r\n".encode())
    head = (await source.readuntil(b"\r\n\r\n")).lower()
    length = next(line for line in head.splitlines() if line.startswith(b"content-length:"))
    return await source.readexactly(int(length.partition(b":")[2]))


async def is_offered_live(connection: Connection, url: str, path: str) -> bool:
    """Whether the start page of a page holds what makes it live."""
    return LIVE in zlib.decompress(await ask(connection, url, path, coding="gzip"), GZIP)
