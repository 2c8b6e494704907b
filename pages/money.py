"""Money: envelopes by lot and year, what is held back, and the size of one year."""

from components import blocks
from components.choices import Asked
from components.findings import (
    contract_size,
    money,
    other_contracts,
    per_resident,
    programme_items,
    screens,
)
from components.page_model import CardBlock, Page, Row
from components.tables import html as table_html
from data.catalogue import Catalogue
from data.gaps import gaps


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    missing = money.unknown_lots(catalogue)
    published = [lot for lot in catalogue["lots"]["lot_id"] if lot not in set(missing["lot_id"])]
    envelopes = (money.envelope_card(catalogue, lot, look=asked.look) for lot in published)
    holds = programme_items.envelope_card(catalogue)
    others = other_contracts.card(catalogue)
    rounding = table_html(money.rounding_table(catalogue))
    return Page(
        finding=money.finding(catalogue),
        standfirst=money.standfirst(catalogue),
        body=(
            Row(columns=tuple((CardBlock(card),) for card in envelopes)),
            blocks.empty_frames(money.empty_frames(catalogue)),
            blocks.lead(contract_size.remainder(catalogue)),
            *((CardBlock(holds),) if holds else ()),
            *(CardBlock(card) for card in per_resident.cards(catalogue, look=asked.look)),
            CardBlock(contract_size.yearly_size_card(catalogue)),
            CardBlock(contract_size.held_back_card(catalogue)),
            CardBlock(contract_size.notices_card(catalogue), open_table=True),
            *((CardBlock(others),) if others else ()),
            blocks.fold("Differences of a pound or two", rounding, made_of=catalogue),
        ),
        unknown=gaps(catalogue, "money"),
        sources=money.source_ids(catalogue),
        hero=screens.of_money(catalogue),
    )
