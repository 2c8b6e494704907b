"""Glossary: the terms of the papers in plain words, all of them or the one in the address."""

from components import announce, explain, page, state, tables
from components.findings import glossary
from components.shell import catalogue

facts = catalogue()
explain.all_told()
page.begin("Glossary", glossary.finding(facts), glossary.standfirst(facts))
term = state.choice("term", glossary.choices(facts), glossary.ALL, "Term")
announce.part("term", glossary.choices(facts)[term])
explain.write(glossary.html(facts, term), made_of=facts)
table = glossary.table(facts)
page.aside(facts, "Show these as one table", tables.html(table))
page.download("Download this table (CSV)", table.csv, "glossary.csv")
page.end(facts, glossary.source_ids(facts))
