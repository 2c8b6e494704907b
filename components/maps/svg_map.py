"""A scene drawn as a Vega-Lite specification, for every page that is HTML alone, the embed and the
briefing, and for small maps on live pages.

It is written out as it stands: put together by Altair, charts within charts take seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import cache
from itertools import groupby
from typing import Any, Literal

from components.charts.base import SCHEMA, dressed
from components.maps.frame import SHAPE, corners
from components.maps.labels import GAP
from components.maps.scene import EDGE, HALO, LEADER, Fills, Lines, Marks, Names, Scene, Tone
from components.theme import LOOKS
from geo import outlines

HATCH = "url(#hatch)"  # a pattern that the page defines on which the map is drawn
# Width by height of what is drawn: beyond it nothing is known of land and sea.
WIDEST, TALLEST = 2.6, 1.25
BESIDE = f"max(0, (width - {WIDEST} * height) / 2)"  # px left empty on both sides
ABOVE = f"max(0, (height - width / {TALLEST}) / 2)"  # px left empty above and below
SEEN = f"[[{BESIDE}, {ABOVE}], [width - {BESIDE}, height - {ABOVE}]]"
ACROSS = f"min(width, height * {SHAPE})"  # px of the frame
NARROW = 420  # px; names are written smaller on a map narrower than this

Part = dict[str, Any]


def locator(
    scene: Scene, *, width: int | Literal["container"] = "container", height: int = 300
) -> Part:
    """Return the map of a scene; `width` and `height` are pixels."""
    fitted = {"fit": _frame(scene), **_radius(scene)}
    projection = {"type": "identity", "reflectY": True, **fitted}
    spec = {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "projection": {**projection, "clipExtent": {"expr": SEEN}},
        "layer": [_sea(scene), *_parts(scene), *_ring(scene)],
    }
    return dressed(spec, scene.look)


def _frame(scene: Scene) -> Part:
    """The land that a map shows at least; one of another shape shows more around it."""
    west, south, east, north = scene.frame or corners()
    ends = {"type": "MultiPoint", "coordinates": [[west, south], [east, north]]}
    return {"type": "Feature", "properties": {}, "geometry": ends}


def _sea(scene: Scene) -> Part:
    west, north = {"expr": BESIDE}, {"expr": ABOVE}
    east, south = {"expr": f"width - {BESIDE}"}, {"expr": f"height - {ABOVE}"}
    sea = _mark("rect", fill=scene.sea, x=west, y=north, x2=east, y2=south)
    return {"data": {"values": [{}]}, "mark": sea}


def _mark(kind: str, **style: Any) -> Part:
    return {"type": kind, "aria": False, **style}


def _parts(scene: Scene) -> Iterator[Part]:
    """The layers in order; those of one file that follow each other have its features once."""
    for source, group in groupby(scene.layers, key=lambda one: getattr(one, "file", type(one))):
        layers = list(group)
        if source is Names:
            written = _written(one for one in layers if isinstance(one, Names))
            yield {"encoding": _at("x", "y"), "layer": list(written)}
        elif source == outlines.SMALL_AREAS:
            yield from (_dissolved(one) for one in layers if isinstance(one, Fills))
        elif isinstance(source, str):
            yield _shapes(source, [one for one in layers if isinstance(one, Fills | Lines)])
        else:
            yield from (_rings(one) for one in layers if isinstance(one, Marks))


def _at(x: str, y: str, end: str = "") -> Part:
    fields = {f"longitude{end}": x, f"latitude{end}": y}
    kind = {} if end else {"type": "quantitative"}
    return {channel: {"field": field, **kind} for channel, field in fields.items()}


def _shapes(file: str, layers: list[Fills | Lines]) -> Part:
    drawn = {tone.id for layer in layers for tone in layer.tones}
    features = [
        {"type": "Feature", "id": shape_id, "geometry": geometry}
        for shape_id, geometry in _geometries(file).items()
        if shape_id in drawn
    ]
    return {"data": {"values": features}, "layer": [_shape(one, drawn) for one in layers]}


@cache
def _geometries(file: str) -> dict[str, Part]:
    """The geometries of a layer by the ids of its features; all maps share them as they are."""
    return {feature["id"]: feature["geometry"] for feature in outlines.layer(file)}


def _dissolved(layer: Fills) -> Part:
    """Many small shapes, of which those of one tone are drawn as one: a map of few, long paths."""
    tones = sorted({(tone.opacity, tone.colour) for tone in layer.tones})
    names = {tone: f"tone-{number}" for number, tone in enumerate(tones)}
    groups = {tone.id: names[tone.opacity, tone.colour] for tone in layer.tones}
    features = [{"type": "Feature", **one} for one in outlines.dissolved(layer.file, groups)]
    own = tuple(Tone(name, colour, opacity) for (opacity, colour), name in names.items())
    return {"data": {"values": features}, "layer": [_fills(replace(layer, tones=own))]}


def _shape(layer: Fills | Lines, drawn: set[str]) -> Part:
    part: Part = _fills(layer) if isinstance(layer, Fills) else {"mark": _line(layer)}
    own = [tone.id for tone in layer.tones]
    if drawn > set(own):
        part["transform"] = [{"filter": f"indexof({own}, datum.id) >= 0"}]
    return part


def _fills(layer: Fills) -> Part:
    if layer.hatched:
        opacity = layer.tones[0].opacity
        return {"mark": _mark("geoshape", fill=HATCH, fillOpacity=opacity, stroke=None)}
    border: Part = {"stroke": layer.edge}
    if layer.edge:
        border |= {"strokeWidth": layer.width, "strokeJoin": "round"}
    if not layer.edge and len({tone[1:] for tone in layer.tones}) == 1:
        (tone, *_) = layer.tones
        style = {"fill": tone.colour, "fillOpacity": tone.opacity, **border}
        return {"mark": _mark("geoshape", **style)}
    opacity = {"expr": f"{ {tone.id: tone.opacity for tone in layer.tones} }[datum.id]"}
    return {
        "mark": {"type": "geoshape", "fillOpacity": opacity, **border},
        "encoding": {"fill": _colours(layer.tones), "tooltip": {"value": None}},
    }


def _colours(tones: Iterable[Tone]) -> Part:
    ids, colours, _ = zip(*tones, strict=True)
    scale = {"domain": list(ids), "range": list(colours)}
    return {"field": "id", "type": "nominal", "scale": scale, "legend": None}


def _line(layer: Lines) -> Part:
    (tone, *_) = layer.tones
    return _mark(
        "geoshape",
        fill=None,
        stroke=tone.colour,
        strokeOpacity=tone.opacity,
        strokeWidth=layer.width,
        strokeJoin="round",
        **({"strokeDash": list(layer.dash)} if layer.dash else {}),
    )


def _radius(scene: Scene) -> Part:
    """How large the projection draws points, where a scene marks some."""
    marks = [one for one in scene.layers if isinstance(one, Marks)]
    return {"pointRadius": {"expr": _by_width(*marks[0].radius)}} if marks else {}


def _rings(marks: Marks) -> Part:
    """All places as one shape, which is drawn as one path; under their rings a halo."""
    points = {"type": "MultiPoint", "coordinates": [list(dot.metres) for dot in marks.dots.places]}
    rings = [
        {"mark": _mark("geoshape", fill=marks.fill, stroke=colour, strokeWidth=width)}
        for colour, width in ((marks.fill, HALO), (marks.edge, EDGE))
    ]
    values = [{"type": "Feature", "properties": {}, "geometry": points}]
    return {"data": {"values": values}, "layer": rings}


def _written(layers: Iterable[Names]) -> Iterator[Part]:
    for names in layers:
        led = [
            {"x": name.metres[0], "y": name.metres[1], "x2": end[0], "y2": end[1]}
            for name in names.labels
            if name.leads_to
            for end in (name.leads_to[1],)
        ]
        if led:
            line = _mark("rule", stroke=names.colour, strokeWidth=LEADER)
            yield {"data": {"values": led}, "mark": line, "encoding": _at("x2", "y2", "2")}
        yield _names(names)


def _names(names: Names) -> Part:
    """Names at their points or beside them, with a halo, and dots; some from a width on."""
    several = any(len(label.lines) > 1 for label in names.labels)
    rows = [
        {
            "lines": list(label.lines) if several else label.lines[0],
            "x": round(label.metres[0]),
            "y": round(label.metres[1]),
            **({"side": label.side} if label.side != "middle" else {}),
            **({"from": label.from_px} if label.from_px else {}),
        }
        for label in names.labels
    ]
    style = {"baseline": "middle", "color": names.colour, **_style(names, several=several)}
    halo = {"stroke": names.halo, "strokeWidth": 3.5, "strokeJoin": "round"}
    texts = [{"mark": {"type": "text", **style, **own}} for own in (halo, {})]
    dot = _mark("circle", size=14, opacity=1, fill=names.colour, stroke=names.halo, strokeWidth=1)
    dots = [{"mark": dot}] if any(label.dot for label in names.labels) else []
    text = {"text": {"field": "lines", "type": "nominal"}}
    part: Part = {"data": {"values": rows}, "layer": [{"layer": texts, "encoding": text}, *dots]}
    if any(label.from_px for label in names.labels):
        part["transform"] = [{"filter": f"!(datum.from > {ACROSS})"}]
    return part


def _style(names: Names, *, several: bool) -> Part:
    sides = {label.side for label in names.labels}
    size, line = (_by_width(names.size.narrow + n, names.size.wide + 2 * n) for n in (0, 1))
    style: Part = {"fontSize": {"expr": size}}
    if names.style != "normal":
        style |= {"fontWeight": "bold"} if names.style == "bold" else {"fontStyle": "italic"}
    if sides & {"right", "left"}:
        style["align"] = {"expr": "{right: 'left', left: 'right'}[datum.side] || 'center'"}
        style["dx"] = {"expr": _by_side(right=GAP, left=-GAP)}
    if sides & {"above", "below"}:
        style["dy"] = {"expr": f"{size} * {_by_side(above=-0.85, below=0.85)}"}
    if "turned" in sides:
        style["angle"] = {"expr": _by_side(turned=-90)}
    if several:
        up = f"(1 - length(datum.lines)) * {line} / 2"  # by half a line for each more than one
        style |= {"lineHeight": {"expr": line}, "dy": {"expr": up}}
    return style


def _by_width(narrow: float, wide: float) -> str:
    return f"(width < {NARROW} ? {narrow} : {wide})"


def _by_side(**values: float) -> str:
    """An expression for the value of the side that a name is on; 0 on any other."""
    listed = ", ".join(f"{side}: {value}" for side, value in values.items())
    return f"({{{listed}}}[datum.side] || 0)"


def _ring(scene: Scene) -> list[Part]:
    """A ring in both tones around a dot: it shows on every colour that an area may have."""
    if not scene.points:
        return []
    tokens = LOOKS[scene.look]
    size = {"expr": _by_width(260, 420)}
    rings = [
        _mark("point", filled=False, size=size, opacity=1, stroke=tone, strokeWidth=width)
        for tone, width in ((tokens.ground, 6), (tokens.text, 2.5))
    ]
    dot = {"fill": tokens.text, "stroke": tokens.ground, "strokeWidth": 1.5}
    marks = [*rings, {"type": "point", "filled": True, "size": 60, "opacity": 1, **dot}]
    named = {"tooltip": {"field": "name", "type": "nominal"}}
    return [
        {
            "data": {"values": [asdict(point) for point in scene.points]},
            "encoding": {**_at("easting", "northing"), **named},
            "layer": [{"mark": mark} for mark in marks],
        }
    ]
