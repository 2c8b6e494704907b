"""My meeting: whose, since when and for where; the questions in words; page, room and Word file."""

from __future__ import annotations

import datetime as dt
import io
import re
from html import unescape

import polars as pl
import pytest
from docx import Document

from components.findings.meeting import controls, questions, take
from components.findings.meeting.moments import moments
from components.page_model import Page, downloads
from data.live.current import current
from data.package.catalogue import Catalogue
from data.queries.meeting.worth import FEW, POINTS
from data.queries.scrutiny import PASSED
from tests import plain
from tests.data.test_meeting import overdue
from tests.made import TODAY, asked_for, made, notices, room_of, words_of

FACTS = current()
PLACES = [
    {},
    {"committee": "hasc"},
    {"area": "west-kent"},
    {"place": "town-faversham"},
    {"committee": "hasc", "since": "2025-09-01"},
]


def wanted(**asked: str) -> controls.Wanted:
    return controls.read(FACTS, asked_for(**asked))


def with_tables(**frames: pl.DataFrame) -> Catalogue:
    return Catalogue({name: FACTS[name] for name in FACTS} | frames, FACTS.descriptor)


def asked_on(page: Page) -> list[str]:
    """The questions worth asking that a page has."""
    html = page.body[0].blocks[0].html
    return [unescape(one) for one in re.findall(r'<p class="question">(.*?)</p>', html)]


@pytest.mark.parametrize(
    ("asked", "committee"),
    [
        ({}, "hosc"),
        ({"committee": "hasc"}, "hasc"),
        ({"council": "medway"}, "hasc"),
        ({"council": "swale"}, "hosc"),
        ({"place": "town-faversham"}, "hosc"),
        ({"place": "ME7-1"}, "hasc"),
        ({"area": "medway-swale"}, "hosc"),
        ({"place": "town-faversham", "committee": "hasc"}, "hasc"),
    ],
)
def test_the_committee_is_the_chosen_one_or_that_of_the_place(asked, committee):
    assert wanted(**asked).scope.committee == committee


def test_since_is_the_last_meeting_until_another_moment_is_chosen():
    for committee in ("hosc", "hasc"):
        met = [row["date"] for row in plain.where("meetings", committee=committee) if row["date"]]
        assert wanted(committee=committee).since.day.isoformat() == max(met)
    assert wanted(since="90").since.day == TODAY - dt.timedelta(days=90)
    offered = moments(FACTS, "hasc", TODAY)
    papers = {row["date"] for row in plain.where("sources", held="paper")}
    assert papers <= set(offered)


@pytest.mark.parametrize("given", ["2030-01-01", "2025-02-30", "20250301", "soon", "2024-8-7"])
def test_a_day_of_the_address_counts_and_what_is_none_is_told(given):
    assert wanted(since="2025-03-01").since.when == "1 March 2025"
    assert notices("meeting", since="2025-03-01") == []
    (told,) = notices("meeting", since=given)
    assert "unknown value for “since”" in told
    assert given not in told
    assert wanted(since=given).since.day == wanted().since.day


def test_the_page_says_what_narrows_it_and_what_does_not():
    assert "Narrowed to West Kent: HCP area West Kent, lots 4 and 6." in words_of(
        "meeting", area="west-kent"
    )
    narrowed = wanted(council="swale")
    assert narrowed.scope.areas == ("east-kent", "medway-swale")
    assert wanted(council="swale", area="east-kent").scope.lots == ("lot-2", "lot-6")
    assert "Narrowed to postcodes that begin ME13 8" in words_of("meeting", place="ME13 8XX")
    beyond = words_of("meeting", committee="hasc", area="west-kent")
    assert "West Kent lies outside the area of HASC, so it narrows nothing." in beyond
    assert "Narrowed" not in beyond


def test_no_whole_postcode_is_said():
    for text in (words_of("meeting", place="ME13 8XX"), room_of("meeting", place="ME13 8XX")):
        assert "8XX" not in text
    assert "first part of the postcode" in words_of("meeting", place="ME13 8XX")


@pytest.mark.parametrize("asked", PLACES, ids=str)
def test_five_questions_each_with_reasons_source_and_page(asked):
    page = made("meeting", **asked)
    html = page.body[0].blocks[0].html
    items = html.split("<li>")[1:]
    assert len(items) == FEW
    for item in items:
        assert re.search(r"<p class=\"question\">[^<]*\?</p>", item)
        assert re.search(r"\d points?: [^<]+\.</p>", item)
        assert '<a href="/sources?source=' in item
        assert re.search(r'href="/(promises|questions|disagree)\?', item)
    assert all(f" {points} " in questions.rule() for points in POINTS.values())
    assert questions.rule() in unescape(html)


