"""Checks of the log of decisions: each is one event or statement, and pairs name each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at

TABLE = "decisions"
DECIDED, TOLD = "determination", "told"
KEYS = {"event_id": "events", "statement_id": "statements"}

Row = Mapping[str, Any]


def _each_is_one_thing(catalogue: Catalogue) -> Iterator[Fault]:
    """A decision is one event that happened, or one statement, and stands in the log once."""
    kinds = dict(catalogue["statements"].select("statement_id", "kind").iter_rows())
    happened = dict(catalogue["events"].select("event_id", "status").iter_rows())
    seen: set[str] = set()
    for index, row in enumerate(catalogue[TABLE].iter_rows(named=True)):
        key = row["event_id"] or row["statement_id"]
        found = (
            _one_key(row),
            (
                ("event_id", "an event that is planned is no decision: name one that happened")
                if happened.get(row["event_id"], "actual") != "actual"
                else None
            ),
            ("event_id", "this is in the log already: put both rows into one")
            if key in seen
            else None,
            _who(row, kinds.get(row["statement_id"])),
            _known(row),
        )
        seen |= {key} if key else set()
        for column, message in filter(None, found):
            said = {"value": row[column], "message": message}
            yield fault_at(catalogue, TABLE, index, column=column, rule="decision", **said)


def _one_key(row: Row) -> tuple[str, str] | None:
    if (row["event_id"] is None) == (row["statement_id"] is None):
        return "event_id", "a decision is one event or one statement: fill one of the two columns"
    return None


def _who(row: Row, kind: str | None) -> tuple[str, str] | None:
    if row["who"] is None or kind == TOLD:
        return None
    return "who", "the event or the committee says who decided: leave this empty"


def _known(row: Row) -> tuple[str, str] | None:
    if (row["power"] or row["changed"]) or row["basis"] in ("not published", "not in copy"):
        return None
    message = "neither power nor change is given, so this should be not published or not in copy"
    return "basis", message


def _determinations_are_decisions(catalogue: Catalogue) -> Iterator[Fault]:
    """What a committee determined stands in the log."""
    held = set(catalogue[TABLE]["statement_id"])
    for index, row in enumerate(catalogue["statements"].iter_rows(named=True)):
        if row["kind"] == DECIDED and row["statement_id"] not in held:
            path = catalogue.resource(TABLE)["path"]
            message = f"this determination is not in the log of decisions: add a row to {path}"
            said = {"value": row["statement_id"], "message": message}
            yield fault_at(
                catalogue, "statements", index, column="statement_id", rule="decision", **said
            )


def _pairs_name_each_other(catalogue: Catalogue) -> Iterator[Fault]:
    """What another committee decided on the same question names this decision in turn."""
    rows = {row["decision_id"]: row for row in catalogue[TABLE].iter_rows(named=True)}
    by = dict(catalogue["statements"].select("statement_id", "by").iter_rows())
    for index, row in enumerate(rows.values()):
        other = rows.get(row["counterpart_id"])
        if other is None:
            continue
        if other["counterpart_id"] != row["decision_id"]:
            message = f"{other['decision_id']} should name {row['decision_id']} in turn"
        elif by.get(row["statement_id"]) == by.get(other["statement_id"]):
            message = "this should be a decision of another committee"
        else:
            continue
        said = {"value": row["counterpart_id"], "message": message}
        yield fault_at(catalogue, TABLE, index, column="counterpart_id", rule="pair", **said)


DECISION_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({TABLE, *KEYS.values()}), _each_is_one_thing),
    (frozenset({TABLE, "statements"}), _determinations_are_decisions),
    (frozenset({TABLE, "statements"}), _pairs_name_each_other),
)
