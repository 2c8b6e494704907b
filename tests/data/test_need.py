"""Need by small area: sums found a second time by loops, checks that fail, and the reference."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable

import polars as pl
import pytest

from data.checks.cross_checks import cross_faults
from data.checks.loading import load
from data.checks.need_checks import AVERAGE_TOLERANCE
from data.package.catalogue import Catalogue
from data.queries.need import money, places, shading
from tests import plain
from tests.sample.reference import REFERENCE_DIR, needs_reference

ROWS = plain.rows("small_areas")
BLANKS = {"children_income_deprived": 16, "older_income_deprived": 20}  # as the reference has them


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def lots_of(row: plain.Row) -> list[str]:
    return [lot["lot_id"] for lot in plain.where("lot_areas", hcp_area_id=row["hcp_area_id"])]


PLACES: dict[str, Callable[[plain.Row], Iterable[str]]] = {
    "whole": lambda row: ["whole"],
    "hcp_area": lambda row: [row["hcp_area_id"]],
    "lot": lots_of,
    "authority": lambda row: [row["lad_code"]],
    "ward": lambda row: [row["ward_code"]],
}


@pytest.mark.parametrize("kind", PLACES)
def test_places_are_the_sums_of_their_small_areas(catalogue: Catalogue, kind: places.Kind):
    expected: dict[str, defaultdict[str, float]] = {}
    for row in ROWS:
        for place in PLACES[kind](row):
            sums = expected.setdefault(place, defaultdict(float))
            people = int(row["residents"])
            sums["small_areas"] += 1
            sums["weighted"] += float(row["score"]) * people
            for name, decile in (
                ("most_deprived", "score_decile"),
                ("health_deprived", "health_decile"),
            ):
                sums[name] += people if row[decile] in ("1", "2") else 0
            for name in ("residents", "disabled", "income_deprived", *BLANKS):
                sums[name] += int(row[name] or 0)
            for name in BLANKS:
                sums[f"{name.split('_')[0]}_blank"] += row[name] == ""
    found = {row["id"]: row for row in places.by(catalogue, kind).iter_rows(named=True)}
    assert found.keys() == expected.keys()
    for place, sums in expected.items():
        people = sums["residents"]
        assert found[place]["average"] == pytest.approx(sums.pop("weighted") / people)
        for share, of in (
            ("most_deprived_share", "most_deprived"),
            ("health_share", "health_deprived"),
            ("disabled_share", "disabled"),
            ("children_share", "children_income_deprived"),
            ("older_share", "older_income_deprived"),
        ):
            assert found[place][share] == pytest.approx(sums[of] / people)
        for name, value in sums.items():
            assert found[place][name] == value, (place, name)


def test_areas_councils_and_wards_each_add_up_to_everybody(catalogue: Catalogue):
    whole = places.whole(catalogue)
    assert (whole["small_areas"], whole["children_blank"], whole["older_blank"]) == (1_107, 16, 20)
    for kind in ("hcp_area", "authority", "ward"):
        rows = places.by(catalogue, kind)
        for name in ("small_areas", "residents", "disabled", "most_deprived", *BLANKS):
            assert rows[name].sum() == whole[name]
    assert places.by(catalogue, "ward").height == 279


def test_our_average_stands_beside_the_published_one(catalogue: Catalogue):
    figure = plain.the("figures", metric_id=places.AVERAGE)
    assert figure["value"] == "21.25"
    assert round(places.whole(catalogue)["average"], 2) == 21.28
    assert abs(21.28 - 21.25) < AVERAGE_TOLERANCE


def test_money_beside_need_is_the_envelope_over_the_children(catalogue: Catalogue):
    rows = money.beside_need(catalogue).rows(named=True)
    assert [row["lot_id"] for row in rows] == [
        row["lot_id"] for row in plain.where("lots", cohort="children")
    ]
    for row in rows:
        first = {"lot_id": row["lot_id"], "contract_year": "1", "component": "published"}
        amount = int(plain.the("envelopes", **first)["amount_gbp"])
        children = sum(
            int(one["children_income_deprived"] or 0)
            for one in ROWS
            if row["lot_id"] in lots_of(one)
        )
        assert row["per_child_in_need_gbp"] == pytest.approx(amount / children)
        assert row["working_need"] == f"{amount:,} ÷ {children:,}"
    assert [round(row["per_child_in_need_gbp"]) for row in rows] == [308, 360]
    assert [round(row["per_resident_gbp"]) for row in rows] == [102, 100]


def test_classes_hold_a_fifth_of_the_small_areas_each(catalogue: Catalogue):
    classes = shading.classes(catalogue)
    assert [one.number for one in classes] == [1, 2, 3, 4, 5]
    scores = sorted(float(row["score"]) for row in ROWS)
    assert sum(one.small_areas for one in classes) == len(scores)
    assert all(abs(one.small_areas - len(scores) / 5) < 1 for one in classes)
    at = 0
    for one in classes:
        held = scores[at : at + one.small_areas]
        assert (one.least, one.most) == (held[0], held[-1])
        at += one.small_areas


def test_a_shape_of_several_small_areas_has_their_mean_by_residents(catalogue: Catalogue):
    first, second = ROWS[0], ROWS[1]
    people = [int(row["residents"]) for row in (first, second)]
    total = sum(float(row["score"]) * n for row, n in zip((first, second), people, strict=True))
    mean = total / sum(people)
    shapes = {"one": (first["lsoa_code"],), "two": (first["lsoa_code"], second["lsoa_code"])}
    found = shading.shaded(catalogue, shapes | {"none": ("E01999999",)})
    ends = {one.number: one.most for one in shading.classes(catalogue)}
    expected = {"one": float(first["score"]), "two": mean}
    assert found == {
        shape: min((n for n, most in ends.items() if score <= most), default=5)
        for shape, score in expected.items()
    }


def changed(catalogue: Catalogue, **cells: object) -> list[str]:
    """What the checks say when cells of the first row differ."""
    table = catalogue["small_areas"].with_row_index()
    first = pl.col("index") == 0
    other = table.with_columns(
        pl.when(first).then(pl.lit(value)).otherwise(name).cast(table[name].dtype).alias(name)
        for name, value in cells.items()
    ).drop("index")
    tables = dict(catalogue.tables) | {"small_areas": other}
    return [str(fault) for fault in cross_faults(Catalogue(tables, catalogue.descriptor))]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"hcp_area_id": "west-kent"}, "no part of the council E06000035 lies in this area"),
        ({"ward_name": "Elsewhere"}, "another row says otherwise of the ward"),
        ({"disabled": 99_999}, "this should be no more than residents"),
        ({"older_income_deprived": 99_999}, "this should be no more than income_deprived"),
        ({"score_rank": 1}, "a small area with a higher score has a higher rank"),
        ({"score_decile": 1}, "a small area with a higher score has a higher decile"),
        ({"residents": 9_999_999}, "should be within 0.1 of the published one, 21.25"),
    ],
)
def test_a_fault_is_told_in_one_sentence(catalogue: Catalogue, cells: dict, words: str):
    assert any(words in fault for fault in changed(catalogue, **cells))


@needs_reference
def test_values_are_those_of_the_reference_and_areas_those_of_its_own_column():
    names = {row["name"]: row["hcp_area_id"] for row in plain.rows("hcp_areas")}
    by_code = {row["lsoa_code"]: row for row in ROWS}
    with (REFERENCE_DIR / "need" / "need_lsoa21.csv").open(encoding="utf-8") as lines:
        reference = list(csv.DictReader(lines))
    assert len(reference) == len(by_code) == 1_107
    for row in reference:
        ours = by_code[row["lsoa21_code"]]
        assert ours["hcp_area_id"] == names[row["hcp_area"]]
        assert ours["score"] == row["imd_score"]
        assert ours["score_decile"] == row["imd_decile"]
        assert ours["residents"] == row["residents_2021"]
        assert ours["children_income_deprived"] == row["children_in_income_deprived_families"]
        assert ours["older_income_deprived"] == row["older_people_income_deprived"]
    assert {name: sum(row[name] == "" for row in ROWS) for name in BLANKS} == BLANKS
