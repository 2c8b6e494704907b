"""Places marked on a map on demand, each by a small ring: hollow, so that none is taken for a town.

A ring has both tones of the look, so it shows on every colour, to every eye and on paper.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from components.text.words import count


class Dot(NamedTuple):
    """A place by its area, in degrees and in metres (EPSG:27700)."""

    area: str
    degrees: tuple[float, float]
    metres: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Dots:
    """All places of a kind, whose name is `of`, in the order of their areas."""

    of: str
    places: tuple[Dot, ...]

    @property
    def told(self) -> str:
        """A sentence on what is marked."""
        return f" Rings mark {count(len(self.places))} {self.of}."

    @property
    def alt(self) -> str:
        """What the text alternative of a map says of them: how many lie in which area."""
        by_area = Counter(dot.area for dot in self.places)
        counted = "; ".join(f"{area}: {count(number)}" for area, number in by_area.items())
        return f"{self.told} {counted}."
