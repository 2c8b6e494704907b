"""Checks of events, meetings, statements and readings that no table description can say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from data.package.catalogue import Catalogue
from data.package.faults import Check, Fault, fault_at
from data.papers.standing import WITH_STATE

STARTS = {
    "month": lambda day: day.day == 1,
    "season": lambda day: day.day == 1 and day.month in (3, 6, 9, 12),
    "quarter": lambda day: day.day == 1 and day.month in (1, 4, 7, 10),
    "year": lambda day: (day.month, day.day) == (1, 1),
    "financial year": lambda day: (day.month, day.day) == (4, 1),
}


def _dates_begin_their_period(table: str) -> Check:
    """Return the check that the dates of a table are the first days of their periods."""

    def check(catalogue: Catalogue) -> Iterator[Fault]:
        for index, row in enumerate(catalogue[table].iter_rows(named=True)):
            begins = STARTS.get(row["date_precision"])
            if row["date"] and begins and not begins(row["date"]):
                message = f"this should be the first day of a {row['date_precision']}"
                said = {"value": row["date"], "message": message}
                yield fault_at(catalogue, table, index, column="date", rule="precision", **said)

    return check


def _events_end_after_they_begin(catalogue: Catalogue) -> Iterator[Fault]:
    for index, row in enumerate(catalogue["events"].iter_rows(named=True)):
        if row["date"] and row["date_end"] and row["date_end"] <= row["date"]:
            message = f"this should lie after the first day, {row['date']}"
            said = {"value": row["date_end"], "message": message}
            yield fault_at(catalogue, "events", index, column="date_end", rule="order", **said)


def _moves_have_both_ends(catalogue: Catalogue) -> Iterator[Fault]:
    """A date is replaced by one of its own milestone, and no plan is left behind.

    A plan of several steps at once has no milestone, and any may replace it.
    """
    rows = catalogue["events"].rows(named=True)
    by_id = {row["event_id"]: row for row in rows}
    for index, row in enumerate(rows):
        message = _move_fault(row, by_id) or _left_behind(row, rows, _told(catalogue))
        if message:
            said = {"value": row["replaced_by"], "message": message}
            yield fault_at(catalogue, "events", index, column="replaced_by", rule="move", **said)


def _move_fault(row: dict, by_id: dict[str, dict]) -> str | None:
    later = by_id.get(row["replaced_by"])
    if later is None:
        return None  # nothing replaces it, or what does is missing, which the foreign key says
    if later["milestone_id"] is None or row["milestone_id"] not in (None, later["milestone_id"]):
        return "this should be an event of the same milestone"
    if row["event_id"] in _chain(later, by_id):
        return "this leads back to the event itself"
    return None


def _chain(row: dict | None, by_id: dict[str, dict]) -> list[str]:
    """Return the ids of an event and all that replace it in turn, as far as they are new."""
    seen: list[str] = []
    while row is not None and row["event_id"] not in seen:
        seen.append(row["event_id"])
        row = by_id.get(row["replaced_by"])
    return seen


def _told(catalogue: Catalogue) -> dict[str, dt.date]:
    return dict(catalogue["sources"].select("source_id", "date").iter_rows())


def _left_behind(row: dict, rows: list[dict], dates: dict[str, dt.date]) -> str | None:
    """Say what a plan lacks that nothing replaces while its milestone has a date told later."""
    if row["status"] != "planned" or row["replaced_by"] or row["milestone_id"] is None:
        return None

    def told(event: dict) -> dt.date:
        return event["as_at"] or dates.get(event["source_id"]) or dt.date.min

    others = [other for other in rows if other["milestone_id"] == row["milestone_id"]]
    if any(told(other) > told(row) for other in others):
        return "a later date is given for this milestone, so this should name the next one"
    return None


def _meetings_and_events_agree(catalogue: Catalogue) -> Iterator[Fault]:
    """An event at a meeting has its date, and each dated meeting is an event."""
    meetings = catalogue["meetings"].rows(named=True)
    by_id = {row["meeting_id"]: row for row in meetings}
    for index, row in enumerate(catalogue["events"].iter_rows(named=True)):
        meeting = by_id.get(row["meeting_id"])
        if meeting and any(row[k] != meeting[k] for k in ("date", "date_precision")):
            message = f"this should be the date of the meeting, {meeting['date']}"
            said = {"value": row["date"], "message": message}
            yield fault_at(catalogue, "events", index, column="date", rule="meeting", **said)
    shown = set(catalogue["events"]["meeting_id"])
    for index, row in enumerate(meetings):
        if row["date"] and row["meeting_id"] not in shown:
            said = {"value": row["meeting_id"], "message": "no event has this meeting"}
            yield fault_at(catalogue, "meetings", index, column="meeting_id", rule="event", **said)


def _statements_are_whole(catalogue: Catalogue) -> Iterator[Fault]:
    """A statement has one occasion; only what asks or promises can be due."""
    for index, row in enumerate(catalogue["statements"].iter_rows(named=True)):
        faults = []
        if (row["meeting_id"] is None) == (row["event_id"] is None):
            faults.append(("meeting_id", "a statement is made at one meeting or one event"))
        if (row["due"] is None) != (row["due_precision"] is None):
            faults.append(("due", "a due date has its precision, and only a due date has one"))
        if row["due"] is not None and row["kind"] not in WITH_STATE:
            faults.append(("due", "only a request or commitment can be due"))
        for column, message in faults:
            said = {"value": row[column], "message": message}
            yield fault_at(catalogue, "statements", index, column=column, rule="whole", **said)


def _subjects_exist(catalogue: Catalogue) -> Iterator[Fault]:
    """Readings and gaps that name a subject name a metric or a milestone."""
    known = {*catalogue["metrics"]["metric_id"], *catalogue["milestones"]["milestone_id"]}
    for table in ("readings", "gaps"):
        for index, subject in enumerate(catalogue[table]["subject_id"]):
            if subject is not None and subject not in known:
                said = {"value": subject, "message": "no metric or milestone has this name"}
                rule = "foreign key"
                yield fault_at(catalogue, table, index, column="subject_id", rule=rule, **said)


EVENT_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    *(
        (frozenset({table}), _dates_begin_their_period(table))
        for table in ("events", "meetings", "evidence")
    ),
    (frozenset({"events"}), _events_end_after_they_begin),
    (frozenset({"events", "sources"}), _moves_have_both_ends),
    (frozenset({"events", "meetings"}), _meetings_and_events_agree),
    (frozenset({"statements"}), _statements_are_whole),
    (frozenset({"readings", "gaps", "metrics", "milestones"}), _subjects_exist),
)
