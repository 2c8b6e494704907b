"""Scrutiny and Open questions: what their sentences and lists say is what the tables hold."""

from __future__ import annotations

import datetime as dt
import re
from html import escape

import polars as pl
import pytest

from components.findings.papers import questions
from components.findings.scrutiny import (
    event_sequence,
    meetings,
    promises,
    scrutiny,
)
from components.findings.scrutiny.event_sequence import BOTH, OTHERS
from components.html import question_list
from components.text.words import STANDING, capital, plural
from data import Catalogue
from data.package.catalogue import read
from data.package.profile import profile
from tests import plain

CHOICES = (BOTH, "hosc", "hasc")
TODAY = dt.date(2026, 11, 29)


@pytest.fixture(scope="module")
def facts() -> Catalogue:
    return read()


def standing(row: dict) -> str:
    """The state of a request or promise today, worked out a second time."""
    state = plain.standing()[row["statement_id"]]["state"]
    due, precision = plain.due(plain.the("statements", statement_id=row["statement_id"]))
    late = due and due < TODAY.isoformat() and precision == "day"
    return "due date passed" if late and state not in ("met", "dropped") else state


def told(facts: Catalogue, committee: str) -> list[dict]:
    """Every statement of the story of a committee, as its page shows it."""
    occasions = event_sequence.event_sequence(facts, committee, today=TODAY)
    return [row for one in occasions for _, rows in one.parts for row in rows]


def test_each_finding_is_the_determination_of_the_papers(facts: Catalogue):
    assert scrutiny.finding(facts, "hosc") == (
        "HOSC decided that what was proposed for the re-procurement is not a substantial "
        "variation of service"
    )
    assert scrutiny.finding(facts, "hasc") == (
        "HASC decided that the change to adult community services is a substantial variation"
    )
    assert scrutiny.finding(facts, BOTH) == (
        "HOSC decided: not a substantial variation of service. "
        "HASC decided: a substantial variation, for adult services"
    )


@pytest.mark.parametrize("committee", CHOICES)
def test_states_are_counted_as_the_table_holds_them(facts: Catalogue, committee: str):
    wanted = {BOTH: ["hosc", "hasc", "joint", "other"]}.get(committee, [committee, "joint"])
    rows = [row for row in facts["statements"].to_dicts() if row["committee"] in wanted]
    states = [standing(row) for row in rows if row["statement_id"] in plain.standing()]
    text = scrutiny.standfirst(facts, committee, today=TODAY)
    assert f"{len(states)} requests and promises" in text
    for state in set(states):
        assert f"{states.count(state)} {STANDING[state]}" in text
    card = promises.open_card(facts, committee, today=TODAY)
    assert card.headline.startswith(f"{states.count('met')} of {len(states)} ")
    shown = [state.lower() for state in card.table.frame["state"]]
    assert shown == sorted(states, key=list(STANDING).index)
    assert card.table.frame["why"].null_count() == 0
    assert re.findall("<details( open)?>", card.body) == [
        " open",
        *[""] * (len(set(states)) - 1),
    ]
    parts = card.body.split("<details")[1:]
    for state, part in zip(dict.fromkeys(shown), parts, strict=True):
        words, number = re.search('<h3>([^<]+)</h3>.*?"how-many">([0-9]+) ', part).groups()
        of_state = [r for r in card.table.frame.to_dicts() if r["state"].lower() == state]
        assert words == capital(STANDING[state])
        assert int(number) == len(of_state) == part.count("<li>")
        for row in of_state:
            assert escape(row["text"]) in part
            assert f'href="/promises?promise={row["statement_id"]}"' in part


def test_every_statement_stands_in_one_story_with_source_and_place(facts: Catalogue):
    rows = [*told(facts, BOTH), *told(facts, OTHERS)]
    assert sorted(row["statement_id"] for row in rows) == sorted(
        facts["statements"]["statement_id"]
    )
    for committee in (BOTH, OTHERS):
        story = event_sequence.event_sequence(facts, committee, today=TODAY)
        html = meetings.html(story, heading="Meetings")
        for row in told(facts, committee):
            assert escape(row["text"]) in html
            assert escape(row["place"]) in html
            assert f"/sources?source={row['source_id']}" in html
            if row["state"]:
                assert escape(row["state_reason"].rstrip(".")) in html


