"""The background: what a paper of an earlier time says, kept apart from today's programme."""

from __future__ import annotations

import polars as pl

from components.blocks import Step
from components.html.not_published import NOTHING, holds
from components.html.tables import HOW_KNOWN, Table, caveat_column, columns
from components.text.words import about, listed, plural, value as in_unit
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.package.profile import profile
from data.package.story import Story, filled, named as metrics_named
from data.papers import gaps as asked
from data.papers.sources import named
from data.queries import figures
from data.queries.figures import newest


def story() -> Story:
    """Return what the page tells. Raises LookupError where the ICB has no story."""
    told = profile().story
    if told is None:
        raise LookupError("no story in the profile")
    return told


def told(catalogue: Catalogue, text: str, **given: str) -> str:
    """Return a sentence of the story with the figures that it names; `given` are further words.

    Raises LookupError when there is no figure of a metric.
    """
    known = {metric: newest(catalogue, metric) for metric in metrics_named(text)}
    shown = {
        metric: about(one.basis) + in_unit(one.value, one.unit) for metric, one in known.items()
    }
    when = {metric: in_words(one.as_at, one.as_at_precision) for metric, one in known.items()}
    return filled(text, shown=shown | given, when=when)


def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in one sentence."""
    text = story().finding
    if not holds(catalogue, metrics=metrics_named(text)):
        return f"What the papers say of {story().place}’s past"
    return told(catalogue, text)


@kept
def standfirst(catalogue: Catalogue) -> str:
    """Return whose figures these are, of when, and that they are not of today's programme."""
    sources = named(catalogue, [story().source_id])
    if sources.is_empty():
        return f"{NOTHING}."
    source = sources.row(0, named=True)
    periods = all_rows(catalogue).filter(basis="stated")["when"].unique().sort().to_list()
    years = [when for when in periods if when[:4].isdecimal()]
    of_years = f"They are of {listed(years)}. " if years else ""
    return (
        f"This is the past. The figures are from the {story().paper} that {source['body']} wrote "
        f"in {source['when']} for {story().purpose}. {of_years}They describe neither today’s "
        f"services nor today’s programme. {story().note}"
    ).strip()


@kept
def all_rows(catalogue: Catalogue) -> pl.DataFrame:
    """Return every figure of the paper, with `shown` and `when` in words."""
    rows = figures.all_figures(catalogue).filter(topic=story().topic)
    return rows.with_columns(
        shown=pl.coalesce(
            "value_text",
            pl.struct("value", "unit", "basis").map_elements(
                lambda row: about(row["basis"]) + in_unit(row["value"], row["unit"]),
                return_dtype=pl.String,
            ),
        ),
        when=pl.struct("as_at", "as_at_precision").map_elements(
            lambda row: in_words(row["as_at"], row["as_at_precision"]), return_dtype=pl.String
        ),
    )


@kept
def everything(catalogue: Catalogue) -> Table:
    """Return every figure of the paper as one table."""
    rows = all_rows(catalogue)
    every = "All " * (rows.height > 1)
    return table(rows, f"{every}{plural(rows.height, 'figure')} taken from the {story().paper}")


def file_name() -> str:
    """Return the name under which that table is downloaded."""
    return f"{story().place} {story().paper}.csv".lower().replace(" ", "-")


def gaps(catalogue: Catalogue) -> pl.DataFrame:
    """Return the question that the story leaves, if there is one."""
    return asked.gaps(catalogue).filter(gap_id=story().gap_id)


def onward() -> Step:
    """Return the way back to today's programme."""
    return Step(
        "Today’s programme",
        story().today,
        "timeline",
        "See how it came here",
        (story().source_id,),
    )


def table(rows: pl.DataFrame, caption: str) -> Table:
    """Return figures of `all_rows` as a table."""
    return Table(
        caption=caption,
        frame=rows,
        columns=(
            *columns(
                label="What is counted", shown="Figure", when="Date", description="What it means"
            ),
            *caveat_column(rows),
            *HOW_KNOWN,
        ),
    )