def test_the_points_told_are_those_of_the_reasons_told():
    words = {
        "passed, nothing": POINTS["overdue"],
        "due by": POINTS["overdue"],
        "about money": POINTS["money"],
        "sources differ": POINTS["differ"],
        "promised to the committee": POINTS["near"],
        "in this area": POINTS["near"],
        "about Faversham": POINTS["near"],
        "about Medway": POINTS["near"],
        "about HASC": POINTS["near"],
        "about HOSC": POINTS["near"],
    }
    for asked in PLACES:
        html = unescape(made("meeting", **asked).body[0].blocks[0].html)
        for points, why in re.findall(r"(\d+) points?: ([^<]+)\.</p>", html):
            reasons = why.split("; ")
            told = [
                next((worth for part, worth in words.items() if part in one), POINTS["silent"])
                for one in reasons
            ]
            assert sum(told) == int(points), why


def test_a_promise_a_request_and_a_difference_become_questions():
    row = {"text": "The ICB would report.", "kind": "promise", "asked": "commitment"}
    assert questions._text(row) == "The ICB would report. What became of this promise?"
    row |= {"text": "HOSC asked for a report.", "asked": "request"}
    assert questions._text(row) == "HOSC asked for a report. What came of that?"
    row |= {"text": "Surveys completed", "kind": "difference"}
    assert questions._text(row) == "Sources differ on “Surveys completed”. Which is right?"


@pytest.mark.parametrize("asked", PLACES, ids=str)
def test_what_is_overdue_is_counted_and_what_is_new_is_not_said_twice(asked):
    page, words = made("meeting", **asked), words_of("meeting", **asked)
    committee = wanted(**asked).scope.committee
    late = overdue(committee)
    assert f"{len(late)} promise" in page.finding
    assert words.count("Past the due date with nothing found since") == bool(late)
    new = words.partition("and unanswered: ")[2]
    assert not [one for one in asked_on(page) if f"{one} " in new]
    assert PASSED not in words


def test_without_any_gap_promise_or_committee_it_still_answers():
    empty = with_tables(
        gaps=FACTS["gaps"].clear(),
        statements=FACTS["statements"].clear(),
        events=FACTS["events"].clear(),
    )
    page = made("meeting", facts=empty)
    assert "0 promises are past their due date" in page.finding
    assert downloads(page)[take.NAME].write()
    bodies = FACTS["organisations"].filter(pl.col("kind") != "scrutiny committee")
    assert made("meeting", facts=with_tables(organisations=bodies)).finding == controls.NOBODY


@pytest.mark.parametrize("asked", PLACES, ids=str)
def test_the_word_file_says_what_the_page_says(asked):
    page, words = made("meeting", **asked), words_of("meeting", **asked)
    bytes_ = downloads(page)[take.NAME].write()
    assert bytes_ == downloads(made("meeting", **asked))[take.NAME].write()
    read = Document(io.BytesIO(bytes_))
    assert read.core_properties.title == page.finding
    assert read.core_properties.modified.date().isoformat() == FACTS.date
    texts = [one.text.strip() for one in read.paragraphs]
    assert texts[:2] == [page.finding, page.standfirst]
    numbered = [one.text.strip() for one in read.paragraphs if one.style.name == "List Number"]
    assert numbered == asked_on(page)
    for bullet in (one.text for one in read.paragraphs if one.style.name == "List Bullet"):
        assert bullet.strip() in words
    for table in read.tables:
        cells = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        assert len(cells) > 1
        for first, *_ in cells[1:]:
            assert " ".join(first.split()).lower() in words.lower()


def test_the_word_file_names_the_page_that_it_was_made_of():
    chosen = {"committee": "hasc", "since": "90", "area": "medway-swale"}
    file = downloads(made("meeting", **chosen, cohort="children", odd="<b>"))[take.NAME]
    last = Document(io.BytesIO(file.write())).paragraphs[-1].text
    assert "/meeting?committee=hasc&since=90&area=medway-swale" in last
    assert "odd" not in last


def test_a_room_has_the_questions_and_keeps_the_choices():
    shown = room_of("meeting", committee="hasc", since="90")
    assert all(one in unescape(shown) for one in asked_on(made("meeting", committee="hasc")))
    assert 'href="/meeting?committee=hasc&amp;since=90"' in shown
