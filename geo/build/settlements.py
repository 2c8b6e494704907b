"""Villages and towns of the place index, each with the postcodes that lie around its middle.

A settlement is left out where a post town or a ward of its name is the same place: it holds most of
the settlement's postcodes and lies in the same areas. Nobody need choose between the two.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from geo.build.reference import read_csv
from geo.errors import GeoProblem
from geo.lookup.answers import A_FEW
from geo.lookup.names import plain

AROUND_METRES = 500
"""How far around its middle a settlement is taken to reach: a village, or the heart of a town."""

FEWEST = 10
"""Postcodes that a settlement has at least: where fewer lie around it, the nearest ones."""

COLUMNS = ["name", "easting", "northing"]


@dataclass(frozen=True)
class Settlement:
    """Its middle (EPSG:27700), the authority of most of its postcodes, and all their shares.

    A share is an HCP area, an authority and a count of postcodes, the largest first.
    """

    name: str
    lad_code: str
    easting: int
    northing: int
    shares: tuple[tuple[str, str, int], ...]


def read_settlements(
    file: Path, postcodes: pl.DataFrame, wards: pl.DataFrame, towns: Mapping[str, Sequence[str]]
) -> list[Settlement]:
    """The settlements of a file, by name; without a file there are none.

    `postcodes` have their `hcp_area_id`; `towns` are postcode districts by post town.
    """
    found = []
    same = _same_places(postcodes, wards, towns)
    points = postcodes.select("easting", "northing").to_numpy()
    kept = read_csv(file, COLUMNS, typed=True).rows() if file.is_file() else ()
    for name, easting, northing in kept:
        metres = np.hypot(*(points - [easting, northing]).T)
        nearest = np.argsort(metres, kind="stable")
        count = max(int((metres <= AROUND_METRES).sum()), FEWEST)
        around = postcodes[nearest[:count]]
        if any(_is_place(around, held) for held in same.get(plain(name), ())):
            continue
        shares = sorted(
            Counter(around.select("hcp_area_id", "lad_code").iter_rows()).items(),
            key=lambda share: (-share[1], share[0]),
        )
        lad_code = Counter(around["lad_code"].sort()).most_common(1)[0][0]
        counted = tuple((*which, count) for which, count in shares)
        found.append(Settlement(name, lad_code, easting, northing, counted))
    found.sort(key=lambda one: (one.name, one.lad_code))
    if len({(plain(one.name), one.lad_code) for one in found}) < len(found):
        raise GeoProblem(f"{file.name} holds two settlements of one name in one authority.")
    return found


def _same_places(
    postcodes: pl.DataFrame, wards: pl.DataFrame, towns: Mapping[str, Sequence[str]]
) -> dict[str, list[pl.DataFrame]]:
    """The postcodes of every post town and ward by its plain name."""
    found: dict[str, list[pl.DataFrame]] = {}
    outward = pl.col("postcode").str.head(-3).str.strip_chars()
    for town, outwards in towns.items():
        found.setdefault(plain(town), []).append(postcodes.filter(outward.is_in(outwards)))
    for code, name in wards.select("ward_code", "ward_name").iter_rows():
        found.setdefault(plain(name), []).append(postcodes.filter(ward_code=code))
    return found


def _is_place(around: pl.DataFrame, held: pl.DataFrame) -> bool:
    """Whether a town or ward holds most of these postcodes and lies in the same areas."""
    inside = around["postcode"].is_in(held["postcode"].implode()).sum()
    return inside * 2 > around.height and _areas(held) == _areas(around)


def _areas(postcodes: pl.DataFrame) -> set[str]:
    """The HCP areas that hold more than a sliver of some postcodes."""
    counts = Counter(postcodes["hcp_area_id"])
    return {area for area, count in counts.items() if count >= A_FEW * postcodes.height}
