"""The glossary in words: each term, its meaning, where it stands in a source and on a page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl

from components.cards import source_link
from components.held import where_held
from components.page_list import PAGES
from components.tables import Column, Table
from components.terms import GLOSSARY
from components.words import count, plural
from data.catalogue import Catalogue
from data.glossary import TABLE, glossary
from data.kept import kept

ALL = "all"
_NONE = pl.DataFrame(schema=["term", "short", "also", "meaning", "source", "place"])


@kept
@where_held("No term is explained yet", tables=(TABLE,))
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page: how many terms there are."""
    return f"{plural(glossary(catalogue).height, 'term')} from the papers, in plain words"


@kept
@where_held("", tables=(TABLE,))
def standfirst(catalogue: Catalogue) -> str:
    """Return what the entries are."""
    short = glossary(catalogue)["short"].drop_nulls().len()
    return (
        f"The meanings are in this dashboard’s own words. {count(short)} of them also "
        f"{'has' if short == 1 else 'have'} a short form. "
        "Each page links here where it first uses a term."
    )


@kept
@where_held({ALL: "All terms"}, tables=(TABLE,))
def choices(catalogue: Catalogue) -> dict[str, str]:
    """Return what can be chosen, by its value in the address: all terms, or one."""
    return {ALL: "All terms"} | {row["term_id"]: _title(row) for row in _rows(catalogue)}


@kept
@where_held("", tables=(TABLE,))
def html(catalogue: Catalogue, chosen: str = ALL) -> str:
    """Return the entries as a description list; with a term chosen, that one alone."""
    rows = [row for row in _rows(catalogue) if chosen in (ALL, row["term_id"])]
    entries = "".join(_entry(row) for row in rows)
    back = f'<p class="way-back"><a href="{GLOSSARY}" target="_self">All terms</a></p>'
    return f'<dl class="glossary">{entries}</dl>{"" if chosen == ALL else back}'


@kept
@where_held(Table(caption="No terms", frame=_NONE), tables=(TABLE,))
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
    return () if rows.is_empty() else tuple(rows["source_id"].unique(maintain_order=True))


def _rows(catalogue: Catalogue) -> list[dict[str, Any]]:
    return list(glossary(catalogue).iter_rows(named=True))


def _title(row: Mapping[str, Any]) -> str:
    title = f"{row['term']} ({row['short']})" if row["short"] else row["term"]
    return title[0].upper() + title[1:]


def _entry(row: Mapping[str, Any]) -> str:
    names = {entry.path or "overview": (entry.path, entry.name) for entry in PAGES}
    path, name = names.get(row["page"], ("", ""))
    see = f' · <a href="/{path}" target="_self">See {escape(name)}</a>' if name else ""
    source = source_link(row["source_id"], row["source"])
    return (
        f'<div id="{row["term_id"]}"><dt>{escape(_title(row))}</dt>'
        f"<dd><p>{escape(row['meaning'])}</p>"
        f'<p class="meta">Used in: {source}, {escape(row["place"])}{see}</p></dd></div>'
    )
