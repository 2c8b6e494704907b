"""The beginning of each page in its start page: the same words as the app, small, well formed."""

from __future__ import annotations

import datetime as dt
import io
import re
from html import unescape

import brotli
import pytest
from PIL import Image

from components.findings import openings
from components.page_list import PAGES
from data.current import current
from embed import social, start_page, start_routes
from embed.settings import Misconfigured

each_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)

SITE = "http://dashboard.example:8501"
MOST = 30_000  # bytes of a start page as sent

ADDRESSES = [
    *((entry.path, {}) for entry in PAGES),
    ("map", {"area": "east-kent"}),
    ("map", {"area": "medway-and-swale", "cohort": "children", "show": "councils"}),
    ("map", {"area": "nowhere", "show": "everything"}),
    ("find-my-area", {"area": "west-kent"}),
    ("find-my-area", {"place": "faversham", "area": "east-kent"}),
    ("find-my-area", {"place": "no-such-place"}),
    ("services", {"view": "lot", "lot": "lot-3"}),
    ("services", {"view": "lot", "area": "east-kent", "cohort": "children"}),
    ("services", {"view": "service"}),
    ("services", {"q": "nurs", "cohort": "children"}),
    ("compare", {"items": "east-kent,west-kent"}),
    ("compare", {"items": "lot-1,lot-2,lot-3", "rows": "differ"}),
    ("compare", {"items": "no-areas"}),
    ("compare", {"items": "nonsense", "cohort": "children"}),
    ("scrutiny", {"committee": "hosc"}),
    ("questions", {"topic": "money"}),
    ("changes", {"compare": "since"}),
    ("changes", {"from": "hasc-2024-08", "to": "csr-2024-12"}),
    ("timeline", {"lane": "scrutiny", "years": "2024"}),
    ("disagree", {"kind": "dates"}),
    ("sources", {"source": "csr-2024-12"}),
]


@pytest.fixture(scope="module")
def pages():
    """Start pages by path and address, each made once: `pages("map", {"area": "east-kent"})`."""
    entries = {entry.path: entry for entry in PAGES}

    def made(path: str, address: dict[str, str]) -> str:
        return start_routes.start(entries[path], address, "", site=SITE).plain.decode()

    return made


def shared(page: str) -> dict[str, str]:
    """What a page tells sites that show links, by name."""
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page))


def headings(markup: str) -> list[str]:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", markup, flags=re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


@pytest.mark.parametrize(("path", "address"), ADDRESSES, ids=lambda value: str(value) or "/")
def test_the_first_heading_is_that_of_the_app(pages, open_page, path, address):
    app = open_page(path, **address)
    in_app = [one for element in app.get("html") for one in headings(element.proto.body)]
    assert headings(pages(path, address)) == in_app


@each_page
def test_a_start_page_is_small_and_stands_by_itself(entry):
    stored = start_routes.start(entry, {}, "")
    assert len(stored.brotlied) <= MOST
    assert brotli.decompress(stored.brotlied) == stored.plain
    page = stored.plain.decode()
    assert page.count("<h1") == page.count("<main") == 1
    assert page.count("<noscript>") == 1
    assert '<link rel="stylesheet"' not in page.partition("</head>")[0]
    assert '<script type="module"' not in page.partition("</head>")[0]
    assert page.index('id="first-paint"') < page.index('<script type="module"')
    for other in PAGES:
        assert f'href="/{other.path}"' in page


@each_page
def test_what_is_shared_says_the_finding(entry):
    page = start_routes.start(entry, {}, "", site=SITE).plain.decode()
    found = shared(page)
    finding = headings(page)[0]
    assert unescape(found["og:description"]) == finding
    assert unescape(found["description"]).startswith(finding)
    assert unescape(found["og:title"]) == entry.title
    assert unescape(found["og:image:alt"]) == f"{entry.name}: {finding}"
    assert found["og:image"] == f"{SITE}/social-card/{social.name_of(entry)}.png"
    assert found["og:url"] == f"{SITE}/{entry.path}"


