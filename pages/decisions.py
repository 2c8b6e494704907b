"""Decisions: who decided what, when, under which power, and what it changed, as papers say."""

from components import blocks
from components.choices import Asked, Choice
from components.findings.scrutiny import decisions
from components.page_model import Box, Page, Prose
from data.package.catalogue import Catalogue

WAYS = (
    ("scrutiny", "What was said at each meeting"),
    ("promises", "What was asked and promised"),
    ("contract", "Who runs what"),
)


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    everything = decisions.EVERYTHING
    who = Choice(
        key="who", label="Who decided", options=decisions.deciders(catalogue), default=everything
    )
    year = Choice(key="year", label="Year", options=decisions.years(catalogue), default=everything)
    choices = decisions.Choices(who=asked[who], year=asked[year])
    shown = decisions.rows(catalogue, choices)
    table = decisions.table(shown)
    return Page(
        finding=decisions.finding(catalogue),
        standfirst=decisions.standfirst(catalogue),
        choices=(who, year),
        body=(
            Box(
                key="decisions",
                heading=decisions.heading(shown),
                more=f"{choices}",
                blocks=(Prose(decisions.html(shown), made_of=catalogue),),
            ),
            blocks.folded_table("Show these as one table", table),
            blocks.table_as_file(table, "decisions.csv"),
            blocks.links(*WAYS),
        ),
        sources=decisions.source_ids(shown),
    )
