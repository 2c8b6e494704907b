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


def postcode_truth(reference: Path) -> pl.DataFrame:
    """Every postcode with its HCP area and any other area within 50 metres.

    Worked out another way than the build's: by geopandas' spatial join, by looking at every LSOA
    for points in the sea, and by distance to whole dissolved areas.
    """
    lsoas = geopandas.read_file(reference / "lsoa_2011_boundaries.gpkg").set_index("lsoa11_code")
    lookup = pl.read_csv(reference / "lsoa_2011_lookup.csv")
    ccgs = areas().former_ccgs
    hcp_area = {
        code: ccgs[ccg].hcp_area_id for code, ccg in lookup["lsoa11_code", "ccg19_code"].rows()
    }
    postcodes = pl.read_parquet(reference / "postcodes_2025.parquet").sort("postcode")
    points = geopandas.GeoSeries.from_xy(
        postcodes["easting"], postcodes["northing"], index=postcodes["postcode"], crs=lsoas.crs
    )
    joined = points.to_frame("geometry").sjoin(lsoas, predicate="intersects")
    lsoa_of = joined.groupby(level=0)["lsoa11_code"].min()
    at_sea = {p: lsoas.distance(points[p]).idxmin() for p in points.index.difference(lsoa_of.index)}
    lsoa = [lsoa_of.get(p) or at_sea[p] for p in points.index]
    own = pl.Series([hcp_area[code] for code in lsoa])
    other, metres = _nearest_other_area(points, own, lsoas, hcp_area)
    return postcodes.with_columns(
        hcp_area_id=own,
        lsoa_lad_code=pl.Series(lsoa).replace_strict(
            dict(lookup["lsoa11_code", "lad_code"].rows())
        ),
        at_sea=pl.col("postcode").is_in(list(at_sea)),
        other_area_id=pl.Series(other, dtype=pl.String),
        metres=pl.Series(metres, dtype=pl.Int64),
    )


def _nearest_other_area(
    points: geopandas.GeoSeries,
    own: pl.Series,
    lsoas: geopandas.GeoDataFrame,
    hcp_area: dict[str, str],
) -> tuple[list[str | None], list[int | None]]:
    best = [(float("inf"), "")] * len(points)
    of_lsoa = np.array([hcp_area[code] for code in lsoas.index])
    for area in sorted(set(hcp_area.values())):
        outline = shapely.union_all(lsoas.geometry.values[of_lsoa == area])
        shapely.prepare(outline)
        near = shapely.dwithin(outline, points.values, 50) & (own != area).to_numpy()
        for place in np.flatnonzero(near):
            best[place] = min(best[place], (shapely.distance(points.iloc[place], outline), area))
    return (
        [area or None for _, area in best],
        [round(metres) if area else None for metres, area in best],
    )


def settlement_sample(reference: Path) -> pl.DataFrame:
    """Every settlement with the HCP area of the LSOA that the list itself puts it in.

    The build counts postcodes around the point instead.
    """
    lookup = pl.read_csv(reference / "lsoa_2011_lookup.csv")
    ccgs = areas().former_ccgs
    hcp_area = {
        code: ccgs[ccg].hcp_area_id for code, ccg in lookup["lsoa11_code", "ccg19_code"].rows()
    }
    settlements = pl.read_csv(reference / "settlements.csv")
    return settlements.select(
        name="name", hcp_area_id=pl.col("lsoa11_code").replace_strict(hcp_area)
    ).sort("name", "hcp_area_id")


def postcode_sample(reference: Path) -> pl.DataFrame:
    """The borders, the sea, the split districts and wards, and a few of the rest."""
    truth = postcode_truth(reference)
    in_split_ward = pl.col("hcp_area_id").n_unique().over("ward_code") > 1
    number = pl.int_range(pl.len())
    chosen = (
        pl.col("metres").is_not_null()
        | pl.col("at_sea")
        | (pl.col("lad_code") != pl.col("lsoa_lad_code"))
        | (in_split_ward & (number % 5 == 0))
        | (pl.col("lad_code").is_in(SPLIT_DISTRICTS) & (number % 60 == 0))
        | (number % 300 == 0)
    )
    return truth.filter(chosen).drop("lsoa_lad_code", "easting", "northing")


if __name__ == "__main__":
    lsoa_sample(REFERENCE_DIR).write_csv(FOLDER / "lsoa_points.csv")
    postcode_sample(REFERENCE_DIR).write_csv(FOLDER / "postcodes.csv")
    settlement_sample(REFERENCE_DIR).write_csv(FOLDER / "settlements.csv")
