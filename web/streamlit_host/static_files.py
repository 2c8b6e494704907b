"""Streamlit's own files, sent compressed and kept by browsers for a year.

Streamlit sends its 3 to 7 MB of script as they lie on the disk. Here each file is compressed when
it is first asked for, fast; then, beside the serving, once more as well as can be. That copy goes
to a folder of the user's cache, so that the next start has it at hand. Where that folder cannot be
written, copies live in memory alone.
"""

from __future__ import annotations

import gzip
import mimetypes
import queue
import re
from dataclasses import replace
from pathlib import Path

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.package.folder import cache_folder
from web.kit import in_the_background
from web.kit.answers import CachedResponse, answer
from web.kit.on_disk import keep, mark_as_used, prune
from web.streamlit_host.insides import static_folder

PREFIX = "/static/"
SHRINKS = frozenset({".css", ".js", ".json", ".svg", ".wasm"})  # the rest is compressed already
FAST, BEST = 5, 11  # brotli: 3 MB take 0.2 s, and 10 s

A_YEAR = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
_HASHED = re.compile(r"\.[\w-]{8}\.\w+$")  # a name that says what is in the file
_NAMED_BY_THE_PAGE = re.compile(r'"\./static/([^"]+\.(?:js|css))"')


class Shelf:
    """The files below a folder, ready to send.

    Copies as small as can be are made by a thread of its own, one at a time, for the files that
    were asked for, and kept in `cache` by the hash of what they hold.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): path
            for path in folder.rglob("*")
            if path.is_file()
        }
        self._cache = cache
        self._ready: dict[str, CachedResponse] = {}
        self._best: set[str] = set()
        self._copies: set[str] = set()  # names in the cache of what is sent
        self._wanted: queue.SimpleQueue[str] = queue.SimpleQueue()

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def ready(self, name: str) -> CachedResponse | None:
        """A file that was sent before, else None."""
        return self._ready.get(name)

    def stored(self, name: str) -> CachedResponse:
        """A file by its path below the folder. Raises KeyError and OSError where there is none."""
        if name not in self._ready:
            self._ready[name] = self._first(name)
        return self._ready[name]

    def prepare(self, name: str) -> None:
        """Have the best copy of a file made before it is asked for."""
        self._wanted.put(name)

    def work(self) -> None:
        """Start the thread that makes the best copies; it ends with the process."""
        in_the_background.start_thread("static files", self._work, rank=19)

    def _first(self, name: str) -> CachedResponse:
        path = self._files[name]
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = CachedResponse.of_packed(path.read_bytes(), media_type=media_type)
        if path.suffix not in SHRINKS:
            self._best.add(name)
            return stored
        if kept := self._kept(stored):
            self._best.add(name)
            return _best(stored, kept)
        self._wanted.put(name)
        return replace(
            stored,
            gzipped=gzip.compress(stored.plain, compresslevel=9, mtime=0),
            brotlied=brotli.compress(stored.plain, quality=FAST),
        )

    def _work(self) -> None:
        while True:
            self._improve(self._wanted.get())
            if self._wanted.empty():
                prune(self._cache, current=self._copies)

    def _improve(self, name: str) -> None:
        stored = self.stored(name)
        if name in self._best:
            return
        small = brotli.compress(stored.plain, quality=BEST)
        self._copies.add(f"{stored.tag}.br")
        keep(self._cache / f"{stored.tag}.br", small)
        self._ready[name] = _best(stored, small)
        self._best.add(name)

    def _kept(self, stored: CachedResponse) -> bytes:
        """The best copy as kept on the disk, if it is there and whole; else nothing."""
        file = self._cache / f"{stored.tag}.br"
        try:
            small = file.read_bytes()
            if brotli.decompress(small) != stored.plain:
                return b""
        except (OSError, brotli.error):
            return b""
        self._copies.add(file.name)
        mark_as_used(file)
        return small


class StaticFiles:
    """ASGI middleware that answers `/static/…` from a shelf of Streamlit's files.

    Middleware, because Streamlit keeps routes below `/static` to itself.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        home = static_folder()
        self._shelf = Shelf(home / "static", cache_folder("static"))
        self._shelf.work()
        page = (home / "index.html").read_text(encoding="utf-8")
        for name in _NAMED_BY_THE_PAGE.findall(page):
            self._shelf.prepare(name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        response = await self._answer(Request(scope))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        name = request.scope["path"].removeprefix(PREFIX)
        if name not in self._shelf:
            return PlainTextResponse("There is nothing at this address.\n", status_code=404)
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("", status_code=405, headers={"Allow": "GET, HEAD"})
        stored = self._shelf.ready(name) or await run_in_threadpool(self._shelf.stored, name)
        lasting = A_YEAR if _HASHED.search(name) else ASK_AGAIN
        return answer(request, stored, cache_control=lasting)


def _best(stored: CachedResponse, small: bytes) -> CachedResponse:
    """A file with its best copy, which is another representation and so has another tag."""
    zipped = stored.gzipped or gzip.compress(stored.plain, compresslevel=9, mtime=0)
    return replace(stored, gzipped=zipped, brotlied=small, tag=f"{stored.tag}.{BEST}")
