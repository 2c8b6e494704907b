"""Questions of urgent community response and of community beds."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.waiting.lists import REPORTERS

MEASURES = "care_measures"


@kept
def measured(catalogue: Catalogue, measure: str) -> pl.DataFrame:
    """Return the newest values of a measure, the ICB first, then its providers, then England.

    Columns as the table, with level, name and short_name (null for England).
    """
    orgs = catalogue["organisations"].select("org_id", "name", "short_name")
    who = catalogue[REPORTERS].select("reporter_id", "org_id", "level").with_row_index("order")
    rows = catalogue[MEASURES].filter(measure=measure)
    return (
        rows.filter(as_at=rows["as_at"].max())
        .join(who.join(orgs, on="org_id", how="left"), on="reporter_id", maintain_order="left")
        .sort(pl.col("name").is_null(), "order")
    )
