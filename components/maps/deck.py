"""The map of the Map page: HCP areas or lots, drawn by pydeck without a basemap.

The layers are the GeoJSON files of `geo.outlines`, which the browser fetches by itself: what goes
through Streamlit is a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pydeck as pdk

from components.maps import camera
from components.maps.colours import area_colour, lot_colour
from components.maps.frame import OUTLINES
from components.maps.labels import GAP, Label, labels
from components.maps.shows import FINE, Cohort, Show, names_of
from components.theme import FONT, LOOKS, LookName, rgb
from geo.areas import Areas, areas

PICKED = "areas-to-choose"  # begins the id of the layer that answers to a click

PLAIN, RAISED, DIMMED = 0.7, 0.9, 0.2  # opacity of a fill: none chosen, it chosen, another
BORDER, DASHES, RING, GLOW = 320, 170, 420, 1700  # width of lines, metres of land
HATCH = {"hatch": {"type": "hatch", "strokeWidth": 280, "gap": 1300, "angle": 45}}
NAME, FINE_NAME = 13, 11  # px


def lot_map(look: LookName, show: Show, cohort: Cohort, chosen: str | None) -> pdk.Deck:
    """Return the map for one state of its controls; `chosen` is the id of an HCP area.

    It is built once for each state and all its names, and must not be changed by who draws it.
    """
    return _kept(areas(), look, show, cohort, chosen)


@lru_cache(maxsize=64)
def _kept(
    _joins: Areas, look: LookName, show: Show, cohort: Cohort, chosen: str | None
) -> pdk.Deck:
    layers = [_land(look, show, cohort, chosen)]
    if show in FINE:
        layers.append(_dashes(look, FINE[show]))
    if show == "councils":
        layers.append(_split(look))
    if chosen:
        layers += _ring(look, chosen)
    names, size = labels(names_of(show, cohort)), FINE_NAME if show in FINE else NAME
    layers += [_leaders(look, names), _names(look, names, size=size)]
    return pdk.Deck(
        layers=[*layers, _to_choose(chosen)],
        views=[camera.view()],
        initial_view_state=camera.view_state(),
        map_provider=None,
        tooltip=False,  # each area carries its name
    )


def _land(look: LookName, show: Show, cohort: Cohort, chosen: str | None) -> pdk.Layer:
    """The fills. Lots of one area each are drawn from the areas: they are the same shapes."""
    known = areas()
    lots = [lot for lot in known.lots.values() if lot.cohort == cohort]
    if show == "lots" and any(len(lot.hcp_area_ids) > 1 for lot in lots):
        file = "lots_children" if cohort == "children" else "lots_adult"
        fills = {lot.id: lot_colour(lot.id, look) for lot in lots}
        raised = known.lot_of(chosen, cohort).id if chosen else None
    else:
        file = "hcp_areas"
        fills = {area_id: area_colour(area_id, look) for area_id in known.hcp_areas}
        raised = chosen
    return pdk.Layer(
        "GeoJsonLayer",
        id=f"land-{file}",
        data=OUTLINES.format(file),
        filled=True,
        stroked=True,
        get_fill_color=_by_id({i: rgb(c, opacity=_opacity(i, raised)) for i, c in fills.items()}),
        get_line_color=rgb(LOOKS[look].ground),
        get_line_width=BORDER,
        line_joint_rounded=True,
        pickable=False,
    )


def _opacity(feature_id: str, raised: str | None) -> float:
    if raised is None:
        return PLAIN
    return RAISED if feature_id == raised else DIMMED


def _dashes(look: LookName, file: str) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        id=f"dashes-{file}",
        data=OUTLINES.format("borders"),
        filled=False,
        stroked=True,
        get_line_color=_by_id({file: rgb(LOOKS[look].text)}),
        get_line_width=DASHES,
        extensions=[{"@@type": "PathStyleExtension", "dash": True}],
        get_dash_array=[5, 4],
        pickable=False,
    )


def _split(look: LookName) -> pdk.Layer:
    """Hatching over the parts of districts that lie in another area than the rest of them."""
    ink = rgb(LOOKS[look].text)
    return pdk.Layer(
        "GeoJsonLayer",
        id="split",
        data=OUTLINES.format("split_districts"),
        filled=True,
        stroked=False,
        get_fill_color=ink,
        extensions=[{"@@type": "FillStyleExtension", "proceduralPattern": True}],
        fill_pattern_mapping=HATCH,
        get_fill_pattern=pdk.types.String("hatch"),
        pickable=False,
    )


def _ring(look: LookName, chosen: str) -> list[pdk.Layer]:
    """The chosen area's outline with a soft glow under it, so that it stands above the rest."""
    ink = LOOKS[look].text
    return [
        pdk.Layer(
            "GeoJsonLayer",
            id=f"ring-{width}",
            data=OUTLINES.format("hcp_areas"),
            filled=False,
            stroked=True,
            get_line_color=_by_id({chosen: rgb(ink, opacity=opacity)}),
            get_line_width=width,
            line_joint_rounded=True,
            pickable=False,
        )
        for width, opacity in ((GLOW, 0.15), (RING, 1.0))
    ]


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


def _names(look: LookName, names: Sequence[Label], *, size: int) -> pdk.Layer:
    tokens = LOOKS[look]
    return pdk.Layer(
        "TextLayer",
        id="names",
        data=[
            {
                "text": "\n".join(name.lines),
                "at": list(name.degrees),
                "anchor": "start" if name.begins else "middle",
                "shift": [GAP, 0] if name.begins else [0, 0],
            }
            for name in names
        ],
        get_text="text",
        get_position="at",
        get_text_anchor="anchor",
        get_pixel_offset="shift",
        get_size=size,
        get_color=rgb(tokens.text),
        line_height=1.15,
        font_family=pdk.types.String(FONT),
        font_weight=700,
        font_settings={"sdf": True, "fontSize": 64, "buffer": 20, "radius": 24, "cutoff": 0.25},
        outline_width=13,
        outline_color=rgb(tokens.ground),
        character_set=pdk.types.String("auto"),
        pickable=False,
    )


def _leaders(look: LookName, names: Sequence[Label]) -> pdk.Layer:
    """Thin lines from names that stand beside their area to the middle of it."""
    led = [
        {"from": list(name.degrees), "to": list(name.leads_to[0])}
        for name in names
        if name.leads_to is not None
    ]
    return pdk.Layer(
        "LineLayer",
        id="leaders",
        data=led,
        get_source_position="from",
        get_target_position="to",
        get_color=rgb(LOOKS[look].text),
        get_width=1,
        pickable=False,
    )


def _by_id(values: Mapping[str, Sequence[int]]) -> str:
    """An expression for deck.gl that gives each feature its value by id, and others nothing."""
    expression = "[0, 0, 0, 0]"
    for feature_id, value in values.items():
        expression = f"properties.id == '{feature_id}' ? {list(value)} : {expression}"
    return expression
