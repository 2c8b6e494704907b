"""A place marked with a ring, and the names that the ring would lie on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from components.maps.frame import corners
from components.maps.labels import GAP, Label

NARROWEST = 288  # px of a map on the narrowest phone
LETTER, LINE = 6, 12  # px across of a letter of a name on a narrow map, and from line to line
RING = 12  # px from the middle of the mark of a place to its outer edge there


@dataclass(frozen=True)
class Point:
    """A place marked on the map: its name and its grid reference in metres (EPSG:27700)."""

    name: str
    easting: float
    northing: float


def ringed(points: Iterable[Point]) -> str:
    """Return a sentence on each ring, as an alternative text ends with them."""
    return "".join(f" A ring marks {point.name}." for point in points)


def clear(names: Iterable[Label], points: Sequence[Point]) -> tuple[Label, ...]:
    """Return the names that no ring lies on, on the narrowest map that shows each of them."""
    west, _, east, _ = corners() if points else (0, 0, 0, 0)
    return tuple(
        name
        for name in names
        if not any(
            _meets(
                name,
                (point.easting - name.metres[0]) * max(NARROWEST, name.from_px) / (east - west),
                (point.northing - name.metres[1]) * max(NARROWEST, name.from_px) / (east - west),
            )
            for point in points
        )
    )


def _meets(label: Label, across: float, up: float) -> bool:
    """Whether a ring at so many px from the point of a name lies on the name."""
    wide, high = max(map(len, label.lines)) * LETTER, len(label.lines) * LINE
    if label.side == "turned":
        wide, high = high, wide
    aside = {"right": GAP + wide / 2, "left": -GAP - wide / 2}.get(label.side, 0)
    above = {"above": LINE, "below": -LINE}.get(label.side, 0)
    return abs(across - aside) < wide / 2 + RING and abs(up - above) < high / 2 + RING
