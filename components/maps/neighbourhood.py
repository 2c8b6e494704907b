"""The land around a place near a border, drawn large: the areas that meet there, with names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from components.maps.frame import SHAPE
from components.maps.labels import Label, labels, lots_of, surroundings
from components.maps.rings import LETTER, LINE, RING, MarkedPlace, meet, ringed
from components.maps.scene import NAME, SMALL_NAME, Lines, Names, Scene, Tone, scene
from components.text.words import listed, listed_areas
from components.theme import LOOKS, LookName
from geo import nearby
from geo.areas import areas
from geo.lookup.lookup import load

TALL = 8_000  # metres from top to bottom
METRES = 40  # to a pixel of the narrowest picture, on which names keep clear of each other
MOST = 6  # towns and villages that are named
LAYER = "hcp_areas"
LINE_WIDTH = 2.0  # px of the border


def neighbourhood(look: LookName, point: MarkedPlace) -> Scene:
    """Return the map of some 8 km around a point, with its ring and the border there."""
    drawn, tokens, frame = scene(look), LOOKS[look], _frame(point)
    shapes = (layer for layer in drawn.layers if not isinstance(layer, Names))
    tone = Tone(LAYER, tokens.text)
    border = Lines(name="border", file="borders", tones=(tone,), width=LINE_WIDTH)
    towns = tuple(_towns(frame, point))
    own = tuple(_areas(frame, [_ring(point), *map(_town_box, towns)]))
    names = Names(labels=own, colour=tokens.text, halo=tokens.ground, size=NAME)
    villages = replace(names, name="towns", labels=towns, size=SMALL_NAME, style="normal")
    return replace(
        drawn,
        layers=(*shapes, border, villages, names),
        alt=_alt(frame, point, towns),
        points=(point,),
        frame=frame,
    )


def _alt(frame: nearby.Box, point: MarkedPlace, towns: Sequence[Label]) -> str:
    met = [f"{areas().hcp_areas[one].name} ({lots_of(one)})" for one in nearby.within(LAYER, frame)]
    around = f" Also named: {listed(town.lines[0] for town in towns)}." if towns else ""
    border = f"with the border between {listed_areas(met)}"
    return f"Map of {TALL // 1000} km from north to south, {border}.{ringed([point])}{around}"


def _frame(point: MarkedPlace) -> nearby.Box:
    return _around((point.easting, point.northing), TALL * SHAPE, TALL)


def _areas(frame: nearby.Box, taken: list[nearby.Box]) -> Iterator[Label]:
    """The areas that reach into the frame, each with its lots where there is room for that."""
    names = {label.id: label.lines for label in labels(LAYER)}
    for area in nearby.within(LAYER, frame):
        lines = (*names[area], lots_of(area).capitalize())
        wide, high = _size(lines, NAME.narrow / SMALL_NAME.narrow)
        at = nearby.room_for(LAYER, area, frame, wide=wide, high=high, taken=taken)
        if at:
            taken.append(_around(at, wide, high))
            yield _label(area, lines, at)


def _towns(frame: nearby.Box, point: MarkedPlace) -> Iterator[Label]:
    """The largest towns and villages in the frame whose names keep clear of each other."""
    west, south, east, north = frame
    taken = [_ring(point)]
    villages = sorted(load().places("settlement"), key=lambda one: -one.postcodes)
    known = {one.id: one.metres for one in surroundings("town")}
    for place in villages:
        known.setdefault(place.name.partition(" (")[0], (place.easting, place.northing))
    for name, at in known.items():
        label = replace(_label(name, (name,), at), side="above", dot=True)
        box = _town_box(label)
        inside = west < box[0] and box[2] < east and south < box[1] and box[3] < north
        if inside and len(taken) <= MOST and not any(meet(box, other) for other in taken):
            taken.append(box)
            yield label


def _label(key: str, lines: tuple[str, ...], metres: tuple[float, float]) -> Label:
    """A name on the grid; this map is never painted, which alone would ask for degrees."""
    return Label(id=key, lines=lines, degrees=(0, 0), metres=metres)


def _town_box(label: Label) -> nearby.Box:
    """What the name of a town covers, with its dot below."""
    wide, high = _size(label.lines, 1)
    x, y = label.metres
    return _around((x, y + high / 2), wide, 2 * high)


def _ring(point: MarkedPlace) -> nearby.Box:
    return _around((point.easting, point.northing), 2 * RING * METRES, 2 * RING * METRES)


def _size(lines: Sequence[str], letters: float) -> tuple[float, float]:
    """How wide and how high a name is on the narrowest picture, in metres."""
    across = max(map(len, lines)) * LETTER
    return across * letters * METRES, len(lines) * LINE * letters * METRES


def _around(middle: tuple[float, float], wide: float, high: float) -> nearby.Box:
    x, y = middle
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
