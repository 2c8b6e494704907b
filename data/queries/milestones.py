"""Questions of slip: each milestone as first planned, as planned later, as it happened."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.periods import Period, later_by
from data.queries.timeline import events

# How a date of a milestone stands to the others, in the order in which they are shown. The
# notices set a date ahead of it; whether it was kept is then not recorded.
FIRST, LATER, REPORTED, HAPPENED, SET = (
    "first planned",
    "planned later",
    "reported",
    "as it happened",
    "as the notices set it",
)
STAGES = (FIRST, LATER, REPORTED, HAPPENED, SET)


@kept
def steps(catalogue: Catalogue) -> pl.DataFrame:
    """Return every date of every milestone, in the order in which the dates were told.

    Columns as `timeline.events`, with `display_order` and `description` of the milestone,
    `stage` (one of STAGES) and `slip` (how much later than first planned, in words; null for
    the first plan and where the dates do not allow it). Where the first plan has two dates,
    the slip is counted from the later one.
    """
    order = catalogue["milestones"].select("milestone_id", "display_order", "description")
    told = (
        events(catalogue)
        .drop_nulls("milestone_id")
        .with_columns(stage=_stage())
        .join(order, on="milestone_id")
        .sort(
            "display_order",
            pl.col("stage") != FIRST,
            pl.col("stage").is_in([HAPPENED, SET]),
            "said",
            "date",
        )
    )
    return told.with_columns(slip=pl.Series(_slips(told), dtype=pl.String))


def _stage() -> pl.Expr:
    planned = pl.col("status") == "planned"
    first_told = pl.col("said_last").filter(status="planned").min().over("milestone_id")
    return (
        pl.when(planned & (pl.col("said") <= first_told))
        .then(pl.lit(FIRST))
        .when(planned)
        .then(pl.lit(LATER))
        .when(pl.col("replaced_by").is_not_null())
        .then(pl.lit(REPORTED))
        .when(pl.col("said_last") < pl.col("date"))
        .then(pl.lit(SET))
        .otherwise(pl.lit(HAPPENED))
    )


def _slips(told: pl.DataFrame) -> list[str | None]:
    """Return the slip of each row from the latest first plan of its milestone."""
    firsts = told.filter(stage=FIRST).sort("last").iter_rows(named=True)
    plans = {row["milestone_id"]: row for row in firsts}
    return [
        None
        if row["stage"] == FIRST or row["milestone_id"] not in plans
        else _slip(plans[row["milestone_id"]], row)
        for row in told.iter_rows(named=True)
    ]


def _slip(plan: dict, row: dict) -> str | None:
    if row["status"] == "actual" and row["date_sense"] != "on":
        return None  # done by a day, or from a day: how late it was is not known
    words = later_by(_counted(plan), _counted(row))
    if plan["date_sense"] == "from" and words.endswith("later"):
        return words.removesuffix("later") + "after the earliest day planned"
    return words


def _counted(row: dict) -> Period:
    """The days that a slip is counted from: a deadline is its last day, `from` its first."""
    first, last = row["date"], row["last"]
    match row["date_sense"]:
        case "by":
            return Period(last, last)
        case "from":
            return Period(first, first)
    return Period(first, last)


@kept
def slips(catalogue: Catalogue) -> pl.DataFrame:
    """Return one row for each milestone with a first plan and something to hold against it.

    Columns: milestone_id, milestone, lane, description, first_when (its first plan or plans,
    in words), newest_event_id, newest_when, newest_stage, slip (in words, null where the
    dates do not allow it), slip_days (at least so many days later; null likewise),
    source_ids. In the order of the milestones.
    """
    rows = steps(catalogue)
    first, one = pl.col("stage") == FIRST, "milestone_id"
    held = rows.filter(first.any().over(one), (~first).any().over(one))
    day_planned = pl.when(date_sense="from").then("date").otherwise("last")
    day_given = pl.when(date_sense="by").then("last").otherwise("date")
    plans = (
        held.filter(first)
        .sort("last")
        .group_by(one)
        .agg(first_when=pl.col("when").str.join(" or "), counted_from=day_planned.last())
    )
    sources = held.group_by(one).agg(source_ids=pl.col("source_id").unique(maintain_order=True))
    days = (day_given - pl.col("counted_from")).dt.total_days().clip(lower_bound=0)
    return (
        held.group_by(one, maintain_order=True)
        .last()
        .join(plans, on=one)
        .join(sources, on=one)
        .sort("display_order")
        .select(
            one,
            "milestone",
            "lane",
            "description",
            "first_when",
            newest_event_id="event_id",
            newest_when="when",
            newest_stage="stage",
            slip="slip",
            slip_days=pl.when(pl.col("slip").is_not_null()).then(days),
            source_ids="source_ids",
        )
    )


@kept
def moves(catalogue: Catalogue) -> pl.DataFrame:
    """Return each step from one date of a milestone to the next one given for it.

    Columns: event_id, milestone_id, milestone, lane, date, last, when, next_event_id,
    next_date, next_last, next_when, next_status, slip (in words, null where the dates do not
    allow it), moved (false where the two can be the same date).
    """
    rows = events(catalogue)
    columns = ["date", "last", "when", "status", "date_sense", "fits_from", "fits_to"]
    later = rows.select(
        pl.col("event_id").alias("next_event_id"),
        *(pl.col(name).alias(f"next_{name}") for name in columns),
    )
    of_one = rows.drop_nulls("milestone_id")
    pairs = of_one.join(later, left_on="replaced_by", right_on="next_event_id").rename(
        {"replaced_by": "next_event_id"}
    )
    slip = [
        _slip(row, {name: row[f"next_{name}"] for name in columns})
        for row in pairs.iter_rows(named=True)
    ]
    moved = (pl.col("fits_to") < pl.col("next_fits_from")) | (
        pl.col("next_fits_to") < pl.col("fits_from")
    )
    return pairs.select(
        "event_id",
        "milestone_id",
        "milestone",
        "lane",
        "date",
        "last",
        "when",
        "next_event_id",
        "next_date",
        "next_last",
        "next_when",
        "next_status",
        pl.Series("slip", slip, dtype=pl.String),
        moved.alias("moved"),
    )


@kept
def last_given(catalogue: Catalogue) -> pl.DataFrame:
    """Return each date as it was last given, oldest first, with what was given for it before.

    Columns as `timeline.events`, with `first_event_id` (of the row that stands first in the table,
    which stays as new rows move the date on) and `earlier` (list of the dates given before in
    words, in the order of telling).
    """
    onward = dict(moves(catalogue).select("event_id", "next_event_id").iter_rows())

    def end(event_id: str) -> str:
        while event_id in onward:
            event_id = onward[event_id]
        return event_id

    row = catalogue["events"].select("event_id", row=pl.int_range(pl.len()))
    chains = (
        events(catalogue)
        .join(row, on="event_id")
        .with_columns(end=pl.col("event_id").map_elements(end, return_dtype=pl.String))
        .sort("said", "date", "event_id")
        .group_by("end", maintain_order=True)
        .agg(
            first_event_id=pl.col("event_id").sort_by("row").first(),
            earlier=pl.col("when").filter(pl.col("event_id") != pl.col("end")),
        )
    )
    rows = events(catalogue).filter(pl.col("replaced_by").is_null())
    return rows.join(chains, left_on="event_id", right_on="end", maintain_order="left")
