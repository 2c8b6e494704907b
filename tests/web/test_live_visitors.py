"""Who is offered the live page: who wants it, as long as the process has room."""

from __future__ import annotations

import asyncio
import csv

import pytest
from starlette.requests import Request

from tests.served import ROOT
from web.kit import settings
from web.kit.settings import Misconfigured
from web.plain.live import Visitors, may_go_live


def asks(query: str = "", **headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/money", "headers": named}
    return Request({**scope, "query_string": query.encode()})


@pytest.mark.parametrize(
    ("request_", "goes"),
    [
        (asks(), True),
        (asks("area=east-kent"), True),
        (asks("plain"), False),
        (asks("plain="), False),
        (asks(save_data="on"), False),
        (asks(save_data="On"), False),
        (asks(save_data="off"), True),
        (asks("live=1", save_data="on"), True),
        (asks("live=1&plain"), False),
    ],
)
def test_who_wants_it_goes_live(request_, goes):
    assert may_go_live(request_) == goes


def test_a_full_process_sends_plain_pages_and_whoever_leaves_makes_room(monkeypatch):
    monkeypatch.setattr("web.plain.live.most_live", lambda: 2)
    offered = []

    async def session(_scope, _receive, _send):
        offered.append(may_go_live(asks("live=1")))
        if len(offered) < 3:
            await visitors({"type": "websocket"}, None, None)

    visitors = Visitors(session)
    asyncio.run(visitors({"type": "websocket"}, None, None))
    assert offered == [True, False, False]
    assert may_go_live(asks())


def test_a_session_that_fails_is_counted_out(monkeypatch):
    async def session(_scope, _receive, _send):
        raise RuntimeError

    before = Visitors.now
    with pytest.raises(RuntimeError):
        asyncio.run(Visitors(session)({"type": "websocket"}, None, None))
    assert Visitors.now == before


@pytest.mark.parametrize("given", ["", "many", "-1", "1.5"])
def test_a_number_that_is_none_is_one_sentence(monkeypatch, given):
    monkeypatch.setenv("MOST_LIVE", given)
    settings.most_live.cache_clear()
    try:
        with pytest.raises(Misconfigured, match="MOST_LIVE must be a whole number"):
            settings.most_live()
    finally:
        settings.most_live.cache_clear()


def test_the_usual_number_is_what_the_last_measurement_gives():
    with (ROOT / "tests" / "benchmarks" / "load.csv").open(encoding="utf-8", newline="") as lines:
        *_, last = (row for row in csv.DictReader(lines) if row["run"] == "200")
    bears = settings.SHARE * settings.PAUSE_MS / float(last["cpu_ms"])
    assert settings.MOST_LIVE <= bears < 2 * settings.MOST_LIVE
