"""Overview: what is happening, the key figures, and where to go next."""

import datetime as dt

import streamlit as st

from components import explain, keys, page
from components.findings import overview
from components.maps.spoken import locator_alt
from components.maps.svg_map import locator
from components.shell import catalogue, current_look
from components.theme import MAP_HEIGHT
from geo.attribution import BOUNDARIES

facts, look = catalogue(), current_look()
today = dt.date.today()
page.begin("Overview", overview.finding(facts, today=today), overview.standfirst(facts))
explain.write(keys.html(facts, overview.keys(facts)), made_of=facts)
story, picture = st.columns([1, 1], gap="large")
with story:
    page.onward(overview.steps(facts, today=today))
with picture, st.container(key="locator"):
    st.vega_lite_chart(locator(look, height=MAP_HEIGHT), theme=None, alt=locator_alt())
    explain.write(overview.map_note_html(facts), made_of=facts)
page.end(facts, overview.source_ids(facts, today=today), BOUNDARIES)
