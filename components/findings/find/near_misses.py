"""What someone may have meant whose words found no place, or more than one."""

from __future__ import annotations

from geo.errors import LookupProblem, OutsideArea, SeveralPlaces
from geo.lookup.lookup import Index
from geo.lookup.named import SHORTEST_NAME
from geo.lookup.names import plain
from geo.lookup.postcode import LONGEST
from geo.suggestion import Suggestion

FEW = 8


def near_misses(index: Index, text: str, problem: LookupProblem) -> tuple[Suggestion, ...]:
    """Places that may have been meant, the likeliest first; each `key` finds its place.

    First what the look-up itself takes for likely, such as a postcode with 0 for O; then places
    that begin so; then, for a postcode that is not known, the part of it that is. Where several
    places bear a name, or several postcodes were typed, those are all.
    """
    if len(text) > LONGEST or not plain(text):
        return ()
    likely = [*problem.places]
    if not isinstance(problem, OutsideArea | SeveralPlaces):
        likely += index.suggest(text, FEW) or _shorter(index, text)
    by_name: dict[str, Suggestion] = {}
    for one in likely:
        by_name.setdefault(one.name, one)
    return tuple(by_name.values())[:FEW]


def _shorter(index: Index, text: str) -> tuple[Suggestion, ...]:
    """Places that a beginning of the text finds: of a postcode its part, of a name its words."""
    typed = plain(text)
    if any(letter.isdigit() for letter in typed):
        cuts = [typed[:end] for end in range(len(typed) - 1, SHORTEST_NAME - 1, -1)]
    else:
        words = typed.split()
        cuts = [" ".join(words[:end]) for end in range(len(words) - 1, 0, -1)]
    found = (index.suggest(cut, 2) for cut in cuts if len(cut) >= SHORTEST_NAME)
    return next((places for places in found if places), ())
