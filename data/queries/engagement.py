"""Questions of engagement: who was reached, who took part, what they said."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.queries.figures import all_figures

# From many to few: the steps of the funnel, each a metric whose newest figure is drawn.
FUNNEL = (
    "messaging_reach",
    "councillors_written_to",
    "people_through_organisations",
    "surveys_all",
    "event_signups",
    "interviews_staff",
    "interviews_housebound",
)


def counts(catalogue: Catalogue) -> pl.DataFrame:
    """Return every engagement figure of 2024 and after; columns as `figures.all_figures`."""
    return all_figures(catalogue).filter(topic="engagement")


def side_by_side(catalogue: Catalogue) -> pl.DataFrame:
    """Return the engagement metrics with a column for each source that counts them.

    Columns: metric_id, label, unit, then one column for each source id (null where that
    source gives no figure), then differs (true where sources disagree). In the order of
    the table of metrics.
    """
    rows = counts(catalogue).filter(pl.col("basis") != "derived")
    order = catalogue["metrics"].select("metric_id", order=pl.int_range(pl.len()))
    sources = rows.sort("as_at")["source_id"].unique(maintain_order=True)
    wide = rows.pivot(on="source_id", index=["metric_id", "label", "unit"], values="value").select(
        "metric_id", "label", "unit", *sources
    )
    spread = pl.concat_list(*sources).list.drop_nulls().list.n_unique()
    return wide.with_columns(differs=spread > 1).join(order, on="metric_id").sort("order")


def funnel(catalogue: Catalogue) -> pl.DataFrame:
    """Return the steps from many to few, each with its newest figure, largest first.

    Columns as `counts`. The steps count different things and are not subsets of each other.
    """
    return (
        counts(catalogue)
        .filter(pl.col("metric_id").is_in(FUNNEL))
        .group_by("metric_id", maintain_order=True)
        .last()
        .sort("value", descending=True)
    )


def recipients(catalogue: Catalogue) -> pl.DataFrame:
    """Return who was written to, in the order of the paper; `people` is null where not counted."""
    return catalogue["recipients"].sort("display_order")


def events(catalogue: Catalogue) -> pl.DataFrame:
    """Return the engagement events, oldest first, those without a date last."""
    return catalogue["engagement_events"].sort("starts", nulls_last=True)


def stages(catalogue: Catalogue) -> pl.DataFrame:
    """Return the three stages of engagement in order."""
    return catalogue["engagement_stages"].sort("stage")


def themes(catalogue: Catalogue, audience: str) -> pl.DataFrame:
    """Return what one audience said, in the order of the paper."""
    return catalogue["themes"].filter(audience=audience)
