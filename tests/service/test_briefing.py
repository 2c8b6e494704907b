"""Briefings: what they say equals the tables, and what they ask stands in the papers' gaps."""

from __future__ import annotations

import datetime as dt
import gc
import re
import weakref
from dataclasses import replace
from html import unescape
from types import MappingProxyType
from typing import NamedTuple

import polars as pl
import pytest

from components.findings.briefing import briefing as content, papers
from components.findings.briefing.link import briefing_link, links_html
from components.findings.scrutiny import scrutiny
from components.html.tables import Table
from components.page_model import Block, Box, Page, Picture, Prose, blocks_of
from components.text.words import count, pounds_short
from data.live.current import current
from data.package.catalogue import Catalogue
from tests import plain
from tests.made import html_of
from web import briefings as pages
from web.embeds import routes as embeds
from web.feeds import files as feeds
from web.open_data import files as open_data, page as description

FACTS = current()
TODAY = dt.date(2026, 11, 22)
FEEDS = list(feeds.files(FACTS))[:2]
SUBJECTS = [(kind, one) for kind, names in content.subjects(FACTS).items() for one in names]
PARTS = {
    "in-short",
    "money",
    "services",
    "engagement",
    "dates",
    "history",
    "changes",
    "questions",
}
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);)")


LINE = re.compile(r"<(?:p|li)\b[^>]*>(?:<strong>(.*?):?</strong>)?(.*?)</(?:p|li)>")


class Line(NamedTuple):
    """A sentence or two of a briefing with the words in bold before them."""

    lead: str
    text: str


def made(kind: str, one: str) -> Page:
    return content.briefing(FACTS, kind, one, today=TODAY)


def written(kind: str, one: str) -> str:
    return pages.html(FACTS, kind, one, today=TODAY)


def part(briefing: Page, slug: str) -> list[Block]:
    return list(blocks_of([box for box in briefing.body if box.key == slug]))


def lines(briefing: Page, slug: str) -> list[Line]:
    markup = "".join(
        block.html
        for block in part(briefing, slug)
        if isinstance(block, Prose) and not isinstance(block.made_of, Table)
    )
    return [Line(text_of(lead or ""), text_of(text)) for lead, text in LINE.findall(markup)]


def tables(briefing: Page, slug: str) -> list[Table]:
    told = (getattr(block, "made_of", None) for block in part(briefing, slug))
    return [one for one in told if isinstance(one, Table)]


def text_of(page: str) -> str:
    body = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()


def test_there_is_one_for_every_area_lot_and_committee():
    assert [one for kind, one in SUBJECTS if kind == "area"] == [
        row["hcp_area_id"] for row in plain.rows("hcp_areas")
    ]
    assert [one for kind, one in SUBJECTS if kind == "lot"] == [
        row["lot_id"] for row in plain.rows("lots")
    ]
    assert [one for kind, one in SUBJECTS if kind == "committee"] == ["hosc", "hasc"]


@pytest.mark.parametrize(("kind", "one"), SUBJECTS)
def test_each_has_all_its_parts_and_names_known_sources(kind, one):
    briefing = made(kind, one)
    assert all(isinstance(box, Box) for box in briefing.body)
    slugs = [box.key for box in briefing.body]
    assert len(slugs) == len(set(slugs))
    assert set(slugs) == PARTS | ({"promises"} if kind == "committee" else set())
    known = {row["source_id"] for row in plain.rows("sources")}
    assert set(briefing.sources) <= known
    pictures = [block for block in blocks_of(briefing.body) if isinstance(block, Picture)]
    assert pictures
    assert all(picture.alt for picture in pictures)


@pytest.mark.parametrize(("kind", "one"), SUBJECTS)
def test_a_question_is_a_gap_of_the_data(kind, one):
    asked = [line for line in lines(made(kind, one), "questions") if line.lead]
    gaps = {row["question"]: row["statement"] for row in plain.rows("gaps")}
    assert len(asked) > 5
    for line in asked:
        assert line.text.startswith(gaps[line.lead])


