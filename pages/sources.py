"""Data and sources: each source and what was taken from it, each table to look at."""

from components import blocks
from components.choices import Asked, Choice
from components.findings.papers import sources
from components.page_model import Box, Download, Page, Prose
from components.text.spreadsheet import csv_for_people
from data.package.catalogue import Catalogue

OPEN_DATA = (
    '<p class="lead"><a href="/open-data" target="_self">Open data</a>: all tables as CSV, JSON '
    "and one spreadsheet. There are also outlines of the areas, and a look-up for programs.</p>"
)


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    names, titles = sources.source_names(catalogue), sources.table_names(catalogue)
    of_source = Choice(key="source", label="Source", options=names, default=next(iter(names)))
    of_table = Choice(key="table", label="Table", options=titles, default=next(iter(titles)))
    return Page(
        finding=sources.finding(catalogue),
        standfirst=sources.standfirst(catalogue),
        choices=(of_source, of_table),
        body=(
            blocks.heading("The sources"),
            _source(catalogue, asked[of_source], names[asked[of_source]]),
            blocks.heading("The tables"),
            Prose(OPEN_DATA),
            _table(
                catalogue,
                asked[of_table],
                titles[asked[of_table]],
                is_open=of_table.key in asked.address,
            ),
        ),
        sources=tuple(names),
    )


def _source(catalogue: Catalogue, source_id: str, name: str) -> Box:
    """What is known of a source, and the rows that were taken from it."""
    return Box(
        key="source",
        heading=name,
        blocks=(
            blocks.facts(sources.source_facts(catalogue, source_id)),
            blocks.heading("What was taken from it", level=3),
            Prose(sources.taken_html(catalogue, source_id), made_of=catalogue),
        ),
    )


def _table(catalogue: Catalogue, name: str, title: str, *, is_open: bool) -> Box:
    """All rows of a table, what its columns mean, and both as files."""
    rows = sources.all_rows(catalogue, name)
    return Box(
        key="table",
        heading=title,
        blocks=(
            blocks.lead(f"{catalogue.resource(name)['description']}."),
            blocks.folded_table(rows.caption, rows, is_open=is_open),
            Download(
                label="Download the whole table (CSV)",
                name=f"{name}.csv",
                write=lambda: csv_for_people(catalogue[name]),
            ),
            blocks.folded_table("What each column means", sources.columns_table(catalogue, name)),
            Download(
                label="Download what all tables mean (JSON)",
                name="datapackage.json",
                write=lambda: sources.description(catalogue),
                mime="application/json",
            ),
        ),
    )
