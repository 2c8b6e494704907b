"""What machines ask for first, addresses with a slip in them, and health in every form."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import socket
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from starlette.applications import Starlette

from components.page_list import PAGES
from data.live.current import current
from tests.served import PATIENCE
from web import briefings as briefing, front_door
from web.addresses import briefings, meant
from web.embeds import pages as embed_pages
from web.embeds.listing import all_embeds
from web.kit import settings, social
from web.kit.settings import Misconfigured
from web.kit.site import SERVED

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def public_url(monkeypatch):
    """Sets the address that the public knows."""

    def set_to(address: str) -> None:
        monkeypatch.setenv("PUBLIC_URL", address)
        social.public_url.cache_clear()

    yield set_to
    social.public_url.cache_clear()


# What machines ask for first.


def test_robots_may_read_everything_and_are_told_where_the_sitemap_is(ask, server):
    answer = ask("/robots.txt")
    assert answer.headers.get_content_type() == "text/plain"
    lines = answer.body.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow:"]
    assert f"Sitemap: {server.url}/sitemap.xml" in lines


def test_the_sitemap_names_each_page_by_its_whole_address_and_no_embed(ask, server):
    answer = ask("/sitemap.xml")
    assert answer.headers.get_content_type() == "application/xml"
    named = [one.text for one in ElementTree.fromstring(answer.body).iter(LOC)]
    pages = [f"{server.url}/{entry.path}" for entry in PAGES]
    papers = [f"{server.url}{path}" for path in briefings(current())]
    assert named == [*pages, *papers, f"{server.url}/open-data"]
    for address in named:
        assert ask(address.removeprefix(server.url)).status == 200, address


def test_addresses_are_those_that_visitors_see(ask):
    for path in ("/robots.txt", "/sitemap.xml", "/embed/", "/open-data"):
        told = ask(path, Host="dashboard.example", X_Forwarded_Proto="https").body.decode()
        assert "https://dashboard.example/" in told, path
        assert "127.0.0.1" not in told, path


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_each_page_names_its_own_address(ask, server, entry):
    page = ask(f"/{entry.path}?area=east-kent").body.decode()
    found = re.findall(r'<link rel="canonical" href="([^"]*)">', page)
    assert found == [f"{server.url}/{entry.path}"]


CANONICAL = {
    "/embed/money?look=dark": "/money",
    "/embed/map/east-kent": "/map",
    "/embed/services/lot-3": "/services",
    "/embed/": "/embed/",
    "/briefing/": "/briefing/",
    "/briefing/lot/lot-1": "/briefing/lot/lot-1",
    "/open-data": "/open-data",
}


@pytest.mark.parametrize(("path", "named"), CANONICAL.items())
def test_embeds_briefings_and_data_name_the_address_that_counts(ask, server, path, named):
    found = re.findall(r'<link rel="canonical" href="([^"]*)">', ask(path).body.decode())
    assert [urljoin(server.url, address) for address in found] == [f"{server.url}{named}"]


def test_what_is_not_there_names_no_address(ask):
    for path in ("/none", "/embed/none", "/briefing/none", "/open-data/none"):
        answer = ask(path)
        assert answer.status == 404
        assert b"canonical" not in answer.body, path


def test_the_public_address_stands_before_every_canonical_one(public_url):
    public_url("https://dashboard.example")
    today, facts = dt.date(2026, 11, 22), current()
    pages = {
        "/money": embed_pages.page(facts, "money", today=today).html,
        "/briefing/lot/lot-1": briefing.html(facts, "lot", "lot-1", today=today),
    }
    for path, page in pages.items():
        assert f'<link rel="canonical" href="https://dashboard.example{path}">' in page
    exported = replace(SERVED, dashboard="https://other.example", folder="places")
    page = embed_pages.page(facts, "money", today=today, site=exported).html
    assert '<link rel="canonical" href="https://other.example/money">' in page
    alone = replace(exported, dashboard=None)
    assert "canonical" not in embed_pages.page(facts, "money", today=today, site=alone).html


def test_the_icon_is_a_picture_where_browsers_ask_for_it(ask, tmp_path):
    answer = ask("/favicon.ico")
    file = tmp_path / "icon"
    file.write_bytes(answer.body)
    with Image.open(file) as picture:
        assert picture.get_format_mimetype() == answer.headers.get_content_type()
        assert picture.width == picture.height >= 32


def test_without_a_contact_there_is_no_security_txt(ask):
    for path in ("/.well-known/security.txt", "/security.txt"):
        answer = ask(path)
        assert answer.status == 404
        assert b"<h1>Page not found</h1>" in answer.body


def test_security_txt_names_the_contact_and_when_it_ends(client, monkeypatch, public_url):
    monkeypatch.setenv(settings.CONTACT, "security@example.org https://example.org/tell?us=1")
    public_url("https://dashboard.example")
    told = client("/.well-known/security.txt")
    assert told == client("/security.txt")
    fields = [tuple(line.split(": ", 1)) for line in told.splitlines()]
    assert [value for name, value in fields if name == "Contact"] == [
        "mailto:security@example.org",
        "https://example.org/tell?us=1",
    ]
    [ends] = [value for name, value in fields if name == "Expires"]
    left = dt.datetime.fromisoformat(ends) - dt.datetime.now(dt.UTC)
    assert dt.timedelta(days=30) < left < dt.timedelta(days=365)
    assert ("Canonical", "https://dashboard.example/.well-known/security.txt") in fields


@pytest.mark.parametrize("value", ["a", "@example.org", "http://example.org", "tel 1", "a@b@c"])
def test_a_contact_that_is_none_is_one_sentence(value):
    with pytest.raises(Misconfigured, match="SECURITY_CONTACT must be "):
        settings.security_contacts({settings.CONTACT: value})


@pytest.fixture
def client():
    """Asks the routes of the front door without a server between."""
    app = Starlette(routes=front_door.routes())

    def get(path: str) -> str:
        sent: list[dict] = []

        async def send(message: dict) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
        asyncio.run(app(scope, None, send))
        assert sent[0]["status"] == 200
        return sent[1]["body"].decode()

    return get


# Addresses with a slip in them.

EDGES = (
    *("{}.", "{},", "{})", "{};", "{}:", "{}!", "{}'", '{}"', "{}’", "{}”", "{}…", "{}>", "{}]"),
    *("{}/", "{}//", "{}%20", "{}*", "{}_", "{}/.).", "({}", "“{}”", "%20{}", "/{}", "//{}/"),
)


def with_slips(path: str) -> list[str]:
    """An address in each way that people get it wrong; the marks percent-encoded."""
    first = path.removeprefix("/")
    edged = [f"/{edge.format(first)}" for edge in EDGES]
    return [*edged, path.upper(), path.title(), f"{path.capitalize()}."]


def there_are() -> list[str]:
    facts = current()
    embeds = [f"/embed/{path}" for path in all_embeds(facts)]
    papers = [path for path in briefings(facts) if path != "/briefing/"]
    pages = [f"/{entry.path}" for entry in PAGES if entry.path]
    return [*pages, *embeds, *papers, "/open-data/tables/lots.csv"]


@pytest.mark.parametrize("path", there_are())
def test_each_address_is_meant_by_itself_with_any_slip(path):
    assert meant(path) is None
    for slip in with_slips(path):
        decoded = slip.replace("%20", " ")
        assert meant(decoded) == (path if decoded != path else None), slip


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_the_name_in_the_menu_leads_to_the_page(entry):
    for name in (entry.name, entry.name.lower(), entry.name.lower().replace(" ", "-")):
        assert meant(f"/{name}") in (f"/{entry.path}", None)
        assert meant(f"/{name}.") == f"/{entry.path}"


@pytest.mark.parametrize(
    "path",
    [
        *("/mapp", "/money/2024", "/index.html", "/mo.ney", "/static/map", "//example.org"),
        *(
            "/",
            "//",
            "/😀",
            "/.,",
            "//example.org/money",
            "/https://example.org",
            "/\\example.org",
            "/embed/none.",
        ),
        *("/briefing/lot/none)", "/open-data/tables/none.csv,", "/_stcore/health/"),
    ],
)
def test_what_there_is_not_leads_nowhere(path):
    assert meant(path) is None


def raw(server, text: str) -> tuple[str, dict[str, str], str]:
    """What comes back for a request as it stands: first line, headers, body."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
        line.sendall(text.encode())
        with line.makefile("rb") as answer:
            first = answer.readline().decode().strip()
            headers = {}
            while (header := answer.readline().decode().strip()) != "":
                name, _, value = header.partition(":")
                headers[name.lower()] = value.strip()
            is_bare = text.startswith("HEAD ") or " 204 " in first
            body = "" if is_bare else answer.read(int(headers["content-length"])).decode()
    return first, headers, body


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/Money", "/money"),
        ("/money.", "/money"),
        ("/money)", "/money"),
        ("/money,", "/money"),
        ("//money", "/money"),
        ("/Find%20my%20area?place=CT1&b=%2F%26", "/find-my-area?place=CT1&b=%2F%26"),
        ("/MAP?area=east-kent&area=caf%C3%A9", "/map?area=east-kent&area=caf%C3%A9"),
        ("/money/?next=https://example.org/", "/money?next=https://example.org/"),
        ("/money.?", "/money"),
        ("//Embed/Map)?look=dark", "/embed/map?look=dark"),
        ("/embed", "/embed/"),
        ("/briefing", "/briefing/"),
        ("/open-data/", "/open-data"),
    ],
)
def test_readers_are_sent_on_with_their_query(server, asked, leads):
    for method in ("GET", "HEAD"):
        request = f"{method} {asked} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
        first, headers, _ = raw(server, request)
        assert " 301 " in first
        assert headers["location"] == leads


