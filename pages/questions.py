"""Open questions: what no paper held says, by topic, with where an answer would be expected."""

import streamlit as st

from components import asked, explain, page, state, tables
from components.findings import questions
from components.shell import catalogue

facts = catalogue()
head = st.container()
left, _ = st.columns([1, 2])
with left:
    topic = state.choice("topic", questions.topics(facts), questions.EVERYTHING, "Topic")
with head:
    page.begin("Open questions", questions.finding(facts, topic), questions.standfirst(facts))

shown = questions.rows(facts, topic)
explain.write(asked.html(shown), made_of=facts)
table = questions.table(shown)
page.aside(facts, "Show these as one table", tables.html(table))
page.download("Download this table (CSV)", table.csv, f"open-questions-{topic}.csv")
page.end(facts, shown["source_id"].unique(maintain_order=True))
