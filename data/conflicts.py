"""Where sources disagree: found by comparing figures of the same metric."""

from __future__ import annotations

import polars as pl

from data.catalogue import Catalogue
from data.figures import all_figures

# Derived figures are this dashboard's own; only what sources say can disagree.
SAID = ("stated", "approximate")


def disagreements(catalogue: Catalogue) -> pl.DataFrame:
    """Return every figure of every metric that sources give differently, oldest first.

    Columns as `figures.all_figures`, with `newest` (true for the figures of the latest date
    of their metric).
    """
    said = all_figures(catalogue).filter(pl.col("basis").is_in(SAID))
    shown = pl.coalesce(pl.col("value").cast(pl.String), "value_text")
    return (
        said.filter(shown.n_unique().over("metric_id") > 1)
        .with_columns(newest=pl.col("as_at") == pl.col("as_at").max().over("metric_id"))
        .sort("topic", "metric_id", "as_at", maintain_order=True)
    )


def disputed(catalogue: Catalogue) -> frozenset[str]:
    """Return the ids of the metrics that sources give differently."""
    return frozenset(disagreements(catalogue)["metric_id"])
