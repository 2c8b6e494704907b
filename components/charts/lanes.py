"""Where each event of the timeline is drawn: lanes from top to bottom, days from left to right.

A milestone whose date moved has a row of its own, so that the line from the old date to the new
one is level. All other events share rows, as few as keep them from covering each other. Heights
are in pixels; days become pixels only on the screen, whose width is not known here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from components.charts.canvas import Window
from data.queries.timeline import LANES

HEAD, ROW, CHAIN, GAP = 28, 20, 54, 8  # px: name of a lane, rows, space under a lane
# A dot needs so many px of a phone's plot; a dot with its label, of a plot with room for labels.
NARROW, DOT = 330, 17
WIDE, LETTER = 900, 6.7


@dataclass(frozen=True)
class Layout:
    """Places in pixels from the top.

    `marks` are the events drawn, with `start`, `end`, `at` and `y`; `chains` the rows of
    milestones that moved, with `y`; `lanes` the lanes, with `y` of their names.
    """

    marks: pl.DataFrame
    chains: pl.DataFrame
    lanes: pl.DataFrame
    height: int


def layout(events: pl.DataFrame, moves: pl.DataFrame, window: Window) -> Layout:
    """Return the places of the events that reach into the window.

    `events` as `data.queries.timeline.events`, `moves` as `data.queries.milestones.moves`.
    """
    shown = with_days(events).filter(pl.col("end") >= window.first, pl.col("start") <= window.last)
    movers = moves.filter("moved")["milestone_id"].unique().to_list()
    y: float = 0
    places: dict[str, float] = {}
    chains, heads = [], []
    for lane in LANES:
        rows = shown.filter(lane=lane)
        if rows.is_empty():
            continue
        heads.append((lane, y + HEAD / 2))
        y += HEAD
        moved = pl.col("milestone_id").is_in(movers).fill_null(False)
        for milestone_id, group in _by_milestone(rows.filter(moved)):
            chains.append((milestone_id, group["milestone"].first(), y + CHAIN / 2))
            places |= dict.fromkeys(group["event_id"], y + CHAIN / 2)
            y += CHAIN
        packed, depth = _packed(rows.filter(~moved), window.days)
        places |= {event_id: y + ROW * (row + 0.5) for event_id, row in packed.items()}
        y += ROW * depth + GAP
    return Layout(
        marks=shown.with_columns(
            y=pl.col("event_id").replace_strict(places, return_dtype=pl.Float64)
        ),
        chains=pl.DataFrame(
            chains,
            {"milestone_id": pl.String, "milestone": pl.String, "y": pl.Float64},
            orient="row",
        ),
        lanes=pl.DataFrame(heads, ["lane", "y"], orient="row"),
        height=round(y),
    )


def with_days(events: pl.DataFrame) -> pl.DataFrame:
    """Add `start` and `end` of what is drawn, and `at`, the day of its dot.

    A deadline stands at its last day, what is to come from a day at that day, and all else in
    the middle of its time.
    """
    half = ((pl.col("end") - pl.col("start")).dt.total_days() // 2) * pl.duration(days=1)
    return events.with_columns(
        start=pl.when(date_sense="by").then("last").otherwise("date"),
        end=pl.when(date_sense="from").then("date").otherwise("last"),
    ).with_columns(at=pl.col("start") + half)


def _by_milestone(rows: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """Return the rows of each milestone, the one with the earliest date first."""
    groups = [(name, group) for (name,), group in rows.group_by("milestone_id")]
    return sorted(groups, key=lambda named: (named[1]["at"].min(), named[0]))


def _packed(rows: pl.DataFrame, days: int) -> tuple[dict[str, int], int]:
    """Return the row of each event, and how many rows there are.

    An event goes to the first row in which nothing comes too near. `days` are drawn in all.
    """
    free_from: list[dt.date] = []
    places = {}
    ordered = rows.sort("start", "end", "event_id")
    for row in ordered.select("event_id", "start", "end", "at", "label").iter_rows(named=True):
        place = next((n for n, day in enumerate(free_from) if day <= row["start"]), len(free_from))
        free_from[place : place + 1] = [_free_from(row, days)]
        places[row["event_id"]] = place
    return places, len(free_from)


def _free_from(row: dict, days: int) -> dt.date:
    """Return the day from which an event leaves its row to others."""
    dot = row["end"] + dt.timedelta(days=round(days * DOT / NARROW))
    letters = len(row["label"] or "")
    words = row["end"] + dt.timedelta(days=round(days * (letters * LETTER + 2 * DOT) / WIDE))
    return max(dot, words) if letters else dot
