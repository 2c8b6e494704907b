"""The clock: the contract year of now, the days to each end, and with how much notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import polars as pl

from components.html import lists
from components.html.cards import Card, caveats_of
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column, columns
from components.text.words import BASIS, capital, few, listed, plural, sentence, small
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.papers.sources import cited, whole_copy
from data.queries.contract import terms
from data.queries.contract.terms import OPTIONS, OVER, RUNS, TABLE

NOT_SEEN = BASIS["not in copy"]
SINCE = BASIS["not found since"]
YEAR = 12  # months


@kept
@requires_data("", tables=(TABLE,))
def in_brief(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return how the term of the lots stands, with its caveat, in sentences."""
    lots = terms.on(catalogue, today).filter(pl.col("scope").is_null())
    return " ".join(
        f"{row['name']}: {_stands(row)}. {sentence(row['caveat'])}".strip()
        for row in lots.iter_rows(named=True)
    )


@kept
@requires_data(no_card("clock", "How long the contracts run"), tables=(TABLE,))
def clock_card(catalogue: Catalogue, *, today: dt.date) -> Card:
    """Return the card of each contract's year, the days to each of its ends, and its notice."""
    rows = terms.on(catalogue, today)
    silent = rows.filter(pl.col("stands").is_in([OPTIONS, OVER])).height
    told = [
        capital(_stands(row)) for row in rows.filter(pl.col("scope").is_null()).rows(named=True)
    ]
    if silent:
        has = "term has" if silent == 1 else "terms have"
        told.append(f"{capital(few(silent))} other first {has} run out, with {SINCE}")
    frame = rows.with_columns(
        how=_each(rows, lambda row: capital(_stands(row))),
        begin=_each(rows, lambda row: _day(row["begins"])),
        first=_each(rows, lambda row: _end(row["ends"], today)),
        options=_each(rows, lambda row: _options(catalogue, row["contract_id"], today)),
        notice=_each(rows, lambda row: _months(row["notice_months"])),
    )
    return Card(
        slug="clock",
        headline=". ".join(told) or "The sources collected here say nothing on the terms",
        subtitle=f"As of {in_words(today, 'day')}, counted from the days in the sources",
        body=lists.facts(_facts(rows, today)),
        table=Table(
            caption=f"Terms of the contracts, as of {in_words(today, 'day')}",
            frame=frame,
            columns=(
                *columns(name="Contract", how="How its term stands"),
                Column("begin", "Begins", empty=NOT_SEEN),
                Column("first", "First term ends", empty=NOT_SEEN),
                Column("options", "Each option ends", empty=NOT_SEEN),
                Column("notice", "Notice", empty=NOT_SEEN),
                *caveat_column(frame),
                Column("note", "Note", empty="–"),
            ),
        ),
        source_ids=cited(rows),
        basis=("stated", "derived", "not in copy"),
        how=(
            "The first day and the lengths are stated. Each end is worked out here: so many months "
            "from the first day, less a day. Days are counted to the end itself.",
            "A day in a notice does not say that the contract began or went on.",
            *filter(None, [whole_copy(catalogue, rows=_lacking(rows))]),
        ),
        caveats=caveats_of(filter(_is_told, rows.iter_rows(named=True)), "name"),
    )


def _facts(rows: pl.DataFrame, today: dt.date) -> Iterator[lists.Fact]:
    """What a reader wants first: the year and the ends of the lots, and terms that ran out."""
    for row in rows.iter_rows(named=True):
        if row["scope"] is None and row["stands"] == RUNS:
            yield lists.Fact(
                lead=f"Year {row['year']}",
                title=f"{row['name']}: since {_day(row['begins'])}, by the notice",
            )
            yield lists.Fact(
                lead=plural(row["days"], "day"),
                title=f"To the end of the first term, {_day(row['ends'])}",
            )
            if row["longest"]:
                yield lists.Fact(
                    lead=plural((row["longest"] - today).days, "day"),
                    title=f"To the last end, with every option: {_day(row['longest'])}",
                )
        elif row["stands"] in (OPTIONS, OVER):
            yield lists.Fact(
                lead=plural(-row["days"], "day"), title=f"{row['name']}: {small(_ran_out(row))}"
            )


def _lacking(rows: pl.DataFrame) -> list[dict]:
    """The contracts of which the copies read here lack a part of their terms."""
    parts = (pl.col(one).is_null() for one in ("begins", "options_months", "notice_months"))
    silent = rows.filter(pl.any_horizontal(*parts))
    return silent.with_columns(basis=pl.lit("not in copy")).rows(named=True)


def _is_told(row: dict) -> bool:
    """Whether a contract is one of those that stand open: the lots, and what ran out."""
    return row["scope"] is None or row["stands"] in (OPTIONS, OVER)


def _stands(row: dict) -> str:
    """How the term of a contract stands, as it follows its name."""
    match row["stands"]:
        case terms.AHEAD:
            return f"to begin on {_day(row['begins'])}"
        case terms.RUNS:
            of = f" of {row['term_months'] // YEAR}" if row["term_months"] >= YEAR else ""
            return (
                f"year {row['year']}{of}, with {plural(row['days'], 'day')} left of the first term"
            )
        case terms.OPTIONS | terms.OVER:
            return f"first term ran out {plural(-row['days'], 'day')} ago; {SINCE}"
    return NOT_SEEN


def _ran_out(row: dict) -> str:
    """That a term ended, by the source, and that nothing says what came then, in sentences."""
    ended = f"The first term ended on {_day(row['ends'])}. Whether it went on: {SINCE}."
    if not row["notice_months"]:
        return ended
    return f"{ended} The notice to end it is {_months(row['notice_months'])}."


def _options(catalogue: Catalogue, contract_id: str, today: dt.date) -> str | None:
    rows = terms.option_ends(catalogue).filter(pl.col("option") > 0, contract_id=contract_id)
    return listed(filter(None, (_end(day, today) for day in rows["ends"]))) or None


def _end(day: dt.date | None, today: dt.date) -> str | None:
    """A day with how far off it is: `26 October 2030 (in 1,425 days)`."""
    if day is None:
        return None
    apart = (day - today).days
    far = f"in {plural(apart, 'day')}" if apart > 0 else f"{plural(-apart, 'day')} ago"
    return f"{_day(day)} ({far if apart else 'today'})"


def _day(day: dt.date | None) -> str | None:
    return in_words(day, "day") if day else None


def _months(number: int | None) -> str | None:
    return plural(number, "month") if number else None


def _each(rows: pl.DataFrame, told: Callable[[dict], str | None]) -> pl.Series:
    return pl.Series([told(row) for row in rows.iter_rows(named=True)], dtype=pl.String)
