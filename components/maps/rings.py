"""Places marked with rings, and the names that a ring would lie on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from components.maps.dots import Dot
from components.maps.frame import SHAPE, corners
from components.maps.labels import GAP, Label, Side, labels, moved
from geo import outlines

NARROWEST = 288  # px of a map on the narrowest phone
LETTER, LINE = 6, 12  # px across of a letter of a name on a narrow map, and from line to line
RING = 12  # px from the middle of the mark of a place to its outer edge there
SMALL_RING = 3  # likewise of one of many, to the middle of its line
WIDTHS = (440, 640, 700)  # px from which a name may stand; components/static/maps.css has them
STEP, ACROSS, UP = 3, 8, 4  # px of a move on a narrow map, and how many moves each way
SIDES: tuple[Side, ...] = ("right", "left", "above", "below")

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class MarkedPlace:
    """A place marked on the map: its name and its grid reference in metres (EPSG:27700)."""

    name: str
    easting: float
    northing: float


def ringed(points: Iterable[MarkedPlace]) -> str:
    """Return a sentence on each ring, as an alternative text ends with them."""
    return "".join(f" A ring marks {point.name}." for point in points)


def clear(names: Iterable[Label], points: Sequence[MarkedPlace]) -> tuple[Label, ...]:
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


@lru_cache(maxsize=4)
def nudged(layer: str, marked: tuple[Dot, ...]) -> tuple[Label, ...]:
    """Return the names of a layer of `geo.outlines`, each where it lies on fewer small rings.

    None comes to lie on another or further out of its area. One that stands beside it stays.
    """
    by_way = sorted(
        product(range(-ACROSS, ACROSS + 1), range(-UP, UP + 1)), key=lambda way: math.hypot(*way)
    )
    placed = [*labels(layer)]
    rings = [_px(dot.metres, NARROWEST) for dot in marked]
    for at, name in enumerate(placed):
        if name.leads_to:
            continue
        others = [*placed[:at], *placed[at + 1 :]]
        metres = STEP / _px_a_metre(NARROWEST)
        tried = (moved(name, east * metres, north * metres) for east, north in by_way)
        inside = _within(layer, name)
        free = (
            one
            for one in tried
            if one.metres == name.metres
            or (inside <= _within(layer, one) and _is_free(one, (), others))
        )
        placed[at] = min(free, key=lambda one: _struck(one, rings))
    return tuple(placed)


def _within(layer: str, name: Label) -> set[int]:
    """Which of the left end, the middle and the right end of a name lie within its area."""
    left, _, right, _ = _box(name, NARROWEST)
    half = (right - left) / 2 / _px_a_metre(NARROWEST)
    easting, northing = name.metres
    points = ((easting + way * half, northing) for way in (-1, 0, 1))
    return {at for at, one in enumerate(outlines.within(layer, name.id, points)) if one}


def _struck(name: Label, rings: Sequence[tuple[float, float]]) -> int:
    """How many small rings a name lies on, on a narrow map."""
    box = _box(name, NARROWEST)
    return sum(_holds(box, ring, SMALL_RING + 1) for ring in rings)


def _is_free(name: Label, marked: Iterable[Dot], others: Iterable[Label]) -> bool:
    """Whether a name lies in the map, on no ring and on no other, wherever it is shown first."""
    wide = _narrowest(name)
    box = _box(name, wide)
    inside = box[0] > 0 < box[1] and box[2] < wide and box[3] < wide / SHAPE
    return (
        inside
        and not any(_holds(box, _px(dot.metres, wide), SMALL_RING) for dot in marked)
        and not any(
            meet(_box(name, both), _box(one, both))
            for one in others
            for both in (max(wide, _narrowest(one)),)
        )
    )


def _narrowest(label: Label) -> int:
    """The width in px of the narrowest map that shows a name."""
    return max(NARROWEST, label.from_px)


def _px(metres: tuple[float, float], wide: int) -> tuple[float, float]:
    """Where a point lies on a map so wide: px from its left and from its top."""
    west, _, _, north = corners()
    scale = _px_a_metre(wide)
    return (metres[0] - west) * scale, (north - metres[1]) * scale


def _px_a_metre(wide: int) -> float:
    west, _, east, _ = corners()
    return wide / (east - west)


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


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
