"""Charts of what a paper of an earlier time says."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from components.charts.base import finished, on_the_line, records
from components.theme import LOOKS, LookName

ROW_HEIGHT = 60  # px: a line of text above each bar
LINE_HEIGHT = 36  # px: a pair of dots with its words beside them
WHOLE = 100  # percent


def bars(
    rows: pl.DataFrame, *, title: str, top: float, paper: str, look: LookName
) -> dict[str, Any]:
    """Return a bar for each row from zero, with its words above it.

    `rows`: `order` (from 0), `words` (the line above the bar), `value` in the unit of `title`;
    `top` is the end of the scale, and `paper` says whose figures they are. A bar of percent stands
    in a frame of the whole.
    """
    tokens = LOOKS[look]
    frame = rows.with_columns(zero=0.0, top=top)
    base = alt.Chart(records(frame))
    x = alt.X("value:Q", title=title, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(tickCount=4))
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0.68, paddingOuter=0.34))
    tooltip = [alt.Tooltip("words:N", title=paper)]
    drawn = base.mark_bar(color=tokens.categorical[0]).encode(x=x, y=y, tooltip=tooltip)
    parts = [drawn, _words(base, y)]
    if top == WHOLE:
        frame_bar = base.mark_bar(fill=tokens.surface, stroke=tokens.edge, strokeWidth=1)
        parts.insert(0, frame_bar.encode(x=alt.X("zero:Q"), x2="top:Q", y=y))
    return _finished(parts, ROW_HEIGHT * rows.height, look)


def pairs(
    rows: pl.DataFrame, *, title: str, ends: tuple[float, float], paper: str, look: LookName
) -> dict[str, Any]:
    """Return two dots and a line for each row: the first filled, the other hollow.

    `rows`: `order` (from 0), `words` (beside the dots), `here` and `there` in the unit of
    `title`; `ends` are the ends of the scale, which need not begin at zero.
    """
    tokens = LOOKS[look]
    base = alt.Chart(records(rows))
    y = alt.Y("order:O", axis=None)
    scale = alt.Scale(domain=list(ends), zero=False, nice=False)
    axis = alt.Axis(tickCount=4)
    x = {
        name: alt.X(f"{name}:Q", title=title, scale=scale, axis=axis) for name in ("here", "there")
    }
    tooltip = [alt.Tooltip("words:N", title=paper)]
    colour = tokens.categorical[0]
    line = base.mark_rule(strokeWidth=2, color=tokens.highlight[1]).encode(
        x=x["here"], x2="there:Q", y=y
    )
    hollow = base.mark_point(
        size=150, filled=True, fill=tokens.ground, stroke=colour, strokeWidth=2, opacity=1
    ).encode(x=x["there"], y=y, tooltip=tooltip)
    filled = base.mark_point(size=150, filled=True, color=colour, opacity=1).encode(
        x=x["here"], y=y, tooltip=tooltip
    )
    words = on_the_line(base, list(x.items()), y, middle=sum(ends) / 2)
    return _finished([line, hollow, filled, *words], LINE_HEIGHT * rows.height, look)


def _words(base: alt.Chart, y: alt.Y) -> alt.Chart:
    marks = base.mark_text(align="left", dy=-21, fontWeight="bold")
    return marks.encode(x=alt.XValue(0), y=y, text="words:N")


def _finished(parts: list[alt.Chart], height: int, look: LookName) -> dict[str, Any]:
    chart = alt.layer(*parts).properties(width="container", height=height)
    # It fits the width of its place; the rows keep their height, axis and words come on top.
    return finished(chart, look) | {"autosize": {"type": "fit-x", "contains": "padding"}}
