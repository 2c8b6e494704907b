"""What is taken away over HTTP: a deck as slides, each picture as SVG and PNG, and refusals."""

from __future__ import annotations

import contextlib
import http.client
import io
import re
import struct
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from pptx import Presentation

from components.deck import USUAL
from components.page_list import PAGES
from data.live.current import current
from tests.made import html_of, made

DRAWN = [
    (entry.key, name)
    for entry in PAGES
    for name in dict.fromkeys(
        re.findall(rf'href="/pictures/{entry.key}/([\w-]+)\.png', html_of(entry.path))
    )
]
SVG = "{http://www.w3.org/2000/svg}"


def titles(answer) -> list[str]:
    return [one.shapes.title.text for one in Presentation(io.BytesIO(answer.body)).slides]


def test_without_a_choice_the_usual_deck_comes_as_slides(ask):
    answer = ask("/slides.pptx")
    assert answer.status == 200
    assert titles(answer) == [made(path).finding for path in USUAL]
    assert answer.headers["Content-Type"].endswith("presentationml.presentation")
    named = current().named("slides.pptx")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{named}"'
    again = ask("/slides.pptx", If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_pages_choices_and_order_are_those_of_the_address(ask):
    answer = ask("/slides.pptx?deck=waiting,nowhere,scrutiny,map&committee=hasc&area=east-kent")
    assert titles(answer) == [
        made("waiting").finding,
        made("scrutiny", committee="hasc").finding,
        made("map", area="east-kent").finding,
    ]
    notes = list(Presentation(io.BytesIO(answer.body)).slides)[1].notes_slide.notes_text_frame.text
    assert "/scrutiny?area=east-kent&committee=hasc" in notes


def test_a_deck_of_no_page_is_refused_in_a_sentence(ask):
    answer = ask("/slides.pptx?deck=nowhere,%3Cb%3E")
    assert answer.status == 404
    assert answer.body.decode() == (
        "No page has one of the names after “deck” in the web address, so there are no slides.\n"
    )


@pytest.mark.parametrize(
    ("query", "leads_to"),
    [
        ("", "/money?view=present"),
        ("deck=need&deck=money", "/need?view=present&deck=need,money"),
        ("deck=need&area=dgs&as=slides", "/slides.pptx?area=dgs&deck=need"),
        ("deck=https://example.org", "/money?view=present&deck=https%3A%2F%2Fexample.org"),
    ],
)
def test_the_form_of_a_deck_leads_to_its_first_screen_or_its_slides(server, query, leads_to):
    line = http.client.HTTPConnection(urlsplit(server.url).netloc)
    with contextlib.closing(line):
        line.request("GET", f"/deck?{query}")
        answer = line.getresponse()
        assert answer.status == 302
        assert answer.headers["Location"] == leads_to


def test_every_page_with_a_picture_offers_it():
    assert {"money", "map", "need", "waiting", "timeline", "compare"} <= {key for key, _ in DRAWN}


@pytest.mark.parametrize(("key", "name"), DRAWN)
def test_each_picture_is_whole_by_itself(ask, key, name):
    answer = ask(f"/pictures/{key}/{name}.svg")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    root = ElementTree.fromstring(answer.body)
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title.text and about.text
    told = " ".join("".join(one.itertext()) for one in root.findall(f"{SVG}text"))
    assert title.text in told
    assert f"data version {current().version}" in told
    assert re.search(r"Sources?: ", told)
    text = answer.body.decode()
    assert not re.search(r'(href|src)="(?!#)|url\((?!#)|@import|@font-face|var\(', text)
    assert set(re.findall(r"url\(#([\w-]+)\)", text)) <= set(re.findall(r' id="([\w-]+)"', text))


@pytest.mark.parametrize(("key", "name"), [DRAWN[0], ("map", "large-map"), ("money", "per-child")])
def test_a_picture_in_points_is_twice_as_large_as_its_drawing(ask, key, name):
    drawing = ElementTree.fromstring(ask(f"/pictures/{key}/{name}.svg").body)
    answer = ask(f"/pictures/{key}/{name}.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.body[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", answer.body[16:24])
    assert wide == pytest.approx(2 * float(drawing.get("width")), abs=2)
    assert high == pytest.approx(2 * float(drawing.get("height")), abs=2)


def test_a_picture_follows_the_choices_and_carries_its_caveats(ask):
    page = html_of("waiting", cohort="children")
    (address,) = re.findall(r'href="(/pictures/waiting/by-month-children\.svg[^"]*)"', page)
    text = unescape(ask(unescape(address)).body.decode())
    assert "cohort=children" in address
    assert "Children" in text or "children" in text
    own = next(b.card for b in made("waiting").body if getattr(b, "card", None))
    assert own.caveats[0][:40] in unescape(ask("/pictures/waiting/how-long.svg").body.decode())


def test_a_scenario_says_on_its_picture_that_it_is_no_plan(ask):
    text = ask("/pictures/scenario/scenario-years.svg?efficiency=7").body.decode()
    assert "Your scenario, not a plan of the ICB" in text


@pytest.mark.parametrize(
    "path",
    [
        "/money/nothing.svg",
        "/nowhere/per-child.png",
        "/money/per-child.gif",
        "/money/envelopes.svg",
    ],
)
def test_what_is_no_picture_is_told_in_a_sentence(ask, path):
    answer = ask(f"/pictures{path}")
    assert answer.status == 404
    assert "There is no picture at this address" in answer.body.decode()
