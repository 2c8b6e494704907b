"""Glossary: the terms of the papers in plain words, all of them or the one in the address."""

from components import blocks
from components.choices import Asked, Choice
from components.findings.papers import glossary
from components.page_model import Box, Page, Prose
from data.package.catalogue import Catalogue


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    terms = Choice(
        key="term", label="Term", options=glossary.choices(catalogue), default=glossary.ALL
    )
    term = asked[terms]
    listed = Prose(glossary.html(catalogue, term), made_of=catalogue)
    table = glossary.table(catalogue)
    return Page(
        finding=glossary.finding(catalogue),
        standfirst=glossary.standfirst(catalogue),
        choices=(terms,),
        body=(
            Box(key="term", heading=terms.options[term], blocks=(listed,)),
            blocks.folded_table("Show these as one table", table),
            blocks.table_as_file(table, "glossary.csv"),
        ),
        sources=glossary.source_ids(catalogue),
        explains_terms=False,
    )
