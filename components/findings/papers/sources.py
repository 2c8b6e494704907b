"""Data and sources: each source and what was taken from it, each table to look at."""

from __future__ import annotations

import json

import polars as pl

from components.html import folds, tables
from components.html.tables import Column, Table, columns
from components.text.words import BASIS, count, plural, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import basis_counts, sources, tables_with_source, taken_from

HELD = {
    "paper": "The whole paper is collected here",
    "record": "A summary of it is collected here",
    "part": "Read in part: what was not read is unseen, not absent",
    "reference": "Reference data",
    "workings": "This dashboard’s own",
}
# What the rows without a value or an answer say; each is a count of its own.
SAY = {
    "not published": "say that nothing is published",
    "not in copy": "say that the copies read here lack it",
    "not found since": "say that nothing was found since",
}
KINDS = {"integer": "count", "number": "number"}


@kept
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in one sentence."""
    papers = catalogue["sources"].filter(held="paper").height
    rows = sum(catalogue[name].height for name in tables_with_source(catalogue))
    return (
        f"Each figure is from {'' if papers == 1 else 'one of '}{plural(papers, 'paper')}, a "
        f"notice, a page or public data. Each of {plural(rows, 'row')} says where in it"
    )


@kept
def standfirst(catalogue: Catalogue) -> str:
    """Return how much of the data is stated, worked out, approximate, or missing and why."""
    shares = dict.fromkeys(BASIS, 0) | basis_counts(catalogue)
    verb = "says" if shares["stated"] == 1 else "say"
    return (
        f"{plural(shares['stated'], 'row')} {verb} what a source states. "
        f"{count(shares['derived'])} were worked out here, with the sum or rule kept. "
        f"{count(shares['approximate'])} are approximate in the source. "
        + " ".join(f"{count(shares[kind])} {SAY[kind]}." for kind in SAY if shares[kind])
    )


@kept
def source_names(catalogue: Catalogue) -> dict[str, str]:
    """Return the title and date of each source, oldest first, by its id."""
    return {
        row["source_id"]: f"{row['short_name']} ({row['when']})"
        for row in sources(catalogue).iter_rows(named=True)
    }


@kept
def source_facts(catalogue: Catalogue, source_id: str) -> list[tuple[str, str]]:
    """Return the entry of one source as terms and texts, in reading order."""
    row = sources(catalogue).filter(source_id=source_id).row(0, named=True)
    undated = row["date_precision"] == "not stated"
    worked_out = " (worked out here)" if row["date_basis"] == "derived" and not undated else ""
    facts = [
        ("Title", row["title"]),
        ("Published by", row["body"]),
        ("Written by", row["author"]),
        ("Date", row["when"] + worked_out),
        ("Kind", f"{row['kind'].capitalize()}. {HELD[row['held']]}."),
        ("What it tells", row["about"]),
        ("Parts or reference", row["reference"]),
        ("Licence", row["licence"]),
        ("Where the whole of it is", sentence(row["whole_copy"])),
        ("Note", row["note"]),
    ]
    return [(term, text) for term, text in facts if text]


@kept
def taken_table(catalogue: Catalogue, source_id: str, table: str) -> Table:
    """Return the rows that one table takes from one source, with their places."""
    rows = catalogue[table].filter(source_id=source_id)
    return _table(catalogue, table, rows.drop("source_id"))


@kept
def taken_html(catalogue: Catalogue, source_id: str) -> str:
    """Return what each table takes from one source, folded as markup."""
    return folds.html(
        folds.Group(
            name=title,
            many=plural(rows, "row"),
            markup=tables.html(taken_table(catalogue, source_id, table)),
            level=4,
        )
        for table, title, rows in taken_from(catalogue, source_id).iter_rows()
    )


@kept
def table_names(catalogue: Catalogue) -> dict[str, str]:
    """Return the title of each table with its number of rows, by its name."""
    return {
        name: f"{catalogue.resource(name)['title']} ({plural(catalogue[name].height, 'row')})"
        for name in catalogue
    }


@kept
def all_rows(catalogue: Catalogue, name: str) -> Table:
    """Return a whole table with the titles of its description."""
    return _table(catalogue, name, catalogue[name])


@kept
def columns_table(catalogue: Catalogue, name: str) -> Table:
    """Return the description of each column of a table: meaning, type, unit, allowed values."""
    fields = catalogue.resource(name)["schema"]["fields"]
    frame = pl.DataFrame(
        [
            {
                "title": field["title"],
                "name": field["name"],
                "description": field["description"],
                "type": field["type"],
                "unit": field.get("unit"),
                "allowed": ", ".join(field.get("constraints", {}).get("enum", [])),
            }
            for field in fields
        ],
        schema_overrides={"unit": pl.String},
    )
    return Table(
        caption=f"Columns of the table: {catalogue.resource(name)['title']}",
        frame=frame,
        columns=(
            *columns(title="Column", description="Meaning", type="Type"),
            Column("unit", "Unit", empty="none"),
            *columns(allowed="Allowed values", name="Name in the CSV"),
        ),
    )


def _table(catalogue: Catalogue, name: str, rows: pl.DataFrame) -> Table:
    fields = catalogue.resource(name)["schema"]["fields"]
    titles = {field["name"]: field["title"] for field in fields}
    kinds = {field["name"]: KINDS.get(field["type"], "text") for field in fields}
    return Table(
        caption=f"{catalogue.resource(name)['title']}: {plural(rows.height, 'row')}",
        frame=rows,
        columns=tuple(Column(c, titles[c], kinds[c], empty="") for c in rows.columns),
    )


@kept
def description(catalogue: Catalogue) -> str:
    """Return the description of all tables as JSON, as `datapackage.json` holds it."""
    return json.dumps(dict(catalogue.descriptor), indent=1, ensure_ascii=False)
