"""Charts of time: events in lanes, and how milestones slipped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import altair as alt
import polars as pl

from components.charts.base import records
from components.charts.canvas import Canvas, Window
from components.charts.lanes import HEAD, WIDE, layout, with_days
from components.theme import LookName
from data.package.dates import in_words
from data.queries.milestones import FIRST, HAPPENED, LATER, REPORTED, SET

SHAPES = {
    FIRST: "circle",
    LATER: "diamond",
    REPORTED: "triangle-up",
    HAPPENED: "circle",
    SET: "square",
}
TIPS = {"title": "What", "when": "When", "state": "State", "who_name": "Who", "source": "Source"}
NAME, SLIP = -15, 16  # px from the line of a milestone to the words above and below it
STEP = 62  # px for each milestone of the slip chart
EDGE = dt.timedelta(days=21)  # before its first dot and after its last

# Dragging moves the years and the wheel widens them, the wheel with Shift only, and no finger:
# a chart must not catch a reader who scrolls past it.
DRAG = "[pointerdown[event.pointerType !== 'touch'], window:pointerup] > window:pointermove!"
WHEEL = "wheel![event.shiftKey]"


def lanes(
    events: pl.DataFrame,
    moves: pl.DataFrame,
    slips: pl.DataFrame,
    *,
    look: LookName,
    window: Window,
    today: dt.date,
) -> dict[str, Any]:
    """Return the events in lanes: hollow where planned, filled where they happened.

    `events` as `data.queries.timeline.events`, with `source` (its short name) and `state` (in
    words); `moves` and `slips` as `data.queries.milestones` gives them. A move is an arrow where
    both its ends are among the events. `today` is marked when it lies in the window.
    """
    places = layout(events, moves, window)
    canvas = Canvas(window, places.height, look)
    chains = places.chains.join(
        slips.select("milestone_id", "slip"), on="milestone_id", maintain_order="left"
    )
    parts = [
        *_lanes(canvas, places.lanes),
        *canvas.today(today, f"Today, {in_words(today, 'day')}"),
        *_arrows(canvas, places.marks, moves),
        *_events(canvas, places.marks),
        *_chain_words(canvas, places.marks, chains),
    ]
    return canvas.drawn(parts)


def _lanes(canvas: Canvas, names: pl.DataFrame) -> list[alt.Chart]:
    """Return the name of each lane and the line above it."""
    rows = names.with_columns(lane=_capital("lane"), line=pl.col("y") - HEAD / 2)
    lines = alt.Chart(records(rows.slice(1))).mark_rule(
        aria=False, color=canvas.tokens.edge, opacity=0.6
    )
    words = alt.Chart(records(rows)).mark_text(
        aria=False, align="left", fontWeight="bold", color=canvas.tokens.text
    )
    return [
        lines.encode(y=canvas.y("line")),
        words.encode(x=alt.XValue(2), y=canvas.y(), text=alt.Text("lane:N")),
    ]


def _arrows(canvas: Canvas, marks: pl.DataFrame, moves: pl.DataFrame) -> list[alt.Chart]:
    """Return a line from each date of a milestone to the next one, with a head before its end."""
    ends = marks.select("event_id", "at", "y")
    pairs = (
        moves.select("event_id", "next_event_id")
        .join(ends, on="event_id", maintain_order="left")
        .join(
            ends.select("y", next_event_id="event_id", to="at"),
            on=["next_event_id", "y"],
            maintain_order="left",
        )
        .filter(pl.col("at") != pl.col("to"))
    )
    head = alt.Chart(records(pairs)).mark_point(
        aria=False,
        shape="triangle-right",
        size=45,
        color=canvas.tokens.edge,
        opacity=1,
        xOffset=-11,
        clip=True,
    )
    return [
        canvas.spans(pairs, "at", "to", color=canvas.tokens.edge, strokeWidth=1.5),
        head.encode(x=canvas.x("to"), y=canvas.y()),
    ]


def _events(canvas: Canvas, marks: pl.DataFrame) -> list[alt.Chart]:
    """Return a bar for what lasts longer than a day, and a dot for each event."""
    shown = marks.select("at", "y", "status", *TIPS, spoken=_spoken("title", "when", "state"))
    base = alt.Chart(records(shown))
    dots = base.mark_point(size=80, strokeWidth=2, opacity=1, clip=True)
    tips = [alt.Tooltip(f"{name}:N", title=title) for name, title in TIPS.items()]
    zoom = alt.selection_interval(
        name="years", bind="scales", encodings=["x"], zoom=WHEEL, translate=DRAG
    )
    return [
        canvas.spans(_lasting(marks), color=canvas.tokens.edge, strokeWidth=2),
        dots.encode(x=canvas.x("at"), y=canvas.y(), tooltip=tips, **canvas.filled()).add_params(
            zoom
        ),
        *_labels(canvas, marks),
    ]


def _labels(canvas: Canvas, marks: pl.DataFrame) -> list[alt.Chart]:
    """Return the labels that some events have, right of them, where the plot has the room."""
    shown = alt.expr(f"width >= {WIDE} ? 1 : 0")
    base = alt.Chart(records(marks.drop_nulls("label").select("end", "y", "label")))
    words = base.mark_text(aria=False, align="left", dx=9, opacity=shown, clip=True)
    return [words.encode(x=canvas.x("end"), y=canvas.y(), text=alt.Text("label:N"))]


def _chain_words(canvas: Canvas, marks: pl.DataFrame, chains: pl.DataFrame) -> list[alt.Chart]:
    """Return the name of each milestone that moved above its line, and its slip below."""
    first, last = canvas.window.first, canvas.window.last
    ends = marks.group_by("milestone_id", maintain_order=True).agg(
        start=pl.col("at").min().clip(first, last), end=pl.col("at").max().clip(first, last)
    )
    rows = chains.join(ends, on="milestone_id", maintain_order="left")
    late = pl.col("start") > first + (last - first) * 0.45
    parts = []
    for side, anchor, some in (
        ("left", "start", rows.filter(~late)),
        ("right", "end", rows.filter(late)),
    ):
        for column, dy, weight in (("milestone", NAME, "bold"), ("slip", SLIP, "normal")):
            words = alt.Chart(records(some.drop_nulls(column))).mark_text(
                aria=False,
                align=side,
                dx=-5 if side == "left" else 5,
                dy=dy,
                fontWeight=weight,
                clip=True,
            )
            parts.append(
                words.encode(x=canvas.x(anchor), y=canvas.y(), text=alt.Text(f"{column}:N"))
            )
    return parts


def slips(steps: pl.DataFrame, names: pl.DataFrame, *, look: LookName) -> dict[str, Any]:
    """Return a line for each milestone: first planned, planned later, as it happened.

    `steps` as `data.queries.milestones.steps`; `names` has milestone_id, milestone and `words` (how
    much later, or why that is not known), in the order in which they are drawn.
    """
    order = {name: place for place, name in enumerate(names["milestone_id"])}
    line = pl.col("milestone_id").replace_strict(order, return_dtype=pl.Float64) * STEP + 48
    rows = (
        with_days(steps)
        .filter(pl.col("milestone_id").is_in(list(order)))
        .with_columns(y=line)
        .select("milestone_id", "at", "y", "status", "stage", "when", "milestone")
        .with_columns(spoken=_spoken("milestone", "stage", "when"))
    )
    window = Window(min(rows["at"]) - EDGE, max(rows["at"]) + EDGE)
    canvas = Canvas(window, STEP * names.height, look)
    lines = rows.group_by("milestone_id", maintain_order=True).agg(
        pl.col("y").first(), start=pl.col("at").min(), end=pl.col("at").max()
    )
    shape = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    tips = [alt.Tooltip("stage:N", title="Date"), alt.Tooltip("when:N", title="When")]
    heads = alt.Chart(records(names.with_columns(y=line)))
    parts = [
        # Level with the dots from edge to edge, so that a name stands on the line of its own.
        heads.mark_rule(aria=False, color=canvas.tokens.rule).encode(y=canvas.y()),
        canvas.spans(lines, color=canvas.tokens.edge, strokeWidth=1.5),
        alt.Chart(records(rows))
        .mark_point(size=120, strokeWidth=2, opacity=1)
        .encode(
            x=canvas.x("at"),
            y=canvas.y(),
            shape=alt.Shape("stage:N", legend=None, scale=shape),
            description=alt.Description("spoken:N"),
            tooltip=tips,
            **canvas.filled(),
        ),
        heads.mark_text(aria=False, align="left", dy=-36, fontWeight="bold").encode(
            x=alt.XValue(2), y=canvas.y(), text=alt.Text("milestone:N")
        ),
        heads.mark_text(aria=False, align="left", dy=-19, color=canvas.tokens.muted).encode(
            x=alt.XValue(2), y=canvas.y(), text=alt.Text("words:N")
        ),
    ]
    return canvas.drawn(parts)


def _spoken(*columns: str) -> pl.Expr:
    """Return what a screen reader says of a mark."""
    return pl.concat_str(*columns, separator=", ")


def _lasting(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose dates are more than a day."""
    return rows.filter(pl.col("start") != pl.col("end"))


def _capital(column: str) -> pl.Expr:
    first, rest = pl.col(column).str.slice(0, 1), pl.col(column).str.slice(1)
    return first.str.to_uppercase() + rest
