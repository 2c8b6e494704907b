"""Where is it? A postcode, a part of one, or the name of a place, answered from the place index.

Nothing that is asked is logged or kept: only answers about places larger than a postcode are
remembered. One loaded index may be shared by all visitors.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NoReturn

from data.profile import profile
from geo.answers import Answer, NearBorder, PlaceAnswer, PostcodeAnswer, Suggestion
from geo.areas import Areas, areas
from geo.errors import (
    GeoProblem,
    MalformedPostcode,
    NothingTyped,
    OutsideArea,
    SeveralPlaces,
    UnknownPlace,
    UnknownPostcode,
)
from geo.folder import folder
from geo.gazetteer import Gazetteer, Tally, read_towns
from geo.names import plain
from geo.postcode import (
    EXAMPLE,
    LONGEST,
    Part,
    Postcode,
    compact,
    likely,
    likely_parts,
    looks_like_postcode,
    parse,
    parts,
)
from geo.store import Entry, Store, read

FEW = 4
"""Suggestions that an error names: a sentence holds no more."""

SHORTEST_NAME = 3
"""Letters that a beginning of a name must have to be taken for one."""

BEGIN = "Postcodes that begin {}"

LOT = re.compile(r"lots? ?([0-9]+)")


@dataclass(frozen=True)
class Index:
    """A loaded place index."""

    gazetteer: Gazetteer
    _remembered: dict[str, PlaceAnswer] = field(default_factory=dict, repr=False)

    @property
    def edition(self) -> str:
        """The month of the postcodes, such as `October 2025`."""
        return self.gazetteer.store.directory["edition"]

    def postcode(self, text: str) -> PostcodeAnswer:
        """Where a whole postcode lies, in any spacing and case.

        `MalformedPostcode`, `OutsideArea` or `UnknownPostcode` say what is wrong, with likely
        postcodes as suggestions where a letter was taken for a digit.
        """
        try:
            asked = parse(text)
        except MalformedPostcode as problem:
            raise MalformedPostcode(str(problem), self._likely(text)) from None
        entry = self._entry(asked)
        if entry:
            return self._answer(asked, entry)
        begins = asked.outward if not self._sectors(Part(asked.outward)) else asked.sector
        if not self._sectors(Part(asked.outward, asked.digit)):
            raise OutsideArea(
                f"That postcode is not in {profile().region}: "
                f"no postcode that begins {begins} lies here.",
                self._likely(text),
            )
        raise UnknownPostcode(
            f"That postcode is unknown: it is not among those of {self.edition}, so it may be "
            f"new, closed, mistyped or just outside {profile().region}.",
            self._likely(text),
        )

    def find(self, text: str) -> Answer:
        """Where a postcode, a part of one, a ward, town, authority, HCP area or lot lies.

        Also finds every `key` of an answer or suggestion. `NothingTyped`, `UnknownPlace` and
        `SeveralPlaces` for names, the errors of `postcode` for what looks like one.
        """
        _check(text)
        named = self.gazetteer.names.exact(text) or self._numbered_lot(text)
        if named:
            return self._choose(named)
        if _is_whole(text):
            return self.postcode(text)
        part = next((part for part in parts(text) if self._sectors(part)), None)
        if part:
            return self._part(part)
        if looks_like_postcode(text) or self._likely(text):
            self._fail_as_postcode(text)
        return self._by_word(text)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Places that a text may be the beginning of, the likeliest first; never an error."""
        if not plain(text) or len(text) > LONGEST:
            return ()
        named = self.gazetteer.names.containing(text)
        return tuple([*self._begun(text), *named][:limit])

    def places(self, kind: str) -> tuple[PlaceAnswer, ...]:
        """All places of a kind (`lot`, `hcp_area`, `authority`, `town`, `ward`), by name."""
        found = [self._place(s) for s in self.gazetteer.keys.values() if s.kind == kind]
        return tuple(sorted(found, key=lambda place: place.name))

    def _entry(self, postcode: Postcode) -> Entry | None:
        sector = self.gazetteer.store.sector(postcode.sector)
        return sector.find(postcode.unit) if sector else None

    def _answer(self, postcode: Postcode, entry: Entry) -> PostcodeAnswer:
        places, directory = self.gazetteer, self.gazetteer.store.directory
        joins, area = places.areas, places.area_ids[entry.area]
        ward = places.wards[entry.ward]
        near = directory["near"].get(str(postcode))
        return PostcodeAnswer(
            postcode=str(postcode),
            hcp_area=joins.hcp_areas[area],
            adult_lot=joins.lot_of(area, "adults"),
            childrens_lot=joins.lot_of(area, "children"),
            authority=joins.authorities[ward.authority_id],
            authority_main_area=places.main_areas[ward.authority_id],
            ward=ward,
            near=NearBorder(joins.hcp_areas[places.area_ids[near[0]]], near[1]) if near else None,
            easting=entry.east * directory["metres"],
            northing=entry.north * directory["metres"],
            sector_key=postcode.sector.replace(" ", "-"),
        )

    def _likely(self, text: str) -> tuple[str, ...]:
        return tuple(str(found) for found in likely(text) if self._entry(found))[:FEW]

    def _likely_parts(self, text: str) -> tuple[str, ...]:
        """Parts with a letter taken for a digit; where there are none such, their letters."""
        found = likely_parts(text)
        begun = [Part(part.outward.rstrip("0123456789")) for part in found]
        held = [str(part) for part in found if self._sectors(part)]
        return tuple(dict.fromkeys(held or [str(p) for p in begun if self._sectors(p)]))[:FEW]

    def _numbered_lot(self, text: str) -> tuple[Suggestion, ...]:
        """The lot of a text such as `lot6`; `UnknownPlace` names all where it is none of them."""
        asked, lots = LOT.fullmatch(plain(text)), self.gazetteer.areas.lots.values()
        if not (asked and lots):
            return ()
        keys = self.gazetteer.keys
        found = tuple(keys[lot.id] for lot in lots if str(lot.number) == asked[1].lstrip("0"))
        if not found:
            labels = tuple(keys[lot.id].name for lot in lots)
            raise UnknownPlace(_numbers(lot.number for lot in lots), labels)
        return found

    def _choose(self, named: tuple[Suggestion, ...]) -> PlaceAnswer:
        """The first of its kind; two of the same kind, as two wards, must be told apart."""
        first, *others = named
        if others and others[0].kind == first.kind:
            raise SeveralPlaces("More than one place has that name.", _labels(named))
        return replace(self._place(first), others=tuple(others))

    def _place(self, suggestion: Suggestion) -> PlaceAnswer:
        if suggestion.key not in self._remembered:
            self._remembered[suggestion.key] = self.gazetteer.place(suggestion)
        return self._remembered[suggestion.key]

    def _sectors(self, part: Part) -> list[str]:
        sectors_of = self.gazetteer.sectors_of
        if part.outward.isalpha():
            begun = [o for o in sectors_of if o.rstrip("0123456789") == part.outward]
            return [name for outward in begun for name in sectors_of[outward]]
        names = sectors_of.get(part.outward, [])
        return [name for name in names if not part.digit or name == str(part)]

    def _part(self, part: Part) -> PlaceAnswer:
        key = str(part).replace(" ", "-")
        if key not in self._remembered:
            tally: Tally = self.gazetteer.tally_sectors(self._sectors(part))
            answer = self.gazetteer.answer("postcode part", key, str(part), tally)
            self._remembered[key] = answer
        return self._remembered[key]

    def _fail_as_postcode(self, text: str) -> NoReturn:
        part, likely_ones = next(iter(parts(text)), None), self._likely_parts(text)
        if part:
            raise OutsideArea(
                f"No postcode that begins {part} lies in {profile().region}.", likely_ones
            )
        compact(text)  # says which signs no postcode has
        raise MalformedPostcode(
            f"That is neither a postcode, such as {EXAMPLE}, nor the beginning of one, such as "
            f"{EXAMPLE.split()[0]}.",
            self._likely(text) or likely_ones,
        )

    def _by_word(self, text: str) -> PlaceAnswer:
        found = self.gazetteer.names.containing(text) if len(plain(text)) >= SHORTEST_NAME else []
        if len(found) == 1:
            return self._place(found[0])
        if found:
            raise SeveralPlaces("More than one place has a name like that.", _labels(found))
        if not any(c.isascii() for c in plain(text).replace(" ", "")):
            raise UnknownPlace(
                "Type the name or the postcode in the letters A to Z, for example "
                f"{profile().example_place}."
            )
        alike = tuple(place.name for place in self.gazetteer.names.alike(text))
        raise UnknownPlace(
            f"No place of that name is known in {profile().region}: try a postcode or a town.",
            (*self._likely_parts(text), *alike),
        )

    def _begun(self, text: str) -> list[Suggestion]:
        """Postcode districts and sectors that begin with a text that has a digit."""
        typed = plain(text).upper().replace(" ", "")
        if not any(c.isdigit() for c in typed):
            return []
        sectors_of = self.gazetteer.sectors_of
        names = [*sectors_of, *self.gazetteer.store.directory["sectors"]]
        begun = [name for name in names if name.replace(" ", "").startswith(typed)]
        return [
            Suggestion(BEGIN.format(name), "postcode part", name.replace(" ", "-"))
            for name in sorted(begun, key=lambda name: (len(name), name))
        ]


