"""Which places a typed name means. Only a whole name is an answer; a part of one asks which.

Where places of one name lie in different areas, or another name has it among its words, all are
told apart with their lots: nobody is sent to one lot by a name that another place has too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from data.package.profile import profile
from geo.errors import SeveralPlaces, UnknownPlace
from geo.lookup.answers import A_FEW, PlaceAnswer
from geo.lookup.gazetteer import Gazetteer
from geo.lookup.names import plain
from geo.suggestion import Suggestion

FEW = 4
"""Suggestions that an error names: a sentence holds no more."""

SHORTEST_NAME = 3
"""Letters that a beginning of a name must have to be taken for one."""

LOT = re.compile(r"lots? ?([0-9]+)")

LINES = re.compile(r"[,;\n]")
"""What stands between the lines of an address."""

SAME_NAME = "More than one place has that name."
PART_OF_SEVERAL = "More than one place has a name like that."
LINES_APART = "That names more than one place."

COUNTRY = frozenset({"britain", "england", "gb", "great", "kingdom", "uk", "united"})


@dataclass(frozen=True)
class NamedPlaces:
    """The named places of a gazetteer, with the answers that were made."""

    gazetteer: Gazetteer
    _remembered: dict[str, PlaceAnswer] = field(default_factory=dict, repr=False)

    def place(self, suggestion: Suggestion) -> PlaceAnswer:
        """The answer for a place."""
        if suggestion.key not in self._remembered:
            self._remembered[suggestion.key] = self.gazetteer.place(suggestion)
        return self._remembered[suggestion.key]

    def find(self, text: str) -> PlaceAnswer | None:
        """The place that has this key or this whole name, or the lot of this number."""
        if text in self.gazetteer.keys:
            return self.place(self.gazetteer.keys[text])
        if named := self.gazetteer.names.exact(text):
            return self._choose(named, self._longer(text))
        return self._numbered_lot(text)

    def in_address(self, text: str) -> PlaceAnswer | None:
        """The place of an address, or of a name with its county: `High Street, Dover, Kent`.

        Read from its end. The last line must be a place; each before it is a place there, and
        narrows it down, or no place. `SeveralPlaces` where a line is a place somewhere else.
        """
        lines = [plain(line) for line in LINES.split(text)]
        lines[-1] = self._without_end(lines[-1])
        last, *before = [line for line in reversed(lines) if line] or [""]
        found, longer = self.gazetteer.names.exact(last), self._longer(last)
        for line in before if found else ():
            named = self.gazetteer.names.exact(line)
            if all(one.kind == "ward" for one in named):  # as streets are called, if any
                continue
            known = {authority for one in found for authority in self.authorities(one)}
            there = tuple(one for one in named if self.authorities(one)[0] in known)
            if not there:
                raise SeveralPlaces(LINES_APART, self._few([*named, *found]))
            found, longer = there, []
        return self._choose(found, longer) if found else None

    def fail(self, text: str, likely: tuple[Suggestion, ...]) -> NoReturn:
        """Say why a text is no place, with those that have it in their name, or else `likely`."""
        names = self.gazetteer.names
        found = names.containing(text) if len(plain(text)) >= SHORTEST_NAME else []
        if len(found) > 1:
            raise SeveralPlaces(PART_OF_SEVERAL, self._few(found))
        if found:
            raise UnknownPlace(part_of_one(), self.told(found))
        if not any(c.isascii() for c in plain(text).replace(" ", "")):
            raise UnknownPlace(
                "Type the name or the postcode in the letters A to Z, for example "
                f"{profile().example_place}."
            )
        raise UnknownPlace(
            f"No place of that name is known in {profile().region}: try a postcode or a town.",
            (*likely, *self.told(names.alike(text))),
        )

    def told(self, places: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
        """The places with their lots."""
        return tuple(replace(one, lots=self.place(one).lots) for one in places)

    def areas(self, suggestion: Suggestion) -> set[str]:
        """The ids of the HCP areas that hold a postcode of a place."""
        return {share.hcp_area.id for share in self.place(suggestion).areas}

    def authorities(self, suggestion: Suggestion) -> list[str]:
        """The authorities that hold more than a sliver of a place, that of most first."""
        answer = self.place(suggestion)
        least = A_FEW * answer.postcodes
        return [one.authority.id for one in answer.authorities if one.postcodes >= least]

    def _choose(self, named: Sequence[Suggestion], longer: Sequence[Suggestion]) -> PlaceAnswer:
        """The first of them in whose areas all lie; `SeveralPlaces` where there is none such.

        `longer` are places of which the name is a part: they may be meant too.
        """
        areas = {one: self.areas(one) for one in (*named, *longer)}
        every = set().union(*areas.values())
        first = next((one for one in named if areas[one] == every), None)
        if first is None:
            known = set().union(*(areas[one] for one in named))
            apart = [one for one in longer if not areas[one] <= known]
            which = dict.fromkeys([*named, *apart, *longer])
            raise SeveralPlaces(SAME_NAME, self._few(which))
        return replace(self.place(first), others=self.told(one for one in named if one != first))

    def _longer(self, text: str) -> list[Suggestion]:
        """Places whose name has a word that begins with this one, as New Ash Green has Ash."""
        names = self.gazetteer.names
        return names.containing(names.name(text))

    def _without_end(self, line: str) -> str:
        """A plain line without county, country and district at its end: `dartford kent da1`."""
        words, held = line.split(), self.gazetteer.sectors_of
        while words and (words[-1] in around() or words[-1].upper() in held):
            words.pop()
        return " ".join(words)

    def _few(self, places: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
        return self.told([*places][:FEW])

    def _numbered_lot(self, text: str) -> PlaceAnswer | None:
        """The lot of a text such as `lot6`; `UnknownPlace` names all where it is none of them."""
        asked, lots = LOT.fullmatch(plain(text)), self.gazetteer.areas.lots.values()
        if not (asked and lots):
            return None
        keys = self.gazetteer.keys
        for lot in lots:
            if str(lot.number) == asked[1].lstrip("0"):
                return self.place(keys[lot.id])
        every = tuple(keys[lot.id] for lot in lots)
        raise UnknownPlace(_numbers(lot.number for lot in lots), every)


def part_of_one() -> str:
    """What is said of a part of the name of one place."""
    return f"No place of just that name is known in {profile().region}."


def around() -> frozenset[str]:
    """Words that may end an address here: those of the region's own name and of the country."""
    return COUNTRY.union(plain(profile().region).split())


def _numbers(lots: Iterable[int]) -> str:
    """Which numbers lots have: `There are lots 1 to 6.`"""
    first, *others = sorted(lots)
    if not others:
        return f"There is only lot {first}."
    if others[-1] - first == len(others):
        return f"There are lots {first} to {others[-1]}."
    *most, last = map(str, [first, *others])
    return f"There are lots {', '.join(most)} and {last}."
