"""Medway background: the case for change of 2017, kept apart from today's programme."""

from __future__ import annotations

import polars as pl

from components.findings.overview import Step
from components.held import NOTHING, where_held
from components.tables import Column, Table
from components.words import count_short, listed, pounds_short
from components.words import value as in_unit
from data import figures
from data import gaps as asked
from data.catalogue import Catalogue
from data.dates import in_words
from data.figures import newest
from data.kept import kept
from data.sources import named

TOPIC = "medway 2017"
SOURCE = "medway-2017"
WHAT_CAME_OF_IT = "medway-2020"


def _has_both(catalogue: Catalogue) -> bool:
    return {"m17_people", "m17_spend"} <= set(all_rows(catalogue)["metric_id"])


@where_held("What the papers say of Medway’s past", known=_has_both)
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in one sentence."""
    people, spend = newest(catalogue, "m17_people"), newest(catalogue, "m17_spend")
    when = in_words(people.as_at, people.as_at_precision)
    return (
        f"Medway in {when}: about {count_short(people.value)} people used community services, "
        f"and {pounds_short(spend.value)} was spent on them"
    )


@kept
def standfirst(catalogue: Catalogue) -> str:
    """Return whose figures these are, of when, and that they are not of today's programme."""
    sources = named(catalogue, [SOURCE])
    if sources.is_empty():
        return f"{NOTHING}."
    source = sources.row(0, named=True)
    periods = all_rows(catalogue).filter(basis="stated")["when"].unique().sort().to_list()
    years = [when for when in periods if when[:4].isdecimal()]
    of_years = f"They are of {listed(years)}. " if years else ""
    return (
        f"This is the past. The figures are from the case for change that {source['body']} wrote "
        f"in {source['when']} for an earlier procurement. {of_years}They "
        "describe neither today’s services nor today’s programme. Community blood tests are left "
        "out unless a line says otherwise."
    )


@kept
def all_rows(catalogue: Catalogue) -> pl.DataFrame:
    """Return every figure of the case for change, with `shown` and `when` in words."""
    rows = figures.all_figures(catalogue).filter(topic=TOPIC)
    about = pl.when(basis="approximate").then(pl.lit("about ")).otherwise(pl.lit(""))
    return rows.with_columns(
        shown=about
        + pl.struct("value", "unit").map_elements(
            lambda row: in_unit(row["value"], row["unit"]), return_dtype=pl.String
        ),
        when=pl.struct("as_at", "as_at_precision").map_elements(
            lambda row: in_words(row["as_at"], row["as_at_precision"]), return_dtype=pl.String
        ),
    )


@kept
def everything(catalogue: Catalogue) -> Table:
    """Return every figure of the case for change as one table."""
    rows = all_rows(catalogue)
    return table(rows, f"All {rows.height} figures taken from the case for change")


def gaps(catalogue: Catalogue) -> pl.DataFrame:
    """Return the question of what became of that procurement."""
    return asked.gaps(catalogue).filter(gap_id=WHAT_CAME_OF_IT)


def onward() -> Step:
    """Return the way back to today's programme."""
    return Step(
        "Today’s programme",
        "The procurement that covers Medway today began later and covers all of Kent and Medway.",
        "timeline",
        "See how it came here",
        (SOURCE,),
    )


def table(rows: pl.DataFrame, caption: str) -> Table:
    """Return figures of `all_rows` as a table."""
    return Table(
        caption=caption,
        frame=rows,
        columns=(
            Column("label", "What is counted"),
            Column("shown", "Figure"),
            Column("when", "Date"),
            Column("description", "What it means"),
            Column("basis", "Basis", "basis"),
            Column("place", "Place in the source"),
            Column("note", "Note", empty=""),
        ),
    )
