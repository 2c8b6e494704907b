"""The places larger than a postcode: what each is called, and what its postcodes add up to."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from geo.answers import AreaShare, AuthorityShare, PlaceAnswer, Suggestion, Ward
from geo.areas import Areas, HcpArea
from geo.names import Names, make_names, plain
from geo.store import Store


@dataclass
class Tally:
    """Postcodes by HCP area and by authority, and the middle of them all."""

    areas: Counter = field(default_factory=Counter)
    authorities: Counter = field(default_factory=Counter)
    east: int = 0
    north: int = 0

    def centre(self, metres: int) -> tuple[int, int]:
        count = max(self.areas.total(), 1)
        return round(self.east / count) * metres, round(self.north / count) * metres


@dataclass(frozen=True)
class Gazetteer:
    """Places by key, over one loaded store."""

    store: Store
    areas: Areas
    towns: dict[str, tuple[str, ...]]

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
        return {_town_key(town): town for town in self.towns}

    @cached_property
    def names(self) -> Names:
        return make_names(self._all_names())

    @cached_property
    def keys(self) -> dict[str, Suggestion]:
        """Every named place by its key."""
        return {place.key: place for _, place in self._all_names()}

    def prepare(self) -> "Gazetteer":
        """Work out the names and counts now rather than at the first question."""
        _ = self.names, self.keys, self.main_areas, self.sectors_of
        return self

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
                tally.areas[area] += count
                tally.authorities[lad] += count
                tally.east += east * count
                tally.north += north * count
        return tally

    def _all_names(self) -> Iterator[tuple[str, Suggestion]]:
        """Every name of every place: its own, its key, and the label of its suggestion."""
        for place, names in self._named_places():
            yield from ((name, place) for name in (*names, place.key, place.name))

    def _named_places(self) -> Iterator[tuple[Suggestion, tuple[str, ...]]]:
        for lot in self.areas.lots.values():
            yield Suggestion(f"Lot {lot.number}: {lot.name}", "lot", lot.id), (lot.name,)
        for area in self.areas.hcp_areas.values():
            yield Suggestion(f"{area.name} (HCP area)", "hcp_area", area.id), (area.name,)
        for lad in self.areas.authorities.values():
            yield Suggestion(f"{lad.name} ({lad.kind})", "authority", lad.id), (lad.name,)
        for town, outwards in self.towns.items():
            label = f"{town} ({', '.join(outwards)})"
            yield Suggestion(label, "town", _town_key(town)), (town,)
        for ward in self.wards:
            lad = self.areas.authorities[ward.authority_id].name
            label = f"{ward.name} (ward in {lad})"
            yield Suggestion(label, "ward", ward.id), (ward.name, f"{ward.name}, {lad}")


def read_towns(path: Path) -> dict[str, tuple[str, ...]]:
    """Postcode districts by Royal Mail post town, as addresses have them; none without a file."""
    towns: dict[str, tuple[str, ...]] = {}
    if not path.is_file():
        return towns
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            towns[row["town"]] = (*towns.get(row["town"], ()), row["outward"])
    return towns


def _town_key(town: str) -> str:
    return f"town-{plain(town).replace(' ', '-')}"
