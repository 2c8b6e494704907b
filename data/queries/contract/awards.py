"""Questions of awards: who is named since the plan to award came out, and what it says of a lot."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import named
from data.queries.provision import provision
from data.queries.timeline import events

PLAN = "intention-to-award"
SECOND = "second tier"


@dataclass(frozen=True, kw_only=True)
class LotAwards:
    """A lot with its areas by name, and the events that tell of its award.

    `planned` name the lot itself; `second` are awards of the second tier for its people that name
    one of its areas. Both are rows of `timeline.events`.
    """

    lot_id: str
    number: int
    name: str
    areas: tuple[str, ...]
    planned: tuple[dict, ...]
    second: tuple[dict, ...]


@kept
def told_from(catalogue: Catalogue) -> dt.date:
    """Return the day on which the plan to award came out; the first day of all without one."""
    days = catalogue["events"].filter(milestone_id=PLAN, status="actual")["date"]
    return min(days, default=dt.date.min)


@kept
def named_since(catalogue: Catalogue) -> pl.DataFrame:
    """Return who is named by sources from that day on, in the order of `provision`.

    Columns as `provision`, with `kind`, `source` (short name) and `said` (date) of the source.
    """
    return _with_sources(catalogue).filter(pl.col("date") >= told_from(catalogue)).drop("date")


@kept
def named_before(catalogue: Catalogue) -> pl.DataFrame:
    """Return who is named by sources before that day; columns as `named_since`."""
    return _with_sources(catalogue).filter(pl.col("date") < told_from(catalogue)).drop("date")


def _with_sources(catalogue: Catalogue) -> pl.DataFrame:
    rows = provision(catalogue)
    of = named(catalogue, rows["source_id"]).select(
        "source_id", "date", "kind", source="short_name", said="when"
    )
    return rows.join(of, on="source_id", maintain_order="left")


@kept
def second_tier(catalogue: Catalogue) -> pl.DataFrame:
    """Return each award of the second tier, as an event that a value is known of.

    Columns as `timeline.events`, with `metric_id` and `audience` of the value. An event and a
    value are of one award if they have one name.
    """
    values = catalogue["metrics"].filter(scope=SECOND, unit="GBP")
    of_value = values.select("metric_id", "audience", title="label")
    return events(catalogue).join(of_value, on="title", maintain_order="left")


@kept
def by_lot(catalogue: Catalogue) -> tuple[LotAwards, ...]:
    """Return each lot with what sources since that day say of its own award."""
    areas = catalogue["hcp_areas"].select("hcp_area_id", "display_order", area="name")
    covered = catalogue["lot_areas"].join(areas, on="hcp_area_id").sort("display_order")
    told = events(catalogue).filter(
        pl.col("date") >= told_from(catalogue), pl.col("scope").is_null(), status="actual"
    )
    found = []
    for lot in catalogue["lots"].sort("number").iter_rows(named=True):
        of_lot = covered.filter(lot_id=lot["lot_id"])
        named_areas = pl.col("hcp_areas").str.split(" ").list
        serves = named_areas.set_intersection(of_lot["hcp_area_id"].to_list()).list.len() > 0
        found.append(
            LotAwards(
                lot_id=lot["lot_id"],
                number=lot["number"],
                name=lot["name"],
                areas=tuple(of_lot["area"]),
                planned=_rows(
                    told.filter(pl.col("title").str.contains(rf"\bLot {lot['number']}\b"))
                ),
                second=_rows(
                    second_tier(catalogue).filter(
                        serves, pl.col("audience").is_in([lot["cohort"], "all"])
                    )
                ),
            )
        )
    return tuple(found)


def _rows(frame: pl.DataFrame) -> tuple[dict, ...]:
    return tuple(frame.iter_rows(named=True))
