"""Need of places: sums over small areas, and averages weighted by their residents."""

from __future__ import annotations

from typing import Literal

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept

TABLE = "small_areas"
AVERAGE = "need_average_score"  # the metric of the average that the publisher gives
MOST_DEPRIVED = 2  # deciles 1 and 2 are the most deprived fifth of England's small areas
COUNTS = ("children_income_deprived", "older_income_deprived")  # blank in a few small areas

Kind = Literal["whole", "hcp_area", "lot", "authority", "ward"]


@kept
def by(catalogue: Catalogue, kind: Kind) -> pl.DataFrame:
    """Return the need of each place of a kind, in the order in which such places are listed.

    Columns: id, name, group (the council of a ward, else null), small_areas (count), residents,
    disabled, most_deprived and health_deprived (people who live in the fifth of England's small
    areas that is most deprived, as a whole and in health), income_deprived,
    children_income_deprived and older_income_deprived (people; at least so many where
    `children_blank` or `older_blank`, the small areas left blank, are not 0), average (score
    weighted by residents), and of residents, as shares of 1: most_deprived_share,
    health_share, disabled_share, children_share, older_share.
    """
    places = _places(catalogue, kind)
    order = places.select("id", "name", "group").unique(maintain_order=True)
    residents, (children, older) = pl.col("residents"), COUNTS
    sums = places.group_by("id").agg(
        small_areas=pl.len(),
        most_deprived=residents.filter(pl.col("score_decile") <= MOST_DEPRIVED).sum(),
        health_deprived=residents.filter(pl.col("health_decile") <= MOST_DEPRIVED).sum(),
        children_blank=pl.col(children).null_count(),
        older_blank=pl.col(older).null_count(),
        average=(pl.col("score") * residents).sum() / residents.sum(),
        **{
            name: pl.col(name).sum()
            for name in ("residents", "disabled", "income_deprived", *COUNTS)
        },
    )
    shares = {
        "most_deprived_share": "most_deprived",
        "health_share": "health_deprived",
        "disabled_share": "disabled",
        "children_share": children,
        "older_share": older,
    }
    return order.join(sums, on="id", maintain_order="left").with_columns(
        **{share: pl.col(count) / residents for share, count in shares.items()}
    )


@kept
def whole(catalogue: Catalogue) -> dict:
    """Return the need of everybody; columns as `by`. Raises LookupError where there is none."""
    rows = by(catalogue, "whole")
    if rows.is_empty():
        raise LookupError("no small area")
    return rows.row(0, named=True)


def _places(catalogue: Catalogue, kind: Kind) -> pl.DataFrame:
    """Each small area with each place of the kind that it lies in, in the order of the places."""
    rows = catalogue[TABLE]
    none = pl.lit(None, dtype=pl.String)
    match kind:
        case "whole":
            return rows.with_columns(id=pl.lit("whole"), name=pl.lit(""), group=none)
        case "hcp_area":
            areas = catalogue["hcp_areas"].sort("display_order").select("hcp_area_id", "name")
            found = areas.join(rows.drop("name"), on="hcp_area_id", maintain_order="left")
            return found.with_columns(id="hcp_area_id", group=none)
        case "lot":
            lots = catalogue["lots"].sort("number")
            lots = lots.join(catalogue["lot_areas"], on="lot_id", maintain_order="left")
            named = lots.select(
                "lot_id", "hcp_area_id", name=pl.format("Lot {}: {}", "number", "name")
            )
            found = named.join(rows.drop("name"), on="hcp_area_id", maintain_order="left")
            return found.with_columns(id="lot_id", group=none)
    councils = catalogue["authorities"].select("lad_code", council="name").sort("council")
    found = councils.join(rows.drop("name"), on="lad_code", maintain_order="left")
    if kind == "authority":
        return found.with_columns(id="lad_code", name="council", group=none)
    return found.sort("council", "ward_name").with_columns(
        id="ward_code", name="ward_name", group="council"
    )
