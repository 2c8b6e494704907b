"""The committed outlines: valid, small, fitting each other, and true to the LSOAs."""

import csv
import gzip
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely
from shapely.geometry import shape

from data.package.catalogue import PACKAGE
from geo import outlines
from geo.areas import areas
from geo.errors import GeoProblem
from geo.lookup.lookup import load
from geo.wgs84 import to_wgs84

SAMPLE = pl.read_csv(Path(__file__).parents[1] / "sample" / "lsoa_points.csv")
CHARTS = Path(outlines.__file__).parent / "charts"
WHOLE_LAYERS = [name for name in outlines.AREA_LAYERS if name != "split_districts"]
FIRST_VIEW = ("hcp_areas", "lots_adult", "borders", "split_districts", "authorities")


def chart_shapes(name: str) -> dict[str, shapely.Geometry]:
    return {feature["id"]: shape(feature["geometry"]) for feature in outlines.layer(name)}


def expected_ids(name: str) -> list[str]:
    joins = areas()
    by_layer = {
        "hcp_areas": list(joins.hcp_areas),
        "lots_adult": [lot.id for lot in joins.lots.values() if lot.cohort == "adults"],
        "lots_children": [lot.id for lot in joins.lots.values() if lot.cohort == "children"],
        "former_ccgs": list(joins.former_ccgs),
        "authorities": list(joins.authorities),
        "split_districts": ["E07000111-dgs", "E07000113-east-kent"],
    }
    return by_layer[name]


@pytest.mark.parametrize("name", outlines.AREA_LAYERS)
def test_every_area_is_there_once_and_in_order(name):
    assert [feature["id"] for feature in outlines.layer(name)] == expected_ids(name)


def test_names_are_those_of_the_tables():
    for feature in outlines.layer("hcp_areas"):
        assert feature["properties"]["name"] == areas().hcp_areas[feature["id"]].name
    for feature in outlines.layer("lots_children"):
        assert feature["properties"]["lot"] == areas().lots[feature["id"]].number


@pytest.mark.parametrize("name", WHOLE_LAYERS)
def test_areas_meet_without_gap_or_overlap(name):
    shapes = np.array(list(chart_shapes(name).values()))
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.coverage_union_all(shapes)
    assert sum(len(part.interiors) for part in shapely.get_parts(whole)) == 0


@pytest.mark.parametrize("name", WHOLE_LAYERS)
def test_all_layers_cover_the_same_land(name):
    land = shapely.coverage_union_all(list(chart_shapes("hcp_areas").values()))
    other = shapely.coverage_union_all(list(chart_shapes(name).values()))
    assert shapely.equals(land, other)


def test_hcp_borders_are_district_borders_but_in_split_districts():
    """A lot line that follows a district line is the same line, vertex for vertex."""
    hcp = shape(outlines.borders("hcp_areas")["geometry"])
    districts = shape(outlines.borders("authorities")["geometry"])
    split = shapely.union_all(shapely.boundary(list(chart_shapes("split_districts").values())))
    assert hcp.difference(districts).length > 10_000
    assert hcp.difference(districts).difference(split).length == 0


def test_lots_are_unions_of_hcp_areas():
    hcp, lots = (
        chart_shapes("hcp_areas"),
        chart_shapes("lots_adult") | chart_shapes("lots_children"),
    )
    for lot in areas().lots.values():
        union = shapely.coverage_union_all([hcp[id_] for id_ in lot.hcp_area_ids])
        assert shapely.equals(union, lots[lot.id])


def test_borders_are_drawn_once_and_leave_out_the_coast():
    hcp = list(chart_shapes("hcp_areas").values())
    border = shape(outlines.borders("hcp_areas")["geometry"])
    around = sum(shapely.boundary(area).length for area in hcp)
    coast = shapely.boundary(shapely.coverage_union_all(hcp)).length
    assert border.length == pytest.approx((around - coast) / 2)


def test_sheppey_is_an_island_of_its_own():
    point = shapely.Point(597289, 170263)
    parts = shapely.get_parts(chart_shapes("hcp_areas")["medway-swale"])
    island = next(part for part in parts if part.contains(point))
    assert island.area / 1e6 == pytest.approx(89, abs=2)


@pytest.mark.parametrize("name", WHOLE_LAYERS)
def test_no_specks(name):
    land = shapely.coverage_union_all(list(chart_shapes(name).values()))
    assert shapely.area(shapely.get_parts(land)).min() >= 0.2e6


@pytest.mark.parametrize(
    ("name", "column"),
    [("hcp_areas", "hcp_area_id"), ("former_ccgs", "ccg_code"), ("authorities", "lad_code")],
)
def test_inner_points_lie_in_their_own_area(name, column):
    """At least 99.5% of all LSOAs; the sample is the hard part of them, so nearly all here."""
    shapes = chart_shapes(name)
    inside = [
        shapes[row[column]].contains(shapely.Point(row["easting"], row["northing"]))
        for row in SAMPLE.iter_rows(named=True)
    ]
    assert len(inside) > 300
    assert sum(inside) / len(inside) >= 0.995


