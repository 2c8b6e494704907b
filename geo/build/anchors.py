"""Label points: placed by hand in `label_points.csv`, checked here, shipped with longitudes."""

import polars as pl
import shapely

from geo.build.layers import Shape
from geo.errors import GeoProblem
from geo.folder import folder
from geo.wgs84 import to_wgs84

LABEL_POINTS = "label_points.csv"


def make_anchors(layers: dict[str, list[Shape]]) -> pl.DataFrame:
    """`layer, id, name, easting, northing` (metres), `lon, lat` (degrees) of each label.

    `GeoProblem` when a feature has no point, or its point lies outside its shape. Where there is
    no file of points placed by hand, each label stands at an inner point of its shape.
    """
    placed = _placed()
    rows = []
    for layer, shapes in layers.items():
        for shape in shapes:
            if layer == "borders":
                continue
            point = _inner(shape) if placed is None else placed.get((layer, shape.id))
            if point is None or not shapely.contains(shape.geometry, point):
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


def _placed() -> dict[tuple[str, str], shapely.Point] | None:
    file = folder() / LABEL_POINTS
    if not file.is_file():
        return None
    return {(layer, id_): shapely.Point(x, y) for layer, id_, x, y in pl.read_csv(file).rows()}


def _inner(shape: Shape) -> shapely.Point:
    """A point well inside, on whole metres."""
    inside = shapely.point_on_surface(shape.geometry)
    return shapely.Point(round(inside.x), round(inside.y))
