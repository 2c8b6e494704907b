"""A place marked with a ring, and the names that the ring would lie on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from components.maps.labels import GAP, METRES_A_DEGREE, Label, labels
from geo import outlines

NARROWEST = 288  # px of a map on the narrowest phone
LETTER, LINE = 6, 12  # px across of a letter of a name on a narrow map, and from line to line
RING = 12  # px from the middle of the mark of a place to its outer edge there


@dataclass(frozen=True)
class Point:
    """A place marked on the map: its name and its grid reference in metres (EPSG:27700)."""

    name: str
    easting: float
    northing: float


def covered(layer: str, points: Sequence[Point]) -> frozenset[str]:
    """Return the names of a layer that a ring would lie on, on the narrowest map that is shown."""
    if not points:
        return frozenset()
    west, south, east, _north = outlines.bounds(layer)
    metres = (east - west) * METRES_A_DEGREE * math.cos(math.radians(south)) / NARROWEST  # of 1 px
    return frozenset(
        label.id
        for label in labels(layer)
        for point in points
        if _meets(
            label,
            (point.easting - label.metres[0]) / metres,
            (point.northing - label.metres[1]) / metres,
        )
    )


def _meets(label: Label, across: float, up: float) -> bool:
    """Whether a ring at so many px from the point of a name lies on the name."""
    wide = max(map(len, label.lines)) * LETTER
    middle = GAP + wide / 2 if label.side == "right" else 0
    high = len(label.lines) * LINE
    return abs(across - middle) < wide / 2 + RING and abs(up) < high / 2 + RING
