"""The glossary in words: each term, its meaning, where it stands in a source and on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any

import polars as pl

from components.html import folds
from components.html.cards import source_link
from components.html.not_published import requires_data
from components.html.tables import Column, Table
from components.page_list import PAGES
from components.text.terms import GLOSSARY
from components.text.words import capital, count, plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.glossary import TABLE, glossary
from data.papers.sources import cited

ALL = "all"
FEW = 10  # terms of a group, unless one letter has more
_NONE = pl.DataFrame(schema=["term", "short", "also", "meaning", "source", "place"])


@kept
@requires_data("No term is explained yet", tables=(TABLE,))
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page: how many terms there are."""
    return f"{plural(glossary(catalogue).height, 'term')} from the papers, in plain words"


@kept
@requires_data("", tables=(TABLE,))
def standfirst(catalogue: Catalogue) -> str:
    """Return what the entries are."""
    short = glossary(catalogue)["short"].drop_nulls().len()
    return (
        f"The meanings are in this dashboard’s own words. {count(short)} of them also "
        f"{'has' if short == 1 else 'have'} a short form. "
        "Each page links here where it first uses a term."
    )


@kept
@requires_data({ALL: "All terms"}, tables=(TABLE,))
def choices(catalogue: Catalogue) -> dict[str, str]:
    """Return what can be chosen, by its value in the address: all terms, or one."""
    return {ALL: "All terms"} | {row["term_id"]: _title(row) for row in _rows(catalogue)}


@kept
@requires_data("", tables=(TABLE,))
def html(catalogue: Catalogue, chosen: str = ALL) -> str:
    """Return the entries, folded by their first letters; with a term chosen, that one alone."""
    if chosen != ALL:
        back = f'<p class="way-back"><a href="{GLOSSARY}" target="_self">All terms</a></p>'
        return _entries([row for row in _rows(catalogue) if row["term_id"] == chosen]) + back
    return folds.html(
        folds.Group(
            name=_letters(rows),
            many=plural(len(rows), "term"),
            markup=_entries(rows),
            is_open=not place,
        )
        for place, rows in enumerate(_by_letters(catalogue))
    )


def _by_letters(catalogue: Catalogue) -> list[list[dict[str, Any]]]:
    """The terms in groups of about as many as a phone shows at once; no letter is in two."""
    groups: list[list[dict[str, Any]]] = [[]]
    for _, rows in groupby(_rows(catalogue), key=_letter):
        some = list(rows)
        if groups[-1] and len(groups[-1]) + len(some) > FEW:
            groups.append([])
        groups[-1] += some
    return groups


def _letter(row: Mapping[str, Any]) -> str:
    return _title(row)[0]


def _letters(rows: Sequence[Mapping[str, Any]]) -> str:
    first, last = _letter(rows[0]), _letter(rows[-1])
    return first if first == last else f"{first} to {last}"


def _entries(rows: Sequence[Mapping[str, Any]]) -> str:
    return f'<dl class="glossary">{"".join(map(_entry, rows))}</dl>'


@kept
@requires_data(Table(caption="No terms", frame=_NONE), tables=(TABLE,))
def table(catalogue: Catalogue) -> Table:
    """Return all terms as a table."""
    return Table(
        caption="All terms with their meaning and source",
        frame=glossary(catalogue),
        columns=(
            Column("term", "Term"),
            Column("short", "Short form", empty=""),
            Column("also", "Other forms", empty=""),
            Column("meaning", "Meaning"),
            Column("source", "Source in which it stands"),
            Column("place", "Place in the source"),
        ),
    )


@kept
def source_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources in which the terms stand."""
    rows = glossary(catalogue)
    return () if rows.is_empty() else cited(rows)


def _rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    return list(glossary(catalogue).iter_rows(named=True))


def _title(row: Mapping[str, Any]) -> str:
    title = f"{row['term']} ({row['short']})" if row["short"] else row["term"]
    return capital(title)


def _entry(row: Mapping[str, Any]) -> str:
    names = {entry.path or "overview": (entry.path, entry.name) for entry in PAGES}
    path, name = names.get(row["page"], ("", ""))
    see = f' · <a href="/{path}" target="_self">See {escape(name)}</a>' if name else ""
    source = source_link(row["source_id"], row["source"], on=row["term"])
    return (
        f'<div id="{row["term_id"]}"><dt>{escape(_title(row))}</dt>'
        f"<dd><p>{escape(row['meaning'])}</p>"
        f'<p class="meta">Used in: {source}, {escape(row["place"])}{see}</p></dd></div>'
    )
