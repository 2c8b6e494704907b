"""Compare: two to four areas or lots side by side, with what differs marked."""

import streamlit as st

from components import page, several, state
from components.findings import compare, places
from components.shell import catalogue, current_look
from geo.attribution import BOUNDARIES

facts, look = catalogue(), current_look()
chosen = compare.read(facts, st.query_params.get("items"), state.cohort())
for fault in chosen.faults:
    state.fault(fault)
rows = compare.rows(facts, chosen) if chosen.shown else []
page.begin("Compare", compare.finding(facts, chosen), compare.standfirst(rows))

kinds = {name: compare.usual(facts, one, state.cohort()) for one, name in compare.KINDS.items()}
name, usual = compare.KINDS[chosen.kind], compare.usual(facts, compare.AREAS, state.cohort())
with st.container(horizontal=True, key="compare-controls"):
    several.kind("items", kinds, name, "What to compare", usual=usual)
    which = state.choice("rows", compare.ROWS, "all", "Rows", shape="buttons")
several.several(
    "items",
    compare.options(facts, chosen.kind),
    chosen.ids,
    compare.label(chosen.kind),
    usual=usual,
    nothing=compare.NOTHING[chosen.kind],
)
if advice := compare.advice(chosen):
    st.warning(advice)

if chosen.shown:
    card = compare.table_card(facts, chosen, only_different=which != "all")
    page.show(facts, card)
    page.show(facts, compare.ages_card(facts, chosen, look=look))
page.unknown(compare.questions(facts, chosen))
page.end(facts, places.sources(facts), BOUNDARIES)
