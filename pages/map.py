"""Map: which lots serve which area, and what is known of a chosen area."""

import streamlit as st

from components import announce, explain, page, present, state
from components.findings import place_cards, places, screens
from components.findings.briefing_link import links_html
from components.maps import choosing
from components.maps.deck import lot_map
from components.maps.shows import SHOWS
from components.maps.spoken import lot_map_alt
from components.shell import catalogue, current_look
from geo.attribution import BOUNDARIES


def whole_page() -> None:
    """The map with its controls, and what is known of the area."""
    page.begin("Map", places.finding(facts, area), places.standfirst(facts, area))
    present.offer("map")

    with st.container(horizontal=True, key="map-controls"):
        state.area_control(places.names(facts))
        cohort = state.cohort_control()
        show = state.choice("show", SHOWS, "lots", "Show", shape="buttons")

    announce.part("map", f"Map: {SHOWS[show]}", f"{cohort} {area}")
    picture, beside = st.columns([5, 3], gap="medium")
    with picture:
        choosing.show(lot_map(look, show, cohort, area), alt=lot_map_alt(show, cohort, area))
    with beside, st.container(key="map-beside"):
        if area:
            page.facts(places.brief(facts, area))
            explain.write(links_html("area", {area: places.names(facts)[area]}))
        else:
            explain.write(places.key_html(facts, show, cohort), made_of=facts)
        explain.write(places.note_html(show), made_of=facts)
    page.finish(facts, places.map_card(facts, area), open_table=not area)
    explain.write(places.outlines_html())

    first, second = st.columns(2, gap="large")
    with first:
        page.show(facts, place_cards.people_card(facts, area, look=look))
        page.show(facts, place_cards.money_card(facts, area), open_table=True)
        st.page_link("pages/money.py", label="See the envelopes year by year")
    with second:
        page.show(facts, place_cards.councils_card(facts, area), open_table=bool(area))
        page.show(facts, place_cards.services_card(facts, area), open_table=True)
        st.page_link("pages/services.py", label="See each service line and its evidence")
    page.show(facts, place_cards.providers_card(facts, area))

    page.unknown(places.questions(facts, area))
    page.end(facts, places.sources(facts), BOUNDARIES)


facts, look, area = catalogue(), current_look(), state.area()
if state.presenting():
    on_screen = screens.of_places(facts, area, cohort=state.cohort(), look=look)
    present.show(facts, on_screen, back_to="map")
else:
    whole_page()
