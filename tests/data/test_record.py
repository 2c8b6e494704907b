"""The record of scrutiny, found a second and plainer way: each step of a history, each decision."""

from __future__ import annotations

import datetime as dt

import pytest

from data.package.catalogue import read
from data.papers.standing import LEAVES, MET, MOVED, STATES
from data.queries import scrutiny
from data.queries.record import decisions as log
from data.queries.record.history import DUE, MADE, OVERDUE, history
from tests import plain

FACTS = read()
TODAY = dt.date(2026, 12, 1)
BEFORE = dt.date(2026, 10, 26)


def steps_of(statement_id: str, today: dt.date = TODAY) -> list[dict]:
    return history(FACTS, today=today).filter(statement_id=statement_id).to_dicts()


@pytest.mark.parametrize("row", plain.standing().values(), ids=lambda row: row["statement_id"])
def test_a_history_is_made_then_each_row_of_evidence_in_order(row):
    first, *later = steps_of(row["statement_id"])
    made = plain.the("statements", statement_id=row["statement_id"])
    assert first["step"] == MADE
    assert (first["source_id"], first["place"]) == (made["source_id"], made["place"])
    evidence = plain.where("evidence", statement_id=row["statement_id"])
    told = [step for step in later if step["step"] not in (DUE, OVERDUE)]
    assert sorted((one["step"], one["place"]) for one in told) == sorted(
        (one["kind"], one["place"]) for one in evidence
    )
    assert [one["date"] for one in later] == sorted(one["date"] for one in later)
    due = [step["date"].isoformat() for step in later if step["step"] in (DUE, OVERDUE)]
    assert due == [one for one in (plain.due(made)[0],) if one]
    (decides,) = [one for one in told if one["decides"]]
    assert (decides["source_id"], decides["place"]) == (row["source_id"], row["place"])
    assert decides["text"] == row["text"]


def test_a_due_date_turns_into_overdue_the_day_after():
    for one, state in (("hosc-2023-09-commit-codesign", OVERDUE), (REPORT, DUE)):
        steps = {step["step"] for step in steps_of(one)}
        assert state in steps
    assert OVERDUE not in {s["step"] for s in steps_of("hosc-2023-09-commit-codesign", BEFORE)}


REPORT = "hasc-2024-08-commit-report"


def test_a_new_due_date_takes_the_place_of_the_first_and_both_are_told():
    row = scrutiny.asked(FACTS, today=TODAY).filter(statement_id="joint-2023-09-commit-involve")
    assert row.select("due", "due_first", "due_moves").row(0) == (
        dt.date(2026, 10, 26),
        dt.date(2025, 3, 31),
        1,
    )
    (moved,) = [s for s in steps_of("joint-2023-09-commit-involve") if s["step"] == MOVED]
    assert moved["text"].endswith("Now due by 26 October 2026, in place of 31 March 2025.")


def test_each_kind_of_evidence_leaves_a_state_or_moves_a_date():
    kinds = next(
        field["constraints"]["enum"]
        for field in plain.described("evidence")["schema"]["fields"]
        if field["name"] == "kind"
    )
    assert set(kinds) == {*LEAVES, MOVED}
    assert set(LEAVES.values()) < set(STATES)


def test_what_is_met_stays_met_whatever_is_said_later():
    steps = steps_of("hosc-2023-09-request-update")
    assert [step["step"] for step in steps] == [MADE, MET, "repeated"]
    assert plain.standing()["hosc-2023-09-request-update"]["kind"] == MET


def test_decisions_are_those_of_the_log_with_day_and_decider():
    rows = {row["decision_id"]: row for row in log.decisions(FACTS).iter_rows(named=True)}
    assert set(rows) == {row["decision_id"] for row in plain.rows("decisions")}
    for told in plain.rows("decisions"):
        row = rows[told["decision_id"]]
        if told["event_id"]:
            event = plain.the("events", event_id=told["event_id"])
            assert row["date"].isoformat() == event["date"]
            assert row["who"] == [event["who"]]
            assert row["what"] == event["title"]
            assert (row["caveat"] or "") == event["caveat"]
        else:
            said = plain.the("statements", statement_id=told["statement_id"])
            assert row["what"] == said["text"]
            is_told = said["kind"] == "told"
            assert row["who"] == (told["who"].split() if is_told else [said["by"]])
            assert (row["date"] is None) == is_told
        assert (row["log_source_id"], row["log_place"]) == (told["source_id"], told["place"])


def test_decisions_stand_oldest_first_and_undated_ones_last():
    dates = log.decisions(FACTS)["date"].to_list()
    held = [date for date in dates if date]
    assert held == sorted(held)
    assert dates == [*held, *[None] * (len(dates) - len(held))]
