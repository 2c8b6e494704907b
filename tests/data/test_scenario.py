"""A scenario worked out a second, plain way: from the rows of the tables, one year at a time."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from data.package.catalogue import Catalogue, read
from data.queries.scenario.model import Assumed, as_published, start, worked_out
from data.queries.scenario.weights import WEIGHTS
from tests import plain

FACTS = read()
START = start(FACTS)
YEARS = ["1", "2", "3", "4", "5"]
AGES = {"residents": "aged_18_plus", "older": "aged_65_plus"}
SCENARIOS = [
    as_published(START),
    Assumed(efficiency=7, held_back=3, growth=(2.5, 0, -1, 4), share="older"),
    Assumed(efficiency=0, held_back=0, growth=(1, 1, 1, 1), share="residents"),
    Assumed(efficiency=5, held_back=2, growth=(0, 0, 0, 0), share="need"),
    Assumed(
        efficiency=10,
        held_back=10,
        growth=(0, 0, 0, 15),
        share="older",
        lot_id="lot-2",
        envelope_gbp=70e6,
    ),
    Assumed(
        efficiency=5,
        held_back=2,
        growth=(0, 0, 0, 0),
        share="residents",
        lot_id="lot-5",
        envelope_gbp=0.0,
    ),
]


def number(value: float) -> Fraction:
    return Fraction(str(value))


def people(lot: str, age: str) -> int:
    return int(plain.the("population", area_kind="lot", area_id=lot)[age])


def counts(lot: str, share: str) -> int:
    """What a lot has of that by which the rest is shared."""
    if share in AGES:
        return people(lot, AGES[share])
    areas = {row["hcp_area_id"] for row in plain.where("lot_areas", lot_id=lot)}
    every = plain.rows("small_areas")
    return sum(int(row["income_deprived"]) for row in every if row["hcp_area_id"] in areas)


def given(lot: str, year: str) -> str:
    return plain.the("envelopes", lot_id=lot, contract_year=year, component="published")[
        "amount_gbp"
    ]


def envelope(assumed: Assumed, lot: str, year: str) -> Fraction:
    """The envelope of a lot in a year, by the rules as the page tells them."""
    adults = ["lot-1", "lot-2", "lot-3", "lot-4"]
    cut = (100 - number(assumed.efficiency)) / 95
    if lot == assumed.lot_id:
        amount = number(assumed.envelope_gbp)
    elif lot not in adults:
        amount = Fraction(given(lot, year)) * cut
    else:
        children = sum(int(given(one, y)) for one in ("lot-5", "lot-6") for y in ("total",))
        whole = Fraction(1_100_000_000 - children) / 5 * cut
        if assumed.lot_id in adults:
            whole -= number(assumed.envelope_gbp)
            adults.remove(assumed.lot_id)
        counted = {one: counts(one, assumed.share) for one in adults}
        amount = whole * counted[lot] / sum(counted.values())
    for place in range(1, int(year)):
        amount *= 1 + number(assumed.growth[place - 1]) / 100
    return amount


@pytest.mark.parametrize("assumed", SCENARIOS, ids=str)
def test_each_lot_and_year_is_as_the_rules_say(assumed: Assumed):
    rows = worked_out(FACTS, assumed)
    assert rows.select("lot_id", "contract_year").rows() == [
        (f"lot-{n}", year) for n in range(1, 7) for year in YEARS
    ]
    for row in rows.iter_rows(named=True):
        exact = envelope(assumed, row["lot_id"], row["contract_year"])
        held = exact * number(assumed.held_back) / 100 if row["contract_year"] != "5" else 0
        age = "under_18" if row["lot_id"] in ("lot-5", "lot-6") else "aged_18_plus"
        for name, value in (
            ("envelope_gbp", exact),
            ("held_gbp", held),
            ("both_gbp", exact + held),
            ("per_head_gbp", exact / people(row["lot_id"], age)),
        ):
            assert row[name] == pytest.approx(float(value), abs=0.001), (row["lot_id"], name)


@pytest.mark.parametrize("assumed", SCENARIOS, ids=str)
def test_every_sum_gives_what_stands_beside_it(assumed: Assumed):
    for row in worked_out(FACTS, assumed).iter_rows(named=True):
        for working, amount in (("working", "envelope_gbp"), ("held_working", "held_gbp")):
            if row[working] is None:
                assert row[amount] == 0
                continue
            sum_of = row[working].replace(",", "").translate(str.maketrans("×÷−", "*/-"))
            assert re.fullmatch(r"[\d.() */-]+", sum_of)
            assert eval(sum_of) == pytest.approx(row[amount], abs=1, rel=1e-6)


def test_with_the_shares_of_the_papers_it_is_what_they_publish():
    rows = worked_out(FACTS, as_published(START))
    for row in rows.filter(cohort="children").iter_rows(named=True):
        lot, year = row["lot_id"], row["contract_year"]
        assert row["envelope_gbp"] == float(given(lot, year))
        if year != "5":
            kept = plain.the(
                "envelopes", lot_id=lot, contract_year=year, component="transformation"
            )
            assert row["held_gbp"] == pytest.approx(float(kept["amount_gbp"]), abs=1)
    # The papers round their sums: five printed years differ by a pound or two.
    assert rows["envelope_gbp"].sum() == pytest.approx(1_100_000_000, abs=2)


@pytest.mark.parametrize("share", WEIGHTS)
def test_what_is_left_is_shared_whole(share: str):
    assumed = Assumed(efficiency=5, held_back=2, growth=(0, 0, 0, 0), share=share)
    rows = worked_out(FACTS, assumed).filter(cohort="adults", contract_year="1")
    assert rows["envelope_gbp"].sum() == pytest.approx(893_719_604 / 5, abs=0.01)


@pytest.mark.parametrize("table", ["figures", "envelopes"])
def test_without_the_sums_there_is_no_scenario(table: str):
    bare = Catalogue({**FACTS.tables, table: FACTS[table].clear()}, FACTS.descriptor)
    assert start(bare) is None
