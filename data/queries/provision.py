"""Questions of providers: who provides what, as far as a source says it."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept

BESIDE = ("outside the lots", "neighbouring contract")  # no part of the lots
SCOPES = ("second tier", *BESIDE)


@kept
def provision(catalogue: Catalogue) -> pl.DataFrame:
    """Return who provides what, newest source first, in the order of the source within it.

    The lots come first, then what is a part of them, lies outside them or beside them.
    Columns: provision_id, provider (name), what, cohort, hcp_areas, period, scope,
    caveat, basis, source_id, place, note. Cohort and areas are null where the source names
    none, and scope is null unless the contract is another than that of the lots.
    """
    names = catalogue["organisations"].select("org_id", pl.col("name").alias("provider"))
    dates = catalogue["sources"].select("source_id", "date")
    return (
        catalogue["provision"]
        .join(names, on="org_id", maintain_order="left")
        .join(dates, on="source_id", maintain_order="left")
        .sort(_scope(), "date", descending=[False, True], nulls_last=False, maintain_order=True)
        .select(
            "provision_id",
            "provider",
            "what",
            "cohort",
            "hcp_areas",
            "period",
            "scope",
            "caveat",
            "basis",
            "source_id",
            "place",
            "note",
        )
    )


def _scope() -> pl.Expr:
    """Return the scope, which sorts as its column lists it; the lots themselves have none."""
    return pl.col("scope").cast(pl.Enum(SCOPES))


@kept
def provision_in(catalogue: Catalogue, area: str) -> pl.DataFrame:
    """Return who provides what in an area, or in no area that the source names.

    Columns and order as `provision`.
    """
    named = pl.col("hcp_areas").str.split(" ").list.contains(area)
    return provision(catalogue).filter(named.fill_null(True))