def load(path: Path | None = None) -> Index:
    """The index of the service, with the names of the facts that are shown now.

    Its file is read once, and joined with the names once for each data package; `GeoProblem` when
    it cannot be read.
    """
    return _joined(path or folder() / "index" / "places.bin", areas())


@lru_cache(maxsize=2)
def _joined(path: Path, joins: Areas) -> Index:
    try:
        return Index(Gazetteer(store=_store(path), areas=joins, towns=_towns()).prepare())
    except KeyError as fault:
        raise GeoProblem(f"The place index names {fault}, which no table has.") from fault


@cache
def _store(path: Path) -> Store:
    return read(path)


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    return read_towns(folder() / "towns.csv")


def _check(text: str) -> None:
    if not text.strip():
        raise NothingTyped(
            f"Type a postcode or the name of a place, for example {profile().example_place}."
        )
    if len(text) > LONGEST:
        raise NothingTyped("That is too long for a postcode or the name of a place.")
    if not plain(text):
        raise NothingTyped("Type letters or digits: a postcode or the name of a place.")


def _is_whole(text: str) -> bool:
    try:
        parse(text)
    except MalformedPostcode:
        return False
    return True


def _labels(places: Iterable[Suggestion]) -> tuple[str, ...]:
    return tuple(place.name for place in places)[:FEW]


def _numbers(lots: Iterable[int]) -> str:
    """Which numbers lots have: `There are lots 1 to 6.`"""
    first, *others = sorted(lots)
    if not others:
        return f"There is only lot {first}."
    if others[-1] - first == len(others):
        return f"There are lots {first} to {others[-1]}."
    *most, last = map(str, [first, *others])
    return f"There are lots {', '.join(most)} and {last}."
