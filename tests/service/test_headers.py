"""Headers of every kind of answer, who may frame what, and the requests that are refused."""

from __future__ import annotations

import asyncio
import http.client
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit.file_util import get_static_dir

from components.page_list import PAGES
from tests.served import PATIENCE
from web.kit import settings
from web.kit.settings import Misconfigured
from web.request_checks import LONGEST_PATH, LONGEST_QUERY, Refusals
from web.server.headers import CONTENT_SECURITY_POLICY, SecurityHeaders

SCRIPT = next(Path(get_static_dir()).glob("static/js/index.*.js"))
DATA = "/open-data/tables/lots.csv"

# One address of each kind: its status and the method to ask with.
KINDS = {
    "a page": ("/", 200, "GET"),
    "a deep link": ("/money", 200, "GET"),
    "a script": (f"/static/js/{SCRIPT.name}", 200, "GET"),
    "a script that is not there": ("/static/js/none.js", 404, "GET"),
    "health": ("/_stcore/health", 200, "GET"),
    "media": ("/media/none.csv", 404, "GET"),
    "the icon": ("/favicon.png", 200, "GET"),
    "the page of open data": ("/open-data", 200, "GET"),
    "a table": (DATA, 200, "GET"),
    "outlines": ("/open-data/outlines/hcp_areas.geojson", 200, "GET"),
    "the look-up, asked wrongly": ("/open-data/lookup", 405, "GET"),
    "a preflight": ("/open-data/lookup", 204, "OPTIONS"),
    "nothing": ("/no-such-page", 404, "GET"),
    "nothing of open data": ("/open-data/none", 404, "GET"),
    "a feed": ("/feeds/changes.atom", 200, "GET"),
    "a calendar": ("/calendars/all.ics", 200, "GET"),
    "nothing of feeds": ("/feeds/none.atom", 404, "GET"),
    "the page of embeds": ("/embed/", 200, "GET"),
    "an embed": ("/embed/timeline", 200, "GET"),
    "nothing of the embed": ("/embed/none", 404, "GET"),
    "the briefings": ("/briefing/", 200, "GET"),
    "a briefing": ("/briefing/lot/lot-1", 200, "GET"),
    "nothing of the briefings": ("/briefing/none", 404, "GET"),
    "health for the operator": ("/healthz", 200, "GET"),
    "a wrong method": ("/money", 405, "DELETE"),
    "traversal": ("/static/%2e%2e/x", 400, "GET"),
}


def directives(policy: str) -> dict[str, str]:
    return {name: rest for name, _, rest in (d.strip().partition(" ") for d in policy.split(";"))}


@pytest.mark.parametrize(("path", "status", "method"), KINDS.values(), ids=KINDS)
def test_every_kind_of_answer_carries_the_security_headers(ask, path, status, method):
    answer = ask(path, method=method)
    assert answer.status == status
    headers = answer.headers
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] in ("'self'", "'none'")
    assert policy["frame-ancestors"] == ("*" if path.startswith("/embed") else "'self'")
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert "http:" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]
    assert headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    shared = path.startswith(("/embed", "/open-data", "/feeds", "/calendars"))
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if shared else "same-origin")
    assert headers["Access-Control-Allow-Origin"] == ("*" if shared else None)
    assert headers["Server"] is None
    assert headers["X-Powered-By"] is None


def test_an_answer_that_says_nothing_new_carries_them_too(ask):
    tag = ask(DATA).headers["ETag"]
    answer = ask(DATA, If_None_Match=tag)
    assert answer.status == 304
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/money",
        "/favicon.png",
        "/open-data",
        DATA,
        "/open-data/none",
        "/feeds/changes.atom",
        "/calendars/all.ics",
        "/embed/",
        "/embed/timeline",
        "/embed/none",
        "/briefing/",
        "/briefing/lot/lot-1",
    ],
)
def test_no_cookie_is_set(ask, path):
    assert ask(path).headers["Set-Cookie"] is None


def test_no_page_may_make_scripts_from_text_or_compile_any():
    policy = directives(CONTENT_SECURITY_POLICY)
    allowed = policy["script-src"].split()
    assert allowed[0] == "'self'"
    assert all(re.fullmatch(r"'sha256-[\w+/]+='", source) for source in allowed[1:])


# Who may frame what.


