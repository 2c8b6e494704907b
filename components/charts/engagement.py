"""Charts of engagement."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from components.charts.base import finished, on_the_line, records
from components.theme import LOOKS, LookName

ROW_HEIGHT = 34  # px: dots with their words beside them


def surveys(rows: pl.DataFrame, *, look: LookName) -> dict[str, Any]:
    """Return completed surveys as dots on one line an audience: filled newest, ring earlier.

    `rows`: one row for each saying of a source, with `order` (of the audience, from 0),
    `words` (beside the dots), `value` (surveys), `first` and `last` (of what is drawn of the
    audience), `when`, and `standing`: `newest` is a dot, `differs` a ring, else not drawn.
    """
    colour = LOOKS[look].categorical[0]
    top = _round_up(max(rows["value"]))
    x, *ends = (
        alt.X(
            f"{name}:Q",
            title="Completed surveys",
            scale=alt.Scale(domain=[0, top]),
            axis=alt.Axis(tickCount=4),
        )
        for name in ("value", "first", "last")
    )
    y = alt.Y("order:O", axis=None)
    base = alt.Chart(records(rows))
    newest = base.transform_filter("datum.standing === 'newest'")
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
    words = on_the_line(newest, list(zip(("first", "last"), ends, strict=True)), y, middle=top / 2)
    height = ROW_HEIGHT * rows["order"].n_unique()
    layers = alt.layer(rings, dots, *words).properties(width="container", height=height)
    return finished(layers, look) | {"autosize": {"type": "fit-x", "contains": "padding"}}


def _round_up(value: float) -> float:
    return -(-value // 20) * 20
