"""A scene drawn as a Vega-Lite specification, for every page that is HTML alone, the embed and the
briefing, and for small maps on live pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, Literal

import altair as alt

from components.charts.base import finished, inline
from components.maps.frame import SHAPE, corners
from components.maps.labels import GAP
from components.maps.leaders import leaders
from components.maps.scene import LEADER, Fills, Lines, Names, Scene
from components.theme import LOOKS, LookName
from geo import outlines

HATCH = "url(#hatch)"  # a pattern that the page defines on which the map is drawn
AT = {"longitude": alt.Longitude("x:Q"), "latitude": alt.Latitude("y:Q")}
WIDEST = 2.6  # width by height of what is drawn: beyond it nothing is known of land and sea
BESIDE = f"max(0, (width - {WIDEST} * height) / 2)"  # px left empty on both sides
SEEN = f"[[{BESIDE}, 0], [width - {BESIDE}, height]]"
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
    chart = (
        alt.layer(_sea(scene), *_parts(scene))
        .project(type="identity", reflectY=True, fit=_frame(), clipExtent=alt.expr(SEEN))
        .properties(width=width, height=height)
    )
    return json.dumps(finished(chart, scene.look))


def _frame() -> dict[str, Any]:
    """The land that a map shows at least; one of another shape shows more around it."""
    west, south, east, north = corners()
    ends = {"type": "MultiPoint", "coordinates": [[west, south], [east, north]]}
    return {"type": "Feature", "properties": {}, "geometry": ends}


def _sea(scene: Scene) -> alt.Chart:
    ends = {"x": alt.expr(BESIDE), "x2": alt.expr(f"width - {BESIDE}")}
    return alt.Chart(inline([{}])).mark_rect(aria=False, fill=scene.sea, **ends)


def _parts(scene: Scene) -> Iterator[alt.Chart | alt.LayerChart]:
    """The layers in order; those of one file that follow each other have its features once."""
    for file, layers in groupby(scene.layers, key=lambda one: getattr(one, "file", None)):
        if file is None:
            yield alt.layer(*_written(one for one in layers if isinstance(one, Names))).encode(**AT)
        else:
            yield _shapes(file, [one for one in layers if not isinstance(one, Names)])


def _written(layers: Iterable[Names]) -> Iterator[alt.Chart | alt.LayerChart]:
    for names in layers:
        style = {"stroke": names.colour, "strokeWidth": LEADER}
        yield from leaders(names.labels, aria=False, **style)
        yield _names(names)


def _shapes(file: str, layers: list[Fills | Lines]) -> alt.LayerChart:
    drawn = {tone.id for layer in layers for tone in layer.tones}
    features = [
        {"type": "Feature", "id": feature["id"], "geometry": feature["geometry"]}
        for feature in outlines.layer(file)
        if feature["id"] in drawn
    ]
    marks = []
    for layer in layers:
        mark = _fills(layer) if isinstance(layer, Fills) else _lines(layer)
        own = [tone.id for tone in layer.tones]
        some = drawn > set(own)
        marks.append(mark.transform_filter(f"indexof({own}, datum.id) >= 0") if some else mark)
    return alt.layer(*marks, data=inline(features))


def _fills(layer: Fills) -> alt.Chart:
    border = {"stroke": layer.edge, "strokeWidth": layer.width, "strokeJoin": "round"}
    chart = alt.Chart().mark_geoshape
    if layer.hatched:
        return chart(aria=False, fill=HATCH, stroke=None)
    ids, colours, opacities = zip(*layer.tones, strict=True)
    if len(set(colours)) == 1:
        return chart(aria=False, clip=True, fill=colours[0], fillOpacity=opacities[0], **border)
    opacity = alt.expr(f"{dict(zip(ids, opacities, strict=True))}[datum.id]")
    return chart(fillOpacity=opacity, **border).encode(
        fill=alt.Fill("id:N", scale=alt.Scale(domain=ids, range=colours), legend=None),
        tooltip=alt.TooltipValue(None),
    )


def _lines(layer: Lines) -> alt.Chart:
    dashes = {"strokeDash": [4, 3]} if layer.dashed else {}
    return alt.Chart().mark_geoshape(
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


ACROSS = f"min(width, height * {SHAPE})"  # px of the frame


def _names(names: Names) -> alt.LayerChart:
    """Names at their points or beside them, with a halo, and dots; some from a width on."""
    several = any(len(label.lines) > 1 for label in names.labels)
    rows = [
        {
            "lines": label.lines if several else label.lines[0],
            "x": round(label.metres[0]),
            "y": round(label.metres[1]),
            **({"side": label.side} if label.side != "middle" else {}),
            **({"from": label.from_px} if label.from_px else {}),
        }
        for label in names.labels
    ]
    sides = {label.side for label in names.labels}
    size, line = (_by_width(names.size.narrow + n, names.size.wide + 2 * n) for n in (0, 1))
    style: dict[str, Any] = {"fontSize": alt.expr(size), "color": names.colour}
    if names.style != "normal":
        style |= {"fontWeight": "bold"} if names.style == "bold" else {"fontStyle": "italic"}
    if sides & {"right", "left"}:
        style["align"] = alt.expr("{right: 'left', left: 'right'}[datum.side] || 'center'")
        style["dx"] = alt.expr(_by_side(right=GAP, left=-GAP))
    if sides & {"above", "below"}:
        style["dy"] = alt.expr(f"{size} * {_by_side(above=-0.85, below=0.85)}")
    if "turned" in sides:
        style["angle"] = alt.expr(_by_side(turned=-90))
    if several:
        up = f"(1 - length(datum.lines)) * {line} / 2"  # by half a line for each more than one
        style |= {"lineHeight": alt.expr(line), "dy": alt.expr(up)}
    halo = {"stroke": names.halo, "strokeWidth": 3.5, "strokeJoin": "round"}
    parts = [alt.Chart().mark_text(baseline="middle", **style, **own) for own in (halo, {})]
    named = alt.layer(*parts).encode(text=alt.Text("lines:N"))
    dot = alt.Chart().mark_circle(aria=False, size=12, opacity=1, color=names.colour)
    dots = [dot] if any(label.dot for label in names.labels) else []
    drawn = alt.layer(named, *dots, data=inline(rows))
    if any(label.from_px for label in names.labels):
        return drawn.transform_filter(f"!(datum.from > {ACROSS})")
    return drawn


def _by_width(narrow: float, wide: float) -> str:
    return f"(width < {NARROW} ? {narrow} : {wide})"


def _by_side(**values: float) -> str:
    """An expression for the value of the side that a name is on; 0 on any other."""
    listed = ", ".join(f"{side}: {value}" for side, value in values.items())
    return f"({{{listed}}}[datum.side] || 0)"
