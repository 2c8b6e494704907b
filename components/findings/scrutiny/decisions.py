"""The log of decisions: who decided what, under which power, on what, and what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl

from components.findings.scrutiny import scrutiny
from components.findings.scrutiny.event_sequence import BOTH
from components.html import folds
from components.html.cards import Card, basis_words, source_link
from components.html.folds import PAUSE
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column
from components.text.words import count, listed, plural, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.record import decisions as log

EVERYTHING = "all"
UNDATED = "undated"
NO_DATE = "No date on paper"
NOBODY = "Not said in the papers"
NO_POWER = "No paper collected here says under which power"
NO_CHANGE = "No paper collected here says what it changed"
CUT = "The copy read here does not say"
NOT_PUT = "Not in the papers collected here"
NONE_FITS = "No decision fits these choices. Choose another year, or all who decided."
TABLES = ("decisions",)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What is chosen: who decided by id, and a year or UNDATED; EVERYTHING leaves one out."""

    who: str = EVERYTHING
    year: str = EVERYTHING


@kept
def rows(catalogue: Catalogue, choices: Choices) -> pl.DataFrame:
    """Return the chosen decisions, oldest first, those without a date last, in words.

    Columns as `data.queries.record.decisions`, with `by` and `said` (who and when), `put`,
    `under` and `change` (each says so where no paper tells), `other` (what the other committee
    decided, null where none did), and `source` and `log_source` (names of the sources).
    """
    found = log.decisions(catalogue).with_columns(
        by=pl.col("who").map_elements(_by(catalogue), return_dtype=pl.String),
        said=pl.col("when").fill_null("no date given"),
        year=pl.col("year").fill_null(UNDATED),
        put=pl.col("on_what").fill_null(NOT_PUT),
        under=pl.coalesce("power", _missing(NO_POWER)),
        change=pl.coalesce("changed", _missing(NO_CHANGE)),
        source=_named(catalogue, "source_id"),
        log_source=_named(catalogue, "log_source_id"),
    )
    others = found.select(
        counterpart_id="decision_id",
        other=pl.format("{} ({})", pl.col("what").str.strip_suffix("."), "said"),
    )
    found = found.join(others, on="counterpart_id", how="left", maintain_order="left")
    if choices.who != EVERYTHING:
        found = found.filter(pl.col("who").list.contains(choices.who))
    return found if choices.year == EVERYTHING else found.filter(year=choices.year)


def _missing(otherwise: str) -> pl.Expr:
    """What is said where a paper says nothing; a copy that is cut is told as one."""
    cut = pl.col("log_basis") == "not in copy"
    return pl.when(cut).then(pl.lit(CUT)).otherwise(pl.lit(otherwise))


def _named(catalogue: Catalogue, column: str) -> pl.Expr:
    names = dict(catalogue["sources"].select("source_id", "short_name").iter_rows())
    return pl.col(column).replace_strict(names, return_dtype=pl.String)


def _names(catalogue: Catalogue) -> dict[str, str]:
    held = catalogue["organisations"].select("org_id", pl.coalesce("short_name", "name"))
    return dict(held.iter_rows())


def _by(catalogue: Catalogue) -> Callable[[Iterable[str]], str]:
    names = _names(catalogue)
    return lambda ids: listed(names[one] for one in ids) or NOBODY


@kept
def deciders(catalogue: Catalogue) -> dict[str, str]:
    """Return who decided anything, by their ids, in the order of their first decision."""
    names = _names(catalogue)
    ids = log.decisions(catalogue)["who"].explode().drop_nulls().unique(maintain_order=True)
    return {EVERYTHING: "All who decided"} | {one: names[one] for one in ids}


@kept
def years(catalogue: Catalogue) -> dict[str, str]:
    """Return the years with a decision, and the choice of those without a date."""
    held = log.decisions(catalogue)["year"]
    found = {year: year for year in held.drop_nulls().unique(maintain_order=True)}
    undated = {UNDATED: NO_DATE} if held.null_count() else {}
    return {EVERYTHING: "All years"} | found | undated


def finding(catalogue: Catalogue) -> str:
    """Return what the committees decided on the same question."""
    return scrutiny.finding(catalogue, BOTH)


