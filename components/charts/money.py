"""Charts of money."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from components.charts.base import finished, records
from components.text.words import pounds_short
from components.theme import LOOKS, LookName

MILLION = 1_000_000
LOW = 0.15  # of the scale: a bar lower than this has no room for words


def envelope(
    rows: pl.DataFrame, *, look: LookName, top_gbp: float, solid: str = "Published envelope"
) -> dict[str, Any]:
    """Return envelopes by year: what is given `solid`, held back outlined on top.

    `rows` as `data.queries.envelopes.by_year`, one for each year and component, pounds; `top_gbp`
    is the shared end of the scale, so that lots can be compared.
    """
    tokens = LOOKS[look]
    frame = rows.with_columns(
        millions=pl.col("amount_gbp") / MILLION,
        layer=(pl.col("component") == "transformation").cast(pl.Int8),
        year="Year " + pl.col("contract_year"),
        kind=pl.col("component").replace_strict(
            {"published": solid, "transformation": "Held back by the ICB"}
        ),
    )
    colour = tokens.categorical[0]
    kinds = [solid, "Held back by the ICB"]
    base = alt.Chart(records(frame)).encode(
        x=alt.X("year:N", title=None, axis=alt.Axis(labelAngle=0, domain=True, ticks=False)),
        y=alt.Y(
            "millions:Q",
            title="£ million",
            scale=alt.Scale(domain=[0, top_gbp / MILLION], nice=True),
            axis=alt.Axis(titleAngle=0, titleAlign="left", titleY=-12, titleX=0, tickCount=4),
        ),
        tooltip=[
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip("kind:N", title="Component"),
            alt.Tooltip("amount_gbp:Q", title="Pounds", format=","),
        ],
    )
    bars = base.mark_bar(stroke=colour, strokeWidth=1.5).encode(
        order=alt.Order("layer:Q"),
        fill=alt.Fill(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=[colour, tokens.ground]),
            legend=alt.Legend(title=None, orient="bottom", direction="vertical"),
        ),
    )
    # The value stands in the bar, at its head; over a bar too low to hold it.
    high = alt.datum.millions >= LOW * top_gbp / MILLION
    low = alt.datum.millions < LOW * top_gbp / MILLION
    values = [
        base.transform_filter("datum.component === 'published'")
        .transform_filter(chosen)
        .mark_text(aria=False, fontWeight="bold", dy=dy, color=colour_of_words)
        .encode(text=alt.Text("millions:Q", format=".1f"))
        for chosen, dy, colour_of_words in ((low, -9, tokens.text), (high, 13, tokens.ground))
    ]
    layers = alt.layer(bars, *values).properties(width="container", height=230)
    return finished(layers, look)


def per_resident(rows: pl.DataFrame, *, whose: str, look: LookName) -> dict[str, Any]:
    """Return a dot for each lot on one line: the published envelope of a year per resident.

    `rows` as `data.queries.envelopes.per_resident`, published lots of one cohort, pounds; `whose`
    is the age group of that cohort: `under 18`.
    """
    tokens = LOOKS[look]
    frame = rows.with_columns(
        shown=pl.col("per_resident_gbp").map_elements(pounds_short, return_dtype=pl.String)
        + pl.format(" in Lot {}", "number")
    )
    x = alt.X(
        "per_resident_gbp:Q",
        title=f"Pounds a year for each resident {whose}",
        scale=alt.Scale(domain=[0, _round_up(max(rows["per_resident_gbp"]))]),
        axis=alt.Axis(labelExpr="'£' + datum.label", tickCount=5),
    )
    y = alt.Y("number:O", axis=None)
    base = alt.Chart(records(frame))
    dots = base.mark_point(size=160, opacity=1, color=tokens.categorical[0]).encode(x=x, y=y)
    stems = (
        base.mark_rule(strokeWidth=2, color=tokens.highlight[1])
        .encode(x=alt.X("zero:Q"), x2=alt.X2("per_resident_gbp:Q"), y=y)
        .transform_calculate(zero="0")
    )
    labels = base.mark_text(align="right", dx=-12, dy=-12, fontWeight="bold").encode(
        x=x, y=y, text=alt.Text("shown:N")
    )
    layers = (stems + dots + labels).properties(width="container", height=120)
    return finished(layers, look)


def _round_up(value: float) -> float:
    return -(-value // 20) * 20
