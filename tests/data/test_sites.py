"""Places of care: what pages say is there, which of them have a point, and the GP surgeries."""

from __future__ import annotations

import csv
import re

import pytest

from data.checks.loading import load
from data.package.catalogue import Catalogue
from data.queries import sites
from tests import plain
from tests.sample.reference import REFERENCE_DIR, needs_reference

PAGES = plain.rows("sites")
PRACTICES = plain.rows("gp_practices")
SURGERIES = 175


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_a_place_is_on_the_map_once_where_it_is_in_use_and_has_a_postcode(catalogue: Catalogue):
    names = {row["name"] for row in PAGES if row["told_as"] == "in use"}
    placed = {row["name"]: row for row in PAGES if row["easting"] and row["name"] in names}
    points = sites.points(catalogue, sites.SITES)
    assert sorted(points["name"]) == sorted(placed)
    for point in points.iter_rows(named=True):
        row = placed[point["name"]]
        assert [str(point[name]) for name in sites.POINT] == [row[name] for name in sites.POINT]
        assert point["area"] == plain.the("hcp_areas", hcp_area_id=row["hcp_area_id"])["name"]


def test_what_is_closed_or_planned_is_in_the_list_and_not_on_the_map(catalogue: Catalogue):
    points = set(sites.points(catalogue, sites.SITES)["name"])
    listed = sites.pages(catalogue)
    for name in ("St Bartholomew’s Hospital", "Preston Skreens", "Aut Even", "Orchards"):
        assert name in set(listed["name"])
        assert name not in points
    assert listed.height == len(PAGES)
    # A unit there has closed, and the hospital has not.
    assert "Sevenoaks Hospital" in points


def test_the_hospital_that_events_tell_of_is_among_the_places(catalogue: Catalogue):
    told = {
        row["title"] for row in plain.rows("events") if row["milestone_id"] == "faversham-pause"
    }
    name = "Faversham Cottage Hospital"
    assert told and all(name in one for one in told)
    assert name in set(sites.points(catalogue, sites.SITES)["name"])
    caveats = [row["caveat"] for row in PAGES if row["name"] == name]
    assert len(caveats) == 3 and all("2025" in one for one in caveats)


def test_pages_stand_by_area_and_name_with_what_is_in_use_and_newest_first(catalogue: Catalogue):
    order = [row["name"] for row in plain.rows("hcp_areas")]
    rows = sites.pages(catalogue).to_dicts()
    ranks = [
        (
            order.index(row["area"]),
            row["name"].lower().removeprefix("the "),
            row["told_as"] != "in use",
        )
        for row in rows
    ]
    assert ranks == sorted(ranks)
    dates = [row["page_date"] for row in rows if row["name"] == "Queen Victoria Memorial Hospital"]
    assert dates == ["2017-04", "2016-03-11", None]


def test_every_surgery_has_a_point_and_its_name_in_small_letters(catalogue: Catalogue):
    points = sites.points(catalogue, sites.PRACTICES)
    assert points.height == len(PRACTICES) == SURGERIES
    assert points.drop_nulls().height == SURGERIES
    for row in PRACTICES:
        assert not re.search(r"\b[A-Z]{2,}\b", row["name"]), row["name"]
        assert not re.search(r"\b(And|Of|The)\b", row["name"][1:]), row["name"]
        assert re.match("[A-Z]", row["name"])


def test_surgeries_tell_no_size_of_a_list_as_its_year_is_not_known():
    assert not [name for name in PRACTICES[0] if "list" in name or "patients" in name]


def test_the_source_says_that_a_surgery_is_not_where_its_patients_live():
    source = plain.the("sources", source_id="nhs-ods")
    assert "not where its patients live" in source["note"]
    assert "Read from a copy" in source["note"]
    assert source["licence"] == "Open Government Licence v3.0"


def read(path: str) -> list[plain.Row]:
    with (REFERENCE_DIR / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_reference
def test_no_row_of_the_record_is_lost_and_none_is_added():
    pages = {(row["page_address"], row["hcp_area"]) for row in read("sites.csv")}
    assert {(row["address"], row["hcp_area_id"]) for row in PAGES} == pages
    postcodes = {row["postcode"] for row in read("sites.csv")}
    assert {row["postcode"] for row in PAGES} == postcodes


@needs_reference
def test_a_page_has_the_date_that_was_noted_and_no_other():
    noted = {(row["page_address"], bool(row["page_date"])) for row in read("sites.csv")}
    for row in PAGES:
        assert (row["address"], bool(row["page_date"])) in noted


@needs_reference
def test_surgeries_are_those_of_the_list():
    listed = {row["ods_code"]: row for row in read("need/gp_practices_2026-02.csv")}
    assert {row["ods_code"] for row in PRACTICES} == set(listed)
    names = {row["hcp_area_id"]: row["name"] for row in plain.rows("hcp_areas")}

    def bare(name: str) -> str:
        return re.sub(r"[^A-Z0-9&]", "", name.upper())

    for row in PRACTICES:
        noted = listed[row["ods_code"]]
        assert bare(row["name"]) == bare(noted["name"])
        assert names[row["hcp_area_id"]] == noted["hcp_area"]
        for column in ("postcode", "easting", "northing"):
            assert row[column] == noted[column]
