"""Accessibility: the statement, and what each view was tested with."""

from components import blocks
from components.choices import Asked
from components.findings.accessibility import (
    results as accessibility_results,
    statement as accessibility,
)
from components.operate.contact import accessibility_contact
from components.page_model import Page, Prose
from data.package.catalogue import Catalogue


def page(catalogue: Catalogue, _asked: Asked) -> Page:
    """Return the page."""
    table = accessibility_results.table()
    return Page(
        finding=accessibility.finding(),
        standfirst=accessibility.standfirst(),
        body=(
            Prose(accessibility.html(accessibility_contact()), made_of=catalogue),
            blocks.folded_table("Show each view that was tested", table),
            blocks.table_as_file(table, "accessibility-tests.csv"),
        ),
    )