def test_the_picture_is_told_as_what_it_shows_whatever_the_address_chooses(pages):
    general, chosen = (shared(pages("map", choice)) for choice in ({}, {"area": "east-kent"}))
    assert general["og:description"] != chosen["og:description"]
    assert general["og:image:alt"] == chosen["og:image:alt"]


def test_without_any_address_there_is_no_picture_for_other_sites():
    found = shared(start_routes.start(PAGES[2], {}, "").plain.decode())
    assert not {"og:image", "og:image:alt", "og:url"} & set(found)


def test_the_public_address_goes_before_that_of_a_request(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://example.org/")
    social.public_url.cache_clear()
    try:
        found = shared(start_routes.start(PAGES[2], {}, "", site=SITE).plain.decode())
    finally:
        social.public_url.cache_clear()
    assert found["og:url"] == "https://example.org/map"
    assert found["og:image"].startswith("https://example.org/social-card/")


def test_hosts_that_are_made_up_have_nothing_painted_anew(monkeypatch):
    start_routes.start(PAGES[2], {}, "")
    monkeypatch.setattr(start_routes, "paint", None)
    for number in range(3):
        page = start_routes.start(PAGES[2], {}, "", site=f"http://{number}.example")
        assert "<h1" in page.plain.decode()


def test_the_address_of_a_request_is_told_with_the_scheme_that_visitors_see(ask):
    page = ask("/map", Host="dashboard.example", X_Forwarded_Proto="https").body.decode()
    assert shared(page)["og:url"] == "https://dashboard.example/map"
    assert ask("/map", Host='x"><script>').status == 400


@pytest.mark.parametrize("address", ["example.org", "javascript:alert(1)", "https://a b"])
def test_a_public_address_that_is_none_is_one_sentence(monkeypatch, address):
    monkeypatch.setenv("PUBLIC_URL", address)
    social.public_url.cache_clear()
    try:
        with pytest.raises(Misconfigured, match="PUBLIC_URL must be an address"):
            social.public_url()
    finally:
        social.public_url.cache_clear()


def test_the_picture_for_sharing_has_the_size_that_is_told():
    facts = current()
    begins = openings.opening(facts, "map", (), look="light", today=dt.date.today())
    picture = Image.open(io.BytesIO(social.picture("Map", begins.finding)))
    assert picture.size == (social.WIDTH, social.HEIGHT)
    assert len({*picture.convert("RGB").resize((60, 32)).get_flattened_data()}) > 20


@pytest.mark.parametrize("entry", [entry for entry in PAGES if entry.on_screen])
def test_a_screen_for_a_room_does_not_begin_with_the_page(entry):
    assert "<h1" in start_routes.start(entry, {}, "").plain.decode()
    assert "<h1" not in start_routes.start(entry, {"view": "present"}, "").plain.decode()


def test_scripts_that_are_sent_are_those_that_are_allowed(pages):
    inline = start_page._INLINE_SCRIPT.findall(pages("money", {}))
    digests = start_page.inline_scripts()
    assert len(inline) == 4
    assert all(start_page._digest(script) in digests for script in inline)


def test_words_and_places_of_a_visitor_are_not_kept():
    entries = {entry.path: entry for entry in PAGES}
    start_routes.start(entries["find-my-area"], {"place": "faversham"}, "")
    start_routes.start(entries["services"], {"q": "my own words"}, "")
    held = repr([*start_routes._kept._made, *start_routes._beginnings._made])
    assert "faversham" not in held
    assert "my own words" not in held


def test_nothing_is_kept_of_facts_that_are_gone(monkeypatch):
    one, other = (type("Facts", (), {})() for _ in range(2))
    shelf, today = start_routes._Kept(), dt.date(2026, 11, 22)
    shelf.put(("map",), "page", one, today)
    assert shelf.get(("map",), one, today) == "page"
    assert shelf.get(("map",), one, today + dt.timedelta(days=1)) is None
    shelf.put(("map",), "page", one, today)
    assert shelf.get(("map",), other, today) is None
