"""The places larger than a postcode: what each is called, and what its postcodes add up to."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from geo.areas import Areas, HcpArea
from geo.lookup.answers import AreaShare, AuthorityShare, PlaceAnswer, Ward
from geo.lookup.names import Names, make_names, plain
from geo.lookup.store import Store
from geo.suggestion import Suggestion


@dataclass
class Tally:
    """Postcodes by HCP area and by authority, and the middle of them all."""

    areas: Counter = field(default_factory=Counter)
    authorities: Counter = field(default_factory=Counter)
    east: float = 0
    north: float = 0

    def count(self, area: str, lad: str, postcodes: int, east: float, north: float) -> None:
        """Count postcodes of one area and authority, whose middle is known."""
        self.areas[area] += postcodes
        self.authorities[lad] += postcodes
        self.east += east * postcodes
        self.north += north * postcodes

    def add(self, other: "Tally") -> None:
        """Count what another tally has counted."""
        self.areas.update(other.areas)
        self.authorities.update(other.authorities)
        self.east += other.east
        self.north += other.north

    def centre(self, metres: int) -> tuple[int, int]:
        count = max(self.areas.total(), 1)
        return round(self.east / count) * metres, round(self.north / count) * metres


@dataclass(frozen=True)
class Locality:
    """A place that people name and no list has, made of others: what else it is called, its parts.

    Each part is the key of an authority, a ward, a postcode district (`ME12`) or sector (`ME12-3`).
    """

    also: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Gazetteer:
    """Places by key, over one loaded store."""

    store: Store
    areas: Areas
    towns: Mapping[str, tuple[str, ...]]
    localities: Mapping[str, Locality]

    @cached_property
    def area_ids(self) -> list[str]:
        return self.store.directory["hcp_areas"]

    @cached_property
    def wards(self) -> list[Ward]:
        """Wards in the store's order, so that a ward's number is its place here."""
        return [Ward(code, name, lad) for code, name, lad, *_ in self.store.directory["wards"]]

    @cached_property
    def sectors_of(self) -> dict[str, list[str]]:
        """Sector names by postcode district (`ME13`)."""
        sectors: dict[str, list[str]] = {}
        for name in self.store.directory["sectors"]:
            sectors.setdefault(name.split()[0], []).append(name)
        return sectors

    @cached_property
    def main_areas(self) -> dict[str, HcpArea]:
        """For each authority, the HCP area that most of its postcodes lie in."""
        counts: dict[str, Counter] = {}
        for _, _, lad, _, _, shares in self.store.directory["wards"]:
            counts.setdefault(lad, Counter()).update(dict(shares))
        return {
            lad: self.areas.hcp_areas[self.area_ids[count.most_common(1)[0][0]]]
            for lad, count in counts.items()
        }

    @cached_property
    def _ward_names(self) -> dict[str, str]:
        return {ward.id: ward.name for ward in self.wards}

    @cached_property
    def _town_names(self) -> dict[str, str]:
        return {_key("town", town): town for town in self.towns}

    @cached_property
    def _locality_names(self) -> dict[str, str]:
        return {_key("locality", name): name for name in self.localities}

    @cached_property
    def _settlements(self) -> dict[str, list]:
        """The rows of settlements in the store's directory by their keys."""
        return {
            _key("place", f"{row[0]} {self.areas.authorities[row[1]].name}"): row
            for row in self.store.directory["settlements"]
        }

    @cached_property
    def names(self) -> Names:
        return make_names(self.named_places())

    @cached_property
    def keys(self) -> dict[str, Suggestion]:
        """Every named place by its key."""
        return {place.key: place for place, *_ in self.named_places()}

    def prepare(self) -> "Gazetteer":
        """Work out the names and counts now rather than at the first question."""
        _ = self.names, self.keys, self.main_areas, self.sectors_of
        return self

    def named_places(self) -> Iterator[tuple[Suggestion, tuple[str, ...], str]]:
        """Every named place with its names, and the authority that tells those of one apart."""
        for lot in self.areas.lots.values():
            label = f"Lot {lot.number}: {lot.name}"
            yield Suggestion(label, "lot", lot.id), (label, lot.name), ""
        for area in self.areas.hcp_areas.values():
            yield Suggestion(f"{area.name} (HCP area)", "hcp_area", area.id), (area.name,), ""
        for lad in self.areas.authorities.values():
            yield Suggestion(f"{lad.name} ({lad.kind})", "authority", lad.id), (lad.name,), ""
        for name, locality in self.localities.items():
            label = f"{name} ({', '.join(map(self._part_name, locality.parts))})"
            yield Suggestion(label, "locality", _key("locality", name)), (name, *locality.also), ""
        for town, outwards in self.towns.items():
            label = f"{town} ({', '.join(outwards)})"
            yield Suggestion(label, "town", _key("town", town)), (town,), ""
        for key, (name, code, *_) in self._settlements.items():
            lad = self.areas.authorities[code].name
            label = f"{name} (village or town in {lad})"
            yield Suggestion(label, "settlement", key), (name,), lad
        for ward in self.wards:
            lad = self.areas.authorities[ward.authority_id].name
            yield Suggestion(f"{ward.name} (ward in {lad})", "ward", ward.id), (ward.name,), lad

    def place(self, suggestion: Suggestion) -> PlaceAnswer:
        """The answer for a named place."""
        kind, key = suggestion.kind, suggestion.key
        if kind == "lot":
            name, tally = f"Lot {self.areas.lots[key].number}", self._tally(key)
        elif kind == "hcp_area":
            name, tally = self.areas.hcp_areas[key].name, self._tally(key)
        elif kind == "authority":
            name, tally = self.areas.authorities[key].name, self._tally(key)
        elif kind == "town":
            name, outwards = suggestion.name, self.towns[self._town_names[key]]
            tally = self.tally_sectors(
                sector for outward in outwards for sector in self.sectors_of[outward]
            )
        elif kind == "locality":
            name, tally = suggestion.name, Tally()
            for part in self.localities[self._locality_names[key]].parts:
                tally.add(self._part_tally(part))
        elif kind == "settlement":
            name, tally = self._settlements[key][0], self._settlement_tally(key)
        else:
            name, tally = self._ward_names[key], self._tally(key)
        return self.answer(kind, key, name, tally)

    def answer(self, kind: str, key: str, name: str, tally: Tally) -> PlaceAnswer:
        """An answer from its counts, the largest share first."""
        lot_of, easting_northing = self.areas.lot_of, tally.centre(self.store.directory["metres"])
        return PlaceAnswer(
            kind=kind,
            key=key,
            name=name,
            areas=tuple(
                AreaShare(
                    hcp_area=self.areas.hcp_areas[id_],
                    adult_lot=lot_of(id_, "adults"),
                    childrens_lot=lot_of(id_, "children"),
                    postcodes=count,
                )
                for id_, count in tally.areas.most_common()
            ),
            authorities=tuple(
                AuthorityShare(self.areas.authorities[lad], self.main_areas[lad], count)
                for lad, count in tally.authorities.most_common()
            ),
            easting=easting_northing[0],
            northing=easting_northing[1],
        )

    def tally_sectors(self, sectors: Iterable[str]) -> Tally:
        """Counts of whole sectors, from the heads of their blocks alone."""
        tally = Tally()
        areas: dict[int, int] = {}
        wards: dict[int, int] = {}
        for name in sectors:
            sector = self.store.sector(name)
            for area, count in sector.areas:
                areas[area] = areas.get(area, 0) + count
            for ward, count in sector.wards:
                wards[ward] = wards.get(ward, 0) + count
            postcodes = sector.postcodes
            tally.east += sector.centre[0] * postcodes
            tally.north += sector.centre[1] * postcodes
        for area, count in areas.items():
            tally.areas[self.area_ids[area]] += count
        for ward, count in wards.items():
            tally.authorities[self.wards[ward].authority_id] += count
        return tally

    def sectors(self, part: str) -> list[str]:
        """The sectors of the postcodes that begin with a district or a sector (`ME12 3`)."""
        names = self.sectors_of.get(part.split()[0], [])
        return [name for name in names if " " not in part or name == part]

    def _part_tally(self, part: str) -> Tally:
        """Counts of a part of a locality."""
        if part in self._ward_names or part in self.areas.authorities:
            return self._tally(part)
        return self.tally_sectors(self.sectors(part.replace("-", " ")))

    def _settlement_tally(self, key: str) -> Tally:
        _, _, east, north, shares = self._settlements[key]
        tally = Tally()
        for area, lad, count in shares:
            tally.count(self.area_ids[area], lad, count, east, north)
        return tally

    def _tally(self, key: str) -> Tally:
        """Counts of the wards, or parts of wards, in a lot, HCP area, authority or ward."""
        within = self.areas.lots[key].hcp_area_ids if key in self.areas.lots else (key,)
        by_area = key in self.areas.lots or key in self.areas.hcp_areas
        tally = Tally()
        for code, _, lad, east, north, shares in self.store.directory["wards"]:
            if not by_area and key not in (code, lad):
                continue
            for number, count in shares:
                area = self.area_ids[number]
                if by_area and area not in within:
                    continue
                tally.count(area, lad, count, east, north)
        return tally

    def _part_name(self, part: str) -> str:
        if part in self.areas.authorities:
            return self.areas.authorities[part].name
        return self._ward_names.get(part, part.replace("-", " "))


def read_towns(path: Path) -> dict[str, tuple[str, ...]]:
    """Postcode districts by Royal Mail post town, as addresses have them; none without a file."""
    towns: dict[str, tuple[str, ...]] = {}
    if not path.is_file():
        return towns
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            towns[row["town"]] = (*towns.get(row["town"], ()), row["outward"])
    return towns


def read_localities(path: Path) -> dict[str, Locality]:
    """Places that people name by what they are made of, put together by hand; none without a file.

    A row is one part; `also` holds further names, with semicolons between, on a place's first row.
    """
    found: dict[str, Locality] = {}
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            also = tuple(name for name in row["also"].split(";") if name)
            held = found.get(row["locality"], Locality(also, ()))
            found[row["locality"]] = Locality(held.also, (*held.parts, row["part"]))
    return found


def _key(kind: str, name: str) -> str:
    return f"{kind}-{plain(name).replace(' ', '-')}"
