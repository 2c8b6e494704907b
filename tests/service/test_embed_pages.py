"""The embeds: what each holds, its weight and its looks, and what becomes of a typed place."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers

from components.findings.find import find
from components.findings.money import money
from components.findings.places import care, layers
from components.findings.scrutiny import decisions, promises
from components.findings.services import map_cards, on_map
from components.findings.timeline import timeline
from components.maps.shows import SHOWS
from components.page_model import LotMap, blocks_of
from components.style_sheets import colours, properties, rules
from data.live.current import current
from tests.made import made
from tests.plain import unmarked
from web.addresses import SentOn
from web.drawing import small_maps
from web.embeds import pages as embed_pages, routes as embed_routes
from web.embeds.listing import FIND, all_embeds
from web.embeds.sent import STATIC
from web.kit.answers import CachedResponse

LIGHTEST = 30_000  # bytes over the wire
TODAY = dt.date(2026, 11, 22)
MAIN = (
    FIND,
    "map",
    "small-maps",
    "money",
    "need",
    "promises",
    "decisions",
    "engagement",
    "timeline",
    "services/lot-3",
    "map/lot-5",
)


FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Headers
    text: str


class Client:
    """Asks the routes of the embeds, without a server between."""

    def __init__(self) -> None:
        self._app = SentOn(Starlette(routes=embed_routes.routes()))

    def get(self, address: str, **headers: str) -> Answer:
        return self.send("GET", address, headers)

    def send(self, method: str, address: str, headers: dict, body: bytes = b"") -> Answer:
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": path,
            "query_string": query.encode(),
            "headers": [
                (name.replace("_", "-").encode(), value.encode())
                for name, value in {"host": "testserver", **headers}.items()
            ],
        }
        sent = asyncio.run(self._run(scope, body))
        content = b"".join(part.get("body", b"") for part in sent[1:])
        return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), content.decode())

    async def _run(self, scope: dict, body: bytes) -> list[dict]:
        sent: list[dict] = []

        async def receive() -> dict:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        return sent


@pytest.fixture(scope="module")
def client():
    return Client()


def ask(client, text: str, name: str = "place"):
    return client.send("POST", f"/embed/{FIND}", FORM, urlencode({name: text}).encode())


@pytest.mark.parametrize("path", MAIN)
def test_an_embed_is_light_and_all_in_one(path):
    html = embed_pages.page(current(), path, today=TODAY).html
    assert len(CachedResponse.of(html, media_type="").gzipped) <= LIGHTEST
    loaded = re.findall(r'<(?:script|img|iframe|source)[^>]* src=|@import|url\(["\']?http', html)
    assert not loaded
    assert html.count("<h1>") == 1
    assert "<table" in html
    assert "Where this comes from" in html


@pytest.mark.parametrize("path", all_embeds(current()))
def test_it_shows_cards_of_its_page_and_names_the_sources_of_each(path):
    html = embed_pages.page(current(), path, today=TODAY).html
    card_parts = re.findall(r'<section class="card .*?</section>', html, re.DOTALL)
    named = html.partition('<section class="where-from"')[2]
    cited = {
        source for part in card_parts for source in re.findall(r'href="#source-([\w-]+)"', part)
    }
    assert card_parts and cited
    for source in cited:
        assert f'<li id="source-{source}"><a href="/sources?source={source}"' in named


@pytest.mark.parametrize("path", MAIN)
def test_every_colour_is_a_token_of_both_looks(path):
    html = embed_pages.page(current(), path, today=TODAY).html
    drawn = "".join(re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL))
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", re.sub(r"url\(#[^)]*\)", "", drawn))
    used = set(re.findall(r"var\(--([\w-]+)", drawn))
    assert used <= set(colours())
    for name in used:
        light, dark = colours()[name]
        assert f"--{name}:{light}" in html
        assert f"--{name}:{dark}" in html


# What the dashboard lays out in its own way, and an embed shows as plain text and tables. Names
# of single cards serve for that too.
PLAIN = {
    "page-head",
    "facts",
    "lead",
    "lines",
    "listed",
    "lot-list",
    "matrix",
    "funnel-label",
    "funnel-words",
}


@pytest.mark.parametrize("path", all_embeds(current()))
def test_what_the_dashboard_draws_by_rules_an_embed_draws_too(path):
    html = embed_pages.page(current(), path, today=TODAY).html
    style, _, body = html.partition("</style>")
    used = {name for names in re.findall(r'class="([^"]*)"', body) for name in names.split()}
    without = {name for name in used if not re.search(rf"\.{name}(?![\w-])", style)}
    drawn = {name for name in without if re.search(rf"\.{name}(?![\w-])", rules())}
    assert {name for name in drawn if not name.startswith("card-")} <= PLAIN


def test_only_the_properties_in_use_are_sent():
    given = properties("a{color:var(--link)}")
    assert "--link:" in given
    assert "--muted:" not in given


def test_headlines_are_those_of_the_dashboard(client):
    facts = current()
    assert money.finding(facts) in client.get("/embed/money").text
    assert timeline.finding(facts, today=dt.date.today()) in client.get("/embed/timeline").text
    assert find.opening(facts) in client.get(f"/embed/{FIND}").text


def test_each_promise_leads_to_its_history_and_each_decision_stands_with_its_power(client):
    facts, today = current(), dt.date.today()
    told = client.get("/embed/promises").text
    for one in promises.rows(facts, promises.Choices(), today=today)["statement_id"]:
        assert f'href="/promises?promise={one}"' in told
    text = unmarked(client.get("/embed/decisions").text)
    for row in decisions.rows(facts, decisions.Choices()).iter_rows(named=True):
        for said in (row["what"].removesuffix("."), row["by"], row["put"], row["under"]):
            assert said in text


def test_boundaries_and_postcodes_are_attributed(client):
    assert "Contains OS data" in client.get("/embed/map").text
    assert "Royal Mail" in client.get(f"/embed/{FIND}").text


def test_the_look_stands_in_the_address(client):
    assert 'data-look="dark"' in client.get("/embed/money?look=dark").text
    assert '<html lang="en-GB">' in client.get("/embed/money").text
    refused = client.get("/embed/money?look=sepia")
    assert refused.status == 400
    assert "must be light or dark" in refused.text


def test_unknown_addresses_get_a_sentence(client):
    missing = client.get("/embed/services/lot-9")
    assert missing.status == 404
    assert "There is no embed at this address." in missing.text
    assert client.get("/embed").headers["location"] == "/embed/"
    assert client.get("/embed/map/?look=dark").headers["location"] == "/embed/map?look=dark"


def test_the_policy_allows_the_scripts_sent_and_no_others(client):
    answer = client.get(f"/embed/{FIND}")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert answer.text.count("<script>") == policy.count("'sha256-")
    assert "set-cookie" not in answer.headers


def test_head_and_not_modified(client):
    first = client.get("/embed/money")
    assert client.send("HEAD", "/embed/money", {}).status == 200
    again = client.get("/embed/money", if_none_match=first.headers["etag"])
    assert again.status == 304


def test_a_postcode_is_answered_without_javascript(client):
    answer = ask(client, "me13 8xx")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "Lot 2 for adults, Lot 6 for children" in answer.text
    assert 'data-chosen="east-kent"' in answer.text
    assert "8XX" not in re.sub(r"For example ME13 8XX", "", answer.text)


@pytest.mark.parametrize("text", ["", "   ", "SW1A 1AA", "ZE1", "nowhere at all", "?!", "A" * 150])
def test_what_finds_nothing_gets_one_sentence(client, text):
    answer = ask(client, text)
    assert answer.status == 200
    assert answer.text.count('class="problem"') == 1
    assert 'aria-invalid="true"' in answer.text
    if " " in text.strip():
        assert text not in answer.text


def test_suggestions_come_as_buttons_that_find_their_place(client):
    answer = ask(client, "ME13 BXX")
    key = re.search(r'name="meant" value="([^"]+)"', answer.text)[1]
    meant = ask(client, key, "meant")
    assert 'class="problem"' not in meant.text
    assert "<h1>" in meant.text


def test_ten_thousand_characters_are_refused_in_a_sentence(client):
    answer = ask(client, "A" * 10_000)
    assert answer.status == 413
    assert "too long" in answer.text


def test_markup_in_a_typed_text_stays_out(client):
    assert "<b>x" not in ask(client, "<b>x</b>").text


def test_only_a_form_is_read(client):
    answer = client.send(
        "POST",
        f"/embed/{FIND}",
        {"content-type": "application/json"},
        json.dumps({"place": "ME13 8XX"}).encode(),
    )
    assert answer.status == 415


class Editor(HTMLParser):
    """An editor that leaves some of what is pasted out: `kept` is what its page has then."""

    def __init__(self, code: str, *, strips: Collection[str]) -> None:
        super().__init__()
        self.kept: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._strips, self._within = strips, ""
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        if tag not in self._strips:
            self.kept.append((tag, {k: v for k, v in attrs if k not in self._strips}))

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within != "script":
            self.words += data.strip()


@pytest.mark.parametrize("strips", [(), ("script",), ("style",), ("script", "style")], ids=str)
def test_the_code_of_each_embed_survives_an_editor(client, strips):
    page = client.get("/embed/").text
    offered = re.findall(r"<pre[^>]*><code>(.*?)</code>", page, re.DOTALL)
    script, *codes = map(unescape, offered)
    assert len(codes) == len([one for one in all_embeds(current()).values() if not one.within])
    asked = []
    for code in codes:
        editor = Editor(f"{code}\n{script}", strips=strips)
        assert [tag for tag, _ in editor.kept] == ["iframe", "script"][: 2 - ("script" in strips)]
        assert editor.words == ""  # nothing of the code is left to be read
        told = editor.kept[0][1]
        assert set(told) == {"src", "title", "loading", "width", "height", "style"} - {*strips}
        assert told["loading"] == "lazy" and told["width"] == "100%"
        assert int(told["height"]) >= 400
        if "style" not in strips:
            assert f"height: {told['height']}px" in told["style"]
        path = told["src"].removeprefix("http://testserver")
        html = client.get(path).text
        assert told["title"].partition(" – ")[0] in unescape(html)
        assert html.count("<h1>") == 1
        asked.append(path.removeprefix("/embed/"))
    assert asked == [embed.path for embed in all_embeds(current()).values() if not embed.within]


def test_the_page_of_code_says_what_an_editor_may_take(client):
    page = client.get("/embed/").text
    for word in ("script", "style", "sandbox", "allow-scripts", "allow-forms"):
        assert f"<code>{word}" in page or f"{word}</code>" in page or f" {word} " in page, word


def test_the_script_for_the_height_needs_nothing_of_the_code():
    script = (STATIC / "frame.js").read_text(encoding="utf-8")
    assert 'querySelectorAll("iframe")' in script
    assert "contentWindow === source" in script


def test_without_scripts_and_forms_the_page_says_what_to_do(client):
    html = client.get(f"/embed/{FIND}").text
    hint = re.search(r'<p class="words" id="without-script">(.*?)</p>', html, re.DOTALL)[1]
    assert '<a href="map">' in hint and f'href="/{FIND}" target="_top"' in hint
    assert client.get("/embed/map").status == 200
    assert "<noscript" not in html


def test_the_page_of_code_offers_every_main_embed(client):
    html = client.get("/embed/").text
    main_ones = [embed for embed in all_embeds(current()).values() if not embed.within]
    for embed in all_embeds(current()).values():
        assert f"http://testserver/embed/{embed.path}" in html
    assert html.count("<iframe ") == html.count("&lt;iframe ") == len(main_ones)


@pytest.mark.parametrize("service", ["adult-podiatry", "child-podiatry", "community-nursing"])
def test_the_map_shows_the_service_that_its_address_asks_for(client, service):
    answer = client.get(f"/embed/map?service={service}")
    assert answer.status == 200
    assert f"<h1>{on_map.finding(current(), service, None)}</h1>" in unescape(answer.text)
    assert f'href="/map?service={service}" target="_top"' in answer.text
    assert map_cards.lots_html(current(), service) in unmarked(answer.text)
    assert ('id="hatch"' in answer.text) == ("url(#hatch)" in answer.text)
    assert len(CachedResponse.of(answer.text, media_type="").gzipped) <= LIGHTEST


def test_an_unknown_service_is_told_and_not_played_back(client):
    answer = client.get("/embed/map?service=%3Cb%3Eatlantis")
    assert answer.status == 400
    assert "unknown value for “service”" in answer.text
    assert "atlantis" not in answer.text


LAYERS = [{"show": show} for show in SHOWS if show != "lots"] + [
    {"places": which} for which in care.KINDS
]


@pytest.mark.parametrize("asked", LAYERS, ids=str)
def test_the_map_shows_what_its_address_chooses_of_the_page(client, asked):
    """One map in place of the two, with its key, its text and the list of what is marked."""
    facts, text = current(), unescape(unmarked(client.get(f"/embed/map?{urlencode(asked)}").text))
    (drawn,) = [one for one in blocks_of(made("map", **asked).body) if isinstance(one, LotMap)]
    assert text.count(f'aria-label="{drawn.scene("css").alt}"') == 1
    assert unescape(layers.key_html(facts, drawn.show, "adults")) in text
    assert text.count("<svg") == 1 + ("url(#hatch)" in text)
    for card in layers.cards(facts, drawn.show, None):
        assert card.headline in text
    if which := asked.get("places"):
        assert unescape(unmarked(care.list_html(facts, which, area=None))) in text
    assert f'href="/map?{urlencode(asked)}" target="_top"' in text


@pytest.mark.parametrize("more", ["", "service=adult-podiatry&", "places=surgeries&"])
def test_the_map_marks_the_place_of_its_address(client, more):
    text = unescape(client.get(f"/embed/map?{more}place=town-faversham").text)
    assert "A ring marks Faversham." in text
    assert 'href="/find-my-area?place=town-faversham" target="_top"' in text


@pytest.mark.parametrize("key", ["show", "places", "place"])
@pytest.mark.parametrize("value", ["<b>atlantis", "ME13 8XX", "x" * 500])
def test_an_unknown_choice_of_the_map_is_told_and_not_played_back(client, key, value):
    answer = client.get(f"/embed/map?{urlencode({key: value})}")
    assert answer.status == 400
    assert f"unknown value for “{key}”" in answer.text
    assert value[:9] not in answer.text


def test_what_an_embed_does_not_take_changes_nothing(client):
    assert client.get("/embed/money?show=wards").text == client.get("/embed/money").text


def test_the_sheet_has_a_map_for_each_service_area(client):
    page = client.get("/embed/small-maps").text
    areas = on_map.every_area(current())
    alts = re.findall(r'<svg role="img" aria-label="([^"]*)"', page)
    assert [unescape(alt) for alt in alts] == [
        small_maps.alt(on_map.evidence(current(), area)) for area in areas
    ]
