"""Streamlit's own files: found, compressed, kept on the disk where that can be, never made up."""

from __future__ import annotations

import asyncio
import gzip
import os
import time
from dataclasses import dataclass
from urllib.parse import unquote

import brotli
import pytest
from starlette.datastructures import Headers

from tests.served import PATIENCE
from web.kit import on_disk
from web.streamlit_host import static_files
from web.streamlit_host.static_files import BEST, FAST, Shelf, StaticFiles

SCRIPT = b"const answer = 42; // " + b"the same words again and again, " * 200


@pytest.fixture
def folder(tmp_path):
    """A folder as Streamlit's: a script and a style sheet with hashed names, a font, a file."""
    home = tmp_path / "streamlit"
    (home / "static" / "js").mkdir(parents=True)
    (home / "static" / "js" / "index.AbCd-_12.js").write_bytes(SCRIPT)
    (home / "static" / "js" / "plain.js").write_bytes(SCRIPT + b"//")
    (home / "static" / "letters.12345678.woff2").write_bytes(bytes(range(256)) * 4)
    (home / "index.html").write_text('<script src="./static/js/index.AbCd-_12.js">')
    (home / "secret.txt").write_text("not for sending")
    return home


def waited_for(condition) -> bool:
    """Whether a condition came true, however busy the machine is."""
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    body: bytes


@pytest.fixture
def ask(folder, tmp_path, monkeypatch):
    """Sends a request to the middleware: `ask("/static/js/plain.js", accept_encoding="br")`."""
    monkeypatch.setattr(static_files, "static_folder", lambda: folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    served = StaticFiles(None)

    def send(path: str, *, method: str = "GET", **headers: str) -> Answer:
        scope = {
            "type": "http",
            "method": method,
            "path": unquote(path),
            "query_string": b"",
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
        }
        messages = []

        async def take(message):
            messages.append(message)

        asyncio.run(served(scope, None, take))
        begin, body = messages
        return Answer(begin["status"], Headers(raw=begin["headers"]), body["body"])

    return send


def test_a_script_is_sent_in_each_coding_and_kept_for_a_year(ask):
    path = "/static/js/index.AbCd-_12.js"
    for coding, unpacked in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = ask(path, accept_encoding=coding)
        assert answer.headers["Content-Encoding"] == coding
        assert unpacked(answer.body) == SCRIPT
        assert len(answer.body) < len(SCRIPT) / 10
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert answer.headers["Content-Type"].startswith("text/javascript")
    plain = ask(path, accept_encoding="identity")
    assert "Content-Encoding" not in plain.headers
    assert plain.body == SCRIPT


def test_a_name_without_a_hash_is_asked_for_again(ask):
    first = ask("/static/js/plain.js")
    assert first.headers["Cache-Control"] == "no-cache"
    # In between, the best copy may have come: another representation with another tag.
    later = ask("/static/js/plain.js", if_none_match=first.headers["ETag"])
    assert later.status == 304 or later.headers["ETag"] != first.headers["ETag"]
    tag = ask("/static/letters.12345678.woff2").headers["ETag"]
    again = ask("/static/letters.12345678.woff2", if_none_match=tag)
    assert (again.status, again.body) == (304, b"")


def test_a_font_is_sent_as_it_is(ask):
    answer = ask("/static/letters.12345678.woff2", accept_encoding="br, gzip")
    assert "Content-Encoding" not in answer.headers
    assert answer.body == bytes(range(256)) * 4


def test_head_tells_the_size(ask):
    answer = ask("/static/js/plain.js", method="HEAD")
    assert (answer.status, int(answer.headers["Content-Length"])) == (200, len(SCRIPT) + 2)


@pytest.mark.parametrize(
    "path", ["", "js", "js/none.js", "js/../../secret.txt", "js/%2e%2e/%2e%2e/secret.txt", "%00"]
)
def test_what_is_not_there_is_a_plain_404(ask, path):
    answer = ask(f"/static/{path}")
    assert answer.status == 404
    assert len(answer.body) < 100


def test_files_cannot_be_written(ask):
    answer = ask("/static/js/plain.js", method="POST")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_the_best_copy_takes_the_place_of_the_fast_one_and_waits_for_the_next_start(
    folder, tmp_path
):
    name, cache = "js/index.AbCd-_12.js", tmp_path / "copies"
    shelf = Shelf(folder / "static", cache)
    fast = shelf.stored(name)
    assert fast.brotlied == brotli.compress(SCRIPT, quality=FAST)
    shelf.work()
    best = brotli.compress(SCRIPT, quality=BEST)
    assert waited_for(lambda: shelf.stored(name).brotlied == best)
    assert shelf.stored(name).tag != fast.tag
    assert [path.read_bytes() for path in cache.iterdir()] == [best]
    assert Shelf(folder / "static", cache).stored(name).brotlied == best


def test_a_copy_of_an_older_version_goes_and_one_that_is_sent_stays(folder, tmp_path):
    name, cache = "js/index.AbCd-_12.js", tmp_path / "copies"
    first = Shelf(folder / "static", cache)
    first.prepare(name)
    first.work()
    assert waited_for(lambda: any(cache.glob("*.br")))
    (kept,) = cache.iterdir()
    old = cache / "0123456789abcdef.br"
    old.write_bytes(b"of an older version")
    for file in (kept, old):
        os.utime(file, (0, 0))
    second = Shelf(folder / "static", cache)
    second.prepare(name)
    second.work()
    assert waited_for(lambda: not old.exists())
    assert kept.exists()


@pytest.mark.parametrize("broken", [b"", b"no brotli", brotli.compress(b"another file")])
def test_a_broken_copy_on_the_disk_is_not_sent(folder, tmp_path, broken):
    name, cache = "js/index.AbCd-_12.js", tmp_path / "copies"
    shelf = Shelf(folder / "static", cache)
    shelf.stored(name)
    shelf.work()
    assert waited_for(lambda: cache.is_dir() and len(list(cache.glob("*.br"))) == 1)
    next(cache.glob("*.br")).write_bytes(broken)
    stored = Shelf(folder / "static", cache).stored(name)
    assert brotli.decompress(stored.brotlied) == SCRIPT


def test_a_disk_that_cannot_be_written_is_no_harm(folder, tmp_path):
    shut = tmp_path / "shut"
    shut.write_text("a file where the folder should be")
    shelf = Shelf(folder / "static", shut / "copies")
    name = "js/index.AbCd-_12.js"
    shelf.stored(name)
    shelf._improve(name)
    assert shelf.stored(name).brotlied == brotli.compress(SCRIPT, quality=BEST)


def test_copies_of_what_is_sent_stay_however_long_the_process_has_run(tmp_path):
    folder, cache = tmp_path / "files", tmp_path / "cache"
    folder.mkdir()
    (folder / "plain.js").write_bytes(SCRIPT)
    made, read = (static_files.Shelf(folder, cache) for _ in range(2))
    made._improve("plain.js")
    read.stored("plain.js")
    (copy,) = cache.iterdir()
    (cache / "older.br").touch()
    for file in cache.iterdir():
        os.utime(file, (0, 0))
    for shelf in (made, read):
        on_disk.prune(cache, current=shelf._copies)
        assert list(cache.iterdir()) == [copy]
