"""Charts of engagement."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from components.charts.base import finished, records
from components.theme import LOOKS, LookName

ROW_HEIGHT = 64  # px: a line of text above each row of dots


def surveys(rows: pl.DataFrame, *, look: LookName) -> dict[str, Any]:
    """Return completed surveys as dots on one line an audience: filled newest, ring earlier.

    `rows`: one row for each saying of a source, with `order` (of the audience, from 0),
    `words` (the line above the dots), `value` (surveys), `when`, and `standing`: `newest` is a
    dot, `differs` a ring, anything else is not drawn.
    """
    colour = LOOKS[look].categorical[0]
    x = alt.X(
        "value:Q",
        title="Completed surveys",
        scale=alt.Scale(domain=[0, _round_up(max(rows["value"]))]),
        axis=alt.Axis(tickCount=4),
    )
    y = alt.Y("order:O", axis=None)
    base = alt.Chart(records(rows))
    newest = base.transform_filter("datum.standing === 'newest'")
    stems = (
        newest.mark_rule(strokeWidth=2, color=LOOKS[look].highlight[1])
        .encode(x=alt.X("zero:Q"), x2=alt.X2("value:Q"), y=y)
        .transform_calculate(zero="0")
    )
    tooltip = [
        alt.Tooltip("words:N", title="Surveys"),
        alt.Tooltip("value:Q", title="Completed"),
        alt.Tooltip("when:N", title="Given in"),
    ]
    rings = (
        base.transform_filter("datum.standing === 'differs'")
        .mark_point(size=200, filled=False, stroke=colour, strokeWidth=2, opacity=1)
        .encode(x=x, y=y, tooltip=tooltip)
    )
    dots = newest.mark_point(size=110, opacity=1, color=colour).encode(x=x, y=y, tooltip=tooltip)
    labels = newest.mark_text(align="left", dy=-20, fontWeight="bold").encode(
        x=alt.XValue(0), y=y, text=alt.Text("words:N")
    )
    height = ROW_HEIGHT * rows["order"].n_unique()
    layers = (stems + rings + dots + labels).properties(width="container", height=height)
    return finished(layers, look)


def _round_up(value: float) -> float:
    return -(-value // 20) * 20
