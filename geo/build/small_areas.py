"""Need by small area: the published values of each LSOA (2021) with its ward, council and HCP area.

Outlines are there for LSOAs of 2011 alone. An LSOA of 2021 is one of them, several of them merged,
or a part of one that was split: a shape is what both years have in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from geo.build.coverage import Pieces, dissolve, generalise
from geo.build.layers import Shape
from geo.build.reference import Lsoas, read_csv
from geo.errors import GeoProblem

FOLDER = "need"  # within the reference folder, which may be without it
TOLERANCE_METRES = 300
"""More than that of the other outlines: a map of all small areas is drawn at county scale only."""

CODES = {"lsoa11_code": "lsoa11_code", "lsoa21_code": "lsoa_code"}
WARDS = {"lsoa21_code": "lsoa_code", "ward24_code": "ward_code", "ward24_name": "ward_name"}
VALUES = {
    "lsoa21_code": "lsoa_code",
    "lsoa21_name": "name",
    "lad_code": "lad_code",
    "residents_2021": "residents",
    "disabled_2021": "disabled",
    "imd_score": "score",
    "imd_rank": "score_rank",
    "imd_decile": "score_decile",
    "health_score": "health_score",
    "health_decile": "health_decile",
    "people_income_deprived": "income_deprived",
    "children_in_income_deprived_families": "children_income_deprived",
    "older_people_income_deprived": "older_income_deprived",
}
MAY_BE_BLANK = ("children_income_deprived", "older_income_deprived")
PLACES = ("lsoa_code", "name", "ward_code", "ward_name", "lad_code", "hcp_area_id")


@dataclass(frozen=True)
class SmallAreas:
    """Small areas in code order, and which LSOAs of 2011 they come from.

    `table` is that of the package, as texts. `joins` has `lsoa11_code`, `lsoa_code` and
    `hcp_area_id`.
    """

    table: pl.DataFrame
    joins: pl.DataFrame


def read_small_areas(reference: Path, lsoas: Lsoas) -> SmallAreas | None:
    """Read need by small area; None where the reference has none of it.

    `GeoProblem` names what does not fit: a small area in two HCP areas or in none, without a ward,
    or in another council than its LSOA of 2011.
    """
    folder = reference / FOLDER
    if not folder.is_dir():
        return None
    old = lsoas.table.select("lsoa_code", "lad_code", "hcp_area_id").rename(
        {"lsoa_code": "lsoa11_code", "lad_code": "old_lad_code"}
    )
    values = read_csv(folder / "need_lsoa21.csv", [*VALUES]).rename(VALUES)
    joins = (
        read_csv(folder / "lsoa11_lsoa21.csv", [*CODES]).rename(CODES).join(old, on="lsoa11_code")
    )
    wards = read_csv(folder / "lsoa21_ward24_icb24.csv", [*WARDS]).rename(WARDS)
    wards = wards.with_columns(pl.col("ward_name").str.replace_all("'", "’", literal=True))
    places = joins.select("lsoa_code", "old_lad_code", "hcp_area_id").unique()
    table = values.join(places, on="lsoa_code", how="left").join(wards, on="lsoa_code", how="left")
    needed = [name for name in (*VALUES.values(), *PLACES) if name not in MAY_BE_BLANK]
    _refuse(table.filter(~pl.col("lsoa_code").is_unique()), "lies in two areas, or stands twice")
    _refuse(table.filter(pl.any_horizontal(pl.col(needed).is_null())), "lacks a value or an area")
    _refuse(table.filter(pl.col("lad_code") != pl.col("old_lad_code")), "is in another council")
    _refuse(joins.join(table, on="lsoa_code", how="anti"), "has no row in need_lsoa21.csv")
    columns = dict.fromkeys((*PLACES, *VALUES.values()))
    return SmallAreas(
        table=table.sort("lsoa_code").select(
            *columns,
            census_source_id=pl.lit("census-2021"),
            ward_source_id=pl.lit("ons-areas-2024"),
            basis=pl.lit("stated"),
            source_id=pl.lit("indices-2025"),
            place=pl.format("Row {}", "lsoa_code"),
            note=pl.lit(None, dtype=pl.String),
        ),
        joins=joins.select("lsoa11_code", "lsoa_code", "hcp_area_id").sort(pl.all()),
    )


def small_area_shapes(areas: SmallAreas, lsoas: Lsoas) -> list[Shape]:
    """Shapes that share their edges, each with the small areas in it, a space between their codes.

    A merged small area is one shape, and so are the parts of one that was split.
    """
    place = {code: n for n, code in enumerate(lsoas.table["lsoa_code"])}
    groups = _groups(areas.joins)
    shapes = dissolve(lsoas.outlines, [[place[old] for old in olds] for olds, _ in groups])
    pieces = Pieces(table=areas.table, shapes=shapes)
    drawn = generalise(pieces, tolerance=TOLERANCE_METRES).shapes
    return [
        Shape({"id": news[0], "small_areas": " ".join(news)}, shape)
        for (_, news), shape in zip(groups, drawn, strict=True)
    ]


def _groups(joins: pl.DataFrame) -> list[tuple[list[str], list[str]]]:
    """LSOAs of 2011 and of 2021 that cover the same land, as small as they come."""
    group: dict[str, tuple[set[str], set[str]]] = {}
    for old, new in joins.select("lsoa11_code", "lsoa_code").rows():
        known = [group[key] for key in (f"11 {old}", f"21 {new}") if key in group]
        olds, news = {old}.union(*(one[0] for one in known)), {new}.union(*(o[1] for o in known))
        group |= dict.fromkeys([f"11 {o}" for o in olds] + [f"21 {n}" for n in news], (olds, news))
    each = {id(one): one for one in group.values()}.values()
    return sorted((sorted(olds), sorted(news)) for olds, news in each)


def _refuse(rows: pl.DataFrame, what: str) -> None:
    if rows.height:
        raise GeoProblem(f"The small area {rows['lsoa_code'][0][:20]} {what}.")
