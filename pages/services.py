"""Services: which line sits in which lot, and on what evidence."""

import streamlit as st

from components import announce, page, state
from components.findings import providers, service_views, services
from components.shell import catalogue
from data.services import in_lot, matrix, search

facts, area, cohort = catalogue(), state.area(), state.cohort()
head, controls = st.container(), st.container(horizontal=True, key="services-controls")

with controls:
    view = state.choice("view", services.VIEWS, "all", "Show", shape="buttons")

if view == "service":
    with controls:
        names = services.line_names(facts, cohort)
        line = state.choice("service", names, next(iter(names)), "Service line")
    cohort = services.cohort_of(facts, service=line)
    lots = services.lots_of(facts, cohort)
    finding = service_views.service_finding(facts, line)
    page.show(facts, service_views.service_card(facts, line, area=area))
else:
    with controls:
        if view == "lot":
            usual = service_views.default_lot(facts, area, cohort)
            lot = state.choice("lot", services.lot_names(facts), usual, "Lot")
            cohort, lots = services.cohort_of(facts, lot=lot), [lot]
            finding, everything = service_views.lot_finding(facts, lot), in_lot(facts, lot)
        else:
            cohort = state.cohort_control()
            lots = services.lots_of(facts, cohort)
            finding, everything = services.finding(facts), matrix(facts, cohort)
            opened = "areas"
            if services.grouped(everything):
                opened = state.choice("rows", services.ROWS, opened, "Rows", shape="buttons")
        wanted = state.text("q", "Find a service", placeholder="A word of its name")
    rows = search(everything, wanted)
    announce.status(services.found(facts, rows, everything, text=wanted, cohort=cohort))
    if view == "lot" and rows.height:
        page.show(facts, service_views.lot_card(facts, rows, lot_id=lot, area=area))
    elif rows.height:
        whole = opened == "lines" or bool(wanted)
        page.show(
            facts,
            services.matrix_card(facts, rows, cohort=cohort, area=area, open_lines=whole),
        )

with head:
    page.begin("Services", finding, services.standfirst(facts))
page.show(facts, providers.provider_card(facts))
if view != "service" and services.has_local_list(facts, lots):
    page.show(facts, providers.earlier_card(facts))
page.unknown(services.open_questions(facts, lots))
page.end(facts, providers.source_ids(facts))
