"""Scrutiny: what each committee was told, decided, asked for and was promised."""

import datetime as dt

import streamlit as st

from components import announce, explain, meetings, page, state
from components.findings import scrutiny
from components.findings import scrutiny_story as told
from components.findings.briefing_link import links_html
from components.shell import catalogue
from data.gaps import gaps
from data.profile import profile

facts, today = catalogue(), dt.date.today()
names = scrutiny.committee_names(facts)
head = st.container()
committee = state.choice("committee", names, told.BOTH, "Committee", shape="buttons")
with head:
    finding = scrutiny.finding(facts, committee)
    page.begin("Scrutiny", finding, scrutiny.standfirst(facts, committee, today=today))

page.show(facts, scrutiny.determinations_card(facts))
of_these = {key: name for key, name in names.items() if key != told.BOTH}
explain.write(links_html("committee", of_these))
both = committee == told.BOTH
heading = f"{names[committee]}: meeting by meeting"
announce.part("meetings", heading)
explain.write(
    meetings.html(told.story(facts, committee, today=today), heading=heading, folded=both),
    made_of=facts,
)
page.show(facts, scrutiny.open_card(facts, committee, today=today))
thread = profile().thread
if thread and committee in (told.BOTH, thread.committee):
    page.show(facts, scrutiny.thread_card(facts, thread, folded=both, today=today))
if both:
    others = told.story(facts, told.OTHERS, today=today)
    heard = meetings.html(others, heading="Other bodies that heard of it", folded=True)
    explain.write(heard, made_of=facts)
page.show(facts, scrutiny.record_card(facts, committee))
page.unknown(gaps(facts, "scrutiny"))
page.end(facts, scrutiny.source_ids(facts))
