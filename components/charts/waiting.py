"""Charts of waiting."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from components.charts.base import finished, records
from components.theme import LOOKS, LookName
from data.package.dates import in_words

HEIGHT = 260  # px of the bars by month
WORDS = 0.25  # of the scale: room for words at the end of the longest bar
STEP = 46  # px for a band with a bar for each cohort
NAMES = ["Adults", "Children"]


def by_month(
    rows: pl.DataFrame, gaps: pl.DataFrame, breaks: pl.DataFrame, *, look: LookName
) -> dict[str, Any]:
    """Return a bar for each month, in parts by organisation; a month of `gaps` has words in place.

    `rows`: `month` (its first day), `who`, `place` (of the part, from 0), `people`, `told`.
    `gaps` and `breaks`: `month` and `words`, those of breaks in short lines. A line stands before
    each month of `breaks`: what is left of it is not of the same lists.
    """
    tokens = LOOKS[look]
    months = sorted({*rows["month"], *gaps["month"]})
    who = rows.sort("place")["who"].unique(maintain_order=True).to_list()
    ends = dict.fromkeys(in_words(month, "month") for month in (months[0], months[-1]))
    x = alt.X(
        "month:O",
        title=" to ".join(ends),
        scale=alt.Scale(domain=[month.isoformat() for month in months], paddingInner=0.2),
        axis=alt.Axis(
            labelAngle=0,
            labelExpr="timeFormat(datetime(datum.value + 'T12:00'), '%b')",
            labelOverlap="parity",
            ticks=False,
        ),
    )
    totals = rows.group_by("month").agg(pl.col("people").sum())["people"]
    y = alt.Y(
        "people:Q",
        title=None,
        stack="zero",
        scale=alt.Scale(domain=[0, _round_up(max(totals))]),
        axis=alt.Axis(tickCount=4),
    )
    parts = {"part": rows, "gap": gaps, "break": breaks}
    named = [part.with_columns(kind=pl.lit(kind)) for kind, part in parts.items()]
    base = alt.Chart(records(pl.concat(named, how="diagonal_relaxed")))
    of = {kind: base.transform_filter(f"datum.kind === '{kind}'") for kind in parts}
    bars = (
        of["part"]
        .mark_bar(stroke=tokens.ground, strokeWidth=1)
        .encode(
            x=x,
            y=y,
            order=alt.Order("place:Q"),
            fill=alt.Fill(
                "who:N",
                scale=alt.Scale(domain=who, range=list(tokens.categorical[: len(who)])),
                legend=alt.Legend(title=None, orient="top", columns=2),
            ),
            tooltip=[
                alt.Tooltip("told:N", title="Month"),
                alt.Tooltip("who:N", title="Organisation"),
                alt.Tooltip("people:Q", title="People", format=","),
            ],
        )
    )
    frames = (
        of["gap"]
        .mark_bar(fill=tokens.surface, stroke=tokens.edge, strokeDash=[3, 3])
        .encode(x=x, y=alt.YValue(0), y2=alt.Y2Value("height"))
    )
    words = (
        of["gap"]
        .mark_text(angle=270, color=tokens.muted)
        .encode(x=x, y=alt.YValue(HEIGHT / 2), text=alt.Text("words:N"))
    )
    at = alt.X("month:O", bandPosition=0)
    line = of["break"].mark_rule(color=tokens.text, strokeDash=[4, 3], strokeWidth=1.5, xOffset=-2)
    told = (
        of["break"]
        .mark_text(align="left", dx=5, color=tokens.text, lineBreak="\n")
        .encode(x=at, y=alt.YValue(8), text=alt.Text("words:N"))
    )
    chart = alt.layer(frames, bars, words, line.encode(x=at), told)
    return _fitted(chart, HEIGHT, look)


def by_band(rows: pl.DataFrame, *, look: LookName) -> dict[str, Any]:
    """Return two bars for each band of weeks: the share of adults and of children in it.

    `rows`: `who` (one of NAMES), `band` (in order), `share` (of 1) and `words` (at the bar's end).
    """
    tokens = LOOKS[look]
    y = alt.Y(
        "band:N",
        title=None,
        sort=rows["band"].unique(maintain_order=True).to_list(),
        axis=alt.Axis(ticks=False, domain=False),
        scale=alt.Scale(paddingInner=0.25),
    )
    offset = alt.YOffset("who:N", sort=NAMES, scale=alt.Scale(paddingInner=0.1))
    top = -(-max(rows["share"]) // 0.1) * 0.1
    shares = [n / 10 for n in range(0, round(top * 10) + 1, 2)]  # so few that a phone has room
    x = alt.X(
        "share:Q",
        title="Share of adults, or of children",
        scale=alt.Scale(domain=[0, top + WORDS], nice=False),
        axis=alt.Axis(format="%", grid=False, values=shares),
    )
    base = alt.Chart(records(rows)).encode(x=x, y=y, yOffset=offset)
    bars = base.mark_bar().encode(
        fill=alt.Fill(
            "who:N",
            scale=alt.Scale(domain=NAMES, range=list(tokens.pair)),
            legend=alt.Legend(title=None, orient="top"),
        ),
        tooltip=[
            alt.Tooltip("who:N", title="Who waits"),
            alt.Tooltip("band:N", title="How long"),
            alt.Tooltip("words:N", title="Share and people"),
        ],
    )
    words = base.mark_text(align="left", dx=5).encode(text=alt.Text("words:N"))
    height = STEP * rows["band"].n_unique()
    return _fitted(bars + words, height, look)


def _fitted(chart: alt.LayerChart | alt.FacetChart, height: int, look: LookName) -> dict[str, Any]:
    """The chart as wide as its place; axis and legend come on top of its height."""
    spec = finished(chart.properties(width="container", height=height), look)
    return spec | {"autosize": {"type": "fit-x", "contains": "padding"}}


def _round_up(value: float) -> float:
    """The next multiple of 5, 50, 500 and so on, by how long the number is."""
    step = 10 ** (len(str(int(value))) - 1) / 2
    return -(-value // step) * step
