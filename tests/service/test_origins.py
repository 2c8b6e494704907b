"""Who may open a session, and what the operator is told of one that was refused."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest

from components.operate.counters import REGISTRY
from web.kit import social
from web.server import logs, origins
from web.server.origins import REASONS, STREAM, Origins

HOME = "dashboard.example"
PAGE = f"https://{HOME}"


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch):
    """The log has not told of any reason yet, and no address is set."""
    monkeypatch.setattr(origins, "_told", {})
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    social.public_url.cache_clear()
    yield
    social.public_url.cache_clear()


def asked(kind: str, path: str = STREAM, **headers: str) -> tuple[list[dict], list[dict]]:
    """The scopes that reach the app, and what is sent back, for one request."""
    reached: list[dict] = []
    sent: list[dict] = []

    async def app(scope, _receive, _send) -> None:
        reached.append(scope)

    async def send(message) -> None:
        sent.append(message)

    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "method": "GET", "path": path, "headers": named}
    asyncio.run(Origins(app)(scope, None, send))
    return reached, sent


def refused(reason: str) -> float:
    return REGISTRY.get_sample_value("dashboard_refused_sessions_total", {"reason": reason}) or 0


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (PAGE, HOME),
        (None, HOME),
        ("http://127.0.0.1:8501", "127.0.0.1:8501"),
        ("http://[::1]:8501", "[::1]:8501"),
        (PAGE, f"{HOME}:443"),
        (f"http://{HOME}", f"{HOME}:80"),
        ("https://Dashboard.Example", HOME),
    ],
)
def test_our_own_pages_open_sessions_and_streamlit_is_not_asked(origin, host):
    headers = {"host": host} | ({"origin": origin} if origin else {})
    [scope], sent = asked("websocket", **headers)
    assert sent == []
    assert dict(scope["headers"]) == {b"host": host.encode()}


@pytest.mark.parametrize(
    ("reason", "path", "headers"),
    [
        ("origin", STREAM, {"origin": "https://example.org", "host": HOME}),
        ("origin", STREAM, {"origin": "null", "host": HOME}),
        ("origin", STREAM, {"origin": "", "host": HOME}),
        ("origin", STREAM, {"origin": "https://[", "host": HOME}),
        ("origin", STREAM, {"origin": f"{PAGE}:8443", "host": HOME}),
        ("origin", STREAM, {"origin": PAGE, "host": f"{HOME}:port"}),
        ("origin", STREAM, {"origin": PAGE, "host": "internal.example.local"}),
        ("origin", STREAM, {"origin": PAGE}),
        ("host", STREAM, {"origin": PAGE, "host": "app", "x-forwarded-host": HOME}),
        ("path", f"/community{STREAM}", {"origin": PAGE, "host": HOME}),
        ("path", "/", {"origin": PAGE, "host": HOME}),
    ],
)
def test_other_sessions_are_refused_counted_and_told_with_their_reason(
    caplog, reason, path, headers
):
    before = refused(reason)
    reached, sent = asked("websocket", path, **headers)
    assert reached == []
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert refused(reason) == before + 1
    [record] = caplog.records
    line = json.loads(logs.JsonLines().format(record))
    assert (line["event"], line["reason"]) == ("session_refused", reason)
    assert line["message"].endswith(REASONS[reason])
    told = json.dumps(line)
    assert not any(value in told for value in headers.values() if value)
    assert "community" not in told


@pytest.mark.parametrize("host", ["internal.example.local", "10.0.0.7:8501", ""])
def test_where_a_proxy_changes_host_the_public_address_is_believed(monkeypatch, host):
    monkeypatch.setenv("PUBLIC_URL", f"{PAGE}/")
    social.public_url.cache_clear()
    [scope], _ = asked("websocket", origin=PAGE, host=host)
    assert b"origin" not in dict(scope["headers"])
    for other in ("https://example.org", "null", f"http://{HOME}", f"{PAGE}.example.org"):
        assert asked("websocket", origin=other, host=host)[0] == []


def test_a_session_that_comes_as_a_plain_request_says_what_the_proxy_must_do(caplog):
    before = refused("upgrade")
    reached, [start, body] = asked("http", host=HOME)
    assert reached == []
    assert start["status"] == 426
    assert (b"upgrade", b"websocket") in start["headers"]
    assert b"WebSockets only" in body["body"]
    assert refused("upgrade") == before + 1
    assert "Upgrade and Connection" in caplog.text


def test_the_log_tells_each_reason_once_a_minute(monkeypatch, caplog):
    caplog.set_level(logging.WARNING)
    now = [100.0]
    monkeypatch.setattr(origins.time, "monotonic", lambda: now[0])
    for moment in (100, 101, 159, 160, 219, 221):
        now[0] = moment
        asked("websocket", origin="null", host=HOME)
    assert len(caplog.records) == 3
    asked("http", host=HOME)
    assert len(caplog.records) == 4


def test_a_request_from_another_site_is_answered_without_its_origin():
    [scope], _ = asked("http", "/money", origin="https://example.org", host=HOME)
    assert b"origin" not in dict(scope["headers"])
    [scope], _ = asked("http", "/money", origin=PAGE, host=HOME)
    assert dict(scope["headers"])[b"origin"] == PAGE.encode()
