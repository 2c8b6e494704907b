"""Money: envelopes by lot and year, what is held back, and the size of one year."""

from components import blocks
from components.choices import Asked
from components.findings import screens
from components.findings.money import contract_size, money, per_resident
from components.findings.programme import items as programme_items
from components.html.tables import html as table_html
from components.page_model import CardBlock, Page
from data.package.catalogue import Catalogue
from data.papers.gaps import gaps


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    holds = programme_items.envelope_card(catalogue)
    rounding = table_html(money.rounding_table(catalogue))
    return Page(
        finding=money.finding(catalogue),
        standfirst=money.standfirst(catalogue),
        body=(
            CardBlock(money.envelopes_card(catalogue)),
            blocks.lead(contract_size.remainder(catalogue)),
            *(CardBlock(card) for card in per_resident.cards(catalogue, look=asked.look)),
            CardBlock(contract_size.yearly_size_card(catalogue)),
            *(CardBlock(holds, folded=True) for holds in (holds,) if holds),
            CardBlock(contract_size.held_back_card(catalogue), folded=True),
            blocks.fold("Differences of a pound or two", rounding, made_of=catalogue),
            blocks.links(
                ("need", "See money beside need"),
                ("contract", "What was planned, awarded and passed on to others"),
            ),
        ),
        unknown=gaps(catalogue, "money"),
        sources=money.source_ids(catalogue),
        hero=screens.of_money(catalogue),
    )
