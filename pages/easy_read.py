"""Easy read: the main points in short sentences, each with a picture."""

from components.choices import Asked
from components.findings.easy_read import told
from components.page_model import Page, Prose
from data.package.catalogue import Catalogue


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    parts = told.parts(catalogue, today=asked.today)
    return Page(
        finding=told.finding(),
        body=(Prose(told.html(parts)),),
        sources=told.source_ids(parts),
        hero=told.hero(parts),
        explains_terms=False,
        leads_to_room=False,
    )
