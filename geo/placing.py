"""Whether outlines lie where areas of Great Britain can: one system for all, and no odd extents."""

from __future__ import annotations

from collections import Counter

import numpy as np
import shapely

METRES, DEGREES = "metres of the British National Grid", "degrees"
SYSTEMS = {
    METRES: (5_000, 5_000, 670_000, 1_225_000),
    DEGREES: (-9.5, 49.0, 2.5, 61.5),
    "degrees with latitude first": (49.0, -9.5, 61.5, 2.5),
    "metres of Web Mercator (EPSG:3857)": (-1_060_000, 6_270_000, 280_000, 8_730_000),
}
"""West, south, east and north of Great Britain in each system; no two of them overlap."""

# No area of the kind that is built on is larger, smaller or further from the others, in metres.
LONGEST_SIDE = 150_000
SMALLEST_AREA = 100
FURTHEST = 250_000


class Misplaced(Exception):
    """One outline cannot be: `place` is its number, the message goes on from its name."""

    def __init__(self, place: int, why: str) -> None:
        super().__init__(why)
        self.place = place


def system_of(shapes: np.ndarray) -> str:
    """The one system, METRES or DEGREES, that all shapes are in.

    Raises `Misplaced` for the first that is in none, in another, or not in that of most.
    """
    systems = _systems(shapes)
    known = Counter(system for system in systems if system)
    usual = max(known, key=lambda system: (known[system], system == METRES), default=METRES)
    for place, system in enumerate(systems):
        if system is None:
            raise Misplaced(
                place,
                "lies outside Great Britain or is not on the British National Grid (EPSG:27700)",
            )
        if system != usual:
            raise Misplaced(place, f"is in {system}, and others are in {usual}")
        if system not in (METRES, DEGREES):
            raise Misplaced(place, f"is in {system}, not on the British National Grid (EPSG:27700)")
    return usual


def check_extents(shapes: np.ndarray) -> None:
    """Raise `Misplaced` for an outline in metres that is too long or far from the others."""
    bounds = shapely.bounds(shapes)
    sides = (bounds[:, 2:] - bounds[:, :2]).max(axis=1)
    centres = (bounds[:, :2] + bounds[:, 2:]) / 2
    apart = np.hypot(*(centres - np.median(centres, axis=0)).T)
    for place in range(len(shapes)):
        if sides[place] > LONGEST_SIDE:
            raise Misplaced(place, f"is {sides[place] / 1000:.0f} km long, as no area is")
        if apart[place] > FURTHEST:
            raise Misplaced(
                place, f"lies {apart[place] / 1000:.0f} km from the middle of the others"
            )


def check_area(place: int, shape: shapely.Geometry) -> None:
    """Raise `Misplaced` for a valid outline in metres that covers next to nothing."""
    if shape.area < SMALLEST_AREA:
        raise Misplaced(place, f"covers {shape.area:.1f} m², too little for any area")


def _systems(shapes: np.ndarray) -> list[str | None]:
    """The system in which each shape lies in Great Britain, or None."""
    bounds = shapely.bounds(shapes)
    found: list[str | None] = [None] * len(shapes)
    for system, limits in SYSTEMS.items():
        low, high = np.array(limits[:2]), np.array(limits[2:])
        inside = (bounds[:, :2] >= low).all(axis=1) & (bounds[:, 2:] <= high).all(axis=1)
        for place in np.flatnonzero(inside):
            found[place] = system
    return found