@pytest.mark.parametrize(
    ("value", "sources"),
    [
        ("self", "'self'"),
        ("'self'", "'self'"),
        ("none", "'none'"),
        ("*", "*"),
        ("https://example.org", "https://example.org"),
        (" self  https://*.example.org:8443 ", "'self' https://*.example.org:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_who_may_frame_can_be_set(value, sources):
    assert settings.read({"FRAME_ANCESTORS": value}) == {"app": sources, "embed": "*"}
    assert settings.read({"EMBED_FRAME_ANCESTORS": value}) == {"app": "'self'", "embed": sources}


@pytest.mark.parametrize(
    "value",
    [
        "",
        "example.org",
        "https://",
        "https://example.org/path",
        "https://example.org;script-src *",
        "https://example.org, https://example.com",
        "self none",
        "* self",
        "https://exa mple.org",
        "https://example.org\r\nX: y",
        "https://-example.org",
        "https:*",
    ],
)
def test_a_bad_setting_is_one_sentence(value):
    with pytest.raises(Misconfigured) as wrong:
        settings.read({"FRAME_ANCESTORS": value})
    assert str(wrong.value) == (
        "FRAME_ANCESTORS must be self, none, * or addresses such as https://example.org, "
        f"not {value!r}."
    )


def called(app: ASGIApp, method: str, path: str) -> tuple[int, dict[str, str], str]:
    """What an app answers: status, headers and body."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"app.test")],
    }
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request"}

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    started, *rest = sent
    headers = {name.decode(): value.decode() for name, value in started["headers"]}
    return started["status"], headers, b"".join(part["body"] for part in rest).decode()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> ASGIApp:
    """Two addresses behind the middleware: one that takes POST, one whose page has a policy."""
    monkeypatch.setattr(
        settings, "_settings", lambda: {"app": "'none'", "embed": "https://example.org"}
    )

    async def write(_request: object) -> PlainTextResponse:
        return PlainTextResponse("written")

    async def framed(_request: object) -> HTMLResponse:
        policy = "default-src 'none'; Frame-Ancestors https://elsewhere.example;"
        return HTMLResponse("<p>", headers={"Content-Security-Policy": policy})

    routes = [Route("/write", write, methods=["POST"]), Route("/embed/map", framed)]
    middleware = [Middleware(SecurityHeaders), Middleware(Refusals, routes=routes)]
    return Starlette(routes=routes, middleware=middleware)


def test_the_settings_go_before_the_policy_of_a_page(small):
    _, headers, _ = called(small, "GET", "/embed/map")
    policy = headers["content-security-policy"]
    assert policy == "default-src 'none'; frame-ancestors https://example.org"
    _, headers, _ = called(small, "GET", "/embedded")
    assert headers["content-security-policy"].endswith("; frame-ancestors 'none'")


def test_a_route_that_takes_post_gets_it_and_no_other(small):
    assert called(small, "POST", "/write")[2] == "written"
    status, headers, body = called(small, "PUT", "/write")
    assert (status, headers["allow"]) == (405, "POST")
    assert body == "This address takes POST only.\n"


def test_all_methods_of_an_address_are_told_whichever_route_takes_them(ask):
    answer = ask("/embed/find-my-area", method="DELETE")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert answer.body == b"This address takes GET, HEAD and POST only.\n"


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_what_an_answer_varies_by_is_said_once(ask, coding):
    for path in ("/", "/embed/timeline", "/briefing/", DATA):
        assert ask(path, Accept_Encoding=coding).headers["Vary"] == "Accept-Encoding", path


def test_the_app_may_connect_to_this_host_only(ask):
    policy = directives(ask("/").headers["Content-Security-Policy"])
    assert policy["connect-src"] == "'self' data: blob:"


# What is refused.


@pytest.fixture(scope="module")
def raw(server):
    """Sends a target as it stands, without a client that mends it."""
    address = urlsplit(server.url)

    def send(target: str, *, method: str = "GET", host: str = "") -> tuple[int, str, str | None]:
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE)
        connection._validate_path = lambda _target: None
        connection.request(method, target, headers={"Host": host or address.netloc})
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        return answer.status, body, answer.headers["Allow"]

    return send


PLACES = ("/", "/money", "/static/js/", "/media/", "/_stcore/", "/open-data/", "/embed/")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ("%2e%2e/%2e%2e/etc/passwd", 400),
        ("x/../../etc/passwd", 400),
        ("..%5c..%5cx", 400),
        ("%00", 400),
        ("x%0d%0aSet-Cookie:%20a=b", 400),
        ("%zz", 400),
        ("%", 400),
        ("%ff%fe", 400),
        ("x" * (LONGEST_PATH + 1), 414),
        ("?" + "x" * (LONGEST_QUERY + 1), 414),
        ("?a=%zz", 400),
        ("?a=%ff", 400),
        ("?a=%00", 400),
    ],
)
def test_bad_addresses_are_refused_in_a_sentence(raw, place, rest, status):
    answered, body, _ = raw(f"{place.rstrip('/') if rest[0] == '?' else place}{rest}")
    assert answered == status
    assert re.fullmatch(r"This web address [a-z ]+\.\n", body)


def test_other_hosts_in_the_address_are_refused(raw):
    assert raw("//example.org/x")[0] == 400
    assert raw("http://example.org/money")[0] == 400
    assert raw("/", host="a b")[0] == 400
    assert raw("/", host="example.org/x")[0] == 400
    assert raw("/", host="[::1]:8501")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", "GET, HEAD"),
        ("/money", "GET, HEAD"),
        ("/no-such-page", "GET, HEAD"),
        ("/open-data", "GET, HEAD, OPTIONS"),
        ("/open-data/", "GET, HEAD, OPTIONS"),
        (DATA, "GET, HEAD, OPTIONS"),
        (f"/static/js/{SCRIPT.name}", "GET, HEAD, OPTIONS"),
        ("/_stcore/health", "GET, HEAD, OPTIONS"),
        ("/media/none", "GET, HEAD, OPTIONS"),
    ],
)
def test_wrong_methods_are_told_the_right_ones(raw, method, path, allowed):
    status, body, named = raw(path, method=method)
    assert status == 405
    assert named == allowed
    assert body.startswith("This address takes ")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_the_page_with_a_box_takes_a_form_too(raw, method):
    status, body, named = raw("/find-my-area", method=method)
    assert (status, named) == (405, "GET, HEAD, POST")
    assert body == "This address takes GET, HEAD and POST only.\n"
    assert raw("/find-my-area", method="POST")[0] == 415  # what is sent is no form


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/upload_file/a/b",
        "/_stcore/agent/mcp",
        "/auth/login",
        "/oauth2callback",
        "/_stcore/none",
        "/component/none",
        "/media/none.csv",
        "/static/none.js",
        "/static/js",
    ],
)
def test_what_is_closed_or_not_there_is_404_and_no_page(raw, path):
    status, body, _ = raw(path)
    assert status == 404
    assert body == "There is nothing at this address.\n"


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_usual_address_is_not_refused(ask, entry):
    assert ask(f"/{entry.path}?area=east-kent&q=caf%C3%A9+%26+%F0%9F%98%80").status in (200, 302)
