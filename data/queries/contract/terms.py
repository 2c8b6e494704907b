"""Questions of time: how long each contract runs, and how that stands on a day."""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept

TABLE = "contracts"
# How the term of a contract stands on a day, by the days of its source.
AHEAD, RUNS, OPTIONS, OVER, UNKNOWN = (
    "ahead",
    "in its first term",
    "past its first term",
    "past all of its terms",
    "not known",
)


@kept
def terms(catalogue: Catalogue) -> pl.DataFrame:
    """Return the contracts, in the order of their table, with the last days of their terms.

    Columns as the table `contracts`, with `ends` (last day of the first term) and `longest`
    (last day with every option, null where none is known).
    """
    months = pl.col("options_months").str.split(" ").list.eval(pl.element().cast(pl.Int64))
    return (
        catalogue[TABLE]
        .with_columns(more=months.list.sum())
        .with_columns(
            ends=_end(pl.col("term_months")), longest=_end(pl.col("term_months") + pl.col("more"))
        )
        .drop("more")
    )


@kept
def option_ends(catalogue: Catalogue) -> pl.DataFrame:
    """Return the last day of each term: contract_id, name, option (0 the first term), ends."""
    rows = []
    for row in terms(catalogue).drop_nulls("ends").iter_rows(named=True):
        months = row["term_months"]
        more = [int(one) for one in (row["options_months"] or "").split()]
        for option, further in enumerate([0, *more]):
            months += further
            rows.append((row["contract_id"], row["name"], option, row["begins"], months))
    frame = pl.DataFrame(
        rows, schema=["contract_id", "name", "option", "begins", "term_months"], orient="row"
    )
    return frame.select("contract_id", "name", "option", ends=_end(pl.col("term_months")))


@kept
def on(catalogue: Catalogue, today: dt.date) -> pl.DataFrame:
    """Return how each contract stands on a day, by the days of its source.

    Columns as `terms`, with `stands` (AHEAD, RUNS, OPTIONS, OVER or UNKNOWN), `year` (the
    contract year of that day, from 1) and `days` (until the first term ends; below 0 after it).
    """
    day = pl.lit(today)
    begun = pl.col("begins") <= day
    years = day.dt.year() - pl.col("begins").dt.year()
    full = pl.col("begins").dt.offset_by(pl.format("{}y", years)) <= day
    last = pl.coalesce("longest", "ends")
    return terms(catalogue).with_columns(
        stands=pl.when(pl.col("ends").is_null())
        .then(pl.lit(UNKNOWN))
        .when(~begun)
        .then(pl.lit(AHEAD))
        .when(pl.col("ends") >= day)
        .then(pl.lit(RUNS))
        .when(last >= day)
        .then(pl.lit(OPTIONS))
        .otherwise(pl.lit(OVER)),
        year=pl.when(begun).then(years + full.cast(pl.Int32)),
        days=(pl.col("ends") - day).dt.total_days(),
    )


def _end(months: pl.Expr) -> pl.Expr:
    """The last day of so many months from the day on which a contract begins."""
    return pl.col("begins").dt.offset_by(pl.format("{}mo", months)).dt.offset_by("-1d")
