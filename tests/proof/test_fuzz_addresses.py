"""Requests by the thousand, of any path, method, header and body: never a 5xx, never a crash."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware

from components.page_list import PAGES
from data.live.current import current
from tests.fuzzing import JSON, ODD_TEXTS, examples
from web.addresses import SentOn
from web.request_checks import Refusals
from web.routes import routes
from web.server.headers import SecurityHeaders
from web.server.origins import Origins

CATALOGUE = current()
IDS = (
    *CATALOGUE["hcp_areas"]["hcp_area_id"],
    *CATALOGUE["lots"]["lot_id"],
    *CATALOGUE["sources"]["source_id"],
    *CATALOGUE["organisations"]["org_id"],
    *CATALOGUE["milestones"]["milestone_id"],
    *CATALOGUE["metrics"]["metric_id"],
)
PARTS = st.one_of(
    st.sampled_from(
        [
            *(entry.path for entry in PAGES),
            *("open-data", "outlines", "lookup", "embed", "briefing", "healthz", "metrics"),
            *("find", "area", "lot", "committee", "tables", "share", "favicon.png", "index.html"),
            *("hcp_areas.geojson", "datapackage.json", "workbook.xlsx", "robots.txt"),
            *("..", ".", "", "%2e%2e", "%00", "%", "*", "~", ".git", "envelopes.csv", "map.svg"),
        ]
    ),
    st.sampled_from(IDS),
    st.sampled_from([f"{name}.csv" for name in CATALOGUE]),
    ODD_TEXTS,
    st.text(max_size=12),
)
PATHS = st.lists(PARTS, max_size=5).map(lambda parts: "/" + "/".join(parts))
KEYS = st.sampled_from(
    [
        *("area", "cohort", "show", "place", "view", "lot", "service", "q", "items", "rows"),
        *("from", "to", "compare", "lane", "years", "point", "kind", "source", "theme", "embed"),
    ]
)
VALUES = st.sampled_from(IDS) | ODD_TEXTS | st.text(max_size=20) | st.just("ME13 8XX")
QUERIES = st.one_of(
    st.lists(st.tuples(KEYS, VALUES), max_size=4).map(
        lambda pairs: "&".join(f"{k}={quote(v, errors='replace')}" for k, v in pairs).encode()
    ),
    st.binary(max_size=40),
)
METHODS = st.sampled_from(
    ["GET"] * 8
    + ["HEAD", "HEAD", "POST", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"]
    + ["CONNECT", "PROPFIND", "get", ""]
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *(b"accept", b"accept-encoding", b"accept-language", b"if-none-match", b"range"),
                *(b"if-modified-since", b"host", b"origin", b"referer", b"content-type", b"cookie"),
                *(b"content-length", b"transfer-encoding", b"authorization", b"x-forwarded-for"),
                *(b"sec-fetch-site", b"sec-fetch-dest", b"user-agent", b"expect", b"te", b"dnt"),
            ]
        ),
        st.sampled_from(
            [
                *(b"", b"*", b"gzip", b"br;q=0", b"br, gzip;q=x", b"identity;q=0, *;q=0", b"null"),
                *(b"bytes=0-1", b"bytes=9-1", b"application/json", b"text/html;q=abc", b"100"),
                *(b"-1", b"localhost", b"a b", b"http://[", b"chunked", b'"x", W/"y"', b"\xff\xfe"),
                b"application/x-www-form-urlencoded",
            ]
        )
        | st.binary(max_size=20),
    ),
    max_size=5,
)
BODIES = st.one_of(
    st.just(b""),
    st.binary(max_size=60),
    JSON.map(lambda value: json.dumps(value).encode()),
    VALUES.map(lambda value: json.dumps({"place": value}).encode()),
    VALUES.map(lambda value: f"place={quote(value, errors='replace')}".encode()),
    st.just(b"[" * 100_000),
)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as loop:
        yield loop


@pytest.fixture(scope="module")
def app() -> Starlette:
    """Our routes with the middleware of the real app; Streamlit's own are not there."""
    ours = routes()
    return Starlette(
        routes=ours,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Refusals, routes=ours),
            Middleware(SentOn),
            Middleware(Origins),
        ],
    )


async def ask(app: Starlette, scope: dict, body: bytes) -> tuple[int, dict[bytes, bytes], bytes]:
    """One request as a server hands it on; a request that is not answered is a failure."""
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    parts = [m.get("body", b"") for m in sent if m["type"] == "http.response.body"]
    return start["status"], dict(start["headers"]), b"".join(parts)


def scope_of(method: str, path: str, query: bytes, headers: list) -> dict:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path.encode("utf-8", "replace").decode("utf-8"),
        "raw_path": quote(path, errors="replace").encode(),
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8501),
    }


@examples(250, 12_000)
@given(METHODS, PATHS, QUERIES, HEADERS, BODIES)
def test_no_request_breaks_the_service(app, runner, method, path, query, headers, body):
    scope = scope_of(method, path, query, headers)
    status, told, text = runner.run(ask(app, scope, body))
    assert 200 <= status < 500, (status, text[:300])
    assert b"Traceback" not in text and b'File "' not in text
    if method != "HEAD" and status != 304 and b"content-length" in told:
        assert int(told[b"content-length"]) == len(text)


@examples(150, 6_000)
@given(st.sampled_from([entry.path for entry in PAGES]), QUERIES)
def test_no_address_of_a_page_breaks_it(app, runner, path, query):
    status, _, text = runner.run(ask(app, scope_of("GET", f"/{path}", query, []), b""))
    assert status in (200, 301, 302, 307, 400, 414), (status, text[:300])
    assert b"<script>alert(1)" not in text
