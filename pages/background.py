"""The background: what a paper of an earlier time says, in figures of its time."""

from components import page, tables
from components.findings import background, background_cards
from components.shell import catalogue, current_look

facts, look = catalogue(), current_look()
story = background.story()
page.begin(story.name, background.finding(facts), background.standfirst(facts))
for card in background_cards.cards(facts, look=look):
    page.show(facts, card)
if reasons := background_cards.reasons_card(facts):
    page.show(facts, reasons)
everything = background.everything(facts)
page.aside(facts, everything.caption, tables.html(everything))
page.download("Download this table (CSV)", everything.csv, background.file_name())
page.unknown(background.gaps(facts))
page.onward([background.onward()])
page.end(facts, [story.source_id])
