"""A scene drawn by pydeck for the live Map page, without a basemap.

All but its names and the places among them, which `components.maps.names_html` lays over it.

The layers are the GeoJSON files of `geo.outlines`, which the browser fetches by itself: what goes
through Streamlit is a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import pydeck as pdk

from components.maps import camera, frame
from components.maps.frame import METRES_A_DEGREE, OUTLINES
from components.maps.scene import LEADER, Fills, Layer, Lines, Names, Scene, Tone
from components.theme import rgb

PICKED = "areas-to-choose"  # begins the id of the layer that answers to a click

METRES = 250  # of land to a pixel of a line: the map is painted once for all widths
HATCH = {"hatch": {"type": "hatch", "strokeWidth": 280, "gap": 1300, "angle": 45}}
HATCHED = {
    "extensions": [{"@@type": "FillStyleExtension", "proceduralPattern": True}],
    "fill_pattern_mapping": HATCH,
    "get_fill_pattern": pdk.types.String("hatch"),
}
DASHED = {"extensions": [{"@@type": "PathStyleExtension", "dash": True, "highPrecisionDash": True}]}


@lru_cache(maxsize=64)
def lot_map(scene: Scene) -> pdk.Deck:
    """Return the map of a scene, built once for it, which must not be changed by who draws it."""
    layers = [_sea(scene), *(drawn for layer in scene.layers for drawn in _layers(layer))]
    return pdk.Deck(
        layers=[*layers, _to_choose(scene.chosen)],
        views=[camera.view()],
        initial_view_state=camera.view_state(),
        map_provider=None,
        tooltip=False,  # each area carries its name
    )


def _sea(scene: Scene) -> pdk.Layer:
    """What is painted behind all: more than the frame."""
    middle, reach = frame.view(), frame.view().metres_from_top_to_bottom * 2 / METRES_A_DEGREE
    west, east = middle.longitude - reach, middle.longitude + reach
    south, north = middle.latitude - reach / 2, middle.latitude + reach / 2
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    sea = {"type": "Polygon", "coordinates": [ring]}
    return pdk.Layer(
        "GeoJsonLayer",
        id="sea",
        data=sea,
        stroked=False,
        get_fill_color=rgb(scene.sea),
        pickable=False,
    )


def _layers(layer: Layer) -> Iterator[pdk.Layer]:
    match layer:
        case Fills():
            edge = {"get_line_color": rgb(layer.edge)} if layer.edge else {}
            fill = {"get_fill_color": _by_id(layer.tones), "stroked": bool(edge), **edge}
            yield _shapes(layer, filled=True, **fill, **(HATCHED if layer.hatched else {}))
        case Lines():
            line = {"filled": False, "stroked": True, "get_line_color": _by_id(layer.tones)}
            if layer.dash:  # which deck.gl counts in widths of the line
                dash = [round(px / layer.width, 2) for px in layer.dash]
                line |= {**DASHED, "get_dash_array": dash}
            yield _shapes(layer, **line)
        case Names():
            yield from _leaders(layer)


def _shapes(layer: Fills | Lines, **style: Any) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=f"{layer.name}-{layer.file}",
        data=OUTLINES.format(layer.file),
        get_line_width=round(layer.width * METRES),
        line_joint_rounded=True,
        pickable=False,
        **style,
    )


def _to_choose(chosen: str | None) -> pdk.Layer:
    """What a click meets, always the HCP areas, unseen.

    Its id changes with the choice: Streamlit's browser code then forgets its own selection, which
    would otherwise stay behind when the area is chosen from the list. Without a colour of its own
    it is also left alone by that code, which greys out what is not selected.
    """
    return pdk.Layer(
        "GeoJsonLayer",
        id=f"{PICKED}-{chosen or 'all'}",
        data=OUTLINES.format("hcp_areas"),
        stroked=False,
        opacity=0,
        pickable=True,
    )


def _leaders(names: Names) -> Iterator[pdk.Layer]:
    """Thin lines from names that stand beside their area to the middle of it."""
    led = [
        {"from": list(name.degrees), "to": list(name.leads_to[0])}
        for name in names.labels
        if name.leads_to is not None
    ]
    if led:
        yield pdk.Layer(
            "LineLayer",
            id="leaders",
            data=led,
            get_source_position="from",
            get_target_position="to",
            get_color=rgb(names.colour),
            get_width=LEADER,
            pickable=False,
        )


def _by_id(tones: Iterable[Tone]) -> str:
    """An expression for deck.gl that gives each feature its colour by id, and others nothing."""
    expression = "[0, 0, 0, 0]"
    for tone in tones:
        colour = rgb(tone.colour, opacity=tone.opacity)
        expression = f"properties.id == '{tone.id}' ? {colour} : {expression}"
    return expression
