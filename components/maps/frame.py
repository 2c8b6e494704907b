"""The piece of land that the map shows, the same on every screen."""

from __future__ import annotations

import math
from functools import cache

from data.package.profile import View, profile
from geo import outlines

SHAPE = 1.5  # width by height of the frame; components/static/maps.css holds the same
MARGIN = 1.05  # land around the outlines, where nobody has chosen a frame by eye
METRES_A_DEGREE = 111_320

OUTLINES = "/open-data/outlines/{}.geojson"  # where the browser finds a layer of geo.outlines


@cache
def view() -> View:
    """Return what the frame shows: as the profile says, or all that is drawn."""
    return profile().view or _around(outlines.bounds("hcp_areas"))


@cache
def corners() -> tuple[float, float, float, float]:
    """Return west, south, east and north of the frame on the grid of charts, in metres."""
    x, y = zip(*outlines.points("hcp_areas"), strict=True)
    tall = view().metres_from_top_to_bottom / 2
    east, north = (min(x) + max(x)) / 2, (min(y) + max(y)) / 2
    return east - tall * SHAPE, north - tall, east + tall * SHAPE, north + tall


def _around(bounds: tuple[float, float, float, float]) -> View:
    west, south, east, north = bounds
    middle = (south + north) / 2
    tall = (north - south) * METRES_A_DEGREE
    wide = (east - west) * METRES_A_DEGREE * math.cos(math.radians(middle))
    return View((west + east) / 2, middle, max(tall, wide / SHAPE) * MARGIN)
