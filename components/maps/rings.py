"""Places marked with rings, and the names that a ring would lie on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from components.maps.dots import Dot
from components.maps.frame import SHAPE, corners
from components.maps.labels import GAP, Label, Side

NARROWEST = 288  # px of a map on the narrowest phone
LETTER, LINE = 6, 12  # px across of a letter of a name on a narrow map, and from line to line
RING = 12  # px from the middle of the mark of a place to its outer edge there
SMALL_RING = 3  # likewise of one of many, to the middle of its line
WIDTHS = (440, 640, 700)  # px from which a name may stand; components/static/maps.css has them
SIDES: tuple[Side, ...] = ("right", "left", "above", "below")

Box = tuple[float, float, float, float]


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
    return tuple(
        name
        for name in names
        if not any(
            _holds(_box(name, wide), _px((point.easting, point.northing), wide), RING)
            for wide in (_narrowest(name),)
            for point in points
        )
    )


def beside(
    names: Iterable[Label], marked: Sequence[Dot], others: Sequence[Label]
) -> tuple[Label, ...]:
    """Return the names, each on a side of its place where it lies on no ring and on no name.

    A name that has no such side on a narrow map stands on wide ones alone, or nowhere. `marked`
    are small rings; `others` are names that stay.
    """
    placed: list[Label] = []
    for name in sorted(names, key=_narrowest):
        tried = (
            replace(name, side=side, from_px=wide)
            for wide in dict.fromkeys((name.from_px, *(w for w in WIDTHS if w > name.from_px)))
            for side in dict.fromkeys((name.side, *SIDES))
        )
        free = (one for one in tried if _is_free(one, marked, (*others, *placed)))
        placed += [one for one in (next(free, None),) if one]
    return tuple(placed)


def _is_free(name: Label, marked: Iterable[Dot], others: Iterable[Label]) -> bool:
    """Whether a name lies in the map, on no ring and on no other, wherever it is shown first."""
    wide = _narrowest(name)
    box = _box(name, wide)
    inside = box[0] > 0 < box[1] and box[2] < wide and box[3] < wide / SHAPE
    return (
        inside
        and not any(_holds(box, _px(dot.metres, wide), SMALL_RING) for dot in marked)
        and not any(
            _meet(_box(name, both), _box(one, both))
            for one in others
            for both in (max(wide, _narrowest(one)),)
        )
    )


def _narrowest(label: Label) -> int:
    """The width in px of the narrowest map that shows a name."""
    return max(NARROWEST, label.from_px)


def _px(metres: tuple[float, float], wide: int) -> tuple[float, float]:
    """Where a point lies on a map so wide: px from its left and from its top."""
    west, _, east, north = corners()
    scale = wide / (east - west)
    return (metres[0] - west) * scale, (north - metres[1]) * scale


def _box(label: Label, wide: int) -> Box:
    """Left, top, right and bottom of a name on a map so wide, in px."""
    x, y = _px(label.metres, wide)
    across, high = max(map(len, label.lines)) * LETTER, len(label.lines) * LINE
    if label.side == "turned":
        across, high = high, across
    x += {"right": GAP + across / 2, "left": -GAP - across / 2}.get(label.side, 0)
    y += {"above": -LINE, "below": LINE}.get(label.side, 0)
    return x - across / 2, y - high / 2, x + across / 2, y + high / 2


def _holds(box: Box, at: tuple[float, float], reach: float) -> bool:
    """Whether a ring of so many px around a place lies on a box."""
    return box[0] - reach < at[0] < box[2] + reach and box[1] - reach < at[1] < box[3] + reach


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
