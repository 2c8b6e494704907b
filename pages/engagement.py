"""Engagement: how many were reached and heard, where counts differ, what people said."""

import streamlit as st

from components import page, present, state
from components.findings import counts, engagement, programme_items, screens, voices
from components.shell import catalogue, current_look
from data.gaps import gaps


def whole_page() -> None:
    """Every card of the page."""
    page.begin("Engagement", engagement.finding(facts), engagement.standfirst(facts))
    present.offer("engagement")

    page.show(facts, engagement.funnel_card(facts))

    left, right = st.columns(2, gap="large")
    with left:
        page.show(facts, engagement.recipients_card(facts))
    with right:
        page.show(facts, counts.surveys_card(facts, look=look))
        page.show(facts, voices.events_card(facts))

    page.show(facts, counts.side_by_side_card(facts))

    if names := voices.audiences(facts):
        usual = state.cohort() if state.cohort() in names else next(iter(names))
        audience = state.choice("audience", names, usual, "What people said", shape="buttons")
        page.show(facts, voices.themes_card(facts, audience))

    left, right = st.columns(2, gap="large")
    with left:
        page.show(facts, counts.children_card(facts))
    with right:
        page.show(facts, voices.stages_card(facts))

    if duty := programme_items.involvement_card(facts):
        page.show(facts, duty)
    if earlier := voices.earlier_card(facts):
        page.show(facts, earlier)
    page.unknown(gaps(facts, "engagement"))
    page.end(facts, engagement.source_ids(facts))


facts, look = catalogue(), current_look()
if state.presenting():
    present.show(facts, screens.of_engagement(facts), back_to="engagement")
else:
    whole_page()
