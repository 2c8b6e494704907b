"""The small map: areas and their names as a Vega-Lite specification, drawn as SVG.

For every page that is HTML alone, the embed and the briefing. `components.maps.deck` draws the same
on the live Map page.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Any, Literal

import altair as alt

from components.charts.base import finished, inline
from components.maps.colours import colour
from components.maps.labels import GAP, METRES_A_DEGREE, Label, labels
from components.maps.leaders import leaders
from components.theme import LOOKS, LookName
from geo import outlines
from geo.areas import Areas, areas

LocatorLayer = Literal["hcp_areas", "lots_adult", "lots_children", "former_ccgs"]

PLAIN, RAISED, DIMMED = 0.7, 0.85, 0.22  # opacity of an area: none chosen, it chosen, another
HATCH = "url(#hatch)"  # a pattern that the page defines on which the map is drawn
SIZE, FINE_SIZE = (11, 14), (9, 11)  # px of a name on a narrow map and on a wide one
NARROWEST = 288  # px of a map on the narrowest phone
LETTER = 6  # px across of a letter of a name on a narrow map
RING = 12  # px from the middle of the mark of a place to its outer edge there
NARROW = 420  # px; names are written smaller on a map narrower than this


@dataclass(frozen=True)
class Point:
    """A place marked on the map: its name and its grid reference in metres (EPSG:27700)."""

    name: str
    easting: float
    northing: float


def locator(
    look: LookName,
    chosen: str | None = None,
    *,
    layer: LocatorLayer = "hcp_areas",
    fine: str | None = None,
    points: Sequence[Point] = (),
    width: int | Literal["container"] = "container",
    height: int = 300,
) -> dict[str, Any]:
    """Return the map of a layer with its names, and with one HCP area raised if `chosen`.

    `fine` is a layer whose borders lie over it as dashed lines, and whose names are written then;
    parts of split districts are hatched under the borders of authorities. `chosen` is the id of an
    HCP area; in a layer of lots it raises the lot of that area. Raises KeyError when there is no
    such area. `width` and `height` are pixels.
    """
    hidden = covered(fine or layer, points)
    spec = json.loads(_kept(areas(), look, chosen, layer, fine, width, height, hidden))
    if points:
        # Only the ring is kept, never a point: it may be where somebody lives.
        data = {"values": [asdict(point) for point in points]}
        spec["layer"].append({"data": data, "layer": json.loads(_ring(look))})
    return spec


@lru_cache(maxsize=64)
def _kept(
    _joins: Areas,
    look: LookName,
    chosen: str | None,
    layer: LocatorLayer,
    fine: str | None,
    width: int | Literal["container"],
    height: int,
    hidden: frozenset[str],
) -> str:
    """The specification as text: made once for each state and its names, since it takes a while."""
    raised = _raised(layer, chosen)
    land = _shaded(layer, raised)
    parts = [_land(look, layer, land)]
    if raised:
        parts.append(_outline(look, [feature for feature in land if feature["id"] in raised]))
    if fine:
        parts += _fine(look, fine)
    names = fine or layer
    parts += [
        *leaders(names, without=hidden, aria=False, stroke=LOOKS[look].text, strokeWidth=1),
        *(
            _names(
                look,
                names,
                halo=halo,
                begins=begins,
                size=FINE_SIZE if fine else SIZE,
                without=hidden,
            )
            for begins in sorted({label.begins for label in labels(names)})
            for halo in (True, False)
        ),
    ]
    chart = (
        alt.layer(*parts)
        .project(type="identity", reflectY=True)
        .properties(width=width, height=height)
    )
    return json.dumps(finished(chart, look))


def covered(layer: str, points: Sequence[Point]) -> frozenset[str]:
    """Return the names of a layer that a ring would lie on, on the narrowest map that is shown."""
    if not points:
        return frozenset()
    west, south, east, _north = outlines.bounds(layer)
    metres = (east - west) * METRES_A_DEGREE * math.cos(math.radians(south)) / NARROWEST  # of 1 px
    return frozenset(
        label.id
        for label in labels(layer)
        for point in points
        if _meets(
            label,
            (point.easting - label.metres[0]) / metres,
            (point.northing - label.metres[1]) / metres,
        )
    )


def _meets(label: Label, across: float, up: float) -> bool:
    """Whether a ring at so many px from the point of a name lies on the name."""
    wide = max(map(len, label.lines)) * LETTER
    middle = GAP + wide / 2 if label.begins else 0
    high = len(label.lines) * (SIZE[0] + 1)
    return abs(across - middle) < wide / 2 + RING and abs(up) < high / 2 + RING


def _raised(layer: str, chosen: str | None) -> list[str]:
    """The ids of the features of a layer that belong to an HCP area."""
    if chosen is None:
        return []
    known = areas()
    known.hcp_areas[chosen]
    if layer == "hcp_areas":
        return [chosen]
    if layer == "former_ccgs":
        return [ccg.id for ccg in known.former_ccgs.values() if ccg.hcp_area_id == chosen]
    cohort = "adults" if layer == "lots_adult" else "children"
    return [known.lot_of(chosen, cohort).id]


def _shaded(layer: str, raised: Sequence[str]) -> list[dict]:
    """The features of a layer, each with the opacity that it is drawn with."""
    features = outlines.layer(layer)
    for feature in features:
        feature["opacity"] = PLAIN
        if raised:
            feature["opacity"] = RAISED if feature["id"] in raised else DIMMED
    return features


def _land(look: LookName, layer: str, features: Sequence[dict]) -> alt.Chart:
    ids = [feature["id"] for feature in features]
    return (
        alt.Chart(inline(features))
        .mark_geoshape(stroke=LOOKS[look].ground, strokeWidth=1.25, strokeJoin="round")
        .encode(
            fill=alt.Fill(
                "id:N",
                scale=alt.Scale(domain=ids, range=[colour(layer, i, look) for i in ids]),
                legend=None,
            ),
            fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
            tooltip=alt.TooltipValue(None),
        )
    )


def _fine(look: LookName, layer: str) -> list[alt.Chart]:
    """The borders of a layer as dashed lines, over the hatched parts of split districts."""
    ink = LOOKS[look].text
    dashes = alt.Chart(inline([outlines.borders(layer)])).mark_geoshape(
        aria=False, fill=None, stroke=ink, strokeWidth=0.8, strokeDash=[4, 3]
    )
    if layer != "authorities":
        return [dashes]
    split = alt.Chart(inline(outlines.layer("split_districts"))).mark_geoshape(
        aria=False, fill=HATCH, stroke=None
    )
    return [split, dashes]


def _outline(look: LookName, features: Sequence[dict]) -> alt.Chart:
    return alt.Chart(inline(features)).mark_geoshape(
        aria=False, fill=None, stroke=LOOKS[look].text, strokeWidth=1.75, strokeJoin="round"
    )


@cache
def _ring(look: LookName) -> str:
    """The marks of a place, without their data, as text."""
    tokens = LOOKS[look]
    base = alt.Chart(alt.Data(values=[])).encode(
        longitude=alt.Longitude("easting:Q"),
        latitude=alt.Latitude("northing:Q"),
        tooltip=alt.Tooltip("name:N"),
    )
    # A ring in both tones around a dot: it shows on every colour that an area may have.
    size = alt.expr(f"width < {NARROW} ? 260 : 420")
    parts = [
        base.mark_point(
            aria=False, filled=False, size=size, opacity=1, stroke=tone, strokeWidth=stroke
        )
        for tone, stroke in ((tokens.ground, 6.0), (tokens.text, 2.5))
    ]
    dot = base.mark_point(
        aria=False,
        filled=True,
        size=60,
        opacity=1,
        fill=tokens.text,
        stroke=tokens.ground,
        strokeWidth=1.5,
    )
    return json.dumps(alt.layer(*parts, dot).to_dict()["layer"])


def _names(
    look: LookName,
    layer: str,
    *,
    halo: bool,
    begins: bool,
    size: tuple[int, int],
    without: frozenset[str],
) -> alt.Chart:
    """The names with their middle at their point, or those that begin there."""
    tokens = LOOKS[look]
    rows = [
        {"lines": list(label.lines), "x": label.metres[0], "y": label.metres[1]}
        for label in labels(layer)
        if label.begins == begins and label.id not in without
    ]
    narrow, wide = size
    up = (narrow + 1) / 2, (wide + 2) / 2  # by half a line for each line more than one
    style = {"stroke": tokens.ground, "strokeWidth": 3.5, "strokeJoin": "round"} if halo else {}
    return (
        alt.Chart(inline(rows))
        .mark_text(
            fontSize=alt.expr(f"width < {NARROW} ? {narrow} : {wide}"),
            fontWeight="bold",
            lineHeight=alt.expr(f"width < {NARROW} ? {narrow + 1} : {wide + 2}"),
            dy=alt.expr(f"(1 - length(datum.lines)) * (width < {NARROW} ? {up[0]} : {up[1]})"),
            baseline="middle",
            align="left" if begins else "center",
            dx=GAP if begins else 0,
            color=tokens.text,
            **style,
        )
        .encode(
            longitude=alt.Longitude("x:Q"), latitude=alt.Latitude("y:Q"), text=alt.Text("lines:N")
        )
    )
