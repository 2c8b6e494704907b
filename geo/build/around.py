"""The land around, for a quiet background: coarse, and kept off the coast that is drawn in detail.

`coast.csv`, kept by hand, says between which two points, clockwise, the outline meets the sea.
There the coarse land gives way to water, so that a river between two banks is seen.
"""

import json
from pathlib import Path

import numpy as np
import polars as pl
import shapely
from shapely.ops import substring

from geo.build.layers import Shape
from geo.build.reference import reading
from geo.folder import folder
from geo.wgs84 import from_wgs84

LAND, COAST = "land_around.geojson", "coast.csv"
WATER_METRES = 750
"""So much water is left along the coast: about as wide as the Thames is at Gravesend."""

BESIDE, ABOVE = 60_000, 15_000
"""Metres around our own land that are kept: more than any map shows, however wide it is."""

TOLERANCE_METRES = 500
GRID_METRES = 100
NARROWEST_METRES = 1_200
"""Spits of the coarse land that are narrower than this are slivers, never places."""

SMALLEST_KM2 = 100


def make_around(reference: Path, areas: list[Shape]) -> list[Shape]:
    """One shape, or none where the reference or `coast.csv` is not there."""
    file, ends = reference / LAND, folder() / COAST
    if not (file.is_file() and ends.is_file()):
        return []
    ours = shapely.coverage_union_all(np.array([shape.geometry for shape in areas]))
    begins, stops = (shapely.Point(x, y) for _, x, y in pl.read_csv(ends).rows())
    water = shapely.buffer(_coast(ours, begins, stops), WATER_METRES, quad_segs=2)
    west, south, east, north = ours.bounds
    seen = shapely.box(west - BESIDE, south - ABOVE, east + BESIDE, north + ABOVE)
    land = shapely.difference(shapely.intersection(_read(file), seen), water)
    half = NARROWEST_METRES / 2
    land = shapely.buffer(shapely.buffer(land, -half, join_style="mitre"), half, join_style="mitre")
    coarse = shapely.coverage_simplify(np.array([land]), TOLERANCE_METRES)[0]
    parts = shapely.get_parts(shapely.set_precision(coarse, GRID_METRES))
    kept = [part for part in parts if part.area >= SMALLEST_KM2 * 1e6]
    return [Shape({"id": "around", "name": "Land around"}, shapely.multipolygons(kept))]


def _coast(ours: shapely.Geometry, begins: shapely.Point, ends: shapely.Point) -> shapely.Geometry:
    """All of the outline but the piece of the largest part that runs on from `ends` to `begins`."""
    parts = shapely.get_parts(shapely.orient_polygons(ours, exterior_cw=True))
    largest = max(parts, key=shapely.area)
    ring = shapely.LineString(largest.exterior.coords)
    start, stop = (shapely.line_locate_point(ring, point) for point in (begins, ends))
    pieces = [(start, stop)] if start < stop else [(start, ring.length), (0, stop)]
    lines = [substring(ring, begin, end) for begin, end in pieces]
    islands = [part.exterior for part in parts if part is not largest]
    return shapely.union_all([*lines, *islands])


def _read(file: Path) -> shapely.Geometry:
    with reading(file, ValueError, KeyError, TypeError, shapely.errors.ShapelyError):
        features = json.loads(file.read_bytes())["features"]
        shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features]
    return shapely.union_all([from_wgs84(shape) for shape in shapes])
