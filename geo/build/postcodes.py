"""The place index: for every postcode its HCP area, ward and point, and borders within 50 metres.

The HCP area is that of the LSOA which holds the postcode's point, at full resolution and never
from a generalised outline; where a point falls in the sea, of the nearest LSOA.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import shapely

from geo import attribution
from geo.areas import Areas
from geo.build.reference import Lsoas, reading
from geo.build.settlements import Settlement, read_settlements
from geo.errors import GeoProblem
from geo.folder import folder
from geo.lookup.gazetteer import read_towns
from geo.lookup.postcode import UNIT_LETTERS
from geo.lookup.store import Entry, encode

EDITION = "October 2025"
NEAR_METRES = 50
STEP_METRES = 10
"""Points are kept to 10 metres: enough to mark a place on the map."""

WRITTEN = rf"^[A-Z]{{1,2}}[0-9][0-9A-Z]? [0-9][{UNIT_LETTERS}]{{2}}$"

POSTCODE_COLUMNS = ["postcode", "easting", "northing", "lad_code", "ward_code"]
WARD_COLUMNS = ["ward_code", "ward_name", "lad_code"]


@dataclass(frozen=True)
class Places:
    """Postcodes with their `hcp_area_id`, wards, which are near which other area, settlements."""

    postcodes: pl.DataFrame
    wards: pl.DataFrame
    near: dict[str, tuple[str, float]]
    settlements: list[Settlement]


def read_places(reference: Path, lsoas: Lsoas) -> Places:
    """Read postcodes and wards and put each postcode in its HCP area."""
    postcodes = _read(reference / "postcodes_2025.parquet", POSTCODE_COLUMNS).sort("postcode")
    wards = _read(reference / "wards_2025.csv", WARD_COLUMNS).sort("ward_code")
    if not postcodes["postcode"].is_unique().all():
        raise GeoProblem("postcodes_2025.parquet holds a postcode twice.")
    for postcode in postcodes.filter(~pl.col("postcode").str.contains(WRITTEN))["postcode"].head(1):
        raise GeoProblem(
            f"postcodes_2025.parquet holds {postcode!r}, which is no postcode: write each with one "
            "space, in capitals, and its last two letters without C, I, K, M, O and V."
        )
    unmatched = postcodes.join(wards, on=["ward_code", "lad_code"], how="anti")
    if unmatched.height:
        raise GeoProblem(f"wards_2025.csv lacks the ward of {unmatched.height:,} postcodes.")
    points = shapely.points(postcodes["easting"].to_numpy(), postcodes["northing"].to_numpy())
    area = lsoas.table["hcp_area_id"].to_numpy()
    own = area[lsoa_of(points, lsoas.outlines)]
    near = near_other(points, own, lsoas.outlines, area)
    postcodes = postcodes.with_columns(hcp_area_id=pl.Series(own, dtype=pl.String))
    return Places(
        postcodes=postcodes,
        wards=wards,
        near={postcodes["postcode"][place]: near[place] for place in sorted(near)},
        settlements=read_settlements(
            reference / "settlements.csv", postcodes, wards, read_towns(folder() / "towns.csv")
        ),
    )


def lsoa_of(points: np.ndarray, outlines: np.ndarray) -> np.ndarray:
    """The number of the LSOA that holds each point, or of the nearest where none does.

    A point on a shared edge goes to the first of its LSOAs in code order.
    """
    tree = shapely.STRtree(outlines)
    found = np.full(len(points), len(outlines))
    point, lsoa = tree.query(points, predicate="intersects")
    np.minimum.at(found, point, lsoa)
    at_sea = np.flatnonzero(found == len(outlines))
    point, lsoa = tree.query_nearest(points[at_sea])
    np.minimum.at(found, at_sea[point], lsoa)
    return found


def near_other(
    points: np.ndarray, own: np.ndarray, outlines: np.ndarray, area: np.ndarray
) -> dict[int, tuple[str, float]]:
    """By the number of each point within 50 metres of another HCP area: that area, and metres."""
    tree = shapely.STRtree(outlines)
    point, lsoa = tree.query(points, predicate="dwithin", distance=NEAR_METRES)
    other = area[lsoa] != own[point]
    point, lsoa = point[other], lsoa[other]
    metres = shapely.distance(points[point], outlines[lsoa])
    near: dict[int, tuple[str, float]] = {}
    for place in np.lexsort((lsoa, metres)):
        near.setdefault(int(point[place]), (area[lsoa[place]], float(metres[place])))
    return near


def index_bytes(places: Places, areas: Areas) -> bytes:
    """The whole index file."""
    area_ids = list(areas.hcp_areas)
    number = {code: place for place, code in enumerate(places.wards["ward_code"])}
    directory = {
        "edition": EDITION,
        "attribution": list(attribution.PLACES),
        "metres": STEP_METRES,
        "hcp_areas": area_ids,
        "wards": _ward_rows(places, area_ids),
        "settlements": [
            [
                one.name,
                one.lad_code,
                round(one.easting / STEP_METRES),
                round(one.northing / STEP_METRES),
                [[area_ids.index(area), lad, count] for area, lad, count in one.shares],
            ]
            for one in places.settlements
        ],
        "near": {
            postcode: [area_ids.index(other), round(metres)]
            for postcode, (other, metres) in places.near.items()
        },
    }
    sectors: dict[str, list[Entry]] = {}
    for row in places.postcodes.iter_rows(named=True):
        entry = Entry(
            unit=row["postcode"][-2:],
            ward=number[row["ward_code"]],
            area=area_ids.index(row["hcp_area_id"]),
            east=round(row["easting"] / STEP_METRES),
            north=round(row["northing"] / STEP_METRES),
        )
        sectors.setdefault(row["postcode"][:-2], []).append(entry)
    return encode(directory, sorted(sectors.items()))


def _ward_rows(places: Places, area_ids: list[str]) -> list[list]:
    """Code, name, LAD code, middle of its postcodes, and postcodes by HCP area, of each ward."""
    middles = {
        code: (round(east / STEP_METRES), round(north / STEP_METRES))
        for code, east, north in places.postcodes.group_by("ward_code")
        .agg(pl.col("easting").mean(), pl.col("northing").mean())
        .iter_rows()
    }
    shares: dict[str, list[list[int]]] = {}
    counts = places.postcodes.group_by("ward_code", "hcp_area_id").len()
    for code, area, count in counts.sort("ward_code", "hcp_area_id").iter_rows():
        shares.setdefault(code, []).append([area_ids.index(area), count])
    return [
        [code, name, lad, *middles[code], shares[code]]
        for code, name, lad in places.wards.select(WARD_COLUMNS).iter_rows()
    ]


def _read(path: Path, columns: list[str]) -> pl.DataFrame:
    with reading(path):
        if path.suffix == ".parquet":
            return pl.read_parquet(path, columns=columns)
        return pl.read_csv(path, columns=columns)
