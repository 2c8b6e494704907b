"""The map of small areas in shades of one colour, under the borders and names of the areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from components.maps.scene import BORDER, HALO, Fills, Layer, Lines, Names, Scene, Tone, scene
from components.theme import LOOKS, Look, LookName
from geo import outlines

FEW_FROM = 360  # px: of the places to steer by, those that a map so wide has room for


def shaded_scene(look: LookName, shades: Mapping[str, int], *, alt: str) -> Scene:
    """Return the map; `shades` has the place in `Look.shades` of each shape, by its id."""
    plain = scene(look)
    layers = (new for layer in plain.layers for new in _instead(layer, LOOKS[look], shades))
    return replace(plain, layers=tuple(layers), alt=alt)


def _instead(layer: Layer, tokens: Look, shades: Mapping[str, int]) -> Iterator[Layer]:
    """In place of the areas and their ground, small areas with the areas' borders in both tones.

    Few names lie on them, as towns are where small areas are smallest.
    """
    if isinstance(layer, Names):
        few = tuple(label for label in layer.labels if label.from_px <= FEW_FROM)
        yield replace(layer, labels=few)
    elif layer.name == "land":
        tones = tuple(Tone(shape, tokens.shades[shade]) for shape, shade in shades.items())
        yield Fills(name="small", file=outlines.SMALL_AREAS, tones=tones)
        for name, tone, width in (("halo", tokens.ground, HALO), ("borders", tokens.text, BORDER)):
            yield Lines(name=name, file="borders", tones=(Tone("hcp_areas", tone),), width=width)
    elif layer.name != "base":
        yield layer
