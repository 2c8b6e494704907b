"""The background: what a paper of an earlier time says, in figures of its time."""

from components import blocks
from components.choices import Asked
from components.findings.background import background, cards as background_cards
from components.page_model import CardBlock, Page
from data.package.catalogue import Catalogue


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    everything = background.everything(catalogue)
    reasons = background_cards.reasons_card(catalogue)
    return Page(
        finding=background.finding(catalogue),
        standfirst=background.standfirst(catalogue),
        body=(
            *map(CardBlock, background_cards.cards(catalogue, look=asked.look)),
            *((CardBlock(reasons),) if reasons else ()),
            blocks.folded_table(everything.caption, everything),
            blocks.table_as_file(everything, background.file_name()),
            blocks.steps([background.onward()]),
        ),
        unknown=background.gaps(catalogue),
        sources=(background.story().source_id,),
    )
