"""From when on a meeting looks at what is new: another meeting, a paper, or so many days ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.queries.scrutiny import meetings

DAYS = (30, 90, 365)


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A day from which on things are new: its name in a list, and as a sentence has it.

    `when` follows `since`, as in `since 7 August 2024`.
    """

    day: dt.date
    name: str
    when: str


@kept
def moments(catalogue: Catalogue, committee: str, today: dt.date) -> Mapping[str, Moment]:
    """Return the moments to choose from by their value in the address, the usual one first.

    The meetings of the committee, then the papers, each newest first, then some spans of days.
    Of what has one day the meeting stands.
    """
    met = meetings(catalogue, committee).drop_nulls("date")
    papers = catalogue["sources"].filter(
        pl.col("held") == "paper", pl.col("date_precision") != "not stated"
    )
    found: dict[str, Moment] = {}
    for rows, name in ((met, "title"), (papers.drop_nulls("date"), "short_name")):
        for row in (
            rows.filter(pl.col("date") <= today).sort("date", descending=True).rows(named=True)
        ):
            when = in_words(row["date"], row["date_precision"])
            moment = Moment(day=row["date"], name=f"{row[name]} ({when})", when=when)
            found.setdefault(row["date"].isoformat(), moment)
    for days in DAYS:
        day = today - dt.timedelta(days=days)
        found[str(days)] = Moment(day=day, name=f"The last {days} days", when=in_words(day, "day"))
    return found


def of_date(text: str) -> Moment:
    """Return the moment of a day that an address gives as `2025-03-01`."""
    day = dt.date.fromisoformat(text)
    when = in_words(day, "day")
    return Moment(day=day, name=when, when=when)
