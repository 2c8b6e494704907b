"""Programme: why it was done, what it set out to do, and what has happened of it since."""

from components import blocks
from components.choices import Asked
from components.findings.programme import programme
from components.page_model import CardBlock, Page
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    everything = programme.everything(catalogue)
    return Page(
        finding=programme.finding(catalogue, today=asked.today),
        standfirst=programme.standfirst(catalogue, today=asked.today),
        body=(
            *(
                CardBlock(card, folded=place > 1)
                for place, card in enumerate(programme.cards(catalogue, today=asked.today))
            ),
            blocks.folded_table(everything.caption, everything),
            blocks.table_as_file(everything, "programme.csv"),
        ),
        unknown=gaps(catalogue, "programme"),
        sources=programme.source_ids(catalogue, today=asked.today),
    )
