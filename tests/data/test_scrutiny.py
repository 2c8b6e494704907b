"""Scrutiny: each committee's meetings and statements, with their sources and states."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from data import Catalogue
from data.package.catalogue import read
from data.queries import scrutiny
from tests import plain


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read()


@pytest.mark.parametrize("committee", scrutiny.COMMITTEES)
def test_meetings_of_a_committee_in_order(catalogue: Catalogue, committee: str):
    rows = scrutiny.meetings(catalogue, committee)
    expected = plain.where("meetings", committee=committee)
    assert set(rows["meeting_id"]) == {row["meeting_id"] for row in expected}
    dates = [date for date in rows["date"] if date is not None]
    assert dates == sorted(dates)
    for row in rows.iter_rows(named=True):
        assert (row["when"] is None) == (row["date"] is None)
        assert row["statements"] == len(plain.where("statements", meeting_id=row["meeting_id"]))


def test_all_meetings_together(catalogue: Catalogue):
    assert scrutiny.meetings(catalogue).height == len(plain.rows("meetings"))


def test_every_statement_has_an_occasion_a_speaker_and_a_source(catalogue: Catalogue):
    rows = scrutiny.statements(catalogue)
    assert rows.height == len(plain.rows("statements"))
    for column in ("by_name", "occasion", "source_id", "place", "text"):
        assert rows[column].null_count() == 0, column
    # The one meeting that the papers name without a date.
    assert set(rows.filter(rows["when"].is_null())["meeting_id"]) == {"medway-cyp-osc"}
    known = {row["source_id"] for row in plain.rows("sources")}
    assert set(rows["source_id"]) <= known
    for row in rows.drop_nulls("state").iter_rows(named=True):
        told = plain.standing()[row["statement_id"]]
        assert (row["state"], row["state_reason"]) == (told["state"], told["text"])
        assert (row["state_source_id"], row["state_place"]) == (told["source_id"], told["place"])
    assert set(rows.drop_nulls("state")["statement_id"]) == set(plain.standing())


@pytest.mark.parametrize(
    "wanted",
    [
        {"committee": "hosc"},
        {"committee": "hasc", "kind": "commitment"},
        {"state": "open"},
        {"topic": "children"},
        {"committee": "hosc", "kind": "request", "state": "met"},
        {"meeting_id": "hosc-2024-12"},
    ],
)
def test_filters_against_plain_rows(catalogue: Catalogue, wanted: dict[str, str]):
    rows = scrutiny.statements(catalogue, **wanted)
    state = wanted.get("state")
    by_table = {key: value for key, value in wanted.items() if key != "state"}
    expected = {
        row["statement_id"]
        for row in plain.where("statements", **by_table)
        if state in (None, plain.standing().get(row["statement_id"], {}).get("state"))
    }
    assert set(rows["statement_id"]) == expected
    assert expected


def test_the_two_determinations_differ(catalogue: Catalogue):
    rows = scrutiny.statements(catalogue, kind="determination")
    texts = dict(rows.select("committee", "text").iter_rows())
    assert "is not a substantial variation" in texts["hosc"]
    assert "is a substantial variation" in texts["hasc"]


@pytest.mark.parametrize("committee", [None, "hosc", "hasc"])
def test_states_are_counted_with_those_to_both_committees(catalogue: Catalogue, committee):
    wanted = {committee, "joint"} if committee else set(scrutiny.COMMITTEES)
    day = dt.date(2026, 10, 26)
    expected = Counter(
        plain.standing()[row["statement_id"]]["state"]
        for row in plain.rows("statements")
        if row["statement_id"] in plain.standing() and row["committee"] in wanted
    )
    assert scrutiny.state_counts(catalogue, committee, today=day) == expected


@pytest.mark.parametrize(
    ("today", "late"),
    [(dt.date(2024, 8, 31), 0), (dt.date(2026, 10, 26), 0), (dt.date(2026, 10, 27), 2)],
)
def test_what_was_due_says_so_from_the_day_after(catalogue: Catalogue, today, late):
    rows = scrutiny.asked(catalogue, today=today)
    passed = rows.filter(state=scrutiny.PASSED)
    assert passed.height == late
    assert set(passed["due_when"]) <= {"26 October 2026"}
    kept = scrutiny.asked(catalogue, today=dt.date(2030, 1, 1)).filter(
        statement_id="hasc-2024-08-commit-report"
    )
    assert kept["state"].item() == "met", "what is met stays so"


def test_an_aim_is_no_promise(catalogue: Catalogue):
    aims = scrutiny.statements(catalogue, kind="aim")
    assert aims.height
    assert aims["state"].null_count() == aims.height
    asked = scrutiny.asked(catalogue, today=dt.date(2026, 11, 29))
    assert not set(aims["statement_id"]) & set(asked["statement_id"])


def test_the_sequence_on_medway_children(catalogue: Catalogue):
    rows = scrutiny.thread(catalogue, "medway-children")
    expected = plain.where("events", thread="medway-children")
    assert rows.height == len(expected)
    assert rows["date"].to_list() == sorted(rows["date"])
    told = dict(rows.select("event_id", "told").iter_rows())
    assert any("did not apply in Medway" in text for text in told["hasc-2023-09-30-minutes"])
    assert any("email" in text for text in told["email-to-hasc-chair"])
    assert told["children-working-group"] is None