@pytest.mark.parametrize("lot", [one for kind, one in SUBJECTS if kind == "lot"])
def test_a_lot_asks_every_question_about_it(lot):
    about = {row["question"] for row in plain.rows("gaps") if lot in row["lots"].split()}
    assert about <= {line.lead for line in lines(made("lot", lot), "questions")}


def test_a_committee_asks_nothing_that_is_about_the_other_alone():
    for one, other in (("HOSC", "HASC"), ("HASC", "HOSC")):
        rows = scrutiny.questions(FACTS, one.lower()).rows(named=True)
        held = [f"{row['statement']} {row['question']}" for row in rows]
        assert held
        assert not [words for words in held if other in words and one not in words]


def test_what_sources_give_differently_is_told_once():
    told = [line.text for line in lines(made("area", "east-kent"), "questions")]
    starts = [text for text in told if "by September 2025; by 1 October 2025" in text]
    assert len(starts) == 1


def test_a_published_envelope_heads_the_briefing_of_its_lot():
    for row in plain.where("envelopes", contract_year="1", component="published"):
        title = made("lot", row["lot_id"]).finding
        if row["amount_gbp"]:
            assert f"{pounds_short(int(row['amount_gbp']))} a year" in title
        else:
            assert "not in the copy read here" in title


@pytest.mark.parametrize(("kind", "one"), SUBJECTS)
def test_each_begins_with_today_and_why_and_says_what_the_money_holds(kind, one):
    told = {line.lead: line for line in lines(made(kind, one), "in-short")}
    assert "run from 27 October 2025, say the notices." in told["Today"].text
    assert "Due by 26 October 2026" in told["Today"].text
    reasons = [row["text"] for row in plain.where("programme", kind="reason")]
    assert told["Why it was done"].text.startswith(reasons[0])
    money = {line.lead: line.text for line in lines(made(kind, one), "money")}
    for row in plain.where("programme", kind="envelope"):
        assert row["text"] in money["What the envelopes include"]
    assert "£1,841,923,724" in money["All 6 lots"]
    dates = [line.text for line in lines(made(kind, one), "dates")]
    assert any(text.startswith("There were 80 days from award to start") for text in dates)


def test_what_is_due_is_told_from_the_day_after_it():
    for today, is_due in ((dt.date(2026, 10, 26), False), (dt.date(2026, 10, 27), True)):
        found = content.briefing(FACTS, "lot", "lot-1", today=today)
        told = next(line.text for line in lines(found, "in-short") if line.lead == "Today")
        assert ("Due by 26 October 2026" in told) == is_due


def test_people_of_an_area_are_those_of_the_table():
    for row in plain.where("population", area_kind="hcp_area"):
        assert f"{count(int(row['all_ages']))}, mid-2020" in " ".join(
            line.text for line in lines(made("area", row["area_id"]), "in-short")
        )


@pytest.mark.parametrize("committee", ["hosc", "hasc"])
def test_all_that_is_not_met_on_paper_is_listed(committee):
    expected = {
        row["text"]
        for row in plain.rows("statements")
        if row["committee"] in (committee, "joint")
        and plain.standing().get(row["statement_id"], {}).get("state") in ("open", "not known")
    }
    (shown,) = tables(made("committee", committee), "promises")
    assert set(shown.frame["text"]) == expected


def test_what_changed_is_counted_from_the_last_paper_to_the_committee():
    assert papers.last_paper_to(FACTS, "hosc") == "csr-2024-12"
    assert papers.last_paper_to(FACTS, "hasc") == "hasc-2024-08"
    assert papers.newest_paper(FACTS) == "csr-2024-12"
    first, *_ = lines(made("committee", "hasc"), "changes")
    (changed,) = tables(made("committee", "hasc"), "changes")
    (new,) = [line for line in lines(made("committee", "hasc"), "changes") if line.lead]
    assert f"{changed.frame.height} points changed" in first.text
    named, _, where = new.text.partition(". ")
    assert f"{len(named.split('; '))} were said for the first time" in first.text
    assert "(/changes)" in where


