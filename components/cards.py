"""The figure card: headline, measure, picture, source, basis, how it is known, table.

The one building block of app, embed and briefing. A card is content only; its parts
are given as markup, and the writer of each medium draws its picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from components.tables import Table
from components.tables import html as table_html
from components.words import BASIS, listed, sentence
from data.catalogue import Catalogue
from data.figures import Figure
from data.kept import kept
from data.sources import named


@dataclass(frozen=True, kw_only=True)
class Card:
    """One finding with its proof.

    `headline` is the finding and `measure` the measure, unit, place and date. `spec` is a
    Vega-Lite specification or None; `alt` is its text alternative, made from the same frame.
    `how` holds sentences on how the figures are known: sums, rules, places in the sources.
    `caveats` are what must stand beside its figures, as `caveats_of` gives them.
    """

    slug: str
    headline: str
    measure: str
    table: Table
    source_ids: tuple[str, ...]
    basis: tuple[str, ...]
    spec: Mapping[str, Any] | None = None
    alt: str = ""
    how: tuple[str, ...] = ()
    body: str = ""
    caveats: tuple[str, ...] = ()


def heading_html(card: Card) -> str:
    """Return the headline as h2 with the measure under it."""
    return (
        f'<div class="card-head"><h2 id="{card.slug}">{escape(card.headline)}</h2>'
        f'<p class="measure">{escape(card.measure)}</p></div>{card.body}'
    )


def foot_html(catalogue: Catalogue, card: Card, *, open_table: bool = False, file: str = "") -> str:
    """Return the source line, how the figures are known, the table, and a link to it as a file."""
    is_open = " open" if open_table else ""
    how = "".join(f"<li>{escape(line)}</li>" for line in card.how)
    how_html = (
        f"<details><summary>How this is known</summary><ul>{how}</ul></details>" if how else ""
    )
    caveats = " ".join(card.caveats)
    caveats_html = f'<p class="caveats">{escape(caveats)}</p>' if caveats else ""
    return (
        f'<div class="card-foot">{caveats_html}'
        f'<p class="source-line">{source_line(catalogue, card)}</p>'
        f"{how_html}"
        f"<details{is_open}><summary>Show as table</summary>{table_html(card.table)}</details>"
        f"{file}</div>"
    )


def source_line(catalogue: Catalogue, card: Card) -> str:
    """Return the sources as links to their entries, with dates, and the basis in words."""
    if not card.source_ids:
        return f"<span>{basis_words(card.basis)}</span>"
    return f"{source_links(catalogue, card.source_ids)} <span>· {basis_words(card.basis)}</span>"


def source_link(source_id: str, words: str) -> str:
    """Return words that lead to the entry of a source on the page of sources."""
    return f'<a href="/sources?source={source_id}" target="_self">{escape(words)}</a>'


def source_links(catalogue: Catalogue, source_ids: Sequence[str]) -> str:
    """Return `Source: title (date)` with a link to each entry on the page of sources."""
    return _links(catalogue, tuple(source_ids))


def sources_in_words(catalogue: Catalogue, source_ids: Sequence[str]) -> str:
    """Return the sources as a sentence names them: `the HASC paper (7 August 2024)`."""
    rows = named(catalogue, source_ids).iter_rows(named=True)
    return listed(f"the {row['short_name']} ({row['when']})" for row in rows)


@kept
def _links(catalogue: Catalogue, source_ids: tuple[str, ...]) -> str:
    rows = named(catalogue, source_ids).iter_rows(named=True)
    links = [
        f"{source_link(row['source_id'], row['short_name'])} ({escape(row['when'])})"
        for row in rows
    ]
    return f"{'Source' if len(links) == 1 else 'Sources'}: {'; '.join(links)}"


def basis_words(basis: Sequence[str]) -> str:
    """Return the kinds of basis in a fixed order, in words."""
    return escape(listed(BASIS[kind] for kind in BASIS if kind in basis))


def caveats_of(rows: Iterable[Figure | Mapping[str, Any]], label: str = "label") -> tuple[str, ...]:
    """Return the caveats of figures or rows in sentences, each once with all that it is of.

    `label` is the column that names a row.
    """
    told: dict[str, list[str]] = {}
    for row in rows:
        cells = asdict(row) if isinstance(row, Figure) else row
        if cells["caveat"]:
            told.setdefault(cells["caveat"], []).append(cells[label])
    return tuple(
        f"{'; '.join(dict.fromkeys(names))}: {sentence(caveat)}" for caveat, names in told.items()
    )


def figure_sentence(figure: Figure, shown: str) -> str:
    """Return how one figure is known, as a sentence for `Card.how`."""
    how = f" = {figure.working}" if figure.working else ""
    note = f" {figure.note}." if figure.note else ""
    return f"{figure.label}: {shown}{how} ({BASIS[figure.basis]}; {figure.place}).{note}"
