"""A scene drawn as a Vega-Lite specification, for every page that is HTML alone, the embed and the
briefing, and for small maps on live pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache, lru_cache
from typing import Any, Literal

import altair as alt

from components.charts.base import finished, inline
from components.maps.labels import GAP, Label
from components.maps.leaders import leaders
from components.maps.scene import LEADER, Fills, Lines, Names, Scene
from components.theme import LOOKS, LookName
from geo import outlines

HATCH = "url(#hatch)"  # a pattern that the page defines on which the map is drawn
NARROW = 420  # px; names are written smaller on a map narrower than this

Width = int | Literal["container"]


def locator(scene: Scene, *, width: Width = "container", height: int = 300) -> dict[str, Any]:
    """Return the map of a scene; `width` and `height` are pixels."""
    # Only the scene without its points is kept: one may be where somebody lives.
    spec = json.loads(_kept(replace(scene, points=()), width, height))
    if scene.points:
        data = {"values": [asdict(point) for point in scene.points]}
        spec["layer"].append({"data": data, "layer": json.loads(_ring(scene.look))})
    return spec


@lru_cache(maxsize=64)
def _kept(scene: Scene, width: Width, height: int) -> str:
    """The specification as text: made once for each scene, since it takes a while."""
    parts = [part for layer in scene.layers for part in _parts(layer)]
    chart = (
        alt.layer(*parts)
        .project(type="identity", reflectY=True)
        .properties(width=width, height=height)
    )
    return json.dumps(finished(chart, scene.look))


def _parts(layer: Fills | Lines | Names) -> Iterator[alt.Chart]:
    match layer:
        case Fills():
            yield _fills(layer)
        case Lines():
            yield _lines(layer)
        case Names():
            yield from leaders(layer.labels, aria=False, stroke=layer.colour, strokeWidth=LEADER)
            for begins in sorted({label.begins for label in layer.labels}):
                those = [label for label in layer.labels if label.begins == begins]
                yield from (_names(layer, those, halo=halo) for halo in (True, False))


def _shapes(layer: Fills | Lines) -> alt.Chart:
    """The features of a layer that have a tone, each with its opacity."""
    tones = {tone.id: tone for tone in layer.tones}
    return alt.Chart(
        inline(
            [
                {**feature, "opacity": tones[feature["id"]].opacity}
                for feature in outlines.layer(layer.file)
                if feature["id"] in tones
            ]
        )
    )


def _fills(layer: Fills) -> alt.Chart:
    if layer.hatched:
        return _shapes(layer).mark_geoshape(aria=False, fill=HATCH, stroke=None)
    border = {"stroke": layer.edge, "strokeWidth": layer.width, "strokeJoin": "round"}
    ids, colours = zip(*((tone.id, tone.colour) for tone in layer.tones), strict=True)
    colour = alt.Scale(domain=ids, range=colours)
    return (
        _shapes(layer)
        .mark_geoshape(**border)
        .encode(
            fill=alt.Fill("id:N", scale=colour, legend=None),
            fillOpacity=alt.FillOpacity("opacity:Q", scale=None),
            tooltip=alt.TooltipValue(None),
        )
    )


def _lines(layer: Lines) -> alt.Chart:
    dashes = {"strokeDash": [4, 3]} if layer.dashed else {}
    return _shapes(layer).mark_geoshape(
        aria=False,
        fill=None,
        stroke=layer.tones[0].colour,
        strokeOpacity=layer.tones[0].opacity,
        strokeWidth=layer.width,
        strokeJoin="round",
        **dashes,
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


def _names(names: Names, those: list[Label], *, halo: bool) -> alt.Chart:
    """Names with their middle at their point, or such as begin there."""
    rows = [
        {"lines": list(label.lines), "x": label.metres[0], "y": label.metres[1]} for label in those
    ]
    narrow, wide, _ = names.size
    up = (narrow + 1) / 2, (wide + 2) / 2  # by half a line for each line more than one
    style = {"stroke": names.halo, "strokeWidth": 3.5, "strokeJoin": "round"} if halo else {}
    begins = those[0].begins
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
            color=names.colour,
            **style,
        )
        .encode(
            longitude=alt.Longitude("x:Q"), latitude=alt.Latitude("y:Q"), text=alt.Text("lines:N")
        )
    )
