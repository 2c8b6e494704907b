"""Money: envelopes by lot and year, what is held back, and the size of one year."""

import streamlit as st

from components import page, present, state, tables
from components.findings import (
    contract_size,
    money,
    other_contracts,
    per_resident,
    programme_items,
    screens,
)
from components.shell import catalogue, current_look
from data.gaps import gaps


def whole_page() -> None:
    """Every card of the page."""
    page.begin("Money", money.finding(facts), money.standfirst(facts))
    present.offer("money")

    missing = money.unknown_lots(facts)
    published = [lot for lot in facts["lots"]["lot_id"] if lot not in set(missing["lot_id"])]
    columns = st.columns(len(published)) if published else []
    for column, lot_id in zip(columns, published, strict=True):
        with column:
            page.show(facts, money.envelope_card(facts, lot_id, look=look))
    page.empty_frames(money.empty_frames(facts))
    page.lead(contract_size.remainder(facts))
    if holds := programme_items.envelope_card(facts):
        page.show(facts, holds)

    for card in per_resident.cards(facts, look=look):
        page.show(facts, card)
    page.show(facts, contract_size.yearly_size_card(facts))
    page.show(facts, contract_size.held_back_card(facts))
    page.show(facts, contract_size.notices_card(facts), open_table=True)
    if others := other_contracts.card(facts):
        page.show(facts, others)
    page.aside(facts, "Differences of a pound or two", tables.html(money.rounding_table(facts)))
    page.unknown(gaps(facts, "money"))
    page.end(facts, money.source_ids(facts))


facts, look = catalogue(), current_look()
if state.presenting():
    present.show(facts, screens.of_money(facts), back_to="money")
else:
    whole_page()
