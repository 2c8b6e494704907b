"""Overview, Money and Data and sources as pages, in each state of their controls."""

import pytest

from components.findings import contract_size, money, overview, sources
from data.current import current
from tests import plain


@pytest.fixture(scope="module")
def facts():
    return current()


def markup(app) -> str:
    """Everything that the page wrote as HTML."""
    return plain.unmarked("".join(block.proto.body for block in app.get("html")))


def test_overview_opens_with_its_finding_and_its_key_figures(open_page, facts):
    html = markup(open_page())
    assert html.count("<h1>") == 1
    assert overview.standfirst(facts) in html
    for key in overview.keys(facts):
        assert key.shown in html


def test_money_draws_the_published_lots_and_names_the_others(open_page, facts):
    app = open_page("money")
    html = markup(app)
    assert money.finding(facts) in html
    for _name, why in money.empty_frames(facts):
        assert why in html
    assert contract_size.remainder(facts) in html
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 3


@pytest.mark.parametrize("source_id", list(sources.source_names(current())))
def test_each_source_opens_by_its_address(open_page, facts, source_id):
    html = markup(open_page("sources", source=source_id))
    title = facts["sources"].filter(source_id=source_id)["title"].item()
    assert f"<dt>Title</dt><dd>{title}</dd>" in html.replace("&amp;", "&")


@pytest.mark.parametrize("table", list(current()))
def test_each_table_opens_by_its_address(open_page, facts, table):
    app = open_page("sources", table=table)
    assert facts.resource(table)["title"] in markup(app)


def test_a_hand_edited_source_gets_a_sentence_and_not_a_traceback(open_page):
    app = open_page("sources", source="no-such-source")
    assert "unknown value for “source”" in next(warning.value for warning in app.warning)
