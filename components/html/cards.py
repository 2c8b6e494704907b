"""The figure card: headline, subtitle, picture, source, basis, how it is known, table.

The one building block of app, embed and briefing. A card is content only; its parts
are given as markup, and the writer of each medium draws its picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from components.html.tables import Table, html as table_html
from components.text.words import BASIS, capital, listed, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import named
from data.queries.figures import Figure


@dataclass(frozen=True, kw_only=True)
class Card:
    """One finding with its proof.

    `headline` is the finding and `subtitle` what is measured, its unit, place and date. `spec` is a
    Vega-Lite specification or None; `alt` is its text alternative, made from the same frame.
    `how` holds sentences on how the figures are known: sums, rules, places in the sources.
    `caveats` are what must stand beside its figures, as `caveats_of` gives them. If all rows of the
    table are `listed` on the page besides, paper leaves the table out.
    """

    slug: str
    headline: str
    subtitle: str
    table: Table
    source_ids: tuple[str, ...]
    basis: tuple[str, ...]
    spec: Mapping[str, Any] | None = None
    alt: str = ""
    how: tuple[str, ...] = ()
    body: str = ""
    caveats: tuple[str, ...] = ()
    listed: bool = False


def heading_html(card: Card) -> str:
    """Return the headline as h2 with the subtitle under it, and the body."""
    return (
        f'<div class="card-head">{headline_html(card)}'
        f'<p class="subtitle">{escape(card.subtitle)}</p></div>{card.body}'
    )


def headline_html(card: Card) -> str:
    """Return the headline as h2."""
    return f'<h2 id="{card.slug}">{escape(card.headline)}</h2>'


def under_headline_html(card: Card) -> str:
    """Return what stands under the headline of a card that opens: subtitle and body."""
    return f'<p class="subtitle">{escape(card.subtitle)}</p>{card.body}'


def foot_html(
    catalogue: Catalogue,
    card: Card,
    *,
    open_table: bool = False,
    file: str = "",
    page_sources: Sequence[str] = (),
) -> str:
    """Return one line: the sources, how the figures are known, the table, and that as a file.

    Sources among `page_sources`, which the page lists at its end, are told by their number there.
    """
    kind = ' class="listed"' if card.listed else ""
    is_open = " open" if open_table else ""
    caveats = " ".join(card.caveats)
    caveats_html = f'<p class="caveats">{escape(caveats)}</p>' if caveats else ""
    return (
        f'<div class="card-foot">{caveats_html}{_sources_and_how(catalogue, card, page_sources)}'
        f"<details{kind}{is_open}><summary>Table{of_what(card.headline)}</summary>"
        f"{table_html(card.table)}</details>{file}</div>"
    )


def of_what(subject: str) -> str:
    """Return for who listens what words are of that stand on a page often, such as `Table`."""
    return f'<span class="visually-hidden"> of {escape(subject)}</span>'


def _sources_and_how(catalogue: Catalogue, card: Card, page_sources: Sequence[str]) -> str:
    """The sources, and the basis in brief; what is to say on it opens."""
    told, basis = (
        told_sources(catalogue, card.source_ids, tuple(page_sources)),
        basis_words(card.basis),
    )
    if not card.how:
        return f'<p class="source-line">{" · ".join(filter(None, (told, basis)))}</p>'
    line = f'<p class="source-line">{told}</p>' if told else ""
    known = [f"{capital(basis)}."] if basis else []
    how = "".join(f"<li>{escape(one)}</li>" for one in (*known, *card.how))
    return (
        f"{line}<details><summary>{': '.join(filter(None, ('How', _in_brief(basis))))}"
        f'<span class="visually-hidden"> ({escape(card.headline)})</span></summary>'
        f"<ul>{how}</ul></details>"
    )


def _in_brief(basis: str) -> str:
    """The basis without where it is stated or worked out, which the sources beside it tell."""
    return re.sub(r" (in the source|here)\b", "", basis)


def source_link(source_id: str, words: str, *, on: str = "") -> str:
    """Return a link to the entry of a source on the page of sources.

    `on` is what it is followed from, for who hears links alone: many may lead to the same source.
    """
    of = f'<span class="visually-hidden"> on {escape(on)}</span>' if on else ""
    return f'<a href="/sources?source={escape(source_id)}" target="_self">{escape(words)}{of}</a>'


def source_links(catalogue: Catalogue, source_ids: Sequence[str]) -> str:
    """Return `Source: title (date)` with a link to each entry on the page of sources."""
    return _links(catalogue, tuple(source_ids))


def sources_in_words(catalogue: Catalogue, source_ids: Sequence[str]) -> str:
    """Return the sources as a sentence names them: `the HASC paper (7 August 2024)`."""
    rows = named(catalogue, source_ids).iter_rows(named=True)
    return listed(f"the {row['short_name']} ({row['when']})" for row in rows)


@kept
def told_sources(
    catalogue: Catalogue, source_ids: tuple[str, ...], listed_in: tuple[str, ...]
) -> str:
    """Return sources by their numbers in a list, and those that it lacks by their names."""
    numbers = {one: n for n, one in enumerate(named(catalogue, listed_in)["source_id"], start=1)}
    rows = list(named(catalogue, set(source_ids) & set(numbers)).iter_rows(named=True))
    # Each is a target of its own, and so far from the next that no comma need be seen.
    links = '<span class="visually-hidden">, </span>'.join(
        f'<a href="#source-{row["source_id"]}">{numbers[row["source_id"]]}'
        f'<span class="visually-hidden">: {escape(row["short_name"])}</span></a>'
        for row in rows
    )
    by_number = f"{'Source' if len(rows) == 1 else 'Sources'} {links}" if rows else ""
    others = tuple(one for one in source_ids if one not in numbers)
    return "; ".join(filter(None, (by_number, _links(catalogue, others) if others else "")))


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