@pytest.mark.parametrize(
    "asked",
    [
        "//example.org",
        "//example.org/money",
        "//example.org%2Fmoney",
        "///example.org/..",
        "/%5C/x",
    ],
)
def test_nobody_is_sent_to_another_site(server, asked):
    first, headers, _ = raw(server, f"GET {asked} HTTP/1.0\r\n\r\n")
    assert int(first.split()[1]) in (400, 404)
    assert "location" not in headers


def test_wherever_it_leads_it_is_a_path_of_this_service():
    for path in there_are():
        for slip in with_slips(path):
            address = urlsplit(quote(meant(slip) or path))
            assert (address.scheme, address.netloc) == ("", "")


# Health.

LINES = ("", "Host: 127.0.0.1\r\n", "Host: a_b c\r\n", "Host:\r\n", "Host: [::1]:8501\r\n")


@pytest.mark.parametrize("host", LINES)
@pytest.mark.parametrize(
    "path", ["/healthz", "/healthz/", "/healthz?", "/healthz?a=b", "/_stcore/health"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_health_answers_in_every_form(server, version, method, path, host):
    if version == "1.1" and not host:
        return  # no request of this version: the server must refuse it (RFC 9112)
    asked = f"{method} {path} HTTP/{version}\r\n{host}Connection: close\r\n\r\n"
    first, headers, body = raw(server, asked)
    assert int(first.split()[1]) in (200, 204)
    if path != "/_stcore/health":
        assert " 200 " in first
        assert headers["content-type"] == "application/json"
        assert "content-encoding" not in headers
        assert body.startswith('{"status":"well"') or method == "HEAD"


@pytest.mark.parametrize("asked", ["/ HTTP/1.0", "* HTTP/1.0", "* HTTP/1.1\r\nHost: app"])
def test_what_a_balancer_asks_unless_told_otherwise_is_answered(server, asked):
    first, headers, _ = raw(server, f"OPTIONS {asked}\r\nConnection: close\r\n\r\n")
    assert " 204 " in first
    assert headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/healthz", "/money", "/money?area=east-kent", "/robots.txt"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_program_may_name_the_whole_address(server, scheme, path):
    lines = f"GET {scheme}://app.example:80{path} HTTP/1.1\r\nHost: app.example:80\r\n"
    assert " 200 " in raw(server, f"{lines}Connection: close\r\n\r\n")[0]
    other = lines.replace("Host: app", "Host: other")
    assert " 400 " in raw(server, f"{other}Connection: close\r\n\r\n")[0]


def test_a_page_is_there_for_the_oldest_http(server):
    first, _, body = raw(server, "GET /money HTTP/1.0\r\n\r\n")
    assert " 200 " in first
    assert f'href="{server.url}/money"' in body


@pytest.mark.parametrize(
    ("host", "opened"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501"),
        ("localhost", "http://localhost:8501"),
        ("0.0.0.0", "http://127.0.0.1:8501"),
        ("::1", "http://[::1]:8501"),
        ("::", "http://[::1]:8501"),
        ("0:0:0:0:0:0:0:0", "http://[::1]:8501"),
        ("2001:DB8::1", "http://[2001:db8::1]:8501"),
    ],
)
def test_the_address_that_is_printed_can_be_opened(host, opened):
    assert settings.opened_at(host, "8501") == opened
    assert urlsplit(opened).port == 8501


def test_a_public_address_with_a_path_is_refused_in_a_sentence(public_url):
    for address in ("https://example.org/community", "https://example.org/a/b/"):
        public_url(address)
        with pytest.raises(Misconfigured, match=r"without a path.*host name of its own"):
            social.public_url()


def test_a_proxy_that_shows_it_below_a_path_is_told_so(ask):
    answer = ask("/money", X_Forwarded_Prefix="/community")
    assert answer.status == 404
    assert b"needs a host name of its own" in answer.body
    assert ask("/money", X_Forwarded_Prefix="/").status == 200
