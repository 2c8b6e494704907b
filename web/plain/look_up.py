"""What somebody typed into a box of Find my area, looked up and let go.

Nothing here logs, keeps or repeats what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from components.findings.find.near_misses import near_misses
from components.found_place import FoundPlace, found_place
from components.operate import counters
from geo.errors import LookupProblem
from geo.lookup.lookup import load
from geo.suggestion import Suggestion


@dataclass(frozen=True, kw_only=True)
class NotFound:
    """Why nothing was found, in a sentence, and what may have been meant."""

    sentence: str
    suggestions: tuple[Suggestion, ...] = ()


def look_up(text: str, *, where: str) -> FoundPlace | NotFound:
    """Find the place of a text; `where` it was asked is counted: `page` or `embed`."""
    index = load()
    try:
        place = found_place(index.find(text))
    except LookupProblem as problem:
        counters.count_look_up(None, problem, where=where)
        return NotFound(sentence=str(problem), suggestions=near_misses(index, text, problem))
    counters.count_look_up(place.kind, where=where)
    return place
