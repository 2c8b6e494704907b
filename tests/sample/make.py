"""Makes the committed samples: `python -m tests.sample.make` with REFERENCE_DIR set.

The choice is by rule and has no chance in it, so a test can make the samples again and compare.
"""

from pathlib import Path

import geopandas
import numpy as np
import polars as pl
import shapely

from geo.areas import areas
from tests.sample.reference import REFERENCE_DIR

FOLDER = Path(__file__).parent
SPLIT_DISTRICTS = ("E07000111", "E07000113")  # Sevenoaks and Swale
NEAR_BORDER_METRES = 300
EVERY = 9


def lsoa_points(reference: Path) -> pl.DataFrame:
    """An inner point of every LSOA (EPSG:27700, whole metres), with what the LSOA lies in."""
    outlines = geopandas.read_file(reference / "lsoa_2011_boundaries.gpkg")
    points = outlines.representative_point()
    table = pl.DataFrame(
        {
            "lsoa11_code": outlines["lsoa11_code"].to_list(),
            "easting": points.x.round().astype(int).to_list(),
            "northing": points.y.round().astype(int).to_list(),
        }
    )
    lookup = pl.read_csv(reference / "lsoa_2011_lookup.csv")
    hcp_area = {ccg.id: ccg.hcp_area_id for ccg in areas().former_ccgs.values()}
    return (
        table.join(lookup, on="lsoa11_code")
        .select(
            lsoa_code="lsoa11_code",
            lad_code="lad_code",
            ccg_code="ccg19_code",
            hcp_area_id=pl.col("ccg19_code").replace_strict(hcp_area),
            easting="easting",
            northing="northing",
        )
        .sort("lsoa_code")
    )


def near_hcp_border(reference: Path, points: pl.DataFrame) -> pl.Series:
    """True for LSOAs whose outline comes within 300 metres of another HCP area."""
    outlines = geopandas.read_file(reference / "lsoa_2011_boundaries.gpkg")
    shapes = dict(zip(outlines["lsoa11_code"], outlines.geometry, strict=True))
    geometry = np.array([shapes[code] for code in points["lsoa_code"]])
    own = points["hcp_area_id"].to_numpy()
    near = np.zeros(len(geometry), dtype=bool)
    for area in set(own):
        others = shapely.union_all(geometry[own != area])
        shapely.prepare(others)
        near |= (own == area) & shapely.dwithin(others, geometry, NEAR_BORDER_METRES)
    return pl.Series(near)


def lsoa_sample(reference: Path) -> pl.DataFrame:
    """The split districts, the HCP borders, and every ninth of the rest."""
    points = lsoa_points(reference)
    chosen = (
        pl.col("lad_code").is_in(SPLIT_DISTRICTS)
        | pl.col("near")
        | (pl.int_range(pl.len()) % EVERY == 0)
    )
    near = near_hcp_border(reference, points)
    return points.with_columns(near=near).filter(chosen).drop("near")


if __name__ == "__main__":
    lsoa_sample(REFERENCE_DIR).write_csv(FOLDER / "lsoa_points.csv")
