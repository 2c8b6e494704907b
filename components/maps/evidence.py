"""How lots are drawn by the evidence for a service in them: one row for each kind.

A kind is told by the shade of the lot, and by a sign beside its name, so never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from components.maps.labels import Label
from components.theme import LOOKS, LookName


class Shading(NamedTuple):
    """The tone of the kind that fills a lot, how much of it, in lines or whole, and in words."""

    part: str
    opacity: float
    words: str
    hatched: bool = False


# What a map shades a lot by: the lists that its lines stand on.
SHADINGS: Mapping[str, Shading] = MappingProxyType(
    {
        "local list": Shading("edge", 0.7, "Strong colour"),
        "programme scope": Shading("fill", 1.0, "Light colour"),
        "earlier scope": Shading("edge", 0.45, "Lines", hatched=True),
        "not stated": Shading("fill", 1.0, "Outline alone"),
    }
)
# The marks of the matrix as signs, which fonts of every system have; also those that stand beside
# the mark of a list, and shade nothing.
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "local list": "■",
        "programme scope": "○",
        "earlier scope": "◊",
        "not stated": "–",
        "page whole": "□",
        "page part": "∟",
    }
)


@dataclass(frozen=True, kw_only=True)
class Marked:
    """One lot by its name: the kind that shades it, its signs, and what is said of both."""

    lot_id: str
    name: str
    kind: str
    signs: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The evidence for what is named, a service line or a service area, in each lot of a map."""

    name: str
    lots: tuple[Marked, ...]

    @property
    def alt(self) -> str:
        """The end of the text alternative of a map: each lot with what is drawn for it."""
        told = ". ".join(f"{one.name}: {one.said}" for one in self.lots)
        return f"by the evidence for {self.name}. {told}."


def signed(labels: Iterable[Label], evidence: Evidence) -> Iterator[Label]:
    """Yield the names of lots with their signs in the first line, after the number of the lot."""
    signs = {one.lot_id: one.signs for one in evidence.lots}
    for label in labels:
        first, *rest = label.lines
        yield replace(label, lines=(f"{first} {signs[label.id]}", *rest))


def shades(evidence: Evidence, look: LookName) -> Iterator[tuple[Shading, str, tuple[str, ...]]]:
    """Yield each shading that occurs, its colour and the lots that have it."""
    for kind, shading in SHADINGS.items():
        lots = tuple(one.lot_id for one in evidence.lots if one.kind == kind)
        if lots:
            yield shading, colour(kind, look), lots


def colour(kind: str, look: LookName) -> str:
    """Return the colour of a kind on maps, by its name where one drawing serves both looks."""
    part = SHADINGS[kind].part
    if look == "css":
        return f"var(--evidence-{kind.replace(' ', '-')}-{part})"
    return getattr(LOOKS[look].evidence[kind], part)
