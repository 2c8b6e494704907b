"""The envelopes to the pound: as printed, as they add up, and as the questions answer them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from data import Catalogue
from data.package.catalogue import read
from data.papers.workings import values
from data.queries import envelopes, figures
from tests import plain

COMPONENTS = ("published", "transformation", "total")
YEARS = ("1", "2", "3", "4", "5", "total")

# The two tables of the December 2024 paper as they are printed. The first row of Lot 5 is cut
# off in the copy read here, and no transformation funding is printed for year 5.
PRINTED = {
    "lot-5": {
        "transformation": ("191,326", "191,326", "191,326", "191,326", "", "765,306"),
        "total": (
            "9,757,651",
            "9,757,651",
            "9,757,651",
            "9,757,651",
            "9,566,325",
            "48,596,930",
        ),
    },
    "lot-6": {
        "published": (*["31,689,754"] * 5, "158,448,772"),
        "transformation": ("633,795", "633,795", "633,795", "633,795", "", "2,535,180"),
        "total": (*["32,323,549"] * 4, "31,689,754", "160,983,952"),
    },
}

# What the paper's pence took away: printed less added up, in pounds.
ROUNDED_AWAY = {
    "lot5_total_published": -1,
    "lot5_total_transformation": 2,
    "lot5_total_total": 1,
    "lot6_total_published": 2,
    "lot6_total_total": 2,
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read()


def pounds(lot_id: str, year: str, component: str) -> int | None:
    """Return one cell of an envelope table; None where there is no row or no amount."""
    found = plain.where("envelopes", lot_id=lot_id, contract_year=year, component=component)
    return int(found[0]["amount_gbp"]) if found and found[0]["amount_gbp"] else None


@pytest.mark.parametrize("lot_id", PRINTED)
def test_every_printed_cell_stands_in_the_table(lot_id: str):
    for component, cells in PRINTED[lot_id].items():
        for year, cell in zip(YEARS, cells, strict=True):
            expected = int(cell.replace(",", "")) if cell else None
            assert pounds(lot_id, year, component) == expected, (component, year)
            if cell:
                (row,) = plain.where(
                    "envelopes", lot_id=lot_id, contract_year=year, component=component
                )
                assert row["basis"] == "stated"


def test_no_stated_amount_is_other_than_a_printed_one():
    printed = {
        (lot_id, year, component)
        for lot_id, table in PRINTED.items()
        for component, cells in table.items()
        for year, cell in zip(YEARS, cells, strict=True)
        if cell
    }
    stated = plain.where("envelopes", basis="stated")
    assert {(r["lot_id"], r["contract_year"], r["component"]) for r in stated} == printed


@pytest.mark.parametrize("year", YEARS)
def test_the_row_that_is_cut_off_is_the_total_less_what_is_held_back(year: str):
    held = pounds("lot-5", year, "transformation") or 0
    assert pounds("lot-5", year, "published") == pounds("lot-5", year, "total") - held
    (row,) = plain.where("envelopes", lot_id="lot-5", contract_year=year, component="published")
    assert row["basis"] == "derived"
    assert row["note"].startswith("In the copy read here the row is cut off")


def test_the_row_that_is_cut_off_comes_to_these_pounds():
    assert pounds("lot-5", "1", "published") == 9_566_325
    assert pounds("lot-5", "total", "published") == 47_831_624


@pytest.mark.parametrize("lot_id", PRINTED)
@pytest.mark.parametrize("year", ["1", "2", "3", "4"])
def test_2_percent_is_2_percent(lot_id: str, year: str):
    two_percent = Decimal(pounds(lot_id, year, "published")) * 2 / 100
    held = Decimal(pounds(lot_id, year, "transformation"))
    assert abs(two_percent - held) <= Decimal("0.5")


@pytest.mark.parametrize("lot_id", PRINTED)
def test_years_and_components_add_up_but_for_the_rounding_that_is_listed(lot_id: str):
    found = {}
    for component in COMPONENTS:
        years = sum(pounds(lot_id, year, component) or 0 for year in YEARS[:-1])
        found[f"{lot_id.replace('-', '')}_total_{component}", "years"] = (
            pounds(lot_id, "total", component) - years
        )
    for year in YEARS:
        parts = pounds(lot_id, year, "published") + (pounds(lot_id, year, "transformation") or 0)
        name = "total" if year == "total" else f"y{year}"
        found[f"{lot_id.replace('-', '')}_{name}_total", "components"] = (
            pounds(lot_id, year, "total") - parts
        )
    differing = {figure: difference for (figure, _), difference in found.items() if difference}
    mine = {f: d for f, d in ROUNDED_AWAY.items() if f.startswith(lot_id.replace("-", ""))}
    assert differing == mine
    assert all(abs(d) <= envelopes.ROUNDING_GBP for d in mine.values())


def test_the_differences_are_listed_and_no_others(catalogue: Catalogue):
    listed = envelopes.printed_differences(catalogue)
    assert dict(listed.select("figure_id", "difference_gbp").iter_rows()) == ROUNDED_AWAY
    assert set(listed["parts"]) == {"years 1 to 5"}
    assert (listed["printed_gbp"] - listed["worked_gbp"] == listed["difference_gbp"]).all()


@pytest.mark.parametrize("lot_id", ["lot-1", "lot-2", "lot-3", "lot-4"])
def test_lots_1_to_4_are_not_in_the_copy_cell_by_cell(lot_id: str):
    rows = plain.where("envelopes", lot_id=lot_id)
    cells = {(r["contract_year"], r["component"]) for r in rows}
    assert cells == {
        (r["contract_year"], r["component"]) for r in plain.where("envelopes", lot_id="lot-6")
    }
    assert {(r["amount_gbp"], r["basis"], r["working"]) for r in rows} == {("", "not in copy", "")}
    gaps = plain.where("gaps", topic="money")
    assert any(lot_id in row["lots"].split() for row in gaps)


def test_an_envelope_by_year_and_over_five_years(catalogue: Catalogue):
    yearly = envelopes.by_year(catalogue)
    assert yearly.height == sum(
        r["contract_year"] != "total" and r["component"] != "total" for r in plain.rows("envelopes")
    )
    for row in yearly.iter_rows(named=True):
        assert row["amount_gbp"] == pounds(row["lot_id"], row["contract_year"], row["component"])
        assert row["cohort"] == plain.the("lots", lot_id=row["lot_id"])["cohort"]
    over_five = envelopes.five_years(catalogue)
    assert {(r["lot_id"], r["component"]): r["amount_gbp"] for r in over_five.to_dicts()} == {
        (f"lot-{n}", component): pounds(f"lot-{n}", "total", component)
        for n in range(1, 7)
        for component in COMPONENTS
    }


@pytest.mark.parametrize("lot_id", [f"lot-{n}" for n in range(1, 7)])
def test_the_table_of_a_lot_is_laid_out_as_in_the_paper(catalogue: Catalogue, lot_id: str):
    laid_out = envelopes.table(catalogue, lot_id)
    assert laid_out["component"].to_list() == list(COMPONENTS)
    for row in laid_out.iter_rows(named=True):
        for year in YEARS:
            column = "total" if year == "total" else f"year_{year}"
            assert row[column] == pounds(lot_id, year, row["component"])


def rounded(value: Fraction, places: str) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(places), ROUND_HALF_UP))


def test_pounds_for_each_resident_child(catalogue: Catalogue):
    found = {row["lot_id"]: row for row in envelopes.per_resident(catalogue).to_dicts()}
    for lot_id, expected in (("lot-5", "102.24"), ("lot-6", "99.51")):
        children = int(plain.the("population", area_kind="lot", area_id=lot_id)["under_18"])
        assert rounded(Fraction(pounds(lot_id, "1", "published"), children), "0.01") == expected
        assert f"{found[lot_id]['per_resident_gbp']:.2f}" == expected
        assert found[lot_id]["basis"] == "derived"
    assert found["lot-5"]["working"] == "9,566,325 ÷ 93,566"
    assert found["lot-6"]["working"] == "31,689,754 ÷ 318,446"


def test_no_pounds_for_each_adult_where_nothing_is_published(catalogue: Catalogue):
    rows = envelopes.per_resident(catalogue).filter(cohort="adults").to_dicts()
    assert [row["lot_id"] for row in rows] == ["lot-1", "lot-2", "lot-3", "lot-4"]
    for row in rows:
        people = plain.the("population", area_kind="lot", area_id=row["lot_id"])
        assert (row["per_resident_gbp"], row["working"]) == (None, None)
        assert row["basis"] == "not in copy"
        assert row["residents"] == int(people["aged_18_plus"])


def test_ways_to_the_size_of_a_year(catalogue: Catalogue):
    found = figures.of_metric(catalogue, "yearly_size")
    assert [(figure.value, figure.working) for figure in found] == [
        (1_100_000_000 / 5, "1,100,000,000 ÷ 5"),
        (12_200_000 * 20, "12,200,000 ÷ 5 × 100"),
        (1_841_923_724 / 5, "1,841,923,724 ÷ 5"),
        (1_841_923_724 / 8, "1,841,923,724 ÷ (5 + 3)"),
    ]


def exact_values() -> dict[str, Fraction]:
    """Return every figure with a value, exactly."""
    cells = [
        *((r["figure_id"], r["amount_gbp"]) for r in plain.rows("envelopes")),
        *((r["figure_id"], r["value"]) for r in plain.rows("figures")),
        *((r["figure_id"], r["people"]) for r in plain.rows("recipients")),
    ]
    return {name: Fraction(cell) for name, cell in cells if cell}


DERIVED = [
    (table, row["figure_id"], row[column], row["working"])
    for table, column in (("envelopes", "amount_gbp"), ("figures", "value"))
    for row in plain.where(table, basis="derived")
]


@pytest.mark.parametrize(
    ("table", "figure_id", "value", "working"), DERIVED, ids=[row[1] for row in DERIVED]
)
def test_a_derived_figure_is_what_its_sum_gives(
    table: str, figure_id: str, value: str, working: str
):
    known = exact_values()
    assert figure_id not in working.split(), "a figure cannot be worked out from itself"
    assert Fraction(value) == eval(working, {"__builtins__": {}}, known)  # ours, and exact


def test_all_values_are_known_by_their_figure(catalogue: Catalogue):
    exact = exact_values()
    assert {name: Fraction(value) for name, value in values(catalogue).items()} == {
        name: Fraction(float(value)) for name, value in exact.items()
    }
    ids = [r["figure_id"] for t in ("envelopes", "figures", "recipients") for r in plain.rows(t)]
    assert len(ids) == len(set(ids)), "a sum names figures of three tables by one name"