@pytest.mark.parametrize("committee", ["hosc", "hasc"])
def test_questions_that_have_no_room_are_counted_and_their_page_is_named(committee):
    told = lines(made("committee", committee), "questions")
    shown = [line for line in told if line.lead]
    assert len(shown) == scrutiny.questions(FACTS, committee).height
    every = int(told[0].text.split()[0])
    assert told[-1].text.startswith(f"{every - len(shown)} more questions")
    assert "(/questions)" in told[-1].text


@pytest.mark.parametrize(("kind", "one"), SUBJECTS)
def test_a_sentence_of_a_list_names_what_it_is_about(kind, one):
    """What stands under a heading on a page is a sentence of its own on paper."""
    said = " ".join(line.text for slug in PARTS for line in lines(made(kind, one), slug))
    assert not re.search(r"\bthis (?:much|many)\b", said)


def test_a_source_without_a_date_has_none_that_is_worked_out():
    assert "undated (date" not in text_of(written("committee", "hosc"))


def test_a_planned_day_that_has_passed_is_not_called_planned_alone():
    def state(today: dt.date) -> str:
        briefing = content.briefing(FACTS, "lot", "lot-1", today=today)
        (shown,) = tables(briefing, "dates")
        rows = shown.frame.filter(milestone_id="as-is-year-end")
        return rows["state"].item()

    assert state(dt.date(2026, 10, 26)) == "planned"
    assert "nothing found since" in state(dt.date(2026, 10, 27))


@pytest.mark.parametrize(("kind", "one"), SUBJECTS)
def test_the_page_is_whole_and_in_order(kind, one):
    page = written(kind, one)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB" data-look="light">')
    assert page.count("<h1") == 1
    assert not re.search(r"<h[3-6]", page)
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<svg\b.*?</svg>", "", page, flags=re.DOTALL))
    assert len(ids) == len(set(ids))
    notes = set(re.findall(r'href="#(note-\d+)"', page))
    assert notes == {name for name in ids if re.fullmatch(r"note-\d+", name)}
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]+"', "", page)
    assert "<script" not in page
    assert not NAMED.search(page)


@pytest.mark.parametrize(("kind", "one"), SUBJECTS)
def test_pictures_are_drawings_whose_words_are_text(kind, one):
    drawings = re.findall(r"<svg\b.*?</svg>", written(kind, one), flags=re.DOTALL)
    assert drawings
    assert all("<text" in drawing for drawing in drawings)
    assert "<image" not in "".join(drawings)


def test_the_page_says_when_and_from_what_it_was_made():
    page = text_of(written("area", "west-kent"))
    assert "22 November 2026" in page
    assert f"data version {FACTS.version}" in page


def test_notes_give_each_source_with_its_body_and_date():
    page = text_of(written("committee", "hosc"))
    for source_id in made("committee", "hosc").sources:
        (row,) = plain.where("sources", source_id=source_id)
        assert f"{row['title']}, {row['body']}, " in page


def test_a_new_version_of_the_data_makes_a_new_page():
    newer = replace(
        FACTS, descriptor=MappingProxyType(dict(FACTS.descriptor) | {"version": "9.9.9"})
    )
    pair = [pages.made(facts, "lot", "lot-5", TODAY) for facts in (FACTS, newer)]
    assert pair[0].tag != pair[1].tag
    assert b"data version 9.9.9" in pair[1].plain
    assert pages.made(FACTS, "lot", "lot-5", TODAY) is pair[0]


def _embeds(facts: Catalogue) -> None:
    embeds.made(facts, TODAY, "money")
    embeds.made(facts, TODAY, "", address="https://example.org/embed/")


@pytest.mark.parametrize(
    "make",
    [
        lambda facts: pages.made(facts, "lot", "lot-1", TODAY),
        lambda facts: html_of("money", facts=facts),
        _embeds,
        lambda facts: [feeds.stored(facts, path, "https://example.org") for path in FEEDS],
        lambda facts: open_data.stored(facts, open_data.WORKBOOK),
        lambda facts: description.page(facts, "https://example.org"),
    ],
    ids=["briefing", "page", "embeds", "feeds", "spreadsheet", "open data"],
)
def test_facts_that_were_replaced_go_with_what_was_made_of_them(make):
    facts = Catalogue({name: FACTS[name] for name in FACTS}, FACTS.descriptor)
    make(facts)
    gone = weakref.ref(facts)
    del facts
    gc.collect()
    assert gone() is None


