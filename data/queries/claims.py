"""What each source says of each subject: figures and dates of milestones in one frame."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.figures import all_figures
from data.queries.timeline import events

# Derived rows are this dashboard's own; only what sources say can differ between them.
SAID = ("stated", "approximate")
# Rows of these kinds say why there is no value.
WITHOUT_VALUE = ("not published", "not in copy")

COLUMNS = (
    "kind",
    "subject_id",
    "label",
    "topic",
    "unit",
    "value",
    "value_text",
    "first",
    "last",
    "status",
    "as_at",
    "as_at_precision",
    "basis",
    "caveat",
    "source_id",
    "place",
    "note",
    "replaced",
)


@kept
def claims(catalogue: Catalogue) -> pl.DataFrame:
    """Return one row for each value that a source gives, oldest first for each subject.

    Columns: kind (`metric` or `milestone`), subject_id, label, topic, unit (`date` for
    milestones), value (a number in that unit, else null), value_text (words, or a date in
    words), first and last (the days that a date leaves open, else null), status (planned or
    actual, for dates), as_at and as_at_precision (the day on which it was said), basis,
    caveat, source_id, place, note, replaced (true for a date that a later telling replaced).
    """
    both = pl.concat([_figures(catalogue), _dates(catalogue)], how="vertical")
    return both.filter(pl.col("basis").is_in(SAID))


def _figures(catalogue: Catalogue) -> pl.DataFrame:
    order = catalogue["metrics"].select("metric_id", order=pl.int_range(pl.len()))
    return (
        all_figures(catalogue)
        .join(order, on="metric_id", maintain_order="left")
        .sort("order", "as_at", maintain_order=True)
        .with_columns(
            kind=pl.lit("metric"),
            subject_id="metric_id",
            first=pl.lit(None, pl.Date),
            last=pl.lit(None, pl.Date),
            status=pl.lit(None, pl.String),
            replaced=pl.lit(False),
        )
        .select(COLUMNS)
    )


def _dates(catalogue: Catalogue) -> pl.DataFrame:
    order = catalogue["milestones"].select("milestone_id", "display_order")
    return (
        events(catalogue)
        .drop_nulls("milestone_id")
        .join(order, on="milestone_id")
        .sort("display_order", "said", "date")
        .with_columns(
            kind=pl.lit("milestone"),
            subject_id="milestone_id",
            label="milestone",
            topic=pl.lit("timeline"),
            unit=pl.lit("date"),
            value=pl.lit(None, pl.Float64),
            value_text="when",
            first="fits_from",
            last="fits_to",
            as_at="said",
            as_at_precision="said_precision",
            replaced=pl.col("replaced_by").is_not_null(),
        )
        .select(COLUMNS)
    )
