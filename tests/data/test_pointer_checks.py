"""Sums across contracts and answers without a source, and what the check says of them."""

from __future__ import annotations

import polars as pl
import pytest

from data.checks.cross_checks import cross_faults
from data.package.catalogue import Catalogue, read


def faults_with(table: str, changed: pl.DataFrame) -> list[str]:
    facts = read()
    tables = {name: facts[name] for name in facts} | {table: changed}
    return [str(fault) for fault in cross_faults(Catalogue(tables, facts.descriptor))]


@pytest.mark.parametrize(
    "other",
    [
        "outside_lots_value_copy",
        "intermediate_care_value_copy",
        "dentistry_value_copy",
        "second_tier_adults_value_fts_second_tier",
    ],
)
@pytest.mark.parametrize("table", ["figures", "envelopes"])
def test_no_other_contract_is_added_to_the_lots(table: str, other: str):
    rows = read()[table]
    first = rows.filter(basis="derived")["figure_id"][0]
    added = pl.when(figure_id=first).then(pl.col("working") + f" + {other}")
    changed = rows.with_columns(working=added.otherwise("working"))
    said = [one for one in faults_with(table, changed) if "rule: scope" in one]
    assert len(said) == 1
    assert f"{other} is of the scope" in said[0]
    assert "they are never added" in said[0]


def test_no_envelope_is_added_to_another_contract():
    """An envelope is no figure: what it is of is known all the same."""
    rows = read()["metrics"]
    of = pl.when(metric_id="adult_lots_remainder").then(pl.lit("neighbouring contract"))
    changed = rows.with_columns(scope=of.otherwise("scope"))
    said = [one for one in faults_with("metrics", changed) if "rule: scope" in one]
    assert [one for one in said if "lot5_total_published is of the scope of the lots" in one]


@pytest.mark.parametrize("lost", ["answer", "answer_source_id", "answer_place"])
def test_an_answer_has_its_source_and_place(lost: str):
    rows = read()["gaps"]
    asked = rows.drop_nulls("answer")["gap_id"][0]
    cleared = pl.when(gap_id=asked).then(None).otherwise(pl.col(lost))
    (said,) = faults_with("gaps", rows.with_columns(cleared.alias(lost)))
    assert f"column {lost}: an answer has its text, its source and its place" in said


def test_a_scrutiny_committee_has_a_short_name():
    rows = read()["organisations"]
    lost = pl.when(org_id="hasc").then(None).otherwise("short_name")
    (said,) = faults_with("organisations", rows.with_columns(short_name=lost))
    assert "column short_name: a scrutiny committee has a short name (rule: whole)" in said


def test_areas_of_a_provider_are_areas_of_the_package():
    rows = read()["provision"]
    named = pl.when(provision_id="second-mch").then(pl.lit("dgs dover"))
    (said,) = faults_with("provision", rows.with_columns(hcp_areas=named.otherwise("hcp_areas")))
    assert "no row of tables/hcp_areas.csv has this in hcp_area_id" in said