def test_words_of_the_data_cannot_become_markup():
    lots = FACTS["lots"].with_columns(name=pl.lit('A "lot" </style><script>x</script>'))
    facts = Catalogue({name: FACTS[name] for name in FACTS} | {"lots": lots}, FACTS.descriptor)
    page = pages.html(facts, "lot", "lot-1", today=TODAY)
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert page.count("</style>") == 1


@pytest.mark.parametrize(("kind", "one"), [("area", "lot-1"), ("town", "dgs"), ("", "")])
def test_there_is_none_on_anything_else(kind, one):
    with pytest.raises(LookupError):
        made(kind, one)


def test_links_are_escaped():
    assert briefing_link("area", "east-kent") == "/briefing/area/east-kent"
    assert 'href="/briefing/lot/&quot;x"' in links_html("lot", {'"x': "<b>"})
    assert "&lt;b&gt;" in links_html("lot", {'"x': "<b>"})


def test_the_address_answers_with_a_tag_and_takes_it_back(ask):
    first = ask("/briefing/area/east-kent")
    assert first.status == 200
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "frame-ancestors" in first.headers["Content-Security-Policy"]
    assert ask("/briefing/area/east-kent", If_None_Match=first.headers["ETag"]).status == 304
    assert ask("/briefing/area/east-kent", method="HEAD").body == b""


def test_the_list_leads_to_every_briefing(ask):
    page = ask("/briefing/").body.decode()
    assert set(re.findall(r'href="(/briefing/[^"]+)"', page)) == {
        briefing_link(kind, one) for kind, one in SUBJECTS
    }
    assert text_of(ask("/briefing").body.decode()) == text_of(page)


@pytest.mark.parametrize(
    "path",
    ["area/atlantis", "lot/lot-7", "town/east-kent", "area", "area/%3Cscript%3E", "x" * 500],
)
def test_an_address_that_is_none_of_theirs_says_so(ask, path):
    missing = ask(f"/briefing/{path}")
    page = missing.body.decode()
    assert missing.status == 404
    assert "There is no briefing at this web address." in text_of(page)
    assert "<script" not in page
    assert "/briefing/lot/lot-5" in page


def test_a_slash_too_many_leads_to_the_briefing(ask):
    led_on = ask("/briefing/area/east-kent/")
    assert led_on.headers["ETag"] == ask("/briefing/area/east-kent").headers["ETag"]
    assert ask("/briefing/area/none/").status == 404


@pytest.mark.parametrize(("kind", "one"), SUBJECTS)
def test_nothing_is_said_twice(kind, one):
    briefing = made(kind, one)
    said = [line.text for box in briefing.body for line in lines(briefing, box.key)]
    sums = [text for text in said if "puts all six lots at about £1.1 billion" in text]
    assert len(sums) == 1
    amounts = [text for text in said if re.match(r"Lot \d: £[\d.]+ million a year", text)]
    assert len(amounts) <= 1


@pytest.mark.parametrize("one", ["hosc", "hasc"])
def test_a_committee_is_spelled_out_once_at_the_head(one):
    page = text_of(written("committee", one)).split("In short")[0]
    (whole,) = (row["name"] for row in plain.where("organisations", org_id=one))
    masthead = page.split(" · Briefing: ")[1]
    assert masthead.count(whole.split(", ")[0]) == 1
    assert whole.split(", ")[1] in masthead


def test_councils_with_an_and_in_their_names_can_be_told_apart():
    briefing = made("committee", "hosc")
    said = [line.text for line in lines(briefing, "in-short")]
    said += [one.alt for one in blocks_of(briefing.body) if isinstance(one, Picture)]
    assert sum("Tonbridge and Malling; and Tunbridge Wells" in text for text in said) == 2


def test_a_meeting_of_which_nothing_is_held_is_told_in_words():
    page = text_of(written("committee", "hosc"))
    assert "not known no more than this" in page
    assert "not known nothing" not in page
    assert "and not published]" not in page
