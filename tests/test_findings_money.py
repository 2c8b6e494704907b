"""Money: what is said equals what the tables hold."""

import polars as pl
import pytest

import data
from components.findings import contract_size, money
from data.catalogue import Catalogue


@pytest.fixture(scope="module")
def facts():
    return data.load()


def test_finding_names_the_size_and_the_published_lots(facts):
    finding = money.finding(facts)
    assert "About £1.1 billion over 5 years" in finding
    assert finding.endswith("lots 5 and 6 only")


def test_standfirst_gives_both_yearly_envelopes(facts):
    said = money.standfirst(facts)
    assert "Lot 5 (Medway and Swale children’s services) £9.6 million" in said
    assert "Lot 6 (Rest of Kent children’s services) £31.7 million" in said


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("lot_id", "total"), [("lot-5", 48_596_930), ("lot-6", 160_983_952)])
def test_envelope_card_draws_the_rows_that_it_tables(facts, lot_id, total, look):
    card = money.envelope_card(facts, lot_id, look=look)
    drawn = card.spec["data"]["values"]
    assert len(drawn) == 9
    table = card.table.frame
    published = [row["amount_gbp"] for row in drawn if row["component"] == "published"]
    assert published == list(table.row(0)[1:6])
    assert f"£{total:,}" in card.alt


def test_both_lots_share_one_scale(facts):
    tops = {
        money.envelope_card(facts, lot, look="light").spec["layer"][0]["encoding"]["y"]["scale"][
            "domain"
        ][1]
        for lot in ("lot-5", "lot-6")
    }
    assert tops == {32.323549}


def test_lots_without_an_envelope_are_the_four_adult_lots(facts):
    assert money.unpublished_lots(facts)["number"].to_list() == [1, 2, 3, 4]


def test_a_lot_of_which_single_years_are_told_has_no_published_envelope(facts):
    rows = facts["envelopes"].filter(pl.col("figure_id") != "lot6_total_total")
    told = Catalogue({**facts.tables, "envelopes": rows}, facts.descriptor)
    assert money.unpublished_lots(told)["number"].to_list() == [1, 2, 3, 4, 6]


def test_per_child_headline_and_sums(facts):
    card = money.per_child_card(facts, look="light")
    assert card.headline == "About £102 a year for each child in Lot 5 and £100 in Lot 6"
    assert card.how == (
        "Lot 5: 9,566,325 ÷ 93,566 = £102.24.",
        "Lot 6: 31,689,754 ÷ 318,446 = £99.51.",
    )


def test_three_ways_to_a_year_each_show_their_sum(facts):
    card = contract_size.yearly_size_card(facts)
    assert card.table.frame["sum"].to_list() == [
        "1,100,000,000 ÷ 5",
        "12,200,000 ÷ 5 × 100",
        "1,841,923,724 ÷ (5 + 3)",
    ]
    assert "£220 million to £244 million" in card.headline
    for working in card.table.frame["sum"]:
        assert working in card.body


def test_rounding_differences_are_listed_to_the_pound(facts):
    table = money.rounding_table(facts)
    assert table.frame.height == 5
    assert set(table.frame["difference"]) == {"£1", "£2"}


def test_every_source_of_the_page_exists(facts):
    assert facts["sources"].filter(pl.col("source_id").is_in(list(money.SOURCES))).height == 4


def test_what_is_left_for_adult_lots_shows_its_sum(facts):
    said = contract_size.remainder(facts)
    assert "About £894 million" in said
    assert "1,100,000,000 − 47,831,624 − 158,448,772" in said
    assert 1_100_000_000 - 47_831_624 - 158_448_772 == 893_719_604


def test_held_back_card_counts_the_pot_that_is_not_named(facts):
    card = contract_size.held_back_card(facts)
    assert card.headline.startswith("5% was taken out before publication, and 2% stays")
    assert "planning costs (year 1) and mobilisation costs (years 2 and 3)" in card.body
    assert "1 pot is not named" in card.body


def test_notice_values_say_how_far_to_trust_them(facts):
    card = contract_size.notices_card(facts)
    assert card.table.frame["shown"].to_list()[0] == "£1,841,923,724"
    assert card.table.frame["confidence"].null_count() == 0
    assert "do not attribute to a lot" in card.table.frame["confidence"][1]
