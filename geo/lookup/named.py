"""Which places a typed name means. Only a whole name is an answer; a part of one asks which.

Where places of one name lie in different areas, or another name has it among its words, all are
told apart with their lots: nobody is sent to one lot by a name that another place has too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from typing import NoReturn

from data.package.profile import profile
from geo.errors import SeveralPlaces, UnknownPlace
from geo.lookup.answers import A_FEW, PlaceAnswer
from geo.lookup.gazetteer import Gazetteer
from geo.lookup.names import plain
from geo.lookup.postcode import LINES
from geo.suggestion import Suggestion

FEW = 4
"""Suggestions that an error names: a sentence holds no more."""

SHORTEST_NAME = 3
"""Letters that a beginning of a name must have to be taken for one."""

LOT = re.compile(r"lots? ?([0-9]+)")

SAME_NAME = "More than one place has that name."
PART_OF_SEVERAL = "More than one place has a name like that."
LINES_APART = "That names more than one place."

COUNTRY = frozenset({"great britain", "england", "gb", "uk", "united kingdom"})

JOINERS = ("and", "or")
"""Words between the names of two places that are both asked for."""


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
        narrows it down, or no place. `SeveralPlaces` where a line is a place somewhere else, or
        where several places are asked for.
        """
        exact = self.gazetteer.names.exact
        lines = [line for line in map(self._without_end, map(plain, LINES.split(text))) if line]
        read = [self._names_in(line) for line in reversed(lines)]
        if not read or not read[0][0]:
            return None
        last, *before = [name for names, _ in read for name in names]
        if before and any(joined for _, joined in read):
            raise self._apart(map(exact, reversed([last, *before])))
        found, longer = exact(last), self._longer(last)
        for name in before:
            named = exact(name)
            if all(one.kind == "ward" for one in named):  # as streets are called, if any
                continue
            known = {authority for one in found for authority in self.authorities(one)}
            there = tuple(one for one in named if self.authorities(one)[0] in known)
            if not there:
                raise self._apart([named, found])
            found, longer = there, []
        return self._choose(found, longer)

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

    @cached_property
    def around(self) -> tuple[str, ...]:
        """What may end an address here and is no place: the region, words of it, the country."""
        region = plain(profile().region)
        ends = sorted({region, *region.split(), *COUNTRY}.difference(JOINERS))
        return tuple(end for end in ends if not self.gazetteer.names.exact(end))

    def _without_end(self, line: str) -> str:
        """A plain line without county, country and district at its end: `dartford kent da1`."""
        while line:
            last = line.split()[-1]
            held = last if last.upper() in self.gazetteer.sectors_of else None
            end = next((end for end in self.around if f" {line}".endswith(f" {end}")), held)
            if end is None:
                break
            line = line.removesuffix(end).rstrip()
        return line

    def _names_in(self, line: str) -> tuple[list[str], bool]:
        """The names that a plain line is made of, the last first, and whether "and" joins them.

        There are none where anything else stands among them.
        """
        found, joined = [], False
        while line := self._without_end(line):
            words = line.split()
            ends = (" ".join(words[at:]) for at in range(len(words)))
            end = next((end for end in ends if self.gazetteer.names.exact(end)), None)
            if end:
                found.append(end)
            elif found and words[-1] in JOINERS:
                end, joined = words[-1], True
            else:
                return [], False
            line = line.removesuffix(end).rstrip()
        return found, joined

    def _apart(self, asked: Iterable[Sequence[Suggestion]]) -> SeveralPlaces:
        """Asks which of several names is meant: the first place of each, then the others."""
        turns = zip_longest(*asked)
        every = dict.fromkeys(one for turn in turns for one in turn if one)
        return SeveralPlaces(LINES_APART, self._few(every))

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


def _numbers(lots: Iterable[int]) -> str:
    """Which numbers lots have: `There are lots 1 to 6.`"""
    first, *others = sorted(lots)
    if not others:
        return f"There is only lot {first}."
    if others[-1] - first == len(others):
        return f"There are lots {first} to {others[-1]}."
    *most, last = map(str, [first, *others])
    return f"There are lots {', '.join(most)} and {last}."
