"""The log of decisions: who decided what, when, under which power, and what it changed."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries import scrutiny
from data.queries.timeline import events

TOLD = "told"  # a statement of this kind tells of a decision that was made at another time
TAKEN = ("what", "date", "when", "by", "meeting_id", "caveat", "basis", "source_id", "place")


@kept
def decisions(catalogue: Catalogue) -> pl.DataFrame:
    """Return the decisions of the log in the order in which they were made, those undated last.

    Columns `decision_id`, `what`, `who` (list of ids of who decided, empty where no paper says),
    `date`, `when` and `year` (null where no paper gives a date), `on_what` (what was put to the
    meeting that decided), `power`, `changed`, `counterpart_id`, `caveat` and `note` (of the log)
    and `told_note` (of the event or statement); `basis`, `source_id` and `place` say where the
    decision stands, and `log_basis`, `log_source_id` and `log_place` where power and change do.
    """
    log = catalogue["decisions"].rename(
        {"basis": "log_basis", "source_id": "log_source_id", "place": "log_place", "who": "named"}
    )
    put = catalogue["meetings"].select("meeting_id", on_what="what_was_put")
    taken = pl.concat([_of_events(catalogue), _of_statements(catalogue)])
    return (
        log.join(taken, on=["event_id", "statement_id"], how="left", nulls_equal=True)
        .join(put, on="meeting_id", how="left", maintain_order="left")
        .with_columns(
            who=pl.coalesce("by", "named").fill_null("").str.split(" ").list.drop_nulls(),
            year=pl.col("date").dt.year().cast(pl.String),
        )
        .with_columns(who=pl.col("who").list.eval(pl.element().filter(pl.element() != "")))
        .sort("date", nulls_last=True, maintain_order=True)
        .drop("by", "named", "meeting_id")
    )


def _of_events(catalogue: Catalogue) -> pl.DataFrame:
    rows = events(catalogue).with_columns(
        pl.lit(None, pl.String).alias("statement_id"), what="title", by="who"
    )
    return rows.select("event_id", "statement_id", *TAKEN, told_note="note")


def _of_statements(catalogue: Catalogue) -> pl.DataFrame:
    """Determinations with their day; a decision that is told has none, nor who made it."""
    told = pl.col("kind") == TOLD
    rows = scrutiny.statements(catalogue).with_columns(
        pl.lit(None, pl.String).alias("event_id"),
        *(pl.when(~told).then(one) for one in ("date", "when", "by", "meeting_id")),
        what="text",
    )
    return rows.select("event_id", "statement_id", *TAKEN, told_note="note")
