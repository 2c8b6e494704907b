"""Evidence and decisions broken one way at a time, and the sentence that says where and what to do.

A state without a source is refused, whichever way it comes about.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from data.checks.cross_checks import cross_faults
from data.package.catalogue import read
from tests import plain
from tests.data.conftest import Broken
from tests.mutations import real_package
from tests.packages import append

Added = Callable[..., list[str]]
REPORT = "hasc-2024-08-commit-report"
MET = {
    "evidence_id": "made-up",
    "statement_id": "hosc-2024-12-commit-seat",
    "kind": "met",
    "text": "Made up",
    "date": "2025-01-01",
    "date_precision": "day",
    "basis": "stated",
    "source_id": "fts-main",
    "place": "Made up",
}
ROW = 2 + len(plain.rows("evidence"))  # of a row that is added, as a spreadsheet counts
DECISION = {
    "decision_id": "made-up",
    "event_id": "existing-expired-march-2024",
    "power": "Made up",
    "basis": "stated",
    "source_id": "hosc-2024-07",
    "place": "Made up",
}


@pytest.fixture
def added(tmp_path: Path) -> Added:
    """Adds a row to a table of a copy of the package and gives the sentences on it."""
    package = real_package(tmp_path)

    def after(table: str, row: dict[str, str], **other: str) -> list[str]:
        columns = [field["name"] for field in plain.described(table)["schema"]["fields"]]
        line = io.StringIO()
        csv.DictWriter(line, columns, restval="", lineterminator="\n").writerow(row | other)
        append(tmp_path / f"tables/{table}.csv", line.getvalue())
        return [str(fault) for fault in cross_faults(read(package))]

    return after


def test_a_state_without_a_row_is_refused(broken: Broken):
    number = 2 + [row["statement_id"] for row in plain.rows("statements")].index(
        "hasc-2024-04-offer"
    )
    (said,) = broken(
        "evidence",
        "hasc-2024-04-offer-august-2024,hasc-2024-04-offer,",
        "hasc-2024-04-offer-august-2024,hasc-2024-08-commit-duties,",
    )
    assert said == (
        f"tables/statements.csv, row {number}, column statement_id: this commitment has no source "
        "for its state: add a row to tables/evidence.csv with this statement_id, for example of "
        "the kind nothing found with the paper that was read (rule: state; value: "
        '"hasc-2024-04-offer").'
    )


def test_a_new_due_date_alone_gives_no_state(broken: Broken):
    (said,) = broken(
        "evidence",
        "hosc-2023-09-commit-codesign-december-2024,hosc-2023-09-commit-codesign,",
        "hosc-2023-09-commit-codesign-december-2024,joint-2023-09-commit-involve,",
    )
    assert "this commitment has no source for its state" in said


def test_a_state_is_what_a_sound_row_says(added: Added):
    assert added("evidence", MET) == []


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        (
            {"statement_id": "hasc-2023-10-children"},
            "statement_id",
            "this statement is of the kind told, and only a request or commitment has evidence: "
            "name another statement or delete the row",
        ),
        (
            {"date": "2024-11-30"},
            "date",
            "the request or promise was made on 2024-12-01, so this should be no earlier",
        ),
        (
            {"source_id": "workings"},
            "source_id",
            "a paper has to show that it is met: name the paper, not our workings",
        ),
        (
            {"kind": "dropped", "basis": "derived"},
            "basis",
            "a paper has to show that it is dropped, so this should be stated or approximate; "
            "else the kind is evidence found",
        ),
        (
            {"kind": "nothing found"},
            "basis",
            "nothing found has one of these as its basis, and no other kind has: not published, "
            "not in copy, not found since",
        ),
        (
            {"kind": "due changed"},
            "due",
            "a row of the kind due changed has a new date with its precision, any other has none",
        ),
        (
            {"due": "2025-01-01", "due_precision": "day"},
            "due",
            "a row of the kind due changed has a new date with its precision, any other has none",
        ),
        (
            {"date": "2025-01-02", "date_precision": "month"},
            "date",
            "this should be the first day of a month",
        ),
    ],
    ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_row_that_is_not_sound_is_refused(added: Added, change, column, message):
    (said,) = added("evidence", MET, **change)
    assert said.startswith(f"tables/evidence.csv, row {ROW}, column {column}: {message} (rule: ")


def test_an_undated_page_may_stand_anywhere_in_the_order(added: Added):
    row = MET | {"kind": "evidence found", "date": "2020-01-01", "date_precision": "not stated"}
    assert added("evidence", row) == []


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        ({}, "", ""),
        (
            {"event_id": ""},
            "event_id",
            "a decision is one event or one statement: fill one of the two columns",
        ),
        (
            {"event_id": "contract-term-ends"},
            "event_id",
            "an event that is planned is no decision: name one that happened",
        ),
        (
            {"event_id": "award-made"},
            "event_id",
            "this is in the log already: put both rows into one",
        ),
        ({"who": "icb"}, "who", "the event or the committee says who decided: leave this empty"),
        (
            {"power": ""},
            "basis",
            "neither power nor change is given, so this should be not published or not in copy",
        ),
        (
            {"counterpart_id": "hasc-substantial"},
            "counterpart_id",
            "hasc-substantial should name made-up in turn",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_a_decision_is_whole_or_refused(added: Added, change, column, message):
    found = added("decisions", DECISION, **change)
    assert len(found) == bool(change)
    for said in found:
        row = 2 + len(plain.rows("decisions"))
        assert said.startswith(f"tables/decisions.csv, row {row}, column {column}: {message}")


def test_who_decided_is_an_organisation(broken: Broken):
    (said,) = broken("decisions", "icb medway-council", "icb medway-counsel")
    assert "no row of tables/organisations.csv has this in org_id" in said


def test_a_pair_is_of_two_committees(broken: Broken):
    found = broken("statements", "substantial variation.,hasc,", "substantial variation.,hosc,")
    assert any("this should be a decision of another committee" in said for said in found)


def test_what_a_committee_determined_is_in_the_log(broken: Broken):
    found = broken(
        "statements",
        "hosc-2023-09-concern-staff,hosc-2023-09-06,,hosc,10,concern,",
        "hosc-2023-09-concern-staff,hosc-2023-09-06,,hosc,10,determination,",
    )
    assert [one for one in found if "this determination is not in the log of decisions" in one]
