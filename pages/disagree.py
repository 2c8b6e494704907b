"""Where papers disagree: every value that sources give differently, found by comparing them."""

import streamlit as st

from components import announce, explain, page, sides, state, tables
from components.findings import disagree
from components.shell import catalogue, current_look

facts, look = catalogue(), current_look()
found = disagree.points(facts)
page.begin("Where papers disagree", disagree.finding(found), disagree.standfirst(found))

left, right, _ = st.columns([3, 5, 1])
with left:
    kind = state.choice("kind", disagree.KINDS, disagree.EVERYTHING, "What differs")
with right:
    names = disagree.point_names(found)
    subject_id = state.choice("point", names, disagree.EVERYTHING, "Point")

shown = disagree.chosen(found, kind=kind, subject_id=subject_id)
for place, point in enumerate(shown):
    if point.kind not in {one.kind for one in shown[:place]}:
        st.header(disagree.KINDS[point.kind])
    announce.part(point.subject_id, point.label)
    with st.container(key=f"card-{point.subject_id}"):
        explain.write(sides.head(point) + sides.values(point), made_of=point)
        if point.kind in (disagree.OF_UNIT["date"], disagree.MOVED):
            chart = disagree.date_chart(facts, point.subject_id, look=look)
            alt = disagree.date_alt(point)
            st.vega_lite_chart(chart, theme=None, width="stretch", alt=alt)
        explain.write(sides.why(point, is_open=len(shown) == 1), made_of=point)

everything = disagree.table(shown)
page.aside(facts, "Show all of these as one table", tables.html(everything))
page.download("Download this table (CSV)", everything.csv, "where-papers-disagree.csv")
page.end(facts, disagree.source_ids(shown))
