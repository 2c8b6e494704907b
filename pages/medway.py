"""Medway background: the case for change of an earlier procurement, in figures of its time."""

from components import page, tables
from components.findings import medway, medway_cards
from components.shell import catalogue, current_look

facts, look = catalogue(), current_look()
page.begin("Medway background", medway.finding(facts), medway.standfirst(facts))
for card in medway_cards.cards(facts, look=look):
    page.show(facts, card)
everything = medway.everything(facts)
page.aside(facts, everything.caption, tables.html(everything))
page.download("Download this table (CSV)", everything.csv, "medway-case-for-change.csv")
page.unknown(medway.gaps(facts))
page.onward([medway.onward()])
page.end(facts, [medway.SOURCE])
