"""Real tables: one description and one HTML for the app, the embed and the briefing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

import polars as pl

from components.text.spreadsheet import csv_for_people
from components.text.words import BASIS, count, missing, percent, pounds, pounds_short
from data.package.kept import kept

FORMATS: Mapping[str, Callable[[Any], str]] = {
    "text": lambda value: "" if value is None else str(value),
    "basis": lambda value: BASIS.get(value, value or ""),
    "count": count,
    "number": lambda value: "" if value is None else f"{value:,.10g}",
    "pounds": pounds,
    "pounds_short": pounds_short,
    "pence": lambda value: f"£{value:,.2f}",
    "percent": lambda value: "" if value is None else percent(value, 1),
    "html": lambda value: "" if value is None else str(value),
}
FEW = 3  # columns that fit a phone beside each other
LONG = (
    120  # characters of the longest cells of all columns beyond which those few do not fit either
)
SCROLLS = "Scrolls if it is wider than its frame"
WIDE = 7  # columns beyond which a table scrolls in a frame of its own
# A dash is a sign for the eye: who listens hears a word.
NONE = '<span aria-hidden="true">–</span><span class="visually-hidden">none</span>'
NUMBERS = frozenset({"count", "number", "pounds", "pounds_short", "pence", "percent"})
# Where one of these has no value, the basis of its row says why.
AMOUNTS = frozenset({"count", "pounds", "pounds_short", "pence"})


@dataclass(frozen=True)
class Column:
    """A column of a shown table.

    `kind` is a key of FORMATS. Columns of kind `html` hold markup made by our own builders and
    are the only ones that are not escaped.
    """

    name: str
    title: str
    kind: str = "text"
    empty: str | None = None


def columns(**titles: str) -> tuple[Column, ...]:
    """Return columns of words by their titles: `columns(when="When", title="What")`."""
    return tuple(Column(name, title) for name, title in titles.items())


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a table shows: a caption, a frame, and its columns from left to right.

    The first column names each row. `marked` names a boolean column whose true rows stand out.
    `note` is what must be said with it: before its caption, and in each row of its file.
    """

    caption: str
    frame: pl.DataFrame
    columns: tuple[Column, ...] = field(default_factory=tuple)
    marked: str | None = None
    note: str = ""

    @kept
    def csv(self) -> str:
        """Return the shown columns as CSV for people, with raw values and column titles."""
        shown = [c for c in self.columns if c.kind != "html"]
        told = [pl.lit(self.note).alias("Remark")] if self.note else []
        return csv_for_people(
            self.frame.select(*(pl.col(c.name).alias(c.title) for c in shown), *told)
        )


# How each row is known, as the last columns of a table of facts.
HOW_KNOWN = (
    Column("basis", "Basis", "basis"),
    Column("place", "Place in the source"),
    Column("note", "Note", empty=""),
)


def who_says_it(frame: pl.DataFrame) -> tuple[Column, ...]:
    """Return the last columns of a table whose rows come from several sources."""
    return (
        *columns(source="Source", place="Place in the source"),
        Column("basis", "Basis", "basis"),
        *caveat_column(frame),
        Column("note", "Note", empty=""),
    )


def caveat_column(frame: pl.DataFrame) -> tuple[Column, ...]:
    """Return the column of caveats where any row has one, else none."""
    held = frame["caveat"].null_count() < frame.height
    return (Column("caveat", "Caveat", empty="–"),) if held else ()


@kept
def html(table: Table, *, caption_hidden: bool = False) -> str:
    """Return an accessible HTML table; each row is a block on a phone if that cannot hold it."""
    head = "".join(_head(column) for column in table.columns)
    many = " many" if len(table.columns) > FEW or _longest(table) > LONG else ""
    rows = "".join(_row(table, row) for row in table.frame.iter_rows(named=True))
    wide = " wide" if len(table.columns) > WIDE else ""
    hidden = ' class="visually-hidden"' if caption_hidden else ""
    caption = escape(". ".join(filter(None, (table.note, table.caption))))
    return (
        f'<div class="table-frame{wide}" role="group" aria-label="{SCROLLS}" tabindex="0">'
        f'<table class="facts{many}"><caption{hidden}>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def only(table: Table, *names: str) -> Table:
    """Return a table with the columns of these names alone."""
    return replace(table, columns=tuple(one for one in table.columns if one.name in names))


def _longest(table: Table) -> int:
    """How many characters the longest cells of the columns of words hold, all together."""
    words = [c.name for c in table.columns if c.kind == "text"]
    lengths = table.frame.select(pl.col(words).cast(pl.String).str.len_chars().max())
    return sum(length or 0 for row in lengths.rows() for length in row)


def _head(column: Column) -> str:
    number = ' class="number"' if column.kind in NUMBERS else ""
    return f'<th scope="col"{number}>{escape(column.title)}</th>'


def _row(table: Table, row: Mapping[str, Any]) -> str:
    marked = ' class="marked"' if table.marked and row[table.marked] else ""
    first, *rest = table.columns
    cells = "".join(_cell(column, row) for column in rest)
    return f'<tr{marked}><th scope="row">{_text(first, row)}</th>{cells}</tr>'


def _cell(column: Column, row: Mapping[str, Any]) -> str:
    number = ' class="number"' if column.kind in NUMBERS and row[column.name] is not None else ""
    return f'<td{number} data-of="{escape(column.title)}">{_text(column, row)}</td>'


def _text(column: Column, row: Mapping[str, Any]) -> str:
    if row[column.name] is None and column.empty == "–":
        return NONE
    told = text(column, row)
    return told if column.kind == "html" else escape(told)


def text(column: Column, row: Mapping[str, Any]) -> str:
    """Return what a cell says, as text; that of a column of kind `html` is markup."""
    value = row[column.name]
    if value is None and column.empty is not None:
        return column.empty
    if value is None and column.kind in AMOUNTS:
        return missing([row.get("basis", "")])
    return FORMATS[column.kind](value)
