"""Finds places by name as people write it: any case, & or and, St or Saint, with Council or not."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from geo.answers import Suggestion

KINDS = ("hcp_area", "authority", "town", "ward", "lot")
"""Kinds of named place; where names are the same, the first is meant."""

ALIKE = 0.75
"""How alike spellings must be, as `difflib` measures it from 0 to 1, for one to be offered."""

SMALL_WORDS = frozenset(
    {"area", "authority", "borough", "city", "council", "district", "hcp", "of", "the", "town"}
    | {"unitary", "ward"}
)


def plain(text: str) -> str:
    """Small letters and digits in single-spaced words, without accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold()).replace("&", " and ")
    letters = re.sub(r"['’‘`\u0300-\u036f]", "", letters)
    words = re.sub(r"[\W_]+", " ", letters).split()
    return " ".join("st" if word == "saint" else word for word in words)


@dataclass(frozen=True)
class Names:
    """Every plain name with the places that bear it, in the order of their kinds."""

    places: dict[str, tuple[Suggestion, ...]]

    def exact(self, text: str) -> tuple[Suggestion, ...]:
        """The places of this name; words such as `council` or `ward` may stand around it."""
        typed = plain(text)
        found = self.places.get(typed)
        if found:
            return found
        bare = " ".join(word for word in typed.split() if word not in SMALL_WORDS)
        return self.places.get(bare, ())

    def containing(self, text: str) -> list[Suggestion]:
        """Places with a name that has a word beginning like the text: whole beginnings first."""
        typed = plain(text)
        if not typed:
            return []
        first, later = [], []
        for name, places in self.places.items():
            if name.startswith(typed):
                first.extend(places)
            elif f" {typed}" in name:
                later.extend(places)
        return list(dict.fromkeys([*_by_kind(first), *_by_kind(later)]))

    def alike(self, text: str) -> list[Suggestion]:
        """Places with a name spelled almost like this."""
        names = difflib.get_close_matches(plain(text), self.places, n=3, cutoff=ALIKE)
        return list(dict.fromkeys(self.places[name][0] for name in names))


def make_names(pairs: Iterable[tuple[str, Suggestion]]) -> Names:
    """From pairs of a name and its place; a place may have many names."""
    places: dict[str, dict[Suggestion, None]] = {}
    for name, place in pairs:
        places.setdefault(plain(name), {})[place] = None
    return Names({name: tuple(_by_kind(found)) for name, found in places.items()})


def _by_kind(places: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(places, key=lambda place: KINDS.index(place.kind))
