"""Each page is whole as HTML alone, says what the live page says, and is small."""

from __future__ import annotations

import datetime as dt
import io
import re
from html import unescape

import brotli
import pytest
from docx import Document
from PIL import Image
from starlette.requests import Request

import pages
from components.choices import Asked
from components.findings.places import care
from components.kept_today import Kept
from components.maps.shows import SHOWS
from components.page_list import PAGES
from components.page_model import downloads
from data.live.current import current
from tests.made import entry_of, made
from web.kit import social
from web.kit.settings import Misconfigured
from web.plain import routes as plain
from web.streamlit_host import start_page

MOST = 60_000  # bytes of a page over the wire, with all that it needs but its icon
MOST_OF_MAP, MOST_OF_LAYER = 45_000, 65_000  # of the Map as it opens, and with any layer of it
SITE = "https://dashboard.example"

SCOPE = {
    "type": "http",
    "method": "GET",
    "scheme": "http",
    "path": "/map",
    "query_string": b"",
    "headers": [(b"host", b"127.0.0.1:8501")],
    "root_path": "",
}

each_page = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)

# Every page as it opens, and in states that its own controls lead to.
STATES = [
    *((entry.path, {}) for entry in PAGES),
    ("map", {"area": "east-kent", "show": "councils"}),
    ("map", {"show": "former-ccgs", "cohort": "children"}),
    ("map", {"places": "hospitals", "area": "medway-swale"}),
    ("map", {"places": "surgeries"}),
    ("map", {"show": "both", "area": "dgs"}),
    ("map", {"show": "wards"}),
    ("find-my-area", {"place": "town-faversham"}),
    ("find-my-area", {"place": "lot-6"}),
    ("find-my-area", {"place": "ME13-8"}),
    ("services", {"rows": "lines", "cohort": "children"}),
    ("services", {"view": "lot", "lot": "lot-3"}),
    ("services", {"view": "service"}),
    ("services", {"q": "nurs", "cohort": "children"}),
    ("services", {"q": "zzzz"}),
    ("engagement", {"audience": "staff"}),
    ("compare", {"items": "east-kent,west-kent"}),
    ("compare", {"items": "lot-1,lot-2,lot-3", "rows": "differ"}),
    ("compare", {"items": "no-areas"}),
    ("compare", {"items": "nonsense", "cohort": "children"}),
    ("scrutiny", {"committee": "hosc"}),
    ("questions", {"topic": "money"}),
    ("changes", {"compare": "since"}),
    ("changes", {"from": "hasc-2024-08", "to": "csr-2024-12"}),
    ("timeline", {"lane": "scrutiny", "years": "2024"}),
    ("timeline", {"lane": "nowhere"}),
    ("disagree", {"kind": "dates"}),
    ("sources", {"source": "csr-2024-12", "table": "events"}),
    ("glossary", {"term": "icb"}),
    ("scenario", {"efficiency": "7", "growth-2": "2.5", "lot": "lot-2", "envelope-lot-2": "90"}),
    ("scenario", {"efficiency": "11", "held-back": "x"}),
    ("meeting", {"committee": "hasc", "since": "2025-03-01", "place": "ME7-1"}),
    ("meeting", {"committee": "none", "since": "soon", "council": "swale"}),
]


MENU, MOST_STOPS = 1, 6  # on a phone one stop holds the whole menu
STOP = re.compile(r"<(?:a\b|summary\b)")
CONTROL = re.compile(r"<(?:input|select|textarea|button)\b")


def sent(path: str, address: dict[str, str] | None = None, **wanted: object) -> str:
    """The whole page as it is sent."""
    asked = plain.Wanted(address=tuple(sorted((address or {}).items())), **wanted)
    return plain.page_for(entry_of(path), asked).plain.decode()


def shown(page: str) -> str:
    """What a page shows in its main part, controls and pictures left out."""
    main = re.search(r"<main.*?</main>", page, re.DOTALL)[0]
    forms = r'<form\b(?! class="look-up"| method="get" action="/deck").*?</form>'
    controls = rf'{forms}|<nav\b.*?</nav>|<p (?:class="masthead"|[^>]*\bhidden)>.*?</p>'
    return re.sub(rf'{controls}|<div class="picture.*?</svg>\s*</div>', " ", main, flags=re.DOTALL)


def words(markup: str) -> str:
    seen = re.sub(r"<(style|svg)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", seen)).split())


def meta(page: str) -> dict[str, str]:
    """What a page tells sites that show links, by name."""
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page))


def heading(page: str) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found)).strip()


