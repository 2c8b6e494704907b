"""Where is it? A postcode, a part of one, or the name of a place, answered from the place index.

Nothing that is asked is logged or kept: only answers about places larger than a postcode are
remembered. One loaded index may be shared by all visitors.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from data.profile import profile
from geo.answers import Answer, NearBorder, PlaceAnswer, PostcodeAnswer, Suggestion
from geo.areas import areas
from geo.errors import (
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
from geo.postcode import LONGEST, Part, Postcode, likely, looks_like_postcode, parse, parts
from geo.store import Entry, read

FEW = 4
"""Suggestions that an error names: a sentence holds no more."""

SHORTEST_NAME = 3
"""Letters that a beginning of a name must have to be taken for one."""


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
        if asked.outward not in self.gazetteer.sectors_of:
            raise OutsideArea(
                f"That postcode is outside {profile().region}: "
                f"no postcode that begins {asked.outward} lies here.",
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
        named = self.gazetteer.names.exact(text)
        if named:
            return self._choose(named)
        if _is_whole(text):
            return self.postcode(text)
        part = next((part for part in parts(text) if self._sectors(part)), None)
        if part:
            return self._part(part)
        if looks_like_postcode(text) or self._likely(text):
            return self._fail_as_postcode(text)
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

    def _fail_as_postcode(self, text: str) -> PostcodeAnswer:
        part = next(iter(parts(text)), None)
        if part:
            raise OutsideArea(f"No postcode that begins {part} lies in {profile().region}.")
        return self.postcode(text)

    def _by_word(self, text: str) -> PlaceAnswer:
        found = self.gazetteer.names.containing(text) if len(plain(text)) >= SHORTEST_NAME else []
        if len(found) == 1:
            return self._place(found[0])
        if found:
            raise SeveralPlaces("More than one place has a name like that.", _labels(found))
        raise UnknownPlace(
            "No postcode, ward, town, authority, area or lot of that name is in the index.",
            tuple(place.name for place in self.gazetteer.names.alike(text)),
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
            Suggestion(f"Postcodes that begin {name}", "postcode part", name.replace(" ", "-"))
            for name in sorted(begun, key=lambda name: (len(name), name))
        ]


@cache
def load(path: Path | None = None) -> Index:
    """The index of the service, read once; `GeoProblem` when it cannot be read."""
    store = read(path or folder() / "index" / "places.bin")
    towns = read_towns(folder() / "towns.csv")
    return Index(Gazetteer(store=store, areas=areas(), towns=towns).prepare())


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
