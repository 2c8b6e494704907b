"""A place that was found, as pages need it: what to call it and how it lies, no whole postcode."""

from __future__ import annotations

from dataclasses import dataclass

from components.text.words import count, listed
from geo.areas import Authority, HcpArea
from geo.lookup.answers import (
    A_FEW,
    Answer,
    AreaShare,
    AuthorityShare,
    NearBorder,
    PlaceAnswer,
    PostcodeAnswer,
    Ward,
)
from geo.lookup.lookup import Index
from geo.suggestion import Suggestion

COARSE = 500
"""Metres to which a postcode's point is rounded for the map, so that it points at nobody's door."""


@dataclass(frozen=True, kw_only=True)
class FoundPlace:
    """A place by its key, with its shares by area and by authority, the largest first.

    `name` is how people call it. `kind` is that of the answer, or `postcode`; then `key` and
    `name` are those of its sector and `ward` and `near` say what only the whole postcode can.
    `districts` are what a town or a locality is taken for: postcode districts, or other places.
    `easting` and `northing` are its middle (EPSG:27700).
    """

    key: str
    kind: str
    name: str
    areas: tuple[AreaShare, ...]
    authorities: tuple[AuthorityShare, ...]
    easting: int
    northing: int
    districts: str = ""
    ward: Ward | None = None
    near: NearBorder | None = None

    @property
    def postcodes(self) -> int:
        return sum(share.postcodes for share in self.areas)

    @property
    def main(self) -> AreaShare:
        """The area that holds most of it."""
        return self.areas[0]

    @property
    def is_split(self) -> bool:
        """Whether more than a sliver of it lies in another area than its main one."""
        return len(self.parts) > 1

    @property
    def parts(self) -> dict[str, str]:
        """The names of the areas that it can be looked at in, by id."""
        shares = [s for s in self.areas if s.postcodes >= A_FEW * self.postcodes]
        return {share.hcp_area.id: share.hcp_area.name for share in shares}

    @property
    def councils(self) -> tuple[AuthorityShare, ...]:
        """The authorities that hold more than a sliver of it."""
        least = A_FEW * self.postcodes
        return tuple(share for share in self.authorities if share.postcodes >= least)

    def area_shown(self, chosen: str | None) -> str:
        """The area to show it in: the chosen one where it lies there, else its main one."""
        return chosen if chosen in self.parts else self.main.hcp_area.id


def found_place(answer: Answer) -> FoundPlace:
    """The place of an answer; of a postcode all but its last part is left behind."""
    return _of_postcode(answer) if isinstance(answer, PostcodeAnswer) else _of_place(answer)


def same_name(index: Index, place: FoundPlace) -> tuple[Suggestion, ...]:
    """Other places of the same name with their lots, such as a ward beside a town."""
    if place.kind.startswith("postcode"):
        return ()
    return tuple(other for other in index.of_name(place.name) if other.key != place.key)


def same_name_words(others: tuple[Suggestion, ...]) -> str:
    """What stands before other places of the same name."""
    return f"{'Other places have' if len(others) > 1 else 'Another place has'} this name:"


def authority_name(authority: Authority) -> str:
    """An authority as a place: `Swale district`, `Medway`."""
    return f"{authority.name} district" if authority.kind == "district" else authority.name


def council(place: FoundPlace) -> str:
    """The council that holds most of it, as a place."""
    return authority_name(place.authorities[0].authority)


def counts(place: FoundPlace) -> str:
    """How its postcodes lie: `2,586 of the 3,713 postcodes are in West Kent, 1,127 in …`."""
    first, *rest = place.areas
    if not rest:
        return f"All {count(place.postcodes)} postcodes are in {first.hcp_area.name}"
    others = ", ".join(f"{count(s.postcodes)} in {s.hcp_area.name}" for s in rest)
    return (
        f"{count(first.postcodes)} of the {count(place.postcodes)} postcodes are in "
        f"{first.hcp_area.name}, {others}"
    )


def elsewhere(place: FoundPlace, area_id: str) -> tuple[Authority, HcpArea] | None:
    """The council that holds most of it and that council's main area, where that is another."""
    share = place.councils[0]
    if share.main_area.id == area_id or place.kind in ("authority", "hcp_area", "lot"):
        return None
    return share.authority, share.main_area


def _of_postcode(answer: PostcodeAnswer) -> FoundPlace:
    area = AreaShare(answer.hcp_area, answer.adult_lot, answer.childrens_lot, 1)
    return FoundPlace(
        key=answer.sector_key,
        kind="postcode",
        name=answer.sector_key.replace("-", " "),
        areas=(area,),
        authorities=(AuthorityShare(answer.authority, answer.authority_main_area, 1),),
        easting=_coarse(answer.easting),
        northing=_coarse(answer.northing),
        ward=answer.ward,
        near=answer.near,
    )


def _of_place(answer: PlaceAnswer) -> FoundPlace:
    name, _, districts = (
        answer.name.partition(" (")
        if answer.kind in ("town", "locality")
        else (answer.name, "", "")
    )
    return FoundPlace(
        key=answer.key,
        kind=answer.kind,
        name=name,
        districts=listed(districts.removesuffix(")").split(", ")),
        areas=answer.areas,
        authorities=answer.authorities,
        easting=answer.easting,
        northing=answer.northing,
    )


def _coarse(metres: int) -> int:
    return round(metres / COARSE) * COARSE