@pytest.mark.parametrize("committee", CHOICES)
def test_a_story_runs_in_the_order_of_its_days(facts: Catalogue, committee: str):
    occasions = event_sequence.event_sequence(facts, committee, today=TODAY)
    days = [one.row["date"] for one in occasions]
    assert days == sorted(days)
    held = facts["meetings"].filter(pl.col("committee").is_in(["hosc", "hasc"]))
    if committee != BOTH:
        held = held.filter(committee=committee)
    names = [one.row["meeting_id"] for one in occasions if one.row["meeting_id"]]
    assert sorted(names) == sorted(held["meeting_id"])


def test_what_changed_and_what_is_not_on_paper_is_said(facts: Catalogue):
    text = meetings.html(
        event_sequence.event_sequence(facts, BOTH, today=TODAY), heading="Meetings"
    )
    for change in facts["meetings"]["changed_since_last"].drop_nulls():
        assert escape(change) in text
    bare = facts["meetings"].filter(
        pl.col("committee").is_in(["hosc", "hasc"]), pl.col("what_was_put").is_null()
    )
    assert text.count("What was put to it is not in the papers collected here.") == bare.height == 1


def test_a_note_that_several_statements_share_is_said_once(facts: Catalogue):
    (one,) = (
        one
        for one in event_sequence.event_sequence(facts, "hosc", today=TODAY)
        if one.row["meeting_id"] == "hosc-2023-09-06"
    )
    html = meetings.html([one], heading="Meetings")
    assert html.count("sets out the plan that HOSC heard.") == 1
    assert "Which small services, and which lot, is not said." in html


def test_the_sequence_on_children_is_ordered_and_whole(facts: Catalogue):
    card = scrutiny.thread_card(facts, profile().thread, today=TODAY)
    rows = card.table.frame
    held = facts["events"].filter(thread="medway-children")
    assert sorted(rows["event_id"]) == sorted(held["event_id"])
    assert rows["date"].is_sorted()
    assert "approved on 10 May 2024" in card.headline
    assert card.headline.endswith("dated 7 August 2024")
    for said in rows["told"].drop_nulls().explode():
        assert escape(said) in card.body


def test_the_committee_is_that_of_the_area_where_there_is_one(facts: Catalogue):
    assert scrutiny.usual_committee(facts, None) == BOTH
    held = {
        area: scrutiny.usual_committee(facts, area) for area in facts["hcp_areas"]["hcp_area_id"]
    }
    assert held == {"dgs": "hosc", "east-kent": "hosc", "west-kent": "hosc", "medway-swale": BOTH}


@pytest.mark.parametrize("committee", CHOICES)
def test_questions_to_ask_are_those_of_the_committee(facts: Catalogue, committee: str):
    rows = scrutiny.questions(facts, committee)
    words = [f"{row['question']} {row['statement']}" for row in rows.iter_rows(named=True)]
    for own, other in (("HOSC", "HASC"), ("HASC", "HOSC")):
        if committee == own.lower():
            assert not [one for one in words if other in one and own not in one]
    html = question_list.to_ask(rows)
    assert f"Questions to ask: {rows.height}" in html
    shown, _, folded = html.partition("<details>")
    assert shown.count("<li>") == question_list.FIRST
    assert folded.count("<li>") == rows.height - question_list.FIRST
    for row in rows.iter_rows(named=True):
        assert escape(row["question"]) in html


def test_no_question_leaves_no_heading(facts: Catalogue):
    assert question_list.to_ask(facts["gaps"].head(0)) == ""


def test_open_questions_fold_by_topic_until_one_is_chosen(facts: Catalogue):
    every = question_list.html(questions.rows(facts))
    assert "<details open>" not in every
    kinds = facts["gaps"].select("basis", "topic").unique().height
    assert every.count("<details>") == kinds
    one = question_list.html(questions.rows(facts, "money"))
    assert "<details>" not in one
    assert "<h3>Money</h3>" in one


@pytest.mark.parametrize("topic", questions.topics(read()))
def test_every_question_stands_with_where_it_was_looked_for(facts: Catalogue, topic: str):
    rows = questions.rows(facts, topic)
    held = facts["gaps"] if topic == questions.EVERYTHING else facts["gaps"].filter(topic=topic)
    assert sorted(rows["gap_id"]) == sorted(held["gap_id"])
    assert f"The papers leave {plural(held.height, 'question')}" in questions.finding(facts, topic)
    html = question_list.html(rows)
    for row in held.iter_rows(named=True):
        assert escape(row["question"]) in html
        assert escape(row["expected_place"]) in html
    assert questions.table(rows).csv().count("\n") >= held.height + 1
