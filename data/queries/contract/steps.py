"""Questions of mobilisation: the steps from the plan to award to the last end, and their states."""

from __future__ import annotations

import datetime as dt

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.contract.awards import PLAN
from data.queries.timeline import events

DONE, NOT_KNOWN, DUE = "done", "not known", "due"
STATES = (DONE, NOT_KNOWN, DUE)
LANES = ("procurement", "contract")


@kept
def steps(catalogue: Catalogue, today: dt.date) -> pl.DataFrame:
    """Return what the ICB was to do for the lots since it planned to award them, oldest first.

    Columns as `timeline.events`, with `state`, by one rule: ahead or today is DUE; past is DONE
    if a source of that day or later says that it happened, and else NOT_KNOWN. A notice that set
    a day beforehand does not say that it was kept.
    """
    icb = catalogue["organisations"].filter(kind="ICB")["org_id"].to_list()
    first = catalogue["events"].filter(milestone_id=PLAN)["date"].min()
    told = (pl.col("status") == "actual") & (pl.col("said_last") >= pl.col("date"))
    return (
        events(catalogue)
        .filter(
            pl.col("date") >= pl.lit(first, pl.Date),
            pl.col("lane").is_in(LANES),
            pl.col("who").is_in(icb),
            *(pl.col(one).is_null() for one in ("replaced_by", "thread", "scope", "hcp_areas")),
        )
        .with_columns(
            state=pl.when(pl.col("last") >= today)
            .then(pl.lit(DUE))
            .when(told)
            .then(pl.lit(DONE))
            .otherwise(pl.lit(NOT_KNOWN))
        )
    )
