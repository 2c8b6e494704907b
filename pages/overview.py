"""Overview: what is happening, the key figures, and where to go next."""

import datetime as dt

import streamlit as st

from components import keys, page
from components.findings import overview
from components.shell import catalogue

facts = catalogue()
today = dt.date.today()
page.begin("Overview", overview.finding(facts, today=today), overview.standfirst(facts))
st.html(keys.html(facts, overview.keys(facts)))
page.onward(overview.steps(facts))
page.end(facts, overview.source_ids(facts))
