"""Charts of people."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from components.charts.base import finished, records
from components.text.words import percent
from components.theme import LOOKS, LookName

ROOM = 0.025  # share of residents beyond the outermost dots, for the words beside them
ROW, FRAME = 44, 90  # px from one area to the next, and for axis and legend
GROUPS = {"under_18": "Under 18", "aged_65_plus": "65 and over"}


def ages(rows: pl.DataFrame, *, look: LookName, marked: str | None = None) -> dict[str, Any]:
    """Return two dots for each area on one line: shares of the young and of the old.

    `rows` has name, all_ages, under_18 and aged_65_plus (people). The row named `marked` is
    written bold. Each share stands beside its dot, on the outer side.
    """
    return json.loads(_ages(tuple(rows.select("name", "all_ages", *GROUPS).rows()), look, marked))


@lru_cache(maxsize=16)
def _ages(people: tuple[tuple, ...], look: LookName, marked: str | None) -> str:
    """The specification as text: made once for each state, since making it takes a while."""
    rows = pl.DataFrame(people, schema=["name", "all_ages", *GROUPS], orient="row")
    tokens, groups = LOOKS[look], list(GROUPS.values())
    frame = _shares(rows)
    ends = [min(frame["share"]) - ROOM, max(frame["share"]) + ROOM]
    y = alt.Y("name:N", sort=rows["name"].to_list(), axis=None)
    x = alt.X(
        "share:Q",
        title="Share of all residents",
        scale=alt.Scale(domain=ends, nice=False, zero=False),
        axis=alt.Axis(format="%", tickCount=5),
    )
    base = alt.Chart(records(frame))
    # Dots need no zero. A name stands on the line of its row, which goes all the way across.
    row = base.mark_rule(strokeWidth=1, color=tokens.rule).encode(
        x=alt.XDatum(ends[0]), x2=alt.X2Datum(ends[1]), y=y
    )
    line = (
        base.transform_aggregate(low="min(share)", high="max(share)", groupby=["name"])
        .mark_rule(strokeWidth=2, color=tokens.edge)
        .encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=y)
    )
    dots = base.mark_point(size=130, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color(
            "group:N",
            scale=alt.Scale(domain=groups, range=list(tokens.pair)),
            legend=alt.Legend(title=None, orient="top"),
        ),
        shape=alt.Shape("group:N", scale=alt.Scale(domain=groups, range=["circle", "square"])),
        tooltip=[
            alt.Tooltip("name:N", title="Area"),
            alt.Tooltip("group:N", title="Age"),
            alt.Tooltip("shown:N", title="Share of residents"),
        ],
    )
    names = base.mark_text(
        align="left", dy=-17, fontWeight=alt.expr(f"datum.name == {json.dumps(marked)} ? 700 : 400")
    ).encode(x=alt.XValue(0), y=y, text=alt.Text("name:N"))
    parts = [row, line, dots, names]
    for outer, align, dx in (("low", "right", -9), ("high", "left", 9)):
        parts.append(
            base.transform_filter(alt.datum.side == outer)
            .mark_text(align=align, dx=dx, fontWeight="bold")
            .encode(x=x, y=y, text=alt.Text("shown:N"))
        )
    chart = alt.layer(*parts).properties(width="container", height=ROW * rows.height + FRAME)
    return json.dumps(finished(chart, look))


def _shares(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each area and group, with its share, and whether it is the lower of the two."""
    long = rows.unpivot(on=list(GROUPS), index=["name", "all_ages"], variable_name="group")
    lowest = pl.col("share") == pl.col("share").min().over("name")
    return (
        long.with_columns(
            pl.col("group").replace_strict(GROUPS), share=pl.col("value") / pl.col("all_ages")
        )
        .with_columns(
            side=pl.when(lowest).then(pl.lit("low")).otherwise(pl.lit("high")),
            shown=pl.col("share").map_elements(percent, return_dtype=pl.String),
        )
        .select("name", "group", "share", "side", "shown")
    )
