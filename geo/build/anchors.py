"""Label points: placed by hand in `label_points.csv`, checked here, shipped with longitudes."""

from pathlib import Path

import polars as pl
import shapely

from geo.build.layers import Shape
from geo.errors import GeoProblem
from geo.wgs84 import to_wgs84

LABEL_POINTS = Path(__file__).with_name("label_points.csv")


def make_anchors(layers: dict[str, list[Shape]]) -> pl.DataFrame:
    """`layer, id, name, easting, northing` (metres), `lon, lat` (degrees) of each label.

    `GeoProblem` when a feature has no point, or its point lies outside its shape.
    """
    points = pl.read_csv(LABEL_POINTS)
    placed = {(layer, id_): (x, y) for layer, id_, x, y in points.rows()}
    rows = []
    for layer, shapes in layers.items():
        for shape in shapes:
            if layer == "borders":
                continue
            point = shapely.Point(placed.get((layer, shape.id), (0, 0)))
            if not shapely.contains(shape.geometry, point):
                raise GeoProblem(f"label_points.csv has no point inside {shape.id} of {layer}.")
            lonlat = to_wgs84(point)
            rows.append(
                {
                    "layer": layer,
                    "id": shape.id,
                    "name": shape.properties["name"],
                    "easting": int(point.x),
                    "northing": int(point.y),
                    "lon": lonlat.x,
                    "lat": lonlat.y,
                }
            )
    return pl.DataFrame(rows)
