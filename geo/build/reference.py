"""Reads the reference inputs: small areas (LSOAs) with their outlines and people.

An LSOA (2011) is a lower-layer super output area of about 1,500 people, the smallest area whose
former CCG, authority and population are all known. Everything is put together from LSOAs.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import polars as pl

from geo.errors import GeoProblem
from geo.placing import METRES, Misplaced, check_extents, system_of

BRITISH_GRID = 27700
LOOKUP_COLUMNS = {
    "lsoa11_code": "lsoa_code",
    "lad_code": "lad_code",
    "ccg19_code": "ccg_code",
    "population_2020": "all_ages",
    "population_2020_under_18": "under_18",
    "population_2020_18_plus": "aged_18_plus",
    "population_2020_65_plus": "aged_65_plus",
}
AGES = ("all_ages", "under_18", "aged_18_plus", "aged_65_plus")


@dataclass(frozen=True)
class Lsoas:
    """The LSOAs in code order: one row of `table` for each polygon of `outlines` (EPSG:27700).

    `table` has `lsoa_code`, `lad_code`, `ccg_code`, `hcp_area_id` and the mid-2020 populations
    `all_ages`, `under_18`, `aged_18_plus`, `aged_65_plus` (people).
    """

    table: pl.DataFrame
    outlines: np.ndarray


def read_lsoas(reference: Path, hcp_area_of_ccg: dict[str, str]) -> Lsoas:
    """Read and check the LSOAs; `GeoProblem` names the first thing that does not fit."""
    table = _read_lookup(reference / "lsoa_2011_lookup.csv")
    strangers = sorted(set(table["ccg_code"]) - set(hcp_area_of_ccg))
    if strangers:
        named = [code[:20] for code in strangers[:5]]
        raise GeoProblem(f"The LSOA look-up has CCG codes without an HCP area: {named}.")
    table = table.with_columns(
        pl.col("ccg_code").replace_strict(hcp_area_of_ccg).alias("hcp_area_id")
    )
    outlines = _read_outlines(reference / "lsoa_2011_boundaries.gpkg")
    if outlines["lsoa11_code"].to_list() != table["lsoa_code"].to_list():
        raise GeoProblem("The LSOA look-up and the LSOA outlines do not hold the same codes.")
    return Lsoas(table=table, outlines=np.array(outlines.geometry.values))


@contextlib.contextmanager
def reading(path: Path, *others: type[Exception]) -> Iterator[None]:
    """Raise GeoProblem for a file that could not be read, by its own errors or by `others`."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError, *others) as fault:
        raise GeoProblem(f"{path.name} could not be read from the reference folder.") from fault


def read_csv(path: Path, columns: list[str], *, typed: bool = False) -> pl.DataFrame:
    """Return these columns of a CSV file in this order, as texts if not `typed`."""
    with reading(path):
        return pl.read_csv(path, columns=columns, infer_schema=typed).select(columns)


def _read_lookup(path: Path) -> pl.DataFrame:
    with reading(path):
        texts = pl.read_csv(path, columns=list(LOOKUP_COLUMNS), infer_schema=False)
        table = texts.rename(LOOKUP_COLUMNS).sort("lsoa_code").cast(dict.fromkeys(AGES, pl.Int64))
    if any(table.null_count().row(0)):
        raise GeoProblem(f"{path.name} has a row that lacks one of its values.")
    if not table["lsoa_code"].is_unique().all():
        raise GeoProblem(f"{path.name} holds an LSOA code twice.")
    return table


def _read_outlines(path: Path) -> geopandas.GeoDataFrame:
    with reading(path, Exception):  # the reader's own errors have no common class
        outlines = geopandas.read_file(path, layer="lsoa_2011")
        outlines = outlines.sort_values("lsoa11_code", ignore_index=True)
        on_the_grid = outlines.crs is not None and outlines.crs.to_epsg() == BRITISH_GRID
        hollow = outlines.geometry.isna() | outlines.geometry.is_empty
    if not on_the_grid:
        raise GeoProblem(f"{path.name} is not on the British National Grid (EPSG:27700).")
    if hollow.any():
        raise GeoProblem(f"{path.name} holds an LSOA without an outline.")
    _check_places(path, outlines)
    return outlines


def _check_places(path: Path, outlines: geopandas.GeoDataFrame) -> None:
    """A file may name the grid and hold other coordinates."""
    shapes = np.array(outlines.geometry.values)
    try:
        system = system_of(shapes)
        if system != METRES:
            raise Misplaced(0, f"is in {system}, not on the British National Grid (EPSG:27700)")
        check_extents(shapes)
    except Misplaced as misplaced:
        code = outlines["lsoa11_code"][misplaced.place]
        raise GeoProblem(f"{path.name}: the outline of {code} {misplaced}.") from None
