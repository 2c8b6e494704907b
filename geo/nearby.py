"""How far a point lies from areas, and where there is room for their names around it.

Worked out from the outlines in use, in metres of the British National Grid (EPSG:27700).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import shapely

from geo import outlines

Box = tuple[float, float, float, float]
"""West, south, east and north in metres."""

STEPS = 24  # places that are tried for a name, from west to east and from south to north


def metres_from(layer: str, easting: float, northing: float) -> dict[str, float]:
    """Metres in a straight line from a point to each area of a layer by its id; 0 within it."""
    point = shapely.Point(easting, northing)
    return {area: float(shapely.distance(shape, point)) for area, shape in _shapes(layer).items()}


def within(layer: str, frame: Box) -> list[str]:
    """The areas of a layer that reach into a frame, by their ids, the largest part first."""
    box = shapely.box(*frame)
    parts = {
        area: shapely.area(shapely.intersection(shape, box))
        for area, shape in _shapes(layer).items()
    }
    return sorted((area for area, part in parts.items() if part), key=lambda area: -parts[area])


def room_for(
    layer: str, area: str, frame: Box, *, wide: float, high: float, taken: Iterable[Box]
) -> tuple[float, float] | None:
    """The middle of a name in an area and a frame, clear of boxes that are taken, or None.

    Of all such places the one where most of the name lies in the area, furthest from its edge.
    """
    west, south, east, north = frame
    x, y = np.meshgrid(
        np.linspace(west + wide / 2, east - wide / 2, STEPS),
        np.linspace(south + high / 2, north - high / 2, STEPS),
    )
    x, y = x.ravel(), y.ravel()
    shape = shapely.intersection(_shapes(layer)[area], shapely.box(*frame))
    middles = shapely.points(x, y)
    boxes = shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    free = shapely.contains(shape, middles)
    for box in taken:
        free &= ~shapely.intersects(boxes, shapely.box(*box))
    if not free.any():
        return None
    inside = shapely.area(shapely.intersection(boxes, shape)) / (wide * high)
    edge = np.asarray(shapely.distance(middles, shapely.boundary(shape)))
    best = max(np.flatnonzero(free), key=lambda n: (round(inside[n], 2), edge[n]))
    return float(x[best]), float(y[best])


@cache
def _shapes(layer: str) -> dict[str, shapely.Geometry]:
    return {
        feature["id"]: shapely.geometry.shape(feature["geometry"])
        for feature in outlines.layer(layer)
    }
