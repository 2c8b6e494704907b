"""Checks of evidence on requests and promises: no state without a row, no row without a paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from data.package.catalogue import Catalogue
from data.package.dates import last_day
from data.package.faults import Check, Fault, fault_at
from data.papers.standing import DROPPED, LEAVES, MET, MOVED, WITH_STATE

TABLE = "evidence"
NOTHING = "nothing found"
# How it is known that a paper says nothing, and that one shows something done.
SILENT = ("not published", "not in copy", "not found since")
SHOWN = ("stated", "approximate")

Row = Mapping[str, Any]


def _states_have_a_source(catalogue: Catalogue) -> Iterator[Fault]:
    """A request or promise stands as a row of evidence has it, and so needs one."""
    rows = catalogue[TABLE].select("statement_id", "kind").iter_rows()
    told = {statement for statement, kind in rows if kind in LEAVES}
    for index, row in enumerate(catalogue["statements"].iter_rows(named=True)):
        if row["kind"] in WITH_STATE and row["statement_id"] not in told:
            message = (
                f"this {row['kind']} has no source for its state: add a row to "
                f"{catalogue.resource(TABLE)['path']} with this statement_id, for example of the "
                f"kind {NOTHING} with the paper that was read"
            )
            said = {"value": row["statement_id"], "message": message}
            yield fault_at(
                catalogue, "statements", index, column="statement_id", rule="state", **said
            )


def _rows_are_sound(catalogue: Catalogue) -> Iterator[Fault]:
    """Each row is of a request or promise, tells of a day after it, and has a paper for it."""
    statements = {row["statement_id"]: row for row in catalogue["statements"].iter_rows(named=True)}
    made = _days(catalogue)
    own = set(catalogue["sources"].filter(held="workings")["source_id"])
    for index, row in enumerate(catalogue[TABLE].iter_rows(named=True)):
        statement = statements.get(row["statement_id"])
        if statement is None:
            continue  # the foreign key says so
        found = (
            _of_a_promise(statement),
            _after(row, made.get(statement["meeting_id"] or statement["event_id"])),
            _new_date(row),
            _silence(row),
            _shown(row, own),
        )
        for column, message in filter(None, found):
            said = {"value": row[column], "message": message}
            yield fault_at(catalogue, TABLE, index, column=column, rule="evidence", **said)


def _days(catalogue: Catalogue) -> dict[str | None, dt.date]:
    """The first day of each meeting and event that has one."""
    held = (("meetings", "meeting_id"), ("events", "event_id"))
    pairs = (row for table, key in held for row in catalogue[table].select(key, "date").iter_rows())
    return {key: day for key, day in pairs if day is not None}


def _of_a_promise(statement: Row) -> tuple[str, str] | None:
    if statement["kind"] in WITH_STATE:
        return None
    message = (
        f"this statement is of the kind {statement['kind']}, and only a request or commitment has "
        "evidence: name another statement or delete the row"
    )
    return "statement_id", message


def _after(row: Row, made: dt.date | None) -> tuple[str, str] | None:
    if made is None or row["date_precision"] == "not stated":
        return None
    if last_day(row["date"], row["date_precision"]) >= made:
        return None
    return "date", f"the request or promise was made on {made}, so this should be no earlier"


def _new_date(row: Row) -> tuple[str, str] | None:
    given = [row["due"] is not None, row["due_precision"] is not None]
    if given == [row["kind"] == MOVED] * 2:
        return None
    return "due", f"a row of the kind {MOVED} has a new date with its precision, any other has none"


def _silence(row: Row) -> tuple[str, str] | None:
    if (row["kind"] == NOTHING) == (row["basis"] in SILENT):
        return None
    message = f"{NOTHING} has one of these as its basis, and no other kind has: {', '.join(SILENT)}"
    return "basis", message


def _shown(row: Row, own: set[str]) -> tuple[str, str] | None:
    if row["kind"] not in (MET, DROPPED):
        return None
    if row["source_id"] in own:
        message = f"a paper has to show that it is {row['kind']}: name the paper, not our workings"
        return "source_id", message
    if row["basis"] not in SHOWN:
        message = (
            f"a paper has to show that it is {row['kind']}, so this should be "
            f"{' or '.join(SHOWN)}; else the kind is evidence found"
        )
        return "basis", message
    return None


EVIDENCE_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({TABLE, "statements"}), _states_have_a_source),
    (frozenset({TABLE, "statements", "sources", "meetings", "events"}), _rows_are_sound),
)
