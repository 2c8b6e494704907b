"""What the timeline shows: every event in words, and the choices of lane, state, source, years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from components.charts.canvas import Window
from components.text.words import count, small
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import named
from data.queries import milestones
from data.queries.lots import area_of_lot
from data.queries.timeline import LANES, came_to_nothing, events

EVERYTHING = "all"
STATES = {EVERYTHING: "Both", "planned": "Planned", "happened": "Happened"}
NEXT = "Next known date"
PASSED = "due; nothing found since"  # the state of a plan of which no source tells more
OF_PROGRAMME = ("procurement", "decision", "contract")  # lanes whose dates count in every area
FROM_YEAR = 2016  # the years in pictures; earlier dates are in the list


@dataclass(frozen=True)
class Choices:
    """What a reader chose to see; EVERYTHING leaves a choice open."""

    lane: str = EVERYTHING
    state: str = EVERYTHING
    source_id: str = EVERYTHING


@kept
def dated(catalogue: Catalogue) -> pl.DataFrame:
    """Return every event with `state` in words and `source`, the short name of its source."""
    sources = catalogue["sources"].select("source_id", source="short_name")
    state = (
        pl.when(status="planned")
        .then(pl.lit("planned"))
        .when(pl.col("said_last") < pl.col("date"))
        .then(pl.lit("set in a notice"))
        .otherwise(pl.lit("happened"))
    )
    rows = events(catalogue).with_columns(state=state)
    return rows.join(sources, on="source_id", maintain_order="left")


def next_in_words(row: Mapping[str, Any]) -> str:
    """Return the next known date with its caveat, as a sentence without its full stop."""
    caveat = f" ({small(row['caveat'])})" if row["caveat"] else ""
    return f"{NEXT}: {small(row['title'])}, {row['when']}{caveat}"


def as_of(rows: pl.DataFrame, today: dt.date) -> pl.DataFrame:
    """Return events, as `dated` has them, with PASSED as the state of a plan that came to nothing.

    Its last day is over, and no source tells more of it.
    """
    silent = came_to_nothing(today)
    return rows.with_columns(state=pl.when(silent).then(pl.lit(PASSED)).otherwise("state"))


@kept
def of_contracts(catalogue: Catalogue) -> pl.DataFrame:
    """Return the dates of the new contracts from their start on, each as it was last given.

    Rows of `dated`: what the ICB sets or plans of the lots, and of no other contract.
    """
    icb = catalogue["organisations"].filter(kind="ICB")["org_id"]
    rows = dated(catalogue).filter(
        pl.col("replaced_by").is_null(), pl.col("thread").is_null(), pl.col("scope").is_null()
    )
    start = rows.filter(milestone_id="contract-start")["date"].max()
    return rows.filter(
        pl.col("date") >= pl.lit(start, pl.Date),
        pl.col("who").is_in(icb.implode()),
        lane="contract",
    )


@kept
def of_area(catalogue: Catalogue, area: str, committees: tuple[str, ...]) -> pl.DataFrame:
    """Return the dates of the programme and of some committees that count in an HCP area.

    Rows of `dated`, each as it was last given.
    """
    rows = dated(catalogue).filter(pl.col("replaced_by").is_null())
    lane, thread = pl.col("lane"), pl.col("thread")
    milestone = lane.is_in(OF_PROGRAMME) & pl.col("milestone_id").is_not_null()
    of_new_contracts = pl.col("event_id").is_in(of_contracts(catalogue)["event_id"].implode())
    heard = (lane == "scrutiny") & pl.col("who").is_in(list(committees))
    names_it = pl.col("hcp_areas").str.split(" ").list.contains(area).fill_null(False)
    of_it = names_it & lane.is_in(OF_PROGRAMME)
    any_of = milestone | of_new_contracts | (lane == "decision") | heard | of_it
    of_all = any_of & thread.is_null()
    told = profile().thread  # the sequence of events that made a lot is of places in that lot
    own = told.thread_id if told and area in area_of_lot(catalogue, told.lot_id) else ""
    of_place = (thread == own) & (pl.col("status") == "actual")
    # Another contract than that of the lots is told where it is said to be, and nowhere else.
    elsewhere = pl.col("hcp_areas").is_not_null() | pl.col("scope").is_not_null()
    return rows.filter(of_all | of_place, names_it | ~elsewhere)


@kept
def chosen(catalogue: Catalogue, choices: Choices) -> pl.DataFrame:
    """Return the events of `dated` that fit. What a notice sets counts as happened."""
    status = {"planned": "planned", "happened": "actual"}.get(choices.state, EVERYTHING)
    wanted = {"lane": choices.lane, "source_id": choices.source_id, "status": status}
    rows = dated(catalogue)
    return rows.filter(**{name: value for name, value in wanted.items() if value != EVERYTHING})


def lane_names(rows: pl.DataFrame) -> dict[str, str]:
    """Return what can be chosen of lanes, by its value in the URL."""
    held = set(rows["lane"])
    return {EVERYTHING: "All kinds"} | {lane: lane.capitalize() for lane in LANES if lane in held}


def source_names(catalogue: Catalogue, rows: pl.DataFrame) -> dict[str, str]:
    """Return what can be chosen of sources, oldest first, by its value in the URL."""
    shown = named(catalogue, rows["source_id"].unique())
    return {EVERYTHING: "All sources"} | {
        row["source_id"]: f"{row['short_name']} ({row['when']})"
        for row in shown.iter_rows(named=True)
    }


def windows(rows: pl.DataFrame, today: dt.date) -> dict[str, tuple[str, Window]]:
    """Return the years that can be drawn, by their value in the URL, the usual ones first.

    The usual ones begin with the first decision of the programme and reach to today.
    """
    years = list(rows["year"]) or [today.year]
    first, last = min(rows.filter(lane="decision")["year"], default=min(years)), max(years)
    now = max(today.year, first)
    spans = [(first, now), (FROM_YEAR, last), (FROM_YEAR, first - 1)]
    spans += [(year, year) for year in range(first, now)]
    spans.append((now, last))
    return {
        f"{a}-{b}" if a != b else str(a): (
            f"{a} to {b}" if a != b else str(a),
            Window(dt.date(a, 1, 1), dt.date(b, 12, 31)),
        )
        for a, b in spans
    }


@kept
def next_dates(catalogue: Catalogue) -> dict[str, str]:
    """Return, for each event that another date replaced, the sentence on that date."""
    return {
        row["event_id"]: f"Next date given: {row['next_when']}"
        + (f", {row['slip']}" if row["slip"] else "")
        for row in milestones.moves(catalogue).iter_rows(named=True)
    }


def list_heading(chosen_rows: pl.DataFrame, rows: pl.DataFrame) -> str:
    """Return the heading of the list of dates."""
    if chosen_rows.height == rows.height:
        return f"All {count(rows.height)} dates, year by year"
    return f"{count(chosen_rows.height)} of {count(rows.height)} dates, year by year"