def test_split_parts_hold_the_lsoas_that_a_district_join_would_misplace():
    main = {"E07000111": "west-kent", "E07000113": "medway-swale"}
    shapes = chart_shapes("split_districts")
    counted = dict.fromkeys(shapes, 0)
    for row in SAMPLE.filter(pl.col("lad_code").is_in(list(main))).iter_rows(named=True):
        point = shapely.Point(row["easting"], row["northing"])
        found = [id_ for id_, outline in shapes.items() if outline.contains(point)]
        misplaced = row["hcp_area_id"] != main[row["lad_code"]]
        assert bool(found) == misplaced
        for id_ in found:
            counted[id_] += 1
    assert counted == {"E07000111-dgs": 31, "E07000113-east-kent": 19}


@pytest.mark.parametrize("name", outlines.AREA_LAYERS)
def test_each_area_has_a_label_point_inside_it(name):
    shapes = chart_shapes(name)
    placed = outlines.anchors(name)
    assert [anchor["id"] for anchor in placed] == list(shapes)
    for anchor in placed:
        point = shapely.Point(anchor["easting"], anchor["northing"])
        assert shapes[anchor["id"]].contains(point)
        assert to_wgs84(point).coords[0] == (anchor["lon"], anchor["lat"])


def test_what_a_map_downloads_is_small():
    sizes = {
        name: len(gzip.compress(outlines.layer_path(name).read_bytes(), 6))
        for name in outlines.LAYERS
    }
    assert sum(sizes[name] for name in FIRST_VIEW) <= 60_000
    assert max(sizes.values()) <= 20_000


def test_a_layer_is_a_copy_of_its_own():
    outlines.layer("hcp_areas")[0]["properties"]["name"] = "changed"
    assert outlines.layer("hcp_areas")[0]["properties"]["name"] != "changed"


@pytest.mark.parametrize("call", [outlines.layer, outlines.layer_path, outlines.anchors])
def test_an_unknown_layer_is_told_in_one_sentence(call):
    with pytest.raises(GeoProblem, match="There is no layer 'parishes'"):
        call("parishes")


def test_wards_are_those_of_the_place_index_with_the_area_of_most_of_their_postcodes():
    index, listed = load(), {ward["ward_code"]: ward for ward in outlines.wards()}
    assert set(listed) == {place.key for place in index.places("ward")}
    for place in index.places("ward"):
        ward = listed[place.key]
        assert ward["lad_code"] == place.authorities[0].authority.id
        assert (
            ward["hcp_area_ids"][0] == max(place.areas, key=lambda one: one.postcodes).hcp_area.id
        )
    split = [ward["name"] for ward in listed.values() if len(ward["hcp_area_ids"]) > 1]
    assert split == ["Teynham and Lynsted"]


def test_lines_of_wards_lie_on_the_land_and_part_as_many_wards_as_are_drawn():
    """The land falls apart along them and along areas; a few wards are of several pieces."""
    (feature,) = outlines.layer(outlines.WARDS)
    lines, shapes = shape(feature["geometry"]), list(chart_shapes("hcp_areas").values())
    land = shapely.coverage_union_all(shapes)
    assert lines.difference(land.buffer(100)).length == 0
    edges = shapely.union_all(shapely.boundary(shapes)).buffer(100)
    parts = shapely.get_parts(land.difference(lines.buffer(15)).difference(edges))
    drawn = sum(ward["is_drawn"] for ward in outlines.wards())
    assert drawn == len(outlines.wards()) - 1
    assert drawn <= sum(part.area > 20_000 for part in parts) <= drawn + 12


def test_lines_of_wards_are_small():
    assert len(gzip.compress(outlines.layer_path(outlines.WARDS).read_bytes(), 6)) <= 25_000


def test_a_layer_without_borders_is_told_in_one_sentence():
    with pytest.raises(GeoProblem, match="There are no borders for 'split_districts'"):
        outlines.borders("split_districts")


def test_small_areas_stand_in_one_shape_each_and_in_their_own_area():
    """Coarser than areas, they may reach a little beyond a border; their middles never do."""
    with (PACKAGE.parent / "tables" / "small_areas.csv").open(encoding="utf-8") as lines:
        area_of = {row["lsoa_code"]: row["hcp_area_id"] for row in csv.DictReader(lines)}
    shapes = chart_shapes(outlines.SMALL_AREAS)
    inside = outlines.small_areas()
    codes = [code for codes in inside.values() for code in codes]
    assert sorted(codes) == sorted(area_of) and inside.keys() == shapes.keys()
    assert shapely.coverage_is_valid(list(shapes.values()))
    areas_drawn = chart_shapes("hcp_areas")
    for id_, drawn in shapes.items():
        (area,) = {area_of[code] for code in inside[id_]}
        assert drawn.is_valid and areas_drawn[area].buffer(400).contains(drawn)
        assert areas_drawn[area].intersection(drawn).area > drawn.area / 2
    assert len(gzip.compress((CHARTS / "small_areas.json").read_bytes())) < 70_000


def test_small_areas_dissolved_are_as_large_as_their_parts():
    shapes = chart_shapes(outlines.SMALL_AREAS)
    groups = {id_: "ab"[n % 2] for n, id_ in enumerate(shapes) if n % 5}
    found = outlines.dissolved(outlines.SMALL_AREAS, groups)
    assert [feature["id"] for feature in found] == ["a", "b"]
    for feature in found:
        parts = sum(shapes[id_].area for id_, group in groups.items() if group == feature["id"])
        assert shape(feature["geometry"]).area == pytest.approx(parts)
