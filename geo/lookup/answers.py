"""What a look-up answers: frozen, and complete enough to write a sentence from."""

from dataclasses import dataclass

from geo.areas import Authority, HcpArea, Lot
from geo.suggestion import Suggestion

A_FEW = 0.01
"""Share below which a council or an area is left out of a list; its postcodes are counted too."""


@dataclass(frozen=True)
class Ward:
    """An electoral ward by its code, in the authority with this LAD code."""

    id: str
    name: str
    authority_id: str


@dataclass(frozen=True)
class NearBorder:
    """The HCP area on the other side of a border within 50 metres, and how far it is."""

    hcp_area: HcpArea
    metres: int


@dataclass(frozen=True)
class PostcodeAnswer:
    """Where one postcode lies: the HCP area of the LSOA that holds its point.

    `easting` and `northing` are the postcode's point to 10 metres (EPSG:27700). `near` is None
    unless another HCP area begins within 50 metres. `sector_key` finds the postcode's sector, for
    links that must not hold a whole postcode.
    """

    postcode: str
    hcp_area: HcpArea
    adult_lot: Lot
    childrens_lot: Lot
    authority: Authority
    authority_main_area: HcpArea
    ward: Ward
    near: NearBorder | None
    easting: int
    northing: int
    sector_key: str

    def as_json(self) -> dict[str, str | int | bool | None]:
        """The answer in flat words and numbers, as the command prints it."""
        return {
            "postcode": self.postcode,
            "hcp_area": self.hcp_area.name,
            "adult_lot": f"Lot {self.adult_lot.number}",
            "childrens_lot": f"Lot {self.childrens_lot.number}",
            "authority": self.authority.name,
            "ward": self.ward.name,
            "near_boundary": self.near is not None,
            "boundary_metres": self.near.metres if self.near else None,
            "other_side": self.near.hcp_area.name if self.near else None,
        }


@dataclass(frozen=True)
class AreaShare:
    """How many of a place's postcodes lie in an HCP area, and the lots that serve it there."""

    hcp_area: HcpArea
    adult_lot: Lot
    childrens_lot: Lot
    postcodes: int


@dataclass(frozen=True)
class AuthorityShare:
    """How many of a place's postcodes lie in an authority."""

    authority: Authority
    main_area: HcpArea
    postcodes: int


@dataclass(frozen=True)
class PlaceAnswer:
    """Where a place lies that is larger than a postcode, counted by its postcodes.

    `kind` is one of `geo.lookup.names.KINDS` or `postcode part`. `areas` and `authorities` have the
    largest share first. `easting` and `northing` are the middle of its postcodes (EPSG:27700).
    `others` are other places of the same name. `key` finds it again.
    """

    kind: str
    key: str
    name: str
    areas: tuple[AreaShare, ...]
    authorities: tuple[AuthorityShare, ...]
    easting: int
    northing: int
    others: tuple[Suggestion, ...] = ()

    @property
    def postcodes(self) -> int:
        return sum(share.postcodes for share in self.areas)

    @property
    def is_split(self) -> bool:
        """Whether its postcodes lie in more than one HCP area."""
        return len(self.areas) > 1

    @property
    def lots(self) -> str:
        """The lots that serve it, the largest part first: `lots 4 and 6, in part 1 and 6`."""
        if self.kind == "lot":
            return ""
        pairs = [
            f"{share.adult_lot.number} and {share.childrens_lot.number}"
            for share in self.areas
            if share.postcodes >= A_FEW * self.postcodes
        ]
        return f"lots {', in part '.join(pairs)}"

    def as_json(self) -> dict:
        """The answer in words and numbers, as the command prints it."""
        return {
            "kind": self.kind,
            "name": self.name,
            "postcodes": self.postcodes,
            "areas": [
                {
                    "hcp_area": share.hcp_area.name,
                    "adult_lot": f"Lot {share.adult_lot.number}",
                    "childrens_lot": f"Lot {share.childrens_lot.number}",
                    "postcodes": share.postcodes,
                }
                for share in self.areas
            ],
            "authorities": [
                {"authority": share.authority.name, "postcodes": share.postcodes}
                for share in self.authorities
            ],
            "others": [
                {"kind": other.kind, "name": other.name, "key": other.key, "lots": other.lots}
                for other in self.others
            ],
        }


Answer = PostcodeAnswer | PlaceAnswer
