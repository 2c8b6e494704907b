"""People by area, and how authorities split between former CCGs: sums over LSOAs."""

import polars as pl

from data.package.profile import profile
from geo.areas import Areas
from geo.build.reference import AGES


def main_areas(lsoas: pl.DataFrame) -> dict[str, str]:
    """For each authority (LAD code), the HCP area that holds most of its people."""
    people = lsoas.group_by("lad_code", "hcp_area_id").agg(pl.col("all_ages").sum())
    most = people.sort("lad_code", "all_ages").group_by("lad_code", maintain_order=True).last()
    return dict(most.select("lad_code", "hcp_area_id").rows())


def population_table(lsoas: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """One row for each area of each kind: `lsoas` (count) and mid-2020 people by age."""
    rows = [
        _sum(lsoas.filter(pl.col("hcp_area_id") == id_), "hcp_area", id_) for id_ in areas.hcp_areas
    ]
    rows += [
        _sum(lsoas.filter(pl.col("hcp_area_id").is_in(lot.hcp_area_ids)), "lot", lot.id)
        for lot in areas.lots.values()
    ]
    rows += [
        _sum(lsoas.filter(pl.col("ccg_code") == code), "former_ccg", code)
        for code in areas.former_ccgs
    ]
    rows += [
        _sum(lsoas.filter(pl.col("lad_code") == code), "authority", code)
        for code in areas.authorities
    ]
    rows.append(_sum(lsoas, profile().whole_kind, profile().whole_id))
    return pl.DataFrame(rows).with_columns(
        basis=pl.lit("derived"),
        source_id=pl.lit("ons-population"),
        place=pl.lit("Mid-2020 population of each LSOA"),
        note=pl.lit("Sum over the LSOAs that lie in the area"),
    )


def area_joins_table(lsoas: pl.DataFrame) -> pl.DataFrame:
    """One row for each piece: the part of one authority that one former CCG held.

    `share_of_authority` is the piece's share of the authority's people (0 to 1, 4 decimals);
    `is_minor_part` says that most of the authority's people live in another HCP area.
    """
    main = main_areas(lsoas)
    keys = ["lad_code", "ccg_code", "hcp_area_id"]
    pieces = lsoas.group_by(keys).agg(
        pl.len().alias("lsoas"), pl.col("all_ages").sum().alias("population_2020")
    )
    share = pl.col("population_2020") / pl.col("population_2020").sum().over("lad_code")
    return pieces.sort(keys).with_columns(
        share_of_authority=share.round(4).map_elements("{:.4f}".format, return_dtype=pl.String),
        is_minor_part=pl.col("hcp_area_id") != pl.col("lad_code").replace_strict(main),
        basis=pl.lit("derived"),
        source_id=pl.lit("ons-lookup"),
        place=pl.lit("District or unitary authority and CCG of each LSOA"),
        note=pl.lit("Counted by LSOA, people of mid-2020. The HCP area is that of the former CCG"),
    )


def _sum(lsoas: pl.DataFrame, kind: str, id_: str) -> dict[str, str | int]:
    sums = lsoas.select(AGES).sum().row(0, named=True)
    return {"area_kind": kind, "area_id": id_, "lsoas": lsoas.height, **sums}
