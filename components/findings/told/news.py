"""The entries of feeds: versions of the data, what a source changed, dates, promises, meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from components.findings.papers import changes as compared
from components.findings.scrutiny.event_sequence import Occasion, event_sequence, named_sources
from components.findings.scrutiny.history import address
from components.findings.scrutiny.scrutiny import ASKED
from components.findings.timeline.rows import dated, next_dates, of_area
from components.findings.told.words import before, of_asked, of_date, where
from components.text.words import STANDING, capital, count, plural, remarks, sentence
from data.package.catalogue import Catalogue
from data.package.dates import last_day
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import sources
from data.queries import changes, milestones, scrutiny

AS_PAPERS_SAY = dt.date.min  # a day before any promise is due, so that none counts as overdue


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing to be told.

    `key` names it in the data for good, as in `event/award-made`. `day` is the last on which the
    data allows it to have been said. `text` is plain text, and `page` the address on the dashboard
    that tells it.
    """

    key: str
    day: dt.date
    title: str
    text: str
    page: str


@kept
def of_all(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return all news, newest first: versions, what each source changed, dates and promises."""
    found = (
        *_versions(catalogue),
        *_of_sources(catalogue),
        *_dates(catalogue, dated(catalogue)),
        *_asked(catalogue, None),
    )
    return _in_order(found)


@kept
def of_place(catalogue: Catalogue, area: str) -> tuple[Entry, ...]:
    """Return the dates that count in an HCP area, those told last first."""
    committees = tuple(scrutiny.committees_of(catalogue, [area]))
    return _in_order(_dates(catalogue, of_area(catalogue, area, committees)))


@kept
def of_committee(catalogue: Catalogue, committee: str) -> tuple[Entry, ...]:
    """Return each meeting of a committee with what was said, and each request and promise."""
    met = (
        _occasion(catalogue, one, committee)
        for one in event_sequence(catalogue, committee, today=AS_PAPERS_SAY)
    )
    return _in_order([*met, *_asked(catalogue, committee)])


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda one: (one.day, one.key), reverse=True))


@kept
def _days(catalogue: Catalogue) -> dict[str, dt.date]:
    """The last day that the date of each source allows, and none after that of the data."""
    newest = dt.date.fromisoformat(catalogue.date)
    rows = catalogue["sources"].select("source_id", "date", "date_precision").iter_rows()
    return {one: min(last_day(date, precision), newest) for one, date, precision in rows}


def _versions(catalogue: Catalogue) -> Iterator[Entry]:
    for row in changes.change_log(catalogue).iter_rows(named=True):
        yield Entry(
            key=f"version/{row['version']}",
            day=row["date"],
            title=f"The data of this dashboard, version {row['version']}",
            text=f"{sentence(row['summary'])}\nTables: {', '.join(row['titles'])}.",
            page="/changes",
        )


def _of_sources(catalogue: Catalogue) -> Iterator[Entry]:
    comparable = changes.comparable(catalogue)["source_id"].implode()
    told = sources(catalogue).filter(pl.col("source_id").is_in(comparable))
    for row in told.iter_rows(named=True):
        rows = compared.compared(catalogue, changes.brought(catalogue, row["source_id"]))
        changed = rows.filter(change=changes.CHANGED)
        new = rows.filter(change=changes.NEW).height
        points = (
            f"{one['label']}: {one['before']}, then {one['after']}"
            + (f" ({one['difference']})" if one["difference"] else "")
            + f". {one['places']}."
            for one in changed.iter_rows(named=True)
        )
        yield Entry(
            key=f"source/{row['source_id']}",
            day=_days(catalogue)[row["source_id"]],
            title=f"{row['short_name']} ({row['when']}): {plural(changed.height, 'point')} changed",
            text="\n".join(
                (
                    f"Beside what older sources say, {count(changed.height)} of "
                    f"{plural(rows.height - new, 'point')} changed, and {count(new)} "
                    f"{'was' if new == 1 else 'were'} said for the first time.",
                    *points,
                )
            ),
            page=f"/sources?source={row['source_id']}",
        )


def _dates(catalogue: Catalogue, rows: pl.DataFrame) -> Iterator[Entry]:
    newest, moved = dt.date.fromisoformat(catalogue.date), next_dates(catalogue)
    said = dict(dated(catalogue).select("event_id", "said_last").iter_rows())
    last = milestones.last_given(catalogue).select("event_id", "earlier")
    for row in rows.join(last, on="event_id", how="left", maintain_order="left").iter_rows(
        named=True
    ):
        onward = moved.get(row["event_id"])
        told = [row["said_last"], *([said[row["replaced_by"]]] if row["replaced_by"] else [])]
        yield Entry(
            key=f"event/{row['event_id']}",
            day=min(max(told), newest),
            title=f"{capital(row['state'])}: {row['title']}, {row['when']}",
            text=of_date(row, sentence(onward), before(row["earlier"] or [])),
            page=f"/timeline?source={row['source_id']}",
        )


def _asked(catalogue: Catalogue, committee: str | None) -> Iterator[Entry]:
    days = _days(catalogue)
    rows = scrutiny.asked(catalogue, committee, today=AS_PAPERS_SAY)
    for row in named_sources(catalogue, rows).iter_rows(named=True):
        told = [days[one] for one in (row["source_id"], row["state_source_id"]) if one]
        yield Entry(
            key=f"statement/{row['statement_id']}",
            day=max(told),
            title=f"{ASKED[row['kind']]}, {STANDING[row['state']]}: {row['text']}",
            text=of_asked(row),
            page=address(row["statement_id"]),
        )


def _occasion(catalogue: Catalogue, one: Occasion, committee: str) -> Entry:
    row, days = one.row, _days(catalogue)
    told_by = (row["source_id"], *(said["source_id"] for _, rows in one.parts for said in rows))
    lines = (
        _put(row),
        f"What had changed since the one before: {sentence(row['changed_since_last'])}"
        if row["changed_since_last"]
        else "",
        remarks(row),
        where(row),
        *(f"On what is from the {source}: {sentence(text)}" for source, text in one.remarks),
        *(line for title, rows in one.parts for line in (f"{title}:", *map(_statement, rows))),
    )
    kind = "meeting" if row["meeting_id"] else "occasion"
    return Entry(
        key=f"{kind}/{row['meeting_id'] or row['event_id']}",
        day=max(days[source_id] for source_id in told_by),
        title=f"{row['title']}, {row['when'] or 'with no date'}",
        text="\n".join(filter(None, lines)),
        page=_scrutiny(committee),
    )


def _statement(row: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (sentence(row["text"]), remarks(row), where(row))))


def _put(row: Mapping[str, Any]) -> str:
    if row["what_was_put"]:
        return f"What was put to it: {sentence(row['what_was_put'])}"
    return "What was put to it is not in the papers collected here." if row["meeting_id"] else ""


def _scrutiny(committee: str) -> str:
    """The page on a committee; what was said to several stands on that of all."""
    return f"/scrutiny?committee={committee}" if committee in profile().committees else "/scrutiny"
