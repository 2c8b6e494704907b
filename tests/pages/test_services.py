"""The page of services in every state of its controls, without a browser."""

import re

import pytest

from components.findings import service_views, services
from data.current import current
from tests import plain

FACTS = current()
AREAS = FACTS["hcp_areas"]["hcp_area_id"].to_list()


def markup(app):
    parts = [element.proto.body for element in (*app.get("html"), *app.get("markdown"))]
    return plain.unmarked(" ".join(parts))


def heads(app):
    return [part.split("</h2>")[0].split(">")[-1] for part in markup(app).split("<h2")[1:]]


@pytest.mark.parametrize("rows", ["areas", "lines"])
@pytest.mark.parametrize("cohort", ["adults", "children"])
@pytest.mark.parametrize("area", ["", *AREAS])
def test_the_matrix_in_every_state(open_page, cohort, area, rows):
    chosen = {"area": area} if area else {}
    app = open_page("services", cohort=cohort, rows=rows, **chosen)
    shown = markup(app)
    assert f"<h1>{services.finding(FACTS)}</h1>" in shown
    assert ("<details open>" in shown) == (rows == "lines" and cohort == "adults")
    assert ("Chosen area" in shown) == bool(area)
    assert ("Medway’s list of 2017 are lines" in " ".join(heads(app))) == (cohort == "adults")
    assert not app.warning


@pytest.mark.parametrize("lot", FACTS["lots"]["lot_id"])
def test_each_lot_by_url(open_page, lot):
    app = open_page("services", view="lot", lot=lot)
    assert f"<h1>{service_views.lot_finding(FACTS, lot)}</h1>" in markup(app)
    assert not app.warning


@pytest.mark.parametrize("cohort", ["adults", "children"])
@pytest.mark.parametrize("area", AREAS)
def test_the_area_chooses_the_lot(open_page, area, cohort):
    app = open_page("services", view="lot", area=area, cohort=cohort)
    lot = service_views.default_lot(FACTS, area, cohort)
    assert app.selectbox(key="lot-control").value == lot
    assert f"<h1>{service_views.lot_finding(FACTS, lot)}</h1>" in markup(app)


def test_each_service_line_by_its_control(open_page):
    app = open_page("services", view="service")
    for line in FACTS["services"]["service_id"]:
        app.selectbox(key="service-control").set_value(line).run()
        assert not app.exception
        assert f"<h1>{service_views.service_finding(FACTS, line)}</h1>" in markup(app)
        assert not app.warning


def test_from_view_to_view_nothing_is_in_the_way(open_page):
    app = open_page("services", q="nursing", cohort="children")
    for view in ("lot", "service", "all", "service", "lot", "all"):
        app.radio(key="view-control").set_value(view).run()
        assert not app.exception
        assert not app.warning
    assert "Found in 2 of 21 service lines." in markup(app)


@pytest.mark.parametrize("view", ["all", "lot"])
def test_a_search_narrows_the_rows(open_page, view):
    app = open_page("services", view=view)
    app.text_input(key="q-control").set_value(" Stroke ").run()
    assert not app.exception
    shown = markup(app)
    assert "Found in 2 of 34 service lines." in shown
    assert "Stroke nursing</a>" in shown
    assert "Epilepsy</a>" not in shown
    assert app.query_params["q"] in ("Stroke", ["Stroke"])


ODD = ["<script>alert(1)</script>", "'; drop table lots;--", "🙂", "\\d+ (", "%00", "ж", "x" * 200]


@pytest.mark.parametrize("view", ["all", "lot"])
@pytest.mark.parametrize("text", ODD)
def test_odd_words_find_nothing_and_do_no_harm(open_page, text, view):
    app = open_page("services", q=text, view=view)
    shown = markup(app)
    assert 'role="status">No adult service line has these words in its name.' in shown
    assert text not in re.sub(r'href="[^"]*"', "", shown)  # the address of a file holds it
    assert "What is not known" in shown


def test_too_many_words_are_cut_with_a_sentence(open_page):
    app = open_page("services", q="nursing " * 2000)
    assert len(app.warning) == 1


@pytest.mark.parametrize("key", ["view", "rows", "lot", "service"])
def test_a_choice_that_does_not_exist_gets_one_sentence(open_page, key):
    view = {"lot": "lot", "service": "service"}.get(key, "all")
    app = open_page("services", **{"view": view, key: "<b>martian</b>"})
    assert len(app.warning) == 1
    assert f"“{key}”" in app.warning[0].value
    assert "martian" not in app.warning[0].value
