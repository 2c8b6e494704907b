"""What a briefing is made of: sentences with their sources, lists, tables and pictures.

A briefing is content only. `embed.briefing` writes it as a page and numbers the sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import polars as pl

from components.cards import Card
from components.findings.briefing_link import Kind
from components.held import NOTHING
from components.tables import Column, Table
from components.words import MISSING


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence or two; `lead` stands before it in bold. `cites` are ids of sources.

    `caveats` are sentences that must stand beside its figures.
    """

    block: ClassVar[str] = "line"
    text: str
    lead: str = ""
    cites: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Points:
    """A list of lines; `dense` sets them small, in two columns where there is room."""

    block: ClassVar[str] = "points"
    lines: tuple[Line, ...]
    dense: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A table with its sources."""

    block: ClassVar[str] = "table"
    table: Table
    cites: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A Vega-Lite specification, `width` px wide, with its text alternative and its sources.

    `caption` stands under it; `credits` are the lines that must stand wherever it is drawn.
    """

    spec: Mapping[str, Any]
    alt: str
    width: int
    caption: str
    cites: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


Block = Line | Points | Shown


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a briefing; its picture stands beside the blocks."""

    slug: str
    heading: str
    blocks: tuple[Block, ...]
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """All that a briefing says of one area, lot or committee.

    `name` is what it is called in lists, `title` the finding that heads it, and `see` where the
    dashboard shows the same on the screen.
    """

    kind: Kind
    subject_id: str
    name: str
    title: str
    see: str
    parts: tuple[Part, ...]

    def cited(self) -> tuple[str, ...]:
        """Return the ids of all sources, in the order in which they are first named."""
        return tuple(dict.fromkeys(one for part in self.parts for one in _cited(part)))


def _cited(part: Part) -> Iterator[str]:
    if part.picture:
        yield from part.picture.cites
    for block in part.blocks:
        for one in block.lines if isinstance(block, Points) else (block,):
            yield from one.cites


def headline(card: Card, *, lead: str = "") -> Line:
    """Return the headline of a card as a line."""
    return Line(
        text=f"{card.headline}.",
        lead=lead,
        cites=card.source_ids,
        basis=_told(card),
        caveats=card.caveats,
    )


def shown(card: Card, *columns: Column, rows: pl.Expr | None = None) -> Shown:
    """Return the table of a card, with other columns of its frame or fewer rows if given."""
    table = card.table
    if columns:
        table = replace(table, columns=columns)
    if rows is not None:
        table = replace(table, frame=table.frame.filter(rows))
    return Shown(table=table, cites=card.source_ids, basis=_told(card))


def with_caveat(column: str) -> pl.Expr:
    """Return a column with the caveat of its row after its words, and a full stop after both.

    A caveat has a column of its own on pages; on paper that would make the table twice as long.
    """
    words, caveat = pl.col(column).str.strip_suffix("."), pl.col("caveat")
    both = pl.concat_str(words, caveat, separator=". ", ignore_nulls=True) + "."
    return pl.when(caveat.is_null()).then(column).otherwise(both).alias(column)


def _told(card: Card) -> tuple[str, ...]:
    """The basis of what a card gives; why a value is missing is said in its place."""
    return tuple(kind for kind in card.basis if kind not in MISSING)


def no_part(slug: str, heading: str) -> Part:
    """Return the part that says that nothing is published on it."""
    return Part(slug=slug, heading=heading, blocks=(Line(text=f"{NOTHING}."),))
