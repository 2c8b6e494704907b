"""Accessibility: the statement, and what each view was tested with."""

from components import explain, page, tables
from components.contact import accessibility_contact
from components.findings import accessibility, accessibility_results
from components.shell import catalogue

facts = catalogue()
page.begin("Accessibility", accessibility.finding(), accessibility.standfirst())
explain.write(accessibility.html(accessibility_contact()), made_of=facts)
table = accessibility_results.table()
page.aside(facts, "Show each view that was tested", tables.html(table))
page.download("Download this table (CSV)", table.csv, "accessibility-tests.csv")
page.end(facts, ())
