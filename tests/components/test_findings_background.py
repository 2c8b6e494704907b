"""The background: figures of 2016-17 and 2017 as the table holds them, and dated so."""

from __future__ import annotations

import dataclasses

import polars as pl
import pytest

from components.findings.background import background, cards as background_cards
from components.html.cards import Card
from components.theme import LOOKS
from data.package.catalogue import Catalogue, read
from tests.made import made

FACTS = read()
STORY = background.story()
CARDS = background_cards.cards(FACTS, look="light")
each_card = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.slug)


def value(metric_id: str) -> float:
    return FACTS["figures"].filter(metric_id=metric_id)["value"].item()


def drawn(spec: dict) -> list[dict]:
    """The rows that a chart is made from."""
    return spec["data"]["values"]


def test_the_finding_and_the_standfirst_date_the_figures():
    assert value("m17_people") == 38_000
    assert value("m17_spend") == 44_000_000
    assert background.finding(FACTS) == (
        "Medway in 2016-17: about 38,000 people used community services, and £44 million was "
        "spent on them"
    )
    text = background.standfirst(FACTS)
    for part in ("2016-17 and 2017", "earlier procurement", "nor today’s programme"):
        assert part in text


@each_card
def test_a_card_draws_says_and_tables_the_same_numbers(card: Card):
    held = dict(FACTS["figures"].select("metric_id", "value").iter_rows())
    rows = drawn(dict(card.spec))
    numbers = [row[name] for row in rows for name in ("value", "here", "there") if name in row]
    tabled = [held[metric] for metric in card.table.frame["metric_id"]]
    assert set(numbers) <= set(tabled)
    for row in rows:
        assert row.get("told", row["words"]) in card.alt
    assert card.source_ids == (STORY.source_id,)


@each_card
def test_a_card_is_dated(card: Card):
    assert "2016-17" in card.subtitle or "2017" in card.subtitle
    assert set(card.table.frame["when"]) <= {"2016-17", "2017", "July 2017"}


def test_the_gap_in_life_is_worked_out_from_the_widest_pair():
    (plan,) = (plan for plan in STORY.cards if plan.pairs)
    gaps = {here: round(value(there) - value(here), 1) for here, there in plan.pairs.values()}
    assert max(gaps, key=gaps.__getitem__) == "m17_healthy_women"
    (card,) = (card for card in CARDS if card.slug == "medway-life")
    assert card.headline == (
        "Healthy life expectancy of women: 4.4 years less in Medway than in England, the widest "
        "of 4 gaps"
    )
    assert "derived" in card.basis


def test_the_whole_table_holds_every_figure_of_the_paper():
    table = background.everything(FACTS)
    metrics = FACTS["metrics"].filter(topic=STORY.topic)["metric_id"]
    held = FACTS["figures"].filter(pl.col("metric_id").is_in(metrics.implode()))["metric_id"]
    assert sorted(table.frame["metric_id"]) == sorted(held)
    assert table.frame.filter(pl.col("place").is_null()).is_empty()


def test_each_card_of_the_profile_has_its_figures():
    assert [card.slug for card in CARDS] == [plan.slug for plan in STORY.cards]


@pytest.mark.parametrize("look", LOOKS)
def test_both_looks_draw_the_same_rows(look):
    for one, other in zip(CARDS, background_cards.cards(FACTS, look=look), strict=True):
        assert drawn(dict(one.spec)) == drawn(dict(other.spec))


def test_the_question_of_what_became_of_it_is_asked():
    asked = background.gaps(FACTS)["question"].to_list()
    assert asked == ["Did Medway complete the procurement that it began in 2017?"]


def test_a_card_whose_figures_are_not_held_is_left_out():
    without = FACTS["metrics"].filter(pl.col("metric_id") != "m17_at_home")
    facts = dataclasses.replace(FACTS, tables={**FACTS.tables, "metrics": without})
    slugs = [card.slug for card in background_cards.cards(facts, look="light")]
    assert slugs == [card.slug for card in CARDS if card.slug != "medway-location"]


def without(*metrics: str) -> Catalogue:
    """The facts without the figures of these metrics; without any, of none of the past."""
    gone = (
        pl.col("metric_id").is_in(metrics) if metrics else pl.col("metric_id").str.contains("m17")
    )
    figures = FACTS["figures"].filter(~gone)
    return dataclasses.replace(FACTS, tables={**FACTS.tables, "figures": figures})


@pytest.mark.parametrize("gone", [("m17_people",), ("m17_spend",), ()])
def test_the_page_stays_whole_without_its_first_figures(gone):
    facts = without(*gone)
    page = made("medway-2017", facts=facts)
    assert page.finding == background.finding(facts) == "What the papers say of Medway’s past"
    cards = background_cards.cards(facts, look="light")
    assert bool(cards) == bool(gone)
    assert "of ." not in page.standfirst
