"""The councils for which a committee scrutinises, on the land of all, as a Vega-Lite map."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import altair as alt

from components.charts.base import finished, inline
from components.maps.labels import labels
from components.maps.leaders import leaders
from components.theme import LOOKS, Look, LookName
from data.package.profile import profile
from geo import outlines

LAYER = "authorities"
COVERED = 0.4  # opacity of the fill; light enough for a name to be read on it


def committee_map(
    lad_codes: Collection[str], look: LookName, *, width: int, height: int
) -> dict[str, Any]:
    """Return the map with the councils of `lad_codes` filled and outlined, and all named.

    Dashed lines are the borders of the HCP areas. `width` and `height` are pixels.
    """
    tokens = LOOKS[look]
    features = outlines.layer(LAYER)
    covered = [feature for feature in features if feature["id"] in lad_codes]
    parts = [
        _shapes(features, fill=tokens.land, stroke=tokens.ground, strokeWidth=1.25),
        _shapes(
            covered,
            fill=tokens.categorical[0],
            fillOpacity=COVERED,
            stroke=tokens.text,
            strokeWidth=1,
        ),
        _shapes(
            [outlines.borders("hcp_areas")],
            fill=None,
            stroke=tokens.text,
            strokeWidth=1.5,
            strokeDash=[4, 3],
        ),
        *leaders(labels(LAYER), stroke=tokens.text, strokeWidth=0.75),
        _names(tokens, stroke=tokens.ground, strokeWidth=3.5, strokeJoin="round"),
        _names(tokens),
    ]
    chart = alt.layer(*parts).project(type="identity", reflectY=True)
    return finished(chart.properties(width=width, height=height), look)


def committee_alt(short_name: str, councils: str) -> str:
    """Return the text alternative of `committee_map`."""
    return f"Map of the {profile().councils}. {short_name} scrutinises for {councils}."


def _shapes(features: list[dict], **mark: Any) -> alt.Chart:
    return alt.Chart(inline(features)).mark_geoshape(strokeJoin="round", **mark)


def _names(tokens: Look, **halo: Any) -> alt.Chart:
    rows = [
        {"lines": list(name.lines), "x": name.metres[0], "y": name.metres[1]}
        for name in labels(LAYER)
    ]
    style = {"fontSize": 9.5, "lineHeight": 10, "fontWeight": "bold", "baseline": "middle"}
    middle = alt.expr("(1 - length(datum.lines)) * 5")
    marks = alt.Chart(inline(rows)).mark_text(color=tokens.text, dy=middle, **style, **halo)
    return marks.encode(
        longitude=alt.Longitude("x:Q"), latitude=alt.Latitude("y:Q"), text=alt.Text("lines:N")
    )