@pytest.mark.parametrize(("path", "address"), STATES, ids=lambda value: str(value) or "/")
def test_the_plain_page_and_the_live_page_say_the_same(open_page, path, address):
    app = open_page(path, **address)
    live = [one.value for one in app.warning]
    for element in app.main:
        # The names that lie over the map are words of a picture, as in the plain one.
        if element.type == "html" and not re.search("masthead|map-names", element.proto.body):
            live.append(element.proto.body)
        elif element.type == "markdown" and 'class="status"' in element.value:
            live.append(element.value)
    told = words(" ".join(one for one in live if "<style>" not in one))
    # A box of Find my area with its words stands beside the controls, which each medium draws.
    page = re.sub(r"<details><summary>Choose.*?</details>", "", sent(path, address), flags=re.S)
    said = words(re.sub(r'<p class="to-live">.*?</p>', "", shown(page)))
    if path == "find-my-area":
        assert set(said.split()) == set(told.split())
    else:
        assert said == told


def test_the_map_opens_light_and_its_layers_come_on_demand():
    def weight(*asked: tuple[str, str]) -> int:
        wanted = plain.Wanted(address=asked, goes_live=False)
        return len(plain.page_for(entry_of("map"), wanted).brotlied)

    assert weight() <= MOST_OF_MAP
    layers = [*(("show", one) for one in SHOWS), *(("places", one) for one in care.KINDS)]
    weights = {layer: weight(layer) for layer in layers}
    assert max(weights.values()) <= MOST_OF_LAYER, weights
    assert [layer for layer in layers if weights[layer] > MOST] in ([], [("show", "wards")])


@each_page
def test_a_page_is_small_and_stands_by_itself(entry):
    stored = plain.page_for(entry, plain.Wanted(address=(), goes_live=False))
    assert len(stored.brotlied) <= MOST
    assert brotli.decompress(stored.brotlied) == stored.plain
    page = stored.plain.decode()
    assert page.count("<h1") == page.count("<main") == 1
    assert '<link rel="stylesheet"' not in page
    assert "<script src" not in page
    assert "/static/" not in page
    assert re.findall(r'<(?:img|link)[^>]*(?:src|href)="([^"]*)"', page).count("/favicon.png") == 2
    for other in PAGES:
        assert f'href="/{other.path}"' in page


@each_page
def test_what_goes_live_is_the_same_page_with_the_app_behind_it(entry):
    alone, live = (sent(entry.path, goes_live=goes) for goes in (False, True))
    cut = slice(alone.index('<div id="plain">'), alone.index("</main>"))
    assert alone[cut] in live
    assert live.index('id="plain"') < live.index('<script type="module"')


@each_page
def test_every_control_is_in_the_form_with_its_value(entry):
    page = sent(entry.path)
    for control in made(entry.path).choices:
        assert control.label in unescape(page)
        if getattr(control, "shape", "") != "links":
            assert f'name="{control.key}"' in page


@pytest.mark.parametrize("area", ["east-kent", "medway-swale"])
def test_choices_that_hold_everywhere_are_carried_on(area):
    page = unescape(sent("money", {"area": area, "cohort": "children"}))
    assert f'href="/map?area={area}&cohort=children"' in page
    page = unescape(sent("map", {"area": area}))
    assert f'href="/services?area={area}" target="_self"' in page
    page = unescape(sent("timeline", {"area": area}))
    assert f'<input type="hidden" name="area" value="{area}">' in page


@each_page
def test_every_file_of_a_page_is_linked_and_can_be_had(entry):
    page = sent(entry.path)
    offered = downloads(made(entry.path))
    for name, file in offered.items():
        (href,) = set(re.findall(rf'href="(/files/[^"]*/{re.escape(name)}[^"]*)"', page))
        assert href.startswith(f"/files/{entry.path or 'overview'}/")
        assert file.write()
    assert page.count('class="file"') >= len(offered)


def test_a_file_says_what_it_is_and_of_when(ask):
    facts = current()
    for path, name in (
        ("programme/why.csv", "programme-why"),
        ("timeline/timeline.csv?area=east-kent", "timeline"),
        ("sources/datapackage.json", "sources-datapackage"),
    ):
        for method in ("GET", "HEAD"):
            sent = ask(f"/files/{path}", method=method)
            ending = path.partition("?")[0].rpartition(".")[2]
            assert sent.headers["Content-Disposition"] == (
                f'attachment; filename="{name}-{facts.version}-{facts.date}.{ending}"'
            )
        assert sent.status == 200
        assert ask(f"/files/{path}").body.startswith("\ufeff".encode()) == (ending == "csv")
    for path in ("programme/none.csv", "none/why.csv", "programme/..%2fwhy.csv"):
        assert ask(f"/files/{path}").status in (400, 404)


def test_the_word_file_of_a_meeting_follows_its_choices_and_has_a_tag(ask):
    path = "/files/meeting/meeting.docx?committee=hasc&since=90"
    sent = ask(path)
    assert sent.status == 200
    assert sent.headers["Content-Type"].endswith("wordprocessingml.document")
    read = Document(io.BytesIO(sent.body))
    assert read.core_properties.title == made_today("meeting", committee="hasc", since="90")
    assert ask(path, If_None_Match=sent.headers["ETag"]).status == 304
    assert ask("/files/meeting/meeting.docx").body != sent.body
    placed = Document(io.BytesIO(ask("/files/meeting/meeting.docx?place=town-faversham").body))
    assert "Narrowed to Faversham" in placed.paragraphs[1].text
    short = ask("/meeting.docx?committee=hasc&since=90")
    assert short.body == sent.body


