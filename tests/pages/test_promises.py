"""Promises: each state with its words, each history with sources, each permanent address."""

from __future__ import annotations

import datetime as dt
import re
from html import escape

import polars as pl
import pytest

from components.findings.scrutiny import history, meetings, promises
from components.page_model import downloads
from components.text.words import STANDING, capital
from data.live.current import current
from data.package.catalogue import Catalogue
from data.papers.standing import STATES
from tests import plain
from tests.made import TODAY, html_of, made, notices

FACTS = current()
IDS = list(plain.standing())
KEYS = {state: key for key, state in promises.KEYS.items()}


def parts(markup: str) -> dict[str, str]:
    """The part of each request and promise on a page, by its id."""
    markup = plain.unmarked(markup)
    found = re.split(r'<details class="point" id="', markup)[1:]
    return {part.partition('"')[0]: part.split("</details>")[0] for part in found}


PARTS = parts(html_of("promises"))


def test_every_request_and_promise_is_there_once():
    assert sorted(PARTS) == sorted(IDS)


@pytest.mark.parametrize("one", IDS)
def test_who_reads_a_state_finds_its_source_and_place(one: str):
    """The test of a reader: what shows it met, and every step, with source and place."""
    part, decides = PARTS[one], plain.standing()[one]
    statement = plain.the("statements", statement_id=one)
    names = {row["source_id"]: row["short_name"] for row in plain.rows("sources")}
    from_line = part[part.index("Where this state comes from.") :]
    for told in (decides, statement, *plain.where("evidence", statement_id=one)):
        assert escape(told["text"].removesuffix(".")) in part
        assert f"/sources?source={told['source_id']}" in part
        assert escape(names[told["source_id"]]) in part
        assert escape(told["place"]) in part
        assert escape(told["caveat"]) in part
    assert f"/sources?source={decides['source_id']}" in from_line
    assert escape(f"{names[decides['source_id']]}, {decides['place']}") in from_line
    assert history.FROM[decides["state"]] in from_line
    assert f'href="/promises?promise={one}"' in part


@pytest.mark.parametrize("one", IDS)
def test_a_permanent_address_shows_one_alone_unfolded(one: str):
    assert not notices("promises", promise=one)
    page = made("promises", promise=one)
    text = plain.the("statements", statement_id=one)["text"].removesuffix(".")
    assert page.finding.endswith(f": {text}")
    markup = html_of("promises", promise=one)
    assert list(parts(markup)) == [one]
    assert f'<details class="point" id="{one}" open>' in markup


def test_it_shows_that_one_whatever_else_the_address_asks_for():
    markup = html_of("promises", promise="hosc-2024-12-commit-seat", committee="hasc", state="met")
    assert list(parts(markup)) == ["hosc-2024-12-commit-seat"]


def test_an_unknown_one_is_told_in_a_sentence_and_all_are_shown():
    assert notices("promises", promise="no-such-promise") == [
        "The web address has an unknown value for “promise”. "
        "“All requests and promises” is shown instead."
    ]
    assert sorted(parts(html_of("promises", promise="no-such-promise"))) == sorted(IDS)


@pytest.mark.parametrize("committee", ["both", "hosc", "hasc"])
@pytest.mark.parametrize("key", promises.KEYS)
def test_a_state_of_a_committee_shows_those_and_no_other(key: str, committee: str):
    wanted = {"both": {"hosc", "hasc", "joint", "other"}}.get(committee, {committee, "joint"})
    expected = {
        one
        for one in IDS
        if state_today(one) == promises.KEYS[key]
        and plain.the("statements", statement_id=one)["committee"] in wanted
    }
    markup = html_of("promises", committee=committee, state=key)
    assert set(parts(markup)) == expected
    assert (promises.NONE_FITS in markup) == (not expected)


def state_today(one: str) -> str:
    state = plain.standing()[one]["state"]
    due, _ = plain.due(plain.the("statements", statement_id=one))
    late = due and due[:7] < f"{TODAY:%Y-%m}" and state not in ("met", "dropped")
    return "due date passed" if late else state


def test_every_state_has_its_words_everywhere():
    assert tuple(STANDING) == STATES == tuple(meetings.MARKS) == tuple(KEYS)
    assert set(history.FROM) == set(STATES) - {"due date passed"}
    kinds = {row["kind"] for row in plain.rows("evidence")}
    assert kinds <= set(history.STEPS)


def test_what_was_dropped_is_told_so():
    one = "hosc-2024-12-commit-seat"
    rows = FACTS["evidence"].with_columns(
        kind=pl.when(pl.col("statement_id") == one).then(pl.lit("dropped")).otherwise("kind")
    )
    facts = Catalogue({**FACTS.tables, "evidence": rows}, FACTS.descriptor)
    assert made("promises", promise=one, facts=facts).finding.startswith("Dropped: ")
    markup = html_of("promises", state="dropped", facts=facts)
    assert list(parts(markup)) == [one]
    assert history.FROM["dropped"] in markup
    late = html_of("promises", promise=one, facts=facts, today=dt.date(2040, 1, 1))
    assert "nothing found since" not in parts(late)[one], "what is dropped is not overdue"
    assert "× Dropped" in html_of("scrutiny", committee="hosc", facts=facts)


def test_the_day_after_it_was_due_it_is_overdue():
    one = "joint-2023-09-commit-involve"
    before = made("promises", promise=one, today=dt.date(2026, 10, 26))
    after = made("promises", promise=one, today=dt.date(2026, 10, 27))
    assert before.finding.startswith("Open: ")
    assert after.finding.startswith("Past the due date with nothing found since: ")


def test_the_file_has_each_step_with_source_and_place():
    (file,) = [one for name, one in downloads(made("promises")).items() if name == "promises.csv"]
    text = str(file.write())
    for row in (*plain.rows("evidence"), *(plain.the("statements", statement_id=i) for i in IDS)):
        for said in (row["place"], row["caveat"]):
            assert said.replace('"', '""') in text


def test_scrutiny_leads_there_and_does_not_list_them_twice():
    card = promises.open_card(FACTS, "both", today=TODAY)
    for state in {state_today(one) for one in IDS}:
        assert f"<h3>{capital(STANDING[state])}</h3>" in card.body
    for one in IDS:
        assert card.body.count(f'href="/promises?promise={one}"') == 1
        assert escape(plain.standing()[one]["text"]) not in card.body
    assert made("promises").finding.startswith(card.headline)
