"""Finds places by name as people write it: any case, & or and, St or Saint, with Council or not."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from geo.suggestion import Suggestion

KINDS = ("hcp_area", "authority", "locality", "town", "settlement", "ward", "lot")
"""Kinds of named place, in the order in which places of one name are told."""

TOLD_BY_AUTHORITY = ("settlement", "ward")
"""Kinds of which two may have one name, so that people add the authority: `Watling, Swale`."""

ALIKE = 0.75
"""How alike spellings must be, as `difflib` measures it from 0 to 1, for one to be offered."""

SMALL_WORDS = frozenset(
    {"area", "authority", "borough", "city", "council", "district", "hcp", "isle", "of", "the"}
    | {"postcode", "town", "towns", "unitary", "village", "ward"}
)


def plain(text: str) -> str:
    """Small letters and digits in single-spaced words, without accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold()).replace("&", " and ")
    letters = re.sub(r"['’‘`\u0300-\u036f]", "", letters)
    words = re.sub(r"[\W_]+", " ", letters).split()
    return " ".join("st" if word == "saint" else word for word in words)


@dataclass(frozen=True)
class Names:
    """Plain texts with the places that each finds, in the order of their kinds.

    `own` are the names that places bear; `texts` are these, their keys, their labels, and names
    with the authority that tells them apart, as in `Watling, Swale`.
    """

    own: dict[str, tuple[Suggestion, ...]]
    texts: dict[str, tuple[Suggestion, ...]]

    def name(self, text: str) -> str:
        """The plain text that is looked up: without `council` or `ward` where it has no place."""
        typed = plain(text)
        if typed in self.texts:
            return typed
        return " ".join(word for word in typed.split() if word not in SMALL_WORDS)

    def exact(self, text: str) -> tuple[Suggestion, ...]:
        """The places of this whole name."""
        return self.texts.get(self.name(text), ())

    def containing(self, text: str) -> list[Suggestion]:
        """Places with a name that has a word beginning like the text: whole beginnings first."""
        typed = plain(text)
        if not typed:
            return []
        first, later = [], []
        for name, places in self.own.items():
            if name.startswith(typed):
                first.extend(places)
            elif f" {typed}" in name:
                later.extend(places)
        return list(dict.fromkeys([*_by_kind(first), *_by_kind(later)]))

    def alike(self, text: str) -> list[Suggestion]:
        """Places with a name spelled almost like this."""
        names = difflib.get_close_matches(plain(text), self.own, n=3, cutoff=ALIKE)
        return list(dict.fromkeys(self.own[name][0] for name in names))


def make_names(places: Iterable[tuple[Suggestion, tuple[str, ...], str]]) -> Names:
    """From each place with the names that it bears, and the authority that tells them apart."""
    own: dict[str, dict[Suggestion, None]] = {}
    texts: dict[str, dict[Suggestion, None]] = {}
    for place, names, authority in places:
        for name in map(plain, names):
            own.setdefault(name, {})[place] = None
        apart = [f"{name} {authority}" for name in names if authority]
        for text in map(plain, (*names, *apart, place.key, place.name)):
            texts.setdefault(text, {})[place] = None
    return Names(own=_ordered(own), texts=_ordered(texts))


def _ordered(found: dict[str, dict[Suggestion, None]]) -> dict[str, tuple[Suggestion, ...]]:
    return {text: tuple(_by_kind(places)) for text, places in found.items()}


def _by_kind(places: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(places, key=lambda place: KINDS.index(place.kind))
