"""Where is it? A postcode, a part of one, or the name of a place, answered from the place index.

Nothing that is asked is logged or kept: only answers about places larger than a postcode are
remembered. One loaded index may be shared by all visitors.
"""

from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NoReturn

from data.package.profile import profile
from geo.areas import Areas, areas
from geo.errors import (
    GeoProblem,
    MalformedPostcode,
    NothingTyped,
    OutsideArea,
    SeveralPlaces,
    UnknownPostcode,
)
from geo.folder import folder
from geo.lookup.answers import Answer, NearBorder, PlaceAnswer, PostcodeAnswer
from geo.lookup.gazetteer import Gazetteer, Locality, Tally, read_localities, read_towns
from geo.lookup.named import FEW, LINES_APART, NamedPlaces
from geo.lookup.names import plain
from geo.lookup.postcode import (
    EXAMPLE,
    LONGEST,
    Postcode,
    PostcodePart,
    bare,
    compact,
    likely,
    likely_parts,
    looks_like_postcode,
    parse,
    parts,
    within,
)
from geo.lookup.store import Entry, Store, read
from geo.suggestion import Suggestion

BEGIN = "Postcodes that begin {}"

HOLDS_SEVERAL = "That holds more than one postcode."


@dataclass(frozen=True)
class Index:
    """A loaded place index."""

    gazetteer: Gazetteer
    _remembered: dict[str, PlaceAnswer] = field(default_factory=dict, repr=False)

    @cached_property
    def named(self) -> NamedPlaces:
        """Its places that have names."""
        return NamedPlaces(self.gazetteer)

    @cached_property
    def postal_areas(self) -> frozenset[str]:
        """The letters that postcodes here begin with."""
        return frozenset(o.rstrip("0123456789") for o in self.gazetteer.sectors_of)

    @property
    def edition(self) -> str:
        """The month of the postcodes, such as `October 2025`."""
        return self.gazetteer.store.directory["edition"]

    def postcode(self, text: str) -> PostcodeAnswer:
        """Where a whole postcode lies, in any spacing and case, whatever stands around it.

        `MalformedPostcode`, `OutsideArea` or `UnknownPostcode` say what is wrong, with likely
        postcodes as suggestions where a letter was taken for a digit; `SeveralPlaces` asks which
        of several postcodes is meant.
        """
        held = within(text, self.postal_areas)
        if len(held) > 1:
            which = tuple(map(self._postcode_told, held[:FEW]))
            raise SeveralPlaces(HOLDS_SEVERAL, which)
        try:
            asked = held[0] if held else parse(text)
        except MalformedPostcode as problem:
            raise MalformedPostcode(str(problem), self._likely(text)) from None
        entry = self._entry(asked)
        if entry:
            return self._answer(asked, entry)
        likely_ones = self._likely(str(asked))
        begins = asked.outward if not self._sectors(PostcodePart(asked.outward)) else asked.sector
        if not self._sectors(PostcodePart(asked.outward, asked.digit)):
            raise OutsideArea(
                f"That postcode is not in {profile().region}: "
                f"no postcode that begins {begins} lies here.",
                likely_ones,
            )
        raise UnknownPostcode(
            f"That postcode is unknown: it is not among those of {self.edition}, so it may be "
            f"new, closed, mistyped or just outside {profile().region}.",
            likely_ones,
        )

    def find(self, text: str) -> Answer:
        """Where a postcode, a part of one, or a named place of any kind lies.

        A text that holds one postcode is that postcode, whatever stands around it. Only a whole
        name is answered. Also finds every `key` of an answer or suggestion. `NothingTyped`,
        `UnknownPlace` and `SeveralPlaces` for names, the errors of `postcode` for what looks like
        one.
        """
        _check(text)
        if named := self.named.find(text):
            return named
        if within(text, self.postal_areas):
            return self.postcode(text)
        text = bare(text)
        part = next((part for part in parts(text) if self._sectors(part)), None)
        if part:
            return self._part(part)
        if named := self.named.in_address(text):
            self._agrees(named, text)
            return named
        if looks_like_postcode(text) or self._likely(text):
            return self._fail_as_postcode(text)
        return self.named.fail(text, self._likely_parts(text))

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Places that a text may be the beginning of, the likeliest first; never an error."""
        if not plain(text) or len(text) > LONGEST:
            return ()
        begun = [
            replace(one, lots=self._part(parts(one.key)[0]).lots)
            for one in self._begun(text)[:limit]
        ]
        named = self.gazetteer.names.containing(text)
        return (*begun, *self.named.told(named[: limit - len(begun)]))

    def of_name(self, name: str) -> tuple[Suggestion, ...]:
        """All places of a whole name, each with its lots."""
        return self.named.told(self.gazetteer.names.exact(name))

    def places(self, kind: str) -> tuple[PlaceAnswer, ...]:
        """All places of a kind of `geo.lookup.names.KINDS`, by name."""
        found = [self.named.place(s) for s in self.gazetteer.keys.values() if s.kind == kind]
        return tuple(sorted(found, key=lambda place: place.name))

    def _agrees(self, named: PlaceAnswer, text: str) -> None:
        """`SeveralPlaces` where an address has a postcode district that lies in other areas."""
        areas = {share.hcp_area for share in named.areas}
        for word in plain(text).upper().split():
            if word not in self.gazetteer.sectors_of:
                continue
            part = self._part(PostcodePart(word))
            if areas.isdisjoint(share.hcp_area for share in part.areas):
                begun = Suggestion(word, "likely", part.key, part.lots)
                here = self.named.told([self.gazetteer.keys[named.key]])
                raise SeveralPlaces(LINES_APART, (*here, begun))

    def _entry(self, postcode: Postcode) -> Entry | None:
        store = self.gazetteer.store
        if postcode.sector not in store.directory["sectors"]:
            return None
        return store.sector(postcode.sector).find(postcode.unit)

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

    def _likely(self, text: str) -> tuple[Suggestion, ...]:
        held = [str(found) for found in likely(text) if self._entry(found)]
        return tuple(Suggestion(one, "likely", one) for one in held[:FEW])

    def _likely_parts(self, text: str) -> tuple[Suggestion, ...]:
        """Parts with a letter taken for a digit; where there are none such, their letters."""
        found = likely_parts(text)
        begun = [PostcodePart(part.outward.rstrip("0123456789")) for part in found]
        held = [str(part) for part in found if self._sectors(part)]
        every = dict.fromkeys(held or [str(p) for p in begun if self._sectors(p)])
        return tuple(Suggestion(one, "likely", one) for one in every)[:FEW]

    def _postcode_told(self, postcode: Postcode) -> Suggestion:
        entry = self._entry(postcode)
        lots = ""
        if entry:
            found = self._answer(postcode, entry)
            lots = f"lots {found.adult_lot.number} and {found.childrens_lot.number}"
        return Suggestion(str(postcode), "likely", str(postcode), lots)

    def _sectors(self, part: PostcodePart) -> list[str]:
        sectors_of = self.gazetteer.sectors_of
        if part.outward.isalpha():
            begun = [o for o in sectors_of if o.rstrip("0123456789") == part.outward]
            return [name for outward in begun for name in sectors_of[outward]]
        return self.gazetteer.sectors(str(part))

    def _part(self, part: PostcodePart) -> PlaceAnswer:
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
        places = Gazetteer(_store(path), joins, towns=_towns(), localities=_localities())
        return Index(places.prepare())
    except KeyError as fault:
        raise GeoProblem(f"The place index names {fault}, which no table has.") from fault


@cache
def _store(path: Path) -> Store:
    return read(path)


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    return read_towns(folder() / "towns.csv")


@cache
def _localities() -> dict[str, Locality]:
    return read_localities(folder() / "localities.csv")


def _check(text: str) -> None:
    if not text.strip():
        raise NothingTyped(
            f"Type a postcode or the name of a place, for example {profile().example_place}."
        )
    if len(text) > LONGEST:
        raise NothingTyped("That is too long for a postcode or the name of a place.")
    if not plain(text):
        raise NothingTyped("Type letters or digits: a postcode or the name of a place.")
