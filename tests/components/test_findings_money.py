"""Money: what is said equals what the tables hold."""

import re

import polars as pl
import pytest

from components.findings import screens
from components.findings.money import contract_size, money, per_resident
from data.checks.loading import load
from data.live.current import current
from data.package.catalogue import Catalogue
from data.queries.figures import newest
from tests import plain
from tests.mutations import faults_of
from tests.packages import with_envelopes


@pytest.fixture(scope="module")
def facts():
    return current()


def test_finding_sets_both_sums_side_by_side_each_with_its_source(facts):
    assert money.finding(facts) == (
        "All six lots: about £1.1 billion in the paper of December 2024 and £1.84 billion in the "
        "notice of August 2025"
    )
    terms = money.standfirst(facts)
    assert "The sum in the paper is for 5 years" in terms
    assert "run for 5 years, with up to 3 more" in terms
    assert newest(facts, "contract_value").caveat in terms


def test_finding_without_a_notice_gives_the_one_sum_that_there_is(facts):
    rows = facts["figures"].filter(pl.col("metric_id") != "contract_value")
    told = Catalogue({**facts.tables, "figures": rows}, facts.descriptor)
    assert money.finding(told) == "All six lots: about £1.1 billion over 5 years"
    assert money.standfirst(told).startswith("The published envelope")


def test_every_lot_is_on_one_scale_with_its_years_in_the_table(facts):
    card = money.envelopes_card(facts)
    shares = set(re.findall(r"--share: ([\d.]+)", card.body))
    assert shares == {f"{9_566_325 / 31_689_754:.4f}", "1.0000"}
    assert card.body.count("Not in the copy read here") == 4
    assert "You can get" in card.body
    rows = card.table.frame
    assert rows["lot"].unique(maintain_order=True).to_list() == [f"Lot {n}" for n in range(1, 7)]
    assert set(rows["total"].drop_nulls()) >= {48_596_930, 160_983_952}


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
    assert money.unknown_lots(facts)["number"].to_list() == [1, 2, 3, 4]


def test_a_lot_of_which_single_years_are_told_has_no_published_envelope(facts):
    rows = facts["envelopes"].filter(pl.col("figure_id") != "lot6_total_total")
    told = Catalogue({**facts.tables, "envelopes": rows}, facts.descriptor)
    assert money.unknown_lots(told)["number"].to_list() == [1, 2, 3, 4, 6]


def test_per_child_headline_and_sums(facts):
    (card,) = per_resident.cards(facts, look="light")
    assert card.headline == "About £102 a year for each child in Lot 5 and £100 in Lot 6"
    assert card.how == (
        "Lot 5: 9,566,325 ÷ 93,566 = £102.24.",
        "Lot 6: 31,689,754 ÷ 318,446 = £99.51.",
    )


def test_ways_to_a_year_each_show_their_sum(facts):
    card = contract_size.yearly_size_card(facts)
    assert card.table.frame["sum"].to_list() == [
        "1,100,000,000 ÷ 5",
        "12,200,000 ÷ 5 × 100",
        "1,841,923,724 ÷ 5",
        "1,841,923,724 ÷ (5 + 3)",
    ]
    assert "£220 million to £368.4 million" in card.headline
    for working in card.table.frame["sum"]:
        assert working in card.body


def test_rounding_differences_are_listed_to_the_pound(facts):
    table = money.rounding_table(facts)
    assert table.frame.height == 5
    assert set(table.frame["difference"]) == {"£1", "£2"}


def test_every_source_of_the_page_exists(facts):
    cited = money.source_ids(facts)
    copies = {row["source_id"] for row in plain.where("sources", kind="copy of a notice")}
    papers = {"csr-2024-12", "fts-main", "fts-second-tier", "ons-population"}
    assert set(cited) == papers | copies - {"fts-intention"}
    assert set(cited) <= set(facts["sources"]["source_id"])


def test_what_is_left_for_adult_lots_shows_its_sum(facts):
    said = contract_size.remainder(facts)
    assert "Nearly £900 million" in said
    assert "1,100,000,000 − 47,831,624 − 158,448,772" in said
    assert 1_100_000_000 - 47_831_624 - 158_448_772 == 893_719_604


