"""Questions of sources: what each is, and what was taken from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept


@kept
def sources(catalogue: Catalogue) -> pl.DataFrame:
    """Return the sources, oldest first, each with its date in words.

    Columns as the table `sources`, with `when` (date in words) and `rows_taken` (rows of all
    other tables that name it).
    """
    taken = dict.fromkeys(catalogue["sources"]["source_id"], 0)
    for table in tables_with_source(catalogue):
        for name, count in catalogue[table]["source_id"].value_counts().iter_rows():
            taken[name] += count
    rows_taken = pl.col("source_id").replace_strict(taken)
    return _dated(catalogue["sources"]).with_columns(rows_taken=rows_taken)


def named(catalogue: Catalogue, source_ids: Iterable[str]) -> pl.DataFrame:
    """Return the given sources, oldest first; columns as `sources`, without `rows_taken`.

    Every card asks this, and counting the rows of all tables would cost ten times as much.
    """
    return _named(catalogue, frozenset(source_ids))


def cited(*tables: pl.DataFrame) -> tuple[str, ...]:
    """Return the sources that the rows of some tables name, each once, in the order of the rows."""
    return tuple(dict.fromkeys(one for rows in tables for one in rows["source_id"] if one))


def bases(*tables: pl.DataFrame) -> tuple[str, ...]:
    """Return the kinds of basis of the rows of some tables, each once, in the order of the rows."""
    return tuple(dict.fromkeys(one for rows in tables for one in rows["basis"]))


def whole_copy(catalogue: Catalogue, *, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return where to get the whole of the sources of which the copies read here lack these rows.

    `rows` have `basis` and `source_id`. Sentences, or nothing where no copy lacks anything.
    """
    lacking = {row["source_id"] for row in rows if row["basis"] == "not in copy"}
    held = sources(catalogue).filter(pl.col("source_id").is_in(list(lacking)))
    return " ".join(
        f"You can get the whole of the {row['short_name']} {row['whole_copy']}."
        for row in held.drop_nulls("whole_copy").iter_rows(named=True)
    )


def outside(catalogue: Catalogue, source_ids: Iterable[str]) -> int:
    """Return how many different sources these are; this dashboard's own workings are none."""
    return named(catalogue, source_ids).filter(pl.col("held") != "workings").height


@kept
def basis_counts(catalogue: Catalogue) -> dict[str, int]:
    """Return how many rows of all tables have each basis."""
    rows = pl.concat(catalogue[name].select("basis") for name in tables_with_source(catalogue))
    return dict(rows["basis"].value_counts().iter_rows())


@kept
def _named(catalogue: Catalogue, source_ids: frozenset[str]) -> pl.DataFrame:
    wanted = pl.col("source_id").is_in(list(source_ids))
    return _dated(catalogue["sources"].filter(wanted))


def _dated(rows: pl.DataFrame) -> pl.DataFrame:
    when = pl.struct("date", "date_precision").map_elements(
        lambda row: in_words(row["date"], row["date_precision"]), return_dtype=pl.String
    )
    return rows.with_columns(when=when).sort("date", "source_id")


def tables_with_source(catalogue: Catalogue) -> list[str]:
    """Return the names of the tables whose rows name a source."""
    return [
        name for name in catalogue if name != "sources" and "source_id" in catalogue[name].columns
    ]


@kept
def taken_from(catalogue: Catalogue, source_id: str) -> pl.DataFrame:
    """Return how many rows of each table come from a source.

    Columns: table, title, rows; tables without such rows are left out.
    """
    counts = [
        (
            name,
            catalogue.resource(name)["title"],
            catalogue[name].filter(source_id=source_id).height,
        )
        for name in tables_with_source(catalogue)
    ]
    frame = pl.DataFrame(counts, schema=["table", "title", "rows"], orient="row")
    return frame.filter(pl.col("rows") > 0)
