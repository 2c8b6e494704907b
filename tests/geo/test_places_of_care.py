"""Points of places of care, worked out a second time: by postcode, by outline and in degrees."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry import shape

from geo import outlines
from geo.errors import UnknownPostcode
from geo.lookup.lookup import load
from geo.wgs84 import to_wgs84
from tests import plain

TABLES = ("sites", "gp_practices")
POSTCODE = 15  # metres between a point to one metre and the same to ten
COAST = 200  # metres by which an outline may pass a place by, as it is simplified


def placed(table: str) -> list[plain.Row]:
    return [row for row in plain.rows(table) if row["easting"]]


def grid(row: plain.Row) -> shapely.Point:
    return shapely.Point(int(row["easting"]), int(row["northing"]))


@pytest.mark.parametrize("table", TABLES)
def test_a_point_is_that_of_its_postcode_and_its_area_too(table: str):
    index = load()
    for row in placed(table):
        found = index.postcode(row["postcode"])
        assert found.hcp_area.id == row["hcp_area_id"], row
        assert grid(row).distance(shapely.Point(found.easting, found.northing)) <= POSTCODE, row


@pytest.mark.parametrize("table", TABLES)
def test_a_point_lies_in_the_outline_of_its_area(table: str):
    areas = {one["id"]: shape(one["geometry"]) for one in outlines.layer("hcp_areas")}
    for row in placed(table):
        assert areas[row["hcp_area_id"]].distance(grid(row)) <= COAST, row
        others = [area for key, area in areas.items() if key != row["hcp_area_id"]]
        assert not any(area.buffer(-COAST).contains(grid(row)) for area in others), row


@pytest.mark.parametrize("table", TABLES)
def test_degrees_are_those_of_the_metres(table: str):
    for row in placed(table):
        degrees = to_wgs84(grid(row)).coords[0]
        assert (float(row["longitude"]), float(row["latitude"])) == degrees, row


def test_a_postcode_without_a_point_is_no_live_one():
    for row in plain.rows("sites"):
        if row["postcode"] and not row["easting"]:
            with pytest.raises(UnknownPostcode):
                load().postcode(row["postcode"])
