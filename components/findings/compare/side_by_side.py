"""Facts side by side as one real table: marks of difference in words and signs, not by colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby

from components.findings.compare.comparison import DIFFERS, SAME, Item, Row
from components.html.cards import basis_words, source_link
from components.html.tables import SCROLLS
from components.text.words import plural
from data.package.catalogue import Catalogue
from data.papers.sources import named

SIGNS = {DIFFERS: "≠", SAME: "="}
NO_VALUE = "–"


def html(
    catalogue: Catalogue, rows: Sequence[Row], items: Sequence[Item], *, href: Callable[[Item], str]
) -> str:
    """Return the rows as a table, a body for each group; `href` gives where an item leads.

    Basis and sources stand once in the head of a group where its rows share them. On a phone the
    values of a fact stand under each other after the names of their columns, and all groups but
    the first are folded.
    """
    names = ", ".join(item.name for item in items)
    caption = escape(f"Facts of {names}, side by side")
    head = "".join(_head(item, href(item)) for item in items)
    sources = named(catalogue, {one for row in rows for one in row.source_ids})
    short = dict(sources.select("source_id", "short_name").iter_rows())
    heads = [escape(item.name) for item in items]
    bodies = "".join(
        _body(group, list(held), short, heads)
        for group, held in groupby(rows, lambda row: row.group)
    ).replace("<details ", "<details open ", 1)
    return (
        f'<div class="table-frame side-by-side" style="--items: {len(items)}" role="group" '
        f'aria-label="{SCROLLS}" tabindex="0"><table class="facts">'
        f'<caption class="visually-hidden">{caption}</caption>'
        f'<thead><tr><th scope="col">Fact</th>{head}</tr></thead>{bodies}</table></div>'
    )


def _head(item: Item, href: str) -> str:
    return f'<th scope="col"><a href="{escape(href)}" target="_self">{escape(item.name)}</a></th>'


def _body(group: str, rows: Sequence[Row], short: Mapping[str, str], heads: Sequence[str]) -> str:
    """The rows of a group; what they share of basis and sources stands in its head."""
    published = [row for row in rows if not row.silent]
    if not published:
        return _silent(group, rows, short, heads)
    alike = len({row.basis for row in published}) == 1
    common = [one for one in rows[0].source_ids if all(one in row.source_ids for row in rows)]
    above = _known(published[0].basis if alike else (), common, short)
    lines = "".join(
        _row(
            row,
            _known(
                () if alike or row.silent else row.basis,
                [one for one in row.source_ids if one not in common],
                short,
            ),
            heads,
        )
        for row in rows
    )
    return _tbody(group, rows, above, lines)


def _silent(group: str, rows: Sequence[Row], short: Mapping[str, str], heads: Sequence[str]) -> str:
    """The rows of a group with nothing found since: its head says where it was looked for."""
    looked = _known((), list(dict.fromkeys(one for row in rows for one in row.source_ids)), short)
    above = looked.replace('"known">', '"known">looked for in: ', 1)
    return _tbody(group, rows, above, "".join(_row(row, "", heads) for row in rows))


def _tbody(group: str, rows: Sequence[Row], above: str, lines: str) -> str:
    columns = len(rows[0].values) + 1
    return (
        f'<tbody><tr class="group"><th scope="rowgroup" colspan="{columns}">'
        f'<span class="group-head"><span class="group-name">{escape(group)}</span>'
        f'<details class="group-fold"><summary>{escape(group)} ({plural(len(rows), "fact")})'
        f"</summary></details> {above}</span>"
        f"</th></tr>{lines}</tbody>"
    )


def _known(basis: Sequence[str], source_ids: Sequence[str], short: Mapping[str, str]) -> str:
    """How values are known: their basis, and their sources as links; maybe neither."""
    links = '<span class="between">, </span>'.join(
        source_link(one, short[one]) for one in source_ids if one in short
    )
    words = ": ".join(part for part in (basis_words(basis), links) if part)
    return f' <span class="known">{words}</span>' if words else ""


def _row(row: Row, known: str, heads: Sequence[str]) -> str:
    cells = "".join(
        f'<td data-of="{heads[place]}">{escape(value.words)}{_rank(row, place)}</td>'
        for place, value in enumerate(row.values)
    )
    sign = f'<span aria-hidden="true">{SIGNS.get(row.state, NO_VALUE)}</span> {row.state}'
    return (
        f'<tr class="{row.state.split()[0]}"><th scope="row">'
        f'<span class="fact">{escape(row.label)}</span> <span class="compared">{sign}</span>'
        f"{known}</th>{cells}</tr>"
    )


def _rank(row: Row, place: int) -> str:
    rank = row.rank(place)
    return f' <span class="rank">{rank}</span>' if rank else ""
