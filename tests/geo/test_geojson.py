"""The GeoJSON files keep RFC 7946, and hold the same shapes as the chart files."""

import json

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from geo import attribution, outlines
from geo.wgs84 import to_wgs84

KENT = (0.0, 50.9, 1.46, 51.5)
"""Longitude and latitude that Kent and Medway lie within."""


def collection(name: str) -> dict:
    return json.loads(outlines.layer_path(name).read_text(encoding="utf-8"))


def rings(geometry: dict) -> list[list[list[list[float]]]]:
    """The rings of each polygon of a geometry."""
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    assert geometry["type"] == "MultiPolygon"
    return geometry["coordinates"]


def positions(feature: dict) -> np.ndarray:
    return shapely.get_coordinates(shape(feature["geometry"]))


@pytest.mark.parametrize("name", outlines.LAYERS)
def test_a_collection_says_what_it_is_and_who_made_it(name):
    document = collection(name)
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    assert document["attribution"] == list(attribution.BOUNDARIES)
    assert document["licence"] == attribution.LICENCE
    assert document["title"]


@pytest.mark.parametrize("name", outlines.LAYERS)
def test_features_have_an_id_and_small_properties(name):
    for feature in collection(name)["features"]:
        assert feature["type"] == "Feature"
        assert feature["id"] == feature["properties"]["id"]
        assert len(json.dumps(feature["properties"])) < 200


@pytest.mark.parametrize("name", outlines.AREA_LAYERS)
def test_rings_are_closed_and_wound_as_the_rfc_says(name):
    for feature in collection(name)["features"]:
        for polygon in rings(feature["geometry"]):
            for place, ring in enumerate(polygon):
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
                assert shapely.is_ccw(shapely.LinearRing(ring)) == (place == 0)


@pytest.mark.parametrize("name", outlines.LAYERS)
def test_positions_are_in_kent_longitude_first_with_5_decimals(name):
    west, south, east, north = KENT
    document = collection(name)
    xy = np.vstack([positions(feature) for feature in document["features"]])
    assert xy.shape[1] == 2
    assert (np.round(xy, 5) == xy).all()
    assert (xy[:, 0] > west).all() and (xy[:, 0] < east).all()
    assert (xy[:, 1] > south).all() and (xy[:, 1] < north).all()
    assert document["bbox"] == [*xy.min(axis=0), *xy.max(axis=0)]


@pytest.mark.parametrize("name", [n for n in outlines.AREA_LAYERS if n != "split_districts"])
def test_areas_still_meet_after_rounding_to_5_decimals(name):
    shapes = np.array([shape(feature["geometry"]) for feature in collection(name)["features"]])
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("name", outlines.LAYERS)
def test_maps_and_charts_draw_the_same_shapes(name):
    on_grid = {feature["id"]: feature for feature in outlines.layer(name)}
    for feature in collection(name)["features"]:
        twin = on_grid.pop(feature["id"])
        assert twin["properties"] == feature["properties"]
        projected = to_wgs84(shape(twin["geometry"]))
        assert shapely.equals(projected, shape(feature["geometry"]))
    assert on_grid == {}


def test_chart_shapes_are_whole_tens_of_metres():
    for name in outlines.LAYERS:
        for feature in outlines.layer(name):
            xy = positions(feature)
            assert (xy % 10 == 0).all()


def test_projection_agrees_with_the_published_example():
    """Ordnance Survey's guide to coordinate systems gives this point in both systems."""
    lon, lat = to_wgs84(shapely.Point(651409.903, 313177.270)).coords[0]
    assert lat == pytest.approx(52 + 39 / 60 + 28.8282 / 3600, abs=0.00006)
    assert lon == pytest.approx(1 + 42 / 60 + 57.8663 / 3600, abs=0.00006)
