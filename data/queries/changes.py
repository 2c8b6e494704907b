"""What changed: between two sources, since a date, and in this dashboard's own data."""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.papers.sources import sources
from data.queries.claims import claims

BEFORE, AFTER = "before", "after"
CHANGED, SAME, NEW, GONE = "changed", "same", "only later", "only earlier"


@kept
def between(catalogue: Catalogue, earlier_id: str, later_id: str) -> pl.DataFrame:
    """Return what two sources say of each subject that either of them speaks of.

    One row for each value. Columns as `claims.claims`, with `side` (BEFORE or AFTER) and `change`
    of the subject: CHANGED, SAME, NEW (only the later source speaks of it) or GONE (only the
    earlier one). Each source counts with what it said last of a subject.
    """
    rows = _matters(catalogue)
    return _compared(rows.filter(source_id=earlier_id), rows.filter(source_id=later_id))


@kept
def since(catalogue: Catalogue, day: dt.date) -> pl.DataFrame:
    """Return what was said after a day, beside what had been said until then.

    Columns as `between`. Subjects of which nothing was said later are left out: silence is no
    change.
    """
    rows = _matters(catalogue).join(
        catalogue["sources"].select("source_id", source_date="date"),
        on="source_id",
        maintain_order="left",
    )
    # A figure about a year to come was still said on the day of its source.
    known = pl.min_horizontal("as_at", "source_date") <= day
    earlier, later = rows.filter(known), rows.filter(~known)
    compared = _compared(earlier.drop("source_date"), later.drop("source_date"))
    return compared.filter(pl.col("change") != GONE)


@kept
def brought(catalogue: Catalogue, source_id: str) -> pl.DataFrame:
    """Return what one source says, beside what all older ones had said last.

    Columns as `between`. Subjects of which it says nothing are left out: silence is no change.
    """
    rows, order = _matters(catalogue), sources(catalogue)["source_id"].to_list()
    older = rows.filter(pl.col("source_id").is_in(order[: order.index(source_id)]))
    return _compared(older, rows.filter(source_id=source_id)).filter(pl.col("change") != GONE)


def _matters(catalogue: Catalogue) -> pl.DataFrame:
    """What sources say, without the wordings of a thing that stays as it is."""
    return claims(catalogue).filter(pl.col("unit") != "wording")


def _compared(earlier: pl.DataFrame, later: pl.DataFrame) -> pl.DataFrame:
    both = pl.concat(
        [
            _last_said(earlier).with_columns(side=pl.lit(BEFORE)),
            _last_said(later).with_columns(side=pl.lit(AFTER)),
        ]
    )
    before, after = pl.col("side") == BEFORE, pl.col("side") == AFTER
    return both.with_columns(
        change=pl.when(~after.any())
        .then(pl.lit(GONE))
        .when(~before.any())
        .then(pl.lit(NEW))
        .when(_moved(before, after))
        .then(pl.lit(CHANGED))
        .otherwise(pl.lit(SAME))
        .over("kind", "subject_id")
    )


def _last_said(rows: pl.DataFrame) -> pl.DataFrame:
    newest = pl.col("as_at") == pl.col("as_at").max().over("kind", "subject_id")
    return rows.filter(newest)


def _moved(before: pl.Expr, after: pl.Expr) -> pl.Expr:
    """Whether values differ from one side to the other, and for dates: beyond their precision."""
    first, last = pl.col("first"), pl.col("last")
    dates = (first.filter(before).max() > last.filter(after).min()) | (
        first.filter(after).max() > last.filter(before).min()
    )
    words = pl.coalesce(pl.col("value").cast(pl.String), "value_text")
    others = words.filter(before).unique().sort().implode() != (
        words.filter(after).unique().sort().implode()
    )
    return others & (dates | (pl.col("kind").first() != "milestone"))


@kept
def comparable(catalogue: Catalogue) -> pl.DataFrame:
    """Return the sources that say something that another source also speaks of, oldest first.

    Columns as `sources.sources`.
    """
    rows = _matters(catalogue)
    shared = rows.filter(pl.col("source_id").n_unique().over("kind", "subject_id") > 1)
    return sources(catalogue).filter(pl.col("source_id").is_in(shared["source_id"].to_list()))


@kept
def change_log(catalogue: Catalogue) -> pl.DataFrame:
    """Return this dashboard's own change log, newest first.

    Columns: version, date, when (in words), summary, tables (list of names), titles (list).
    """
    rows = [
        {
            "version": change["version"],
            "date": dt.date.fromisoformat(change["date"]),
            "when": in_words(dt.date.fromisoformat(change["date"]), "day"),
            "summary": change["summary"],
            "tables": change["tables"],
            "titles": [catalogue.resource(name)["title"] for name in change["tables"]],
        }
        for change in catalogue.descriptor["changes"]
    ]
    return pl.DataFrame(rows).sort("date", descending=True, maintain_order=True)
