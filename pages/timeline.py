"""Timeline: every date in lanes, how milestones slipped, and the same as a list."""

import datetime as dt

import streamlit as st

from components import announce, dated, explain, page, state
from components.findings import timeline
from components.findings import timeline_rows as shown
from components.shell import catalogue, current_look
from data.conflicts import disputed
from data.gaps import gaps

facts, look, today = catalogue(), current_look(), dt.date.today()
page.begin(
    "Timeline", timeline.finding(facts, today=today), timeline.standfirst(facts, today=today)
)

rows = shown.dated(facts)
windows = shown.windows(rows, today)
lanes, sources = shown.lane_names(rows), shown.source_names(facts, rows)
names = {key: words for key, (words, _) in windows.items()}
with st.container(key="timeline-choices"):
    columns = st.columns(4)
with columns[0]:
    lane = state.choice("lane", lanes, shown.EVERYTHING, "Lane")
with columns[1]:
    planned = state.choice("show", shown.STATES, shown.EVERYTHING, "Planned or happened")
with columns[2]:
    source_id = state.choice("source", sources, shown.EVERYTHING, "Source")
with columns[3]:
    years = state.choice("years", names, next(iter(names)), "Years in the picture")

choices = shown.Choices(lane, planned, source_id)
chosen = shown.as_of(shown.chosen(facts, choices), today)
window = windows[years][1]
card = timeline.lanes_card(facts, choices, window=window, look=look, today=today)
if card:
    page.show(facts, card)
else:
    page.lead("No date fits these choices. Choose other years, another lane or another source.")
page.show(facts, timeline.slip_card(facts, look=look))
page.show(facts, timeline.whole_card(facts, window=window, look=look, today=today))
heading = shown.list_heading(chosen, rows)
announce.part("list", heading, f"{lane} {planned} {source_id}")
explain.write(
    dated.years(chosen, shown.next_dates(facts), disputed(facts, "milestone"), heading=heading),
    made_of=facts,
)
page.unknown(gaps(facts, "timeline"))
page.end(facts, rows["source_id"].unique())
