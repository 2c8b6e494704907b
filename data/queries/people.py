"""Numbers of people: of which day they are, and what other sources than the counts give."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.papers.sources import cited
from data.queries.figures import all_figures

MIDDLE = ("06-30", "07-01")  # the day that estimates of the middle of a year are of


@kept
def counted_in(catalogue: Catalogue) -> str:
    """Return when people were counted or estimated: `mid-2020`, `March 2021`.

    It is the date of the newest source that the table of the population names; empty where that
    table has no row.
    """
    held = pl.col("source_id").is_in(list(cited(catalogue["population"])))
    rows = catalogue["sources"].filter(held).sort("date")
    if rows.is_empty():
        return ""
    date, precision = rows.select("date", "date_precision").row(-1)
    if precision == "day" and f"{date:%m-%d}" in MIDDLE:
        return f"mid-{date.year}"
    return in_words(date, precision)


@kept
def counted_elsewhere(catalogue: Catalogue) -> pl.DataFrame:
    """Return how many people other sources count in an area; columns as `all_figures`."""
    return all_figures(catalogue).filter(topic="places", unit="people")
