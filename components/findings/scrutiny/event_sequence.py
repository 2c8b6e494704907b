"""Scrutiny in order: each meeting with what was put, told, decided, asked and promised."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.queries import scrutiny
from data.queries.timeline import events

BOTH = "both"
OTHERS = "other"
# In the order of an event: heads of the parts, and what one or more of them are called.
PARTS = {
    "told": "What it was told",
    "concern": "Concerns it raised",
    "determination": "What it decided",
    "recommendation": "What it was advised",
    "request": "What it asked for",
    "commitment": "What it was promised",
    "aim": "Aims it was told of",
    "apology": "Apologies made to it",
}
SENTENCE = re.compile(r"(?<=[.;]) (?=[A-Z])")


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """A meeting, or an event between meetings, with its statements, part by part.

    `row` as `data.queries.scrutiny.meetings` with `source`; `remarks` are the notes that several of
    its statements share, each with the name of their source.
    """

    row: dict[str, Any]
    parts: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
    remarks: tuple[tuple[str, str], ...]

    @property
    def statements(self) -> int:
        """How many statements the papers collected here give of it."""
        return sum(len(said) for _, said in self.parts)


def of_committee(rows: pl.DataFrame, committee: str) -> pl.DataFrame:
    """Return the rows of a committee; BOTH keeps those of both."""
    wanted = profile().committees if committee == BOTH else [committee]
    return rows.filter(pl.col("committee").is_in(list(wanted)))


def named_sources(catalogue: Catalogue, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `source`, and `state_source` where they have a state."""
    names = dict(catalogue["sources"].select("source_id", "short_name").iter_rows())
    rows = rows.with_columns(source=pl.col("source_id").replace_strict(names))
    if "state_source_id" not in rows.columns:
        return rows
    return rows.with_columns(
        state_source=pl.col("state_source_id").replace_strict(
            names, default=None, return_dtype=pl.String
        )
    )


@kept
def event_sequence(catalogue: Catalogue, committee: str, *, today: dt.date) -> tuple[Occasion, ...]:
    """Return the occasions of a committee in order; OTHERS gives those of other bodies."""
    held = of_committee(_occasions(catalogue), committee)
    said = scrutiny.as_of(named_sources(catalogue, scrutiny.statements(catalogue)), today)
    return tuple(_occasion(row, said) for row in held.iter_rows(named=True))


def _occasions(catalogue: Catalogue) -> pl.DataFrame:
    """Return meetings, and the events outside meetings at which something was said."""
    met = scrutiny.meetings(catalogue).with_columns(event_id=pl.lit(None, pl.String))
    said = scrutiny.statements(catalogue).drop_nulls("event_id").select("event_id", "committee")
    between = (
        events(catalogue)
        .join(said.unique(), on="event_id")
        .select(pl.col(name) for name in met.columns if name in {*SHARED, "committee"})
    )
    both = pl.concat([met, between], how="diagonal")
    return named_sources(catalogue, both).sort("date", "order", nulls_last=True)


SHARED = (
    "event_id",
    "date",
    "date_precision",
    "when",
    "title",
    "caveat",
    "note",
    "source_id",
    "place",
    "basis",
)


def _occasion(row: dict[str, Any], said: pl.DataFrame) -> Occasion:
    key = "meeting_id" if row["meeting_id"] else "event_id"
    rows = said.filter(pl.col(key) == row[key]).to_dicts()
    shared = _shared_notes(rows)
    for one in rows:
        one["note"] = _left_over(one, shared)
    parts = tuple(
        (title, tuple(one for one in rows if one["kind"] == kind))
        for kind, title in PARTS.items()
        if any(one["kind"] == kind for one in rows)
    )
    return Occasion(row=row, parts=parts, remarks=tuple(shared))


def _sentences(note: str | None) -> list[str]:
    return [part.rstrip(".") for part in SENTENCE.split(note)] if note else []


def _shared_notes(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return source and sentence of what more than one note says; it is then said once."""
    every = Counter((one["source"], part) for one in rows for part in _sentences(one["note"]))
    return [pair for pair, times in every.items() if times > 1]


def _left_over(one: dict[str, Any], shared: list[tuple[str, str]]) -> str | None:
    own = [part for part in _sentences(one["note"]) if (one["source"], part) not in shared]
    return ". ".join(own) or None