def made_today(path: str, **address: str) -> str:
    """The finding of a page as the service makes it, which goes by the clock."""
    asked = Asked(address=address, look="css", today=dt.date.today())
    return pages.maker(entry_of(path))(current(), asked).finding


def test_areas_of_the_map_are_links_and_the_chosen_one_leads_back():
    page = unescape(sent("map", {"area": "east-kent", "show": "areas"}))
    assert 'href="/map?show=areas&area=dgs"' in page
    assert 'href="/map?show=areas" tabindex="-1"><title>East Kent</title>' in page


@pytest.mark.parametrize("show", ["lots", "areas", "councils", "former-ccgs"])
def test_every_map_is_drawn(show):
    page = sent("map", {"show": show})
    (large, small) = re.findall(r'<div class="picture (?:large|small)".*?</svg></div>', page)[:2]
    assert large.count("<path") >= 4 and small.count("<path") >= 4
    assert ("url(#hatch)" in large) == (show == "councils")


def test_a_room_gets_its_view_and_nothing_live():
    page = sent("money", {"view": "present"})
    assert heading(page) == made("money").hero.finding
    assert "streamlit" not in page.lower()


@each_page
def test_what_is_shared_says_the_finding(entry):
    page = sent(entry.path, site=SITE)
    found, finding = meta(page), heading(page)
    assert unescape(found["og:description"]) == finding
    assert unescape(found["description"]).startswith(finding)
    assert unescape(found["og:title"]) == entry.title
    assert unescape(found["og:image:alt"]) == f"{entry.name}: {finding}"
    assert found["og:image"] == f"{SITE}/social-card/{entry.key}.png"
    assert found["og:url"] == f"{SITE}/{entry.path}"


def test_the_picture_is_told_as_what_it_shows_whatever_the_address_chooses():
    general, chosen = (meta(sent("map", one, site=SITE)) for one in ({}, {"area": "east-kent"}))
    assert general["og:description"] != chosen["og:description"]
    assert general["og:image:alt"] == chosen["og:image:alt"]


def test_without_any_address_there_is_no_picture_for_other_sites():
    found = meta(sent("map"))
    assert not {"og:image", "og:image:alt", "og:url"} & set(found)


def test_the_public_address_goes_before_that_of_a_request(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://example.org/")
    social.public_url.cache_clear()
    try:
        found = meta(sent("map", {"area": "dgs"}, site=social.site_of(Request(SCOPE))))
    finally:
        social.public_url.cache_clear()
    assert found["og:url"] == "https://example.org/map"
    assert found["og:image"].startswith("https://example.org/social-card/")


def test_hosts_that_are_made_up_have_nothing_written_anew(monkeypatch):
    sent("map")
    monkeypatch.setattr(plain.plain, "write", None)
    for number in range(3):
        assert "<h1" in sent("map", site=f"http://{number}.example")


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
    picture = Image.open(io.BytesIO(social.picture("Map", made("map").finding)))
    assert picture.size == (social.WIDTH, social.HEIGHT)
    assert len({*picture.convert("RGB").resize((60, 32)).get_flattened_data()}) > 20


def test_scripts_that_are_sent_are_those_that_are_allowed():
    digests = start_page.inline_scripts()
    for goes_live in (True, False):
        inline = start_page._INLINE_SCRIPT.findall(sent("money", goes_live=goes_live))
        assert inline
        assert all(start_page._digest(script) in digests for script in inline)


def test_words_and_places_of_a_visitor_are_not_kept():
    sent("find-my-area", {"place": "town-faversham"})
    sent("services", {"q": "my own words"})
    sent("map", {"area": "an area of my own"})
    kept = repr([*plain._ready._made, *plain._written._made])
    assert not re.search("faversham|my own", kept)


def test_nothing_is_kept_of_facts_that_are_gone():
    one, other = (type("Facts", (), {})() for _ in range(2))
    shelf, today = Kept(), dt.date(2026, 11, 22)
    shelf.put(("map",), "page", one, today)
    assert shelf.get(("map",), one, today) == "page"
    assert shelf.get(("map",), one, today + dt.timedelta(days=1)) is None
    shelf.put(("map",), "page", one, today)
    assert shelf.get(("map",), other, today) is None
    assert current()


@each_page
def test_few_stops_come_before_the_first_control(entry):
    main = re.search(r"<main.*?</main>", sent(entry.path), re.DOTALL)[0]
    if control := CONTROL.search(re.split(r'<details|<section class="card', main)[0]):
        assert MENU + len(STOP.findall(main[: control.start()])) <= MOST_STOPS
