"""What changed: between two sources, since a date, and in this dashboard's own data."""

import datetime as dt

import streamlit as st

from components import change_log, explain, page, state
from components.findings import changes
from components.shell import catalogue
from data import changes as asked

facts = catalogue()
if not changes.comparable(facts):
    page.begin("What changed", changes.NOTHING_YET)
    explain.write(change_log.html(asked.change_log(facts)), made_of=facts)
    page.end(facts, ())
    st.stop()
head = st.container()
mode = state.choice("compare", changes.MODES, changes.BETWEEN, "Show changes", shape="buttons")
if mode == changes.BETWEEN:
    names, usual = changes.source_names(facts), changes.usual_pair(facts)
    left, right = st.columns(2)
    with left:
        one = state.choice("from", names, usual[0], "From")
    with right:
        other = state.choice("to", names, usual[1], "To")
    earlier, later = changes.in_order(facts, one, other)
    said = asked.between(facts, earlier, later)
    rows = changes.compared(facts, said)
    finding = changes.finding(rows, names[earlier], names[later])
    measure = f"{names[earlier]} beside {names[later]}"
else:
    days = changes.days(facts)
    day = state.choice("since", days, next(reversed(days)), "Since")
    said = asked.since(facts, dt.date.fromisoformat(day))
    rows = changes.compared(facts, said)
    finding = changes.finding_since(rows, days[day])
    measure = f"Said after the {changes.in_a_sentence(days[day])}, beside what was said until then"

with head:
    page.begin("What changed", finding, changes.standfirst(rows))
if not rows.filter(change=asked.CHANGED).is_empty():
    page.show(facts, changes.card(facts, rows, said, measure=measure), open_table=True)
for change in (asked.NEW, asked.GONE, asked.SAME):
    other_rows = changes.table(rows, change)
    if other_rows.frame.height:
        page.aside(facts, other_rows.caption, change_log.folded(other_rows))
explain.write(change_log.html(asked.change_log(facts)), made_of=facts)
page.end(facts, said["source_id"].unique())
