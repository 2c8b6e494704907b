"""Questions of time: every dated event, in words no more exact than the sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words, last_day, range_in_words
from data.package.kept import kept

LANES = ("procurement", "decision", "scrutiny", "engagement", "contract", "background")


@kept
def events(catalogue: Catalogue) -> pl.DataFrame:
    """Return every event, oldest first.

    Columns as the table `events`, with `when` (the date in words), `last` (last day of the
    period), `year`, `said` and `said_last` (first and last day on which it was told or
    published), `said_when`, `who_name`, `milestone` (name), and `fits_from` and `fits_to`:
    the days that a date leaves open. What was done by a day may have been done on any day
    before; what was to come from a day may come on any day after. A deadline in a plan leaves
    nothing open: it is the plan.
    """
    return (
        _joined(catalogue)
        .with_columns(
            said=pl.coalesce("as_at", "source_date"),
            said_precision=pl.when(pl.col("as_at").is_null())
            .then("source_precision")
            .otherwise(pl.lit("day")),
            last=_each(_last, pl.Date),
            when=_each(_when, pl.String),
            year=pl.col("date").dt.year(),
        )
        .with_columns(
            said_last=_each(lambda row: last_day(row["said"], row["said_precision"]), pl.Date),
            said_when=_each(lambda row: in_words(row["said"], row["said_precision"]), pl.String),
            fits_from=pl.when(status="actual", date_sense="by")
            .then(pl.lit(dt.date.min))
            .otherwise("date"),
            fits_to=pl.when(date_sense="from").then(pl.lit(dt.date.max)).otherwise("last"),
        )
        .drop("source_date", "source_precision")
        .sort("date", "last", "event_id")
    )


def passed(rows: pl.DataFrame, today: dt.date) -> pl.DataFrame:
    """Return the plans among events, as `events` has them, whose day is over without a word."""
    return rows.filter(came_to_nothing(today))


def came_to_nothing(today: dt.date) -> pl.Expr:
    """Whether an event is a plan whose last day is over, and no source tells more of it."""
    over = (pl.col("status") == "planned") & (pl.col("last") < today)
    return over & pl.col("replaced_by").is_null()


def _joined(catalogue: Catalogue) -> pl.DataFrame:
    sources = catalogue["sources"].select(
        "source_id", source_date="date", source_precision="date_precision"
    )
    names = catalogue["organisations"].select(
        who="org_id", who_name=pl.coalesce("short_name", "name")
    )
    milestones = catalogue["milestones"].select("milestone_id", milestone="name")
    return (
        catalogue["events"]
        .join(sources, on="source_id", how="left")
        .join(names, on="who", how="left")
        .join(milestones, on="milestone_id", how="left")
    )


def _each(function: Callable[[dict], Any], dtype: type[pl.DataType]) -> pl.Expr:
    return pl.struct(pl.all()).map_elements(function, return_dtype=dtype)


def _last(row: dict) -> dt.date:
    return row["date_end"] or last_day(row["date"], row["date_precision"])


def _when(row: dict) -> str:
    words = range_in_words(row["date"], _last(row), row["date_precision"])
    if row["date_sense"] == "by" and row["date_precision"] in ("year", "financial year"):
        return f"by the end of {words}"
    return words if row["date_sense"] == "on" else f"{row['date_sense']} {words}"
