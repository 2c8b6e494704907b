"""The page of engagement in every state of its control, without a browser."""

import json

import pytest

from components.findings.engagement import counts, engagement, voices
from data.live.current import current
from tests import plain
from tests.made import markup_of, notices


@pytest.fixture(scope="module")
def facts():
    return current()


def markup(app):
    return plain.unmarked(" ".join(element.proto.body for element in app.get("html")))


def test_the_page_begins_with_its_finding(facts):
    shown = markup_of("engagement")
    assert f"<h1>{engagement.finding(facts)}</h1>" in shown
    assert "What is not known" in shown
    assert "Where this comes from" in shown


@pytest.mark.parametrize("cohort", ["adults", "children"])
@pytest.mark.parametrize("audience", ["adults", "children", "staff", "medway-2017"])
def test_every_audience_can_be_asked_for_by_url(facts, audience, cohort):
    asked = {"audience": audience, "cohort": cohort}
    shown = markup_of("engagement", **asked)
    assert voices.themes_card(facts, audience).headline in shown
    assert not notices("engagement", **asked)


@pytest.mark.parametrize("cohort", ["adults", "children"])
def test_the_audience_follows_the_cohort_until_it_is_chosen(open_page, facts, cohort):
    app = open_page("engagement", cohort=cohort)
    assert voices.themes_card(facts, cohort).headline in markup(app)
    app.radio(key="audience-control").set_value("staff").run()
    assert not app.exception
    assert voices.themes_card(facts, "staff").headline in markup(app)
    assert app.query_params["audience"] in ("staff", ["staff"])


def test_an_audience_that_does_not_exist_gets_one_sentence(facts):
    asked = {"audience": "<b>martians</b>"}
    (notice,) = notices("engagement", **asked)
    assert "“audience”" in notice
    assert "martians" not in notice
    assert voices.themes_card(facts, "adults").headline in markup_of("engagement", **asked)


def test_a_chart_that_is_kept_is_not_changed_by_being_drawn(open_page):
    kept = counts.surveys_card(current(), look="light").spec
    before = json.dumps(kept)
    open_page("engagement")
    assert counts.surveys_card(current(), look="light").spec is kept
    assert json.dumps(kept) == before
