"""Find my area: from a postcode or a place to what is planned there."""

import datetime as dt

import streamlit as st

from components import explain, page, search_box
from components.findings import find, find_cards, find_place, place_cards, places
from components.findings.briefing_link import links_html
from components.findings.spots import Spot
from components.shell import catalogue, current_look
from geo.attribution import PLACES
from geo.lookup import load

NAME = "Find my area"


def opening() -> None:
    """What there is to see before anything is looked up: all areas."""
    page.show(facts, find_place.opening_card(facts, look=look), open_table=True)
    page.end(facts, places.sources(facts), PLACES)


def answer(place: Spot) -> None:
    """What is planned where a place lies."""
    search_box.offer_same_name(place)
    area = search_box.choose_part(place, "Show what is planned in")
    if doubt := find_place.doubt_html(facts, place, area):
        explain.write(doubt)
    picture, beside = st.columns([5, 4], gap="large")
    with picture:
        card = find_place.map_card(facts, place, area, look=look, edition=load().edition)
        page.show(facts, card)
    with beside:
        page.facts(find_place.brief(facts, place, area, today=dt.date.today()))
        explain.write(links_html("area", {area: places.names(facts)[area]}))
        if words := find.link_words(place):
            page.lead(words)
    left, right = st.columns(2, gap="large")
    with left:
        page.show(facts, find_cards.scrutiny_card(facts, place, today=today))
        page.show(facts, place_cards.money_card(facts, area), open_table=True)
        st.page_link("pages/money.py", label="See the envelopes year by year")
    with right:
        page.show(facts, find_cards.dates_card(facts, place, area, today=today))
        st.page_link("pages/timeline.py", label="See every date")
    left, right = st.columns(2, gap="large")
    with left:
        page.show(facts, place_cards.services_card(facts, area), open_table=True)
        st.page_link("pages/services.py", label="See each service line and its evidence")
    with right:
        page.show(facts, find_cards.engagement_card(facts, area))
        st.page_link("pages/engagement.py", label="See who was reached and what people said")
    page.show(facts, place_cards.providers_card(facts, area))
    st.page_link("pages/compare.py", label="Compare this area with the others")
    page.unknown(places.questions(facts, area))
    page.end(facts, (*find_place.SOURCES, *places.sources(facts)), PLACES)


facts, look, today = catalogue(), current_look(), dt.date.today()
place = search_box.found()
# The box keeps its place, and with it the keyboard's focus, while the answer comes under it. The
# heading stands in either of two places; the other is emptied at once, not when the run is over.
above, box, head, below = st.empty(), st.container(key="find-box"), st.empty(), st.container()

with box:
    search_box.show("Postcode or place", "Find", find.example())
    explain.write(find.box_words(place))
    if place is None:
        search_box.show_list("Choose from a list instead", "Ward, town, council, area or lot")
with (head if place else above).container():
    if place:
        page.begin(NAME, find.finding(facts, place), find.standfirst(facts, place))
    else:
        page.begin(NAME, find.opening(facts), find.opening_words(facts, today=dt.date.today()))
with below:
    answer(place) if place else opening()
