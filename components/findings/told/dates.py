"""The dates of calendars: each as it was last given, where a source gives its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from components.findings.scrutiny.event_sequence import named_sources
from components.findings.scrutiny.history import address
from components.findings.scrutiny.scrutiny import ASKED
from components.findings.timeline.rows import dated, of_area
from components.findings.told.news import AS_PAPERS_SAY
from components.findings.told.words import before, of_asked, of_date
from components.text.words import capital, plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.standing import DROPPED, MET
from data.queries import milestones, scrutiny
from data.queries.lots import area_of_lot

SENSES = {"on": "", "by": ", by this day", "from": ", from this day"}


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day or a stretch of days in a calendar.

    `key` stays as the date moves, and `moves` counts the dates that were given for it before.
    """

    key: str
    moves: int
    first: dt.date
    last: dt.date
    title: str
    text: str
    kind: str
    planned: bool
    page: str


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The days of a calendar, oldest first, and how many dates it leaves out for want of a day.

    `of_areas` says that it was made by areas.
    """

    days: tuple[Day, ...]
    left_out: int

    of_areas: bool = False

    @property
    def about(self) -> str:
        """What it holds and leaves out, in sentences."""
        areas = (
            "A date of an area stands in the calendar of each lot there, as papers seldom say "
            "which lot is meant. "
        )
        return (
            "Dates of papers and notices, each as it was last given, past and to come. The words "
            "before each say whether it is planned, happened or was set in a notice. "
            f"{areas if self.of_areas else ''}"
            f"{plural(self.left_out, 'date')} without a day, known as a week, a month or a year "
            f"alone, {'is' if self.left_out == 1 else 'are'} left out: the page Timeline lists all."
        )


@kept
def of_all(catalogue: Catalogue) -> Calendar:
    """Return every date, and every day by which something was asked for or promised."""
    return _calendar(catalogue, dated(catalogue), scrutiny.asked(catalogue, today=AS_PAPERS_SAY))


@kept
def of_committee(catalogue: Catalogue, committee: str) -> Calendar:
    """Return the dates of a committee, and the days by which it was promised something."""
    met = scrutiny.meetings(catalogue, committee)["meeting_id"].implode()
    said = scrutiny.statements(catalogue, committee)["event_id"].drop_nulls().implode()
    rows = dated(catalogue).filter(
        (pl.col("who") == committee)
        | pl.col("meeting_id").is_in(met)
        | pl.col("event_id").is_in(said)
    )
    return _calendar(catalogue, rows, scrutiny.asked(catalogue, committee, today=AS_PAPERS_SAY))


@kept
def of_lot(catalogue: Catalogue, lot_id: str) -> Calendar:
    """Return the dates that count in the areas of a lot, without those of other contracts."""
    areas = area_of_lot(catalogue, lot_id)
    rows = [
        of_area(catalogue, area, tuple(scrutiny.committees_of(catalogue, [area]))) for area in areas
    ]
    told = profile().thread
    own = told.thread_id if told and told.lot_id == lot_id else ""
    thread = pl.col("thread").is_null() | (pl.col("thread") == own)
    shown = pl.concat(rows).unique("event_id").filter(thread, pl.col("scope").is_null())
    return replace(_calendar(catalogue, shown, None), of_areas=True)


def _calendar(catalogue: Catalogue, rows: pl.DataFrame, asked: pl.DataFrame | None) -> Calendar:
    last = milestones.last_given(catalogue).select("event_id", "first_event_id", "earlier")
    held = rows.join(last, on="event_id")
    due = pl.DataFrame() if asked is None else asked.drop_nulls("due")
    on_a_day = held.filter(date_precision="day")
    days = [*_dates(on_a_day)]
    if not due.is_empty():
        days += _due(named_sources(catalogue, due.filter(due_precision="day")))
    return Calendar(
        days=tuple(sorted(days, key=lambda one: (one.first, one.key))),
        left_out=held.height + due.height - len(days),
    )


def _dates(rows: pl.DataFrame) -> Iterator[Day]:
    for row in rows.iter_rows(named=True):
        yield Day(
            key=f"event-{row['first_event_id']}",
            moves=len(row["earlier"]),
            first=row["date"],
            last=row["last"],
            title=f"{capital(row['state'])}{SENSES[row['date_sense']]}: {row['title']}",
            text=of_date(row, before(row["earlier"])),
            kind=row["lane"],
            planned=row["status"] == "planned",
            page=f"/timeline?source={row['source_id']}",
        )


def _due(rows: pl.DataFrame) -> Iterator[Day]:
    for row in rows.iter_rows(named=True):
        yield Day(
            key=f"statement-{row['statement_id']}",
            moves=row["due_moves"],
            first=row["due"],
            last=row["due"],
            title=f"{ASKED[row['kind']]}, by this day: {row['text']}",
            text=of_asked(row),
            kind="scrutiny",
            planned=row["state"] not in (MET, DROPPED),
            page=address(row["statement_id"]),
        )
