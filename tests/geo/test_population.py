"""People by area, and the districts that a join by name would put in the wrong lot."""

from pathlib import Path

import polars as pl
import pytest

from data.package.folder import BUILT_IN
from geo.areas import areas

AGES = ["all_ages", "under_18", "aged_18_plus", "aged_65_plus"]
TABLES = BUILT_IN / "tables"
POPULATION = pl.read_csv(TABLES / "population.csv")
JOINS = pl.read_csv(TABLES / "area_joins.csv")


def people(kind: str, id_: str) -> dict:
    row = (pl.col("area_kind") == kind) & (pl.col("area_id") == id_)
    return POPULATION.filter(row).row(0, named=True)


def test_every_area_of_every_kind_is_there_once():
    joins = areas()
    expected = (
        [("hcp_area", id_) for id_ in joins.hcp_areas]
        + [("lot", id_) for id_ in joins.lots]
        + [("former_ccg", id_) for id_ in joins.former_ccgs]
        + [("authority", id_) for id_ in joins.authorities]
        + [("kent_and_medway", "kent-and-medway")]
    )
    assert POPULATION.select("area_kind", "area_id").rows() == expected


@pytest.mark.parametrize("kind", ["hcp_area", "former_ccg", "authority"])
def test_areas_of_a_kind_add_up_to_kent_and_medway(kind):
    columns = ["lsoas", *AGES]
    parts = POPULATION.filter(pl.col("area_kind") == kind).select(columns).sum()
    whole = POPULATION.filter(pl.col("area_kind") == "kent_and_medway").select(columns)
    assert parts.rows() == whole.rows()


def test_ages_add_up():
    assert POPULATION.filter(
        pl.col("under_18") + pl.col("aged_18_plus") != pl.col("all_ages")
    ).is_empty()
    assert (POPULATION["aged_65_plus"] < POPULATION["aged_18_plus"]).all()


def test_a_lot_has_the_people_of_its_hcp_areas():
    for lot in areas().lots.values():
        parts = [people("hcp_area", id_) for id_ in lot.hcp_area_ids]
        for age in AGES:
            assert people("lot", lot.id)[age] == sum(part[age] for part in parts)


def test_pinned_people():
    assert people("kent_and_medway", "kent-and-medway")["all_ages"] == 1_868_199
    assert people("lot", "lot-5")["under_18"] == 93_566
    assert people("lot", "lot-6")["under_18"] == 318_446


def test_joins_hold_every_piece_and_every_person():
    assert JOINS["population_2020"].sum() == 1_868_199
    assert JOINS["lsoas"].sum() == 1_065
    shares = JOINS.group_by("lad_code").agg(pl.col("share_of_authority").sum())
    assert shares["share_of_authority"].to_list() == pytest.approx([1.0] * 13, abs=0.0002)
    for row in JOINS.iter_rows(named=True):
        assert row["hcp_area_id"] == areas().former_ccgs[row["ccg_code"]].hcp_area_id


def test_a_join_by_district_name_puts_79675_people_in_the_wrong_lot():
    """Each authority given whole to the HCP area of most of its people, as a name would do."""
    by_area = JOINS.group_by("lad_code", "hcp_area_id").agg(pl.col("population_2020").sum())
    most = by_area.group_by("lad_code").agg(pl.col("population_2020").max())
    assert by_area["population_2020"].sum() - most["population_2020"].sum() == 79_675
    minor = JOINS.filter("is_minor_part").select("lad_code", "hcp_area_id", "population_2020")
    assert minor.rows() == [("E07000111", "dgs", 48_279), ("E07000113", "east-kent", 31_396)]


def test_text_columns_are_never_empty():
    for table in (POPULATION, JOINS):
        assert set(table["basis"]) == {"derived"}
        assert table.select("source_id", "place", "note").null_count().row(0) == (0, 0, 0)


def test_sources_are_listed():
    sources = set(pl.read_csv(Path(TABLES) / "sources.csv")["source_id"])
    assert {*POPULATION["source_id"], *JOINS["source_id"]} <= sources
