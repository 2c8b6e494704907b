"""Wards: the lines between them for a map, and the list of them with the areas they lie in.

A ward is drawn from the small areas (LSOAs of 2011) that the look-ups of the ONS lead to it, by the
LSOAs of 2021. One that was split between two wards counts to that in which most of its people live.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import shapely

from geo.build.coverage import generalise, make_pieces
from geo.build.layers import Shape
from geo.build.reference import Lsoas, read_csv
from geo.errors import GeoProblem
from geo.outlines import WARDS

NEED = "need"
CHAIN, WARD_OF, PEOPLE = "lsoa11_lsoa21.csv", "lsoa21_ward24_icb24.csv", "need_lsoa21.csv"
TOLERANCE_METRES = 260
"""As `coverage.TOLERANCE_METRES`, and coarser, as they are thin lines across a whole county."""

KEYS = ("hcp_area_id", "ward_code")


class Wards(NamedTuple):
    """The lines as one shape, and `ward_code`, `name`, `lad_code`, `hcp_area_ids`, `lsoas`.

    A line ends where a HCP area ends, whose own line it would run beside. `hcp_area_ids` are
    parted by `|`, the one with most people first. `lsoas` is 0 for a ward that is not drawn, as
    most people of its small areas live in another.
    """

    lines: list[Shape]
    table: pl.DataFrame


def make_wards(reference: Path, lsoas: Lsoas) -> Wards | None:
    """Make the wards, or None where the look-ups are not in the folder `need` of the reference."""
    folder = reference / NEED
    if not all((folder / name).is_file() for name in (CHAIN, WARD_OF, PEOPLE)):
        return None
    parts = _parts(folder).join(lsoas.table, on="lsoa_code")
    most = parts.unique("lsoa_code", keep="first", maintain_order=True)
    table = lsoas.table.join(
        most.select("lsoa_code", "ward_code"), on="lsoa_code", how="left", maintain_order="left"
    )
    if unknown := table.filter(pl.col("ward_code").is_null())["lsoa_code"].to_list():
        raise GeoProblem(f"The look-ups of wards lack LSOAs, the first of them {unknown[0][:20]}.")
    pieces = generalise(make_pieces(table, lsoas.outlines, KEYS), tolerance=TOLERANCE_METRES)
    lines = [
        line
        for area in pieces.table["hcp_area_id"].unique().sort()
        for line in _inner(pieces.shapes[(pieces.table["hcp_area_id"] == area).to_numpy()])
    ]
    shape = Shape({"id": WARDS}, shapely.multilinestrings(lines))
    return Wards([shape], _listed(table, parts))


def _parts(folder: Path) -> pl.DataFrame:
    """`lsoa_code` (2011), `ward_code`, `name`, `residents`: that ward of it first with most."""
    chain = read_csv(folder / CHAIN, ["lsoa11_code", "lsoa21_code"])
    wards = read_csv(folder / WARD_OF, ["lsoa21_code", "ward24_code", "ward24_name"])
    people = read_csv(folder / PEOPLE, ["lsoa21_code", "residents_2021"])
    joined = chain.join(wards, on="lsoa21_code").join(people, on="lsoa21_code")
    parts = joined.group_by(
        lsoa_code="lsoa11_code",
        ward_code="ward24_code",
        name=pl.col("ward24_name").str.replace_all("'", "’", literal=True),
    ).agg(residents=pl.col("residents_2021").cast(pl.Int64).sum())
    return parts.sort("lsoa_code", "residents", "ward_code", descending=[False, True, False])


def _inner(shapes: np.ndarray) -> np.ndarray:
    """The lines that two wards of one area share, each once."""
    lines = shapely.union_all(shapely.boundary(shapes))
    around = shapely.boundary(shapely.coverage_union_all(shapes))
    return shapely.get_parts(shapely.line_merge(shapely.difference(lines, around)))


def _listed(table: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Each ward once, by its council and its name."""
    areas = parts.group_by("ward_code", "hcp_area_id").agg(pl.col("residents").sum())
    areas = areas.sort("ward_code", "residents", "hcp_area_id", descending=[False, True, False])
    ids = areas.group_by("ward_code", maintain_order=True).agg(
        pl.col("hcp_area_id").str.join("|").alias("hcp_area_ids")
    )
    wards = parts.select("ward_code", "name", "lad_code").unique()
    if wards["ward_code"].n_unique() < wards.height:
        raise GeoProblem(f"{WARD_OF} has a ward with two names or in two authorities.")
    drawn = table.group_by("ward_code").agg(lsoas=pl.len())
    listed = wards.join(ids, on="ward_code").join(drawn, on="ward_code", how="left")
    return listed.select(
        "ward_code", "name", "lad_code", "hcp_area_ids", pl.col("lsoas").fill_null(0)
    ).sort("lad_code", "name", "ward_code")
