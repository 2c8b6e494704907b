"""Money beside need: the published envelope of a year for those of a lot who are in need."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries import envelopes
from data.queries.need.places import by


@kept
def beside_need(catalogue: Catalogue) -> pl.DataFrame:
    """Return for each children's lot its envelope of a year by child and by child in need.

    Columns: those of `envelopes.per_resident`, and children_income_deprived (people, at least),
    small_areas (count), children_blank (of them left blank), per_child_in_need_gbp (at most; null
    where the envelope or the number is not known), working_need (the sum in numbers).
    """
    need = by(catalogue, "lot").select(
        "id", "small_areas", "children_income_deprived", "children_blank"
    )
    amount, children = pl.col("amount_gbp"), pl.col("children_income_deprived")
    rows = envelopes.per_resident(catalogue).filter(cohort="children")
    known = amount.is_not_null() & (children > 0)
    return rows.join(need, left_on="lot_id", right_on="id", maintain_order="left").with_columns(
        per_child_in_need_gbp=pl.when(known).then(amount / children),
        working_need=pl.when(known).then(_sum("amount_gbp", "children_income_deprived")),
    )


def _sum(over: str, under: str) -> pl.Expr:
    return pl.struct(over, under).map_elements(
        lambda row: f"{row[over] or 0:,} ÷ {row[under] or 0:,}", return_dtype=pl.String
    )
