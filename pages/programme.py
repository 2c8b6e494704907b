"""Programme: why it was done, what it set out to do, and what has happened of it since."""

import datetime as dt

from components import page, tables
from components.findings import programme
from components.shell import catalogue
from data.gaps import gaps

facts, today = catalogue(), dt.date.today()
page.begin(
    "Programme", programme.finding(facts, today=today), programme.standfirst(facts, today=today)
)
for card in programme.cards(facts, today=today):
    page.show(facts, card)
everything = programme.everything(facts)
page.aside(facts, everything.caption, tables.html(everything))
page.download("Download this table (CSV)", everything.csv, "programme.csv")
page.unknown(gaps(facts, "programme"))
page.end(facts, programme.source_ids(facts, today=today))
