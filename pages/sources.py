"""Data and sources: each source and what was taken from it, each table to look at."""

import streamlit as st

from components import announce, explain, page, state, tables
from components.findings import sources
from components.shell import catalogue
from components.spreadsheet import csv_for_people
from components.words import plural
from data.sources import taken_from

facts = catalogue()
page.begin("Data and sources", sources.finding(facts), sources.standfirst(facts))

names = sources.source_names(facts)
st.header("The sources")
source_id = state.choice("source", names, next(iter(names)), "Source")
announce.part("source", names[source_id])
page.facts(sources.source_facts(facts, source_id))
st.subheader("What was taken from it")
for table, title, rows in taken_from(facts, source_id).iter_rows():
    shown = tables.html(sources.taken_table(facts, source_id, table))
    page.aside(facts, f"{title} ({plural(rows, 'row')})", shown)

st.header("The tables")
explain.write(
    '<p class="lead"><a href="/open-data" target="_self">Open data</a>: all tables as CSV, JSON '
    "and one spreadsheet. There are also outlines of the areas, and a look-up for programs.</p>"
)
titles = sources.table_names(facts)
name = state.choice("table", titles, next(iter(titles)), "Table")
announce.part("table", titles[name])
resource = facts.resource(name)
st.write(resource["description"] + ".")
explain.write(tables.html(sources.all_rows(facts, name)), made_of=facts)
page.download("Download the whole table (CSV)", lambda: csv_for_people(facts[name]), f"{name}.csv")
page.aside(facts, "What each column means", tables.html(sources.columns_table(facts, name)))
page.download(
    "Download the description of all tables (JSON)",
    lambda: sources.description(facts),
    "datapackage.json",
    mime="application/json",
)
page.end(facts, names)