def test_held_back_card_counts_the_pot_that_is_not_named(facts):
    card = contract_size.held_back_card(facts)
    assert card.headline.startswith("5% was taken out before publication, and 2% stays")
    assert "planning costs (year 1) and mobilisation costs (years 2 and 3)" in card.body
    assert "1 pot is not named" in card.body


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """The facts after a new paper gave the envelope of an adult lot."""
    folder = with_envelopes(tmp_path_factory.mktemp("later"), "lot-1")
    assert not faults_of(folder / "datapackage.json")
    return load(folder / "datapackage.json")


def test_an_adult_lot_is_told_for_each_adult(later):
    children, adults = per_resident.cards(later, look="light")
    assert children.headline == "About £102 a year for each child in Lot 5 and £100 in Lot 6"
    assert adults.headline == "About £195 a year for each adult in Lot 1"
    told = repr(adults).replace("children’s", "")
    assert "18 and over" in adults.subtitle
    assert "under 18" not in told
    assert "child" not in told
    assert adults.source_ids == ("update-2026", "ons-population")
    assert "of the adults who use" in adults.body
    assert "difference" not in adults.body


def test_two_adult_lots_are_set_side_by_side_apart_from_the_children(tmp_path):
    folder = with_envelopes(tmp_path / "two", "lot-1", "lot-3")
    _, adults = per_resident.cards(load(folder / "datapackage.json"), look="light")
    assert re.fullmatch(
        r"About £\d+ a year for each adult in Lot [13] and £\d+ in Lot [13]", adults.headline
    )
    assert "for each adult, or" in adults.body


def test_nothing_is_left_over_once_another_lot_is_published(facts, later):
    assert contract_size.remainder(facts).startswith("Nearly £900 million would be left for these")
    assert contract_size.remainder(later) == ""


def test_what_an_envelope_rests_on_is_said_of_its_own_paper_only(facts, later):
    new, old = (money.envelope_card(later, lot, look="light") for lot in ("lot-1", "lot-5"))
    assert "based on 2024-25 contract values" in old.subtitle
    assert "2024-25" not in new.subtitle
    assert "5% efficiency" in old.how[0]
    assert new.how == ()
    assert new.source_ids == ("update-2026",)
    assert "2024-25" in screens.of_money(facts).subtitle
    assert "2024-25" not in screens.of_money(later).subtitle


def test_a_new_paper_says_itself_which_year_its_envelopes_rest_on(tmp_path):
    folder = with_envelopes(tmp_path / "based", "lot-1", price_base="2025-26")
    facts = load(folder / "datapackage.json")
    assert (
        "based on 2025-26 contract values"
        in money.envelope_card(facts, "lot-1", look="light").subtitle
    )
    assert "contract values" not in screens.of_money(facts).subtitle


def test_the_page_cites_the_new_paper_and_counts_the_lots_that_are_left(later):
    assert "update-2026" in money.source_ids(later)
    card = money.envelopes_card(later)
    assert "update-2026" in card.source_ids
    assert card.body.count("Not in the copy read here") == 3


def test_no_lot_is_left_when_all_are_published(tmp_path):
    folder = with_envelopes(tmp_path / "all", "lot-1", "lot-2", "lot-3", "lot-4")
    facts = load(folder / "datapackage.json")
    body = money.envelopes_card(facts).body
    assert body.count("--share") == 6
    assert "copy read here" not in body


def test_the_years_with_money_held_back_are_those_of_the_rows(facts):
    assert money.envelope_card(facts, "lot-6", look="light").how[1].endswith("in years 1 to 4.")
    fewer = facts["envelopes"].filter(~pl.col("figure_id").str.contains("y[234]_transformation"))
    told = Catalogue({**facts.tables, "envelopes": fewer}, facts.descriptor)
    assert money.envelope_card(told, "lot-6", look="light").how[1].endswith("in year 1.")


def test_a_lot_is_called_by_its_number_and_not_by_the_end_of_its_id(facts):
    def called_twelve(table):
        return table.with_columns(pl.col("lot_id").replace("lot-6", "lot-12"))

    tables = {name: facts[name] for name in facts}
    tables["lots"] = called_twelve(facts["lots"])
    tables["envelopes"] = called_twelve(facts["envelopes"])
    told = money.rounding_table(Catalogue(tables, facts.descriptor)).frame
    assert set(told["lot"]) == set(money.rounding_table(facts).frame["lot"])
