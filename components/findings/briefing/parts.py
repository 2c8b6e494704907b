"""The blocks of a briefing: sentences, lists, tables and pictures that name their sources.

Where a source is named, its id stands in a mark; `web.briefings` writes its number there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import polars as pl

from components import blocks
from components.html import tables
from components.html.cards import Card, basis_words
from components.html.not_published import NOTHING
from components.html.tables import Column, Table
from components.page_model import Block, Box, Picture, Prose, blocks_of
from components.text.words import MISSING

# The ids of the sources, and the basis in words.
MARK = re.compile(r'<span class="cite" data-of="([^"]*)">([^<]*)</span>')


def line(
    *,
    text: str,
    lead: str = "",
    cites: Sequence[str] = (),
    basis: Sequence[str] = (),
    caveats: Sequence[str] = (),
) -> str:
    """Return a sentence or two as markup, with `lead` before them in bold.

    `cites` are ids of sources; `caveats` are sentences that must stand beside its figures.
    """
    ends = "" if lead.endswith(("?", ".")) else ":"
    before = f"<strong>{escape(lead)}{ends}</strong> " if lead else ""
    return f"{before}{escape(' '.join((text, *caveats)))} {_mark(cites, basis)}"


def paragraph(**said: Any) -> Prose:
    """Return a line, as `line` has it, as a paragraph of its own."""
    return Prose(f"<p>{line(**said)}</p>")


def bullets(lines: Iterable[str], *, dense: bool = False) -> Prose:
    """Return a list of lines; `dense` sets them small, in two columns where there is room."""
    kind = ' class="dense"' if dense else ""
    return Prose(f"<ul{kind}>{''.join(f'<li>{one}</li>' for one in lines)}</ul>")


def cited_table(table: Table, *, cites: Sequence[str] = (), basis: Sequence[str] = ()) -> Prose:
    """Return a table with its sources after its caption."""
    mark = _mark(cites, basis)
    return Prose(tables.html(table).replace("</caption>", f" {mark}</caption>", 1), made_of=table)


def headline(card: Card, *, cites: Sequence[str] | None = None) -> Prose:
    """Return the headline of a card as a paragraph, with other sources than its own if given."""
    return paragraph(
        text=f"{card.headline}.",
        cites=card.source_ids if cites is None else cites,
        basis=_told(card),
        caveats=card.caveats,
    )


def table_of(card: Card, *columns: Column, rows: pl.Expr | None = None) -> Prose:
    """Return the table of a card, with other columns of its frame or fewer rows if given."""
    table = card.table
    if columns:
        table = replace(table, columns=columns)
    if rows is not None:
        table = replace(table, frame=table.frame.filter(rows))
    return cited_table(table, cites=card.source_ids, basis=_told(card))


def picture(
    slug: str, spec: Mapping[str, Any], *, alt: str, caption: str, cites: Sequence[str]
) -> Box:
    """Return the picture of the part `slug` with a caption under it."""
    under = f'<p class="caption">{escape(caption)} {_mark(cites)}</p>'
    return Box(key=f"{slug}-picture", blocks=(Picture(spec=spec, alt=alt), Prose(under)))


def part(slug: str, heading: str, *inside: Block) -> Box:
    """Return one part of a briefing."""
    return Box(key=slug, blocks=(blocks.heading(heading), *inside))


def no_part(slug: str, heading: str) -> Box:
    """Return the part that says that nothing is published on it."""
    return part(slug, heading, paragraph(text=f"{NOTHING}."))


def cited_in(body: Sequence[Block]) -> tuple[str, ...]:
    """Return the ids of all sources of some blocks, in the order in which they are first named."""
    prose = (block.html for block in blocks_of(body) if isinstance(block, Prose))
    marks = (found[1] for html in prose for found in MARK.finditer(html))
    return tuple(dict.fromkeys(one for ids in marks for one in ids.split()))


def with_caveat(column: str) -> pl.Expr:
    """Return a column with the caveat of its row after its words, and a full stop after both.

    A caveat has a column of its own on pages; on paper that would make the table twice as long.
    """
    words, caveat = pl.col(column).str.strip_suffix("."), pl.col("caveat")
    both = pl.concat_str(words, caveat, separator=". ", ignore_nulls=True) + "."
    return pl.when(caveat.is_null()).then(column).otherwise(both).alias(column)


def _mark(source_ids: Sequence[str], basis: Sequence[str] = ()) -> str:
    """The mark of sources and basis; what is all stated in its sources needs no word on it."""
    words = basis_words(basis) if set(basis) - {"stated"} else ""
    return f'<span class="cite" data-of="{" ".join(source_ids)}">{words}</span>'


def _told(card: Card) -> tuple[str, ...]:
    """The basis of what a card gives; why a value is missing is said in its place."""
    return tuple(kind for kind in card.basis if kind not in MISSING)
