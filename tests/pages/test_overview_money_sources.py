"""Overview, Money and Data and sources as pages, in each state of their controls."""

import re

import pytest

from components.findings.money import contract_size, money
from components.findings.overview import overview
from components.findings.papers import sources
from components.page_list import PAGES
from components.page_model import CardBlock, blocks_of
from data.live.current import current
from tests.made import html_of, made, markup_of, notices, words_of


@pytest.fixture(scope="module")
def facts():
    return current()


def test_overview_opens_with_its_finding_and_its_key_figures(facts):
    html = markup_of("")
    assert html.count("<h1>") == 1
    assert overview.standfirst(facts) in html
    for key in overview.keys(facts):
        assert key.shown in html


def test_money_draws_the_published_lots_and_names_the_others(facts):
    html = markup_of("money")
    assert money.finding(facts) in html
    assert html.count("Not in the copy read here") == money.unknown_lots(facts).height
    assert contract_size.remainder(facts) in html
    cards = [one.card for one in blocks_of(made("money").body) if isinstance(one, CardBlock)]
    assert sum(card.spec is not None for card in cards) == 1


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_source_has_the_number_that_the_list_of_its_page_gives_it(entry):
    shown = html_of(entry.path)
    listed = re.findall(r'<li id="source-([\w-]+)">', shown)
    told = re.findall(r'href="#source-([\w-]+)">(\d+)<', shown)
    assert all(listed[int(number) - 1] == source for source, number in told)
    assert told or 'class="card-foot"' not in shown


@pytest.mark.parametrize("source_id", list(sources.source_names(current())))
def test_each_source_opens_by_its_address(facts, source_id):
    html = markup_of("sources", source=source_id)
    title = facts["sources"].filter(source_id=source_id)["title"].item()
    assert f"<dt>Title</dt><dd>{title}</dd>" in html.replace("&amp;", "&")


@pytest.mark.parametrize("table", list(current()))
def test_each_table_opens_by_its_address(facts, table):
    assert facts.resource(table)["title"] in words_of("sources", table=table)


def test_a_hand_edited_source_gets_a_sentence_and_not_a_traceback():
    (notice,) = notices("sources", source="no-such-source")
    assert "unknown value for “source”" in notice
