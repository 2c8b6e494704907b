"""Bad days of processes: one is killed under load, all are gone, one is starting, one fails."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from starlette.applications import Starlette

from geo.errors import GeoProblem
from tests.benchmarks.streamlit_client import PageMap, visiting
from tests.proof.test_deploy import ask
from tests.proxied import NoNginx, find_or_install, proxying
from tests.served import ROOT, free_port, serving
from tests.service.test_headers import called
from web import error_pages as last_resort
from web.embeds import routes as embed_routes

READERS = 4  # at once
START = PageMap(path="", hash="", choices={}, form=None)


# A process is killed.


@pytest.fixture
def nginx() -> str:
    """The path of nginx; without one these tests are skipped, and say so."""
    try:
        return find_or_install()
    except NoNginx as exc:
        pytest.skip(str(exc))


class Asking:
    """Readers who ask for an embed and for a look-up again and again, from threads of their own.

    Nothing is kept between them and the app, so each answer comes from a process. An answer that
    was on its way when its process was killed is `cut_off`: what is sent, no other can take back.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._stop = threading.Event()
        self.statuses: Counter[object] = Counter()
        self.cut_off = 0
        self.slowest = 0.0
        self._readers = [threading.Thread(target=self._read, args=(n,)) for n in range(READERS)]

    def __enter__(self) -> Asking:
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stop.set()
        for reader in self._readers:
            reader.join()

    def _read(self, number: int) -> None:
        while not self._stop.is_set():
            start = time.monotonic()
            try:
                if number % 2:
                    body = b"place=ME13"
                    form = {"Content-Type": "application/x-www-form-urlencoded"}
                    answer = ask(self._url, "/embed/find-my-area", method="POST", body=body, **form)
                else:
                    answer = ask(self._url, "/embed/timeline")
                self.statuses[answer.status] += 1
            except http.client.IncompleteRead:
                self.cut_off += 1
            except (OSError, http.client.HTTPException) as exc:
                self.statuses[repr(exc)] += 1
            self.slowest = max(self.slowest, time.monotonic() - start)
            time.sleep(0.02)


NO_LIMITS_NOR_CACHE = """
limit_req_zone $binary_remote_addr zone=reading:1m rate=10000r/s;
limit_req_zone $binary_remote_addr zone=looking_up:1m rate=10000r/s;
limit_conn_zone $binary_remote_addr zone=seats:1m;
proxy_no_cache 1;
proxy_cache_bypass 1;
"""


def test_a_killed_process_loses_nobody_but_its_own_visitors_who_come_back(tmp_path, nginx):
    with contextlib.ExitStack() as stack:
        doomed = stack.enter_context(serving(ROOT, log_file=tmp_path / "doomed.txt"))
        other = stack.enter_context(serving(ROOT, log_file=tmp_path / "other.txt"))
        ports = [doomed.port, other.port]
        proxy = stack.enter_context(proxying(tmp_path / "nginx", ports, limits=NO_LIMITS_NOR_CACHE))
        for app in (doomed, other):  # the first to ask wait until pictures are drawn
            assert ask(app.url, "/embed/timeline").status == 200
        with Asking(proxy.url) as readers:
            asyncio.run(through_a_killing(proxy, doomed.pid))
            time.sleep(1)
            fresh = serving(ROOT, log_file=tmp_path / "again.txt", port=doomed.port)
            stack.enter_context(fresh)
            time.sleep(1)
        assert set(readers.statuses) == {200}, readers.statuses
        assert readers.cut_off <= READERS
        assert readers.statuses[200] > 50
        said = proxy.logs()
        assert "client:" not in said
        assert "ME13" not in said


async def through_a_killing(proxy, pid: int) -> None:
    """Twelve visitors; a process dies; those on it lose their connection, and come back."""
    async with contextlib.AsyncExitStack() as stack:
        visitors = [await stack.enter_async_context(visiting(proxy.url, START)) for _ in range(12)]
        for visitor in visitors:
            await visitor.open()
        os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(3)
        lost = [one for one in visitors if one.socket.close_code is not None]
        kept = [visitor for visitor in visitors if visitor not in lost]
        assert lost
        assert kept
        await asyncio.gather(*(visitor.open() for visitor in kept))
        for _ in lost:
            async with visiting(proxy.url, START) as again:
                await again.open()


def until_nobody_listens(port: int) -> None:
    deadline = time.monotonic() + 60
    with contextlib.suppress(ConnectionRefusedError):
        while time.monotonic() < deadline:
            socket.create_connection(("127.0.0.1", port), timeout=60).close()


def test_with_no_process_left_light_pages_go_on_and_the_rest_is_a_sentence(tmp_path, nginx):
    log = tmp_path / "app.txt"
    with (
        serving(ROOT, log_file=log) as only,
        proxying(tmp_path / "nginx", [only.port]) as proxy,
    ):
        before = ask(proxy.url, "/embed/timeline").body
        os.kill(only.pid, signal.SIGKILL)
        until_nobody_listens(only.port)
        assert ask(proxy.url, "/embed/timeline").body == before
        for path in ("/", "/embed/map", "/open-data/tables/lots.csv"):
            answer = ask(proxy.url, path)
            assert answer.status == 503
            assert answer.headers["Retry-After"] == "10"
            assert b"Please try again in a minute." in answer.body
            assert b"nginx" not in answer.body


# A process is started.


def test_a_process_that_is_still_loading_refuses_so_that_another_is_asked(tmp_path):
    port = free_port()
    environ = os.environ | {"HOST": "127.0.0.1", "PORT": str(port)}
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert str(port) in process.stdout.readline()  # its port is taken, and it loads
            with pytest.raises(ConnectionRefusedError):
                ask(f"http://127.0.0.1:{port}", "/healthz")
        finally:
            process.kill()


def test_what_is_made_is_sent_while_something_else_is_being_made(monkeypatch):
    app = Starlette(routes=embed_routes.routes())
    first = called(app, "GET", "/embed/timeline")

    async def all_busy(*_asked: object, **_named: object) -> None:
        raise AssertionError("the reader had to wait for a thread")

    monkeypatch.setattr(embed_routes, "run_in_threadpool", all_busy)
    assert called(app, "GET", "/embed/timeline") == first
    assert first[0] == 200


# Any other fault.


@pytest.mark.parametrize("path", ["/embed/map", "/open-data/tables/lots.csv", "/briefing/", "/"])
@pytest.mark.parametrize(
    ("fault", "status"), [(ValueError, 500), (OSError, 503), (GeoProblem, 503)]
)
def test_what_fails_unforeseen_is_a_sentence_too(path, fault, status, caplog):
    async def fails(_scope: object, _receive: object, _send: object) -> None:
        raise fault("The place index could not be read." if fault is GeoProblem else "ME13 8XX")

    answered, headers, body = called(last_resort.LastResort(fails), "GET", path)
    assert answered == status
    assert headers["cache-control"] == "no-store"
    assert ("noted" if status == 500 else "not in order") in body
    assert "ME13" not in body + caplog.text
    assert fault.__name__ in caplog.text
    assert "in fails" in caplog.text
    assert ("could not be read" in caplog.text) is (fault is GeoProblem)


def test_what_was_begun_is_not_answered_twice():
    async def fails(_scope: object, _receive: object, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError

    with pytest.raises(ValueError):
        called(last_resort.LastResort(fails), "GET", "/")