@kept
@requires_data("", tables=TABLES)
def standfirst(catalogue: Catalogue) -> str:
    """Return how many decisions are on paper, of when, and of how many the power is told."""
    every = rows(catalogue, Choices())
    dated = every.drop_nulls("when")
    told = every.drop_nulls("power").height
    span = f", from {dated['when'][0]} to {dated['when'][-1]}" if dated.height > 1 else ""
    undated = every.height - dated.height
    without = f" {count(undated)} of them have no date on paper." if undated > 1 else ""
    verb = "is" if every.height == 1 else "are"
    return (
        f"{plural(every.height, 'decision')} {verb} on paper{span}.{without} "
        f"The papers say something about the power behind {count(told)} of them."
    )


def heading(shown: pl.DataFrame) -> str:
    """Return how many are shown."""
    return plural(shown.height, "decision")


def html(shown: pl.DataFrame) -> str:
    """Return the decisions by year, the first year unfolded, as markup."""
    if shown.is_empty():
        return f'<p class="lead">{escape(NONE_FITS)}</p>'
    groups = shown.group_by("year", maintain_order=True)
    return folds.html(
        folds.Group(
            name=NO_DATE if year == UNDATED else str(year),
            many=plural(group.height, "decision"),
            markup=folds.pairs(map(_one, group.iter_rows(named=True))),
            is_open=not number,
        )
        for number, ((year,), group) in enumerate(groups)
    )


def _one(row: Mapping[str, Any]) -> str:
    told = {
        "On what": row["put"],
        "Under which power": row["under"],
        "What it changed": row["change"],
        "The other committee": row["other"],
    }
    facts = "".join(
        f"<div><dt>{term}</dt><dd>{escape(sentence(text))}</dd></div>"
        for term, text in told.items()
        if text
    )
    notes = (row["caveat"], row["told_note"], row["note"])
    note = " ".join(sentence(one) for one in notes if one)
    return (
        f'<details class="point" id="{row["decision_id"]}" open><summary>'
        f"<h3>{escape(row['what'].removesuffix('.'))}</h3>{PAUSE} "
        f'<span class="how-many">{escape(row["by"])}, {escape(row["said"])}</span></summary>'
        f'<dl class="entry">{facts}</dl><div class="why"><p class="meta">{_sources(row)}</p>'
        f"{f'<p>{escape(note)}</p>' if note else ''}</div></details>"
    )


def _sources(row: Mapping[str, Any]) -> str:
    """Where the decision stands, and where its power and what it changed do."""
    on = row["what"]
    first = source_link(row["source_id"], f"{row['source']}, {row['place']}", on=on)
    line = f"The decision: {first} · {basis_words([row['basis']])}."
    where = f"{row['log_source']}, {row['log_place']}"
    second = source_link(row["log_source_id"], where, on=f"power and change: {on}")
    return f"{line} Power and change: {second} · {basis_words([row['log_basis']])}."


def table(shown: pl.DataFrame) -> Table:
    """Return the decisions as a table with their sources."""
    frame = shown.with_columns(
        log_where=pl.concat_str("log_source", "log_place", separator=", "),
        where=pl.concat_str("source", "place", separator=", "),
        note=pl.concat_str("told_note", "note", separator=" ", ignore_nulls=True),
    )
    return Table(
        caption="Decisions, oldest first, those without a date last",
        frame=frame,
        columns=(
            Column("what", "Decision"),
            Column("said", "When"),
            Column("by", "Who decided"),
            Column("put", "On what"),
            Column("under", "Under which power"),
            Column("change", "What it changed"),
            Column("other", "What the other committee decided", empty=""),
            Column("where", "Source and place"),
            Column("basis", "Basis", "basis"),
            Column("log_where", "Source and place of power and change"),
            Column("log_basis", "Basis of power and change", "basis"),
            *caveat_column(frame),
            Column("note", "Note", empty=""),
        ),
    )


@kept
@requires_data(no_card("decisions", "What was decided"), tables=TABLES)
def card(catalogue: Catalogue) -> Card:
    """Return the card of every decision, as a list by year."""
    every = rows(catalogue, Choices())
    return Card(
        slug="decisions",
        headline=heading(every),
        subtitle="By year, each with who decided, under which power, and what it changed",
        body=html(every),
        table=table(every),
        source_ids=source_ids(every),
        basis=tuple(every["basis"].unique(maintain_order=True)),
        listed=True,
    )


def source_ids(shown: pl.DataFrame) -> tuple[str, ...]:
    """Return the sources of the decisions, and of their powers and changes."""
    return tuple(dict.fromkeys([*shown["source_id"], *shown["log_source_id"]]))
