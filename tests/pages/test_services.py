"""The page of services in every state of its controls, without a browser."""

import pytest

from components.findings.services import services, views as service_views
from data.live.current import current
from tests import plain
from tests.made import made, markup_of, notices

FACTS = current()
AREAS = FACTS["hcp_areas"]["hcp_area_id"].to_list()


def markup(app):
    parts = [element.proto.body for element in (*app.get("html"), *app.get("markdown"))]
    return plain.unmarked(" ".join(parts))


def heads(shown):
    return [part.split("</h2>")[0].split(">")[-1] for part in shown.split("<h2")[1:]]


@pytest.mark.parametrize("rows", ["areas", "lines"])
@pytest.mark.parametrize("cohort", ["adults", "children"])
@pytest.mark.parametrize("area", ["", *AREAS])
def test_the_matrix_in_every_state(cohort, area, rows):
    asked = {"cohort": cohort, "rows": rows, **({"area": area} if area else {})}
    shown = markup_of("services", **asked)
    assert f"<h1>{services.finding(FACTS)}</h1>" in shown
    assert ("<details open>" in shown) == (rows == "lines" and cohort == "adults")
    assert ("Chosen area" in shown) == bool(area)
    assert ("Medway’s list of 2017 are lines" in " ".join(heads(shown))) == (cohort == "adults")
    assert not notices("services", **asked)


@pytest.mark.parametrize("lot", FACTS["lots"]["lot_id"])
def test_each_lot_by_url(lot):
    asked = {"view": "lot", "lot": lot}
    assert f"<h1>{service_views.lot_finding(FACTS, lot)}</h1>" in markup_of("services", **asked)
    assert not notices("services", **asked)


@pytest.mark.parametrize("cohort", ["adults", "children"])
@pytest.mark.parametrize("area", AREAS)
def test_the_area_chooses_the_lot(area, cohort):
    page = made("services", view="lot", area=area, cohort=cohort)
    lot = service_views.default_lot(FACTS, area, cohort)
    (lots,) = [control for control in page.choices if control.key == "lot"]
    assert lots.default == lot
    assert page.finding == service_views.lot_finding(FACTS, lot)


@pytest.mark.parametrize("cohort", ["adults", "children"])
def test_each_service_line_by_its_address(cohort):
    """Its control offers the lines of the cohort, and each is shown whole."""
    (lines,) = [
        control
        for control in made("services", view="service", cohort=cohort).choices
        if control.key == "service"
    ]
    for line in lines.options:
        asked = {"view": "service", "service": line, "cohort": cohort}
        assert made("services", **asked).finding == service_views.service_finding(FACTS, line)
        assert not notices("services", **asked)


def test_a_service_line_by_its_control(open_page):
    app = open_page("services", view="service")
    for line in FACTS["services"]["service_id"][:3]:
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
def test_odd_words_find_nothing_and_do_no_harm(text, view):
    shown = markup_of("services", q=text, view=view)
    assert 'role="status">No adult service line has these words in its name.' in shown
    assert text not in shown
    assert "What is not known" in shown


def test_too_many_words_are_cut_with_a_sentence():
    assert len(notices("services", q="nursing " * 2000)) == 1


@pytest.mark.parametrize("key", ["view", "rows", "lot", "service"])
def test_a_choice_that_does_not_exist_gets_one_sentence(key):
    view = {"lot": "lot", "service": "service"}.get(key, "all")
    (notice,) = notices("services", **{"view": view, key: "<b>martian</b>"})
    assert f"“{key}”" in notice
    assert "martian" not in notice
