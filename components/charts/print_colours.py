"""Pictures drawn in the dark look, printed: their colours turned into those made for white paper.

A chart's colours stand in its SVG and do not follow the style sheet, as the rest of a page does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from components.theme import DARK, LIGHT, LookName

# Where two roles have one dark colour, the first of these decides.
_FIRST = ("categorical", "pair", "highlight", "text", "muted", "ground")


@cache
def css(look: LookName) -> str:
    """Style sheet for pictures drawn in a look, for `st.html`; empty for the light one."""
    if look == "light":
        return ""
    rules = "".join(
        f'.stVegaLiteChart svg [{paint}="{dark}" i] {{ {paint}: {light} !important; }}\n'
        for dark, light in pairs().items()
        for paint in ("fill", "stroke")
    )
    # The map is a canvas: turned inside out it is dark on white, and its hues stay.
    canvas = (
        ":is(.stDeckGlJsonChart canvas, .map-names) { filter: invert(1) hue-rotate(180deg); }\n"
    )
    return f"<style>\n@media print {{\n{rules}{canvas}}}\n</style>"


@cache
def pairs() -> dict[str, str]:
    """Each colour of the dark look with the one that has its role in the light look."""
    found: dict[str, str] = {}
    for dark, light in _roles():
        found.setdefault(dark, light)
    return found


def _roles() -> Iterator[tuple[str, str]]:
    names = [field.name for field in fields(DARK)]
    for name in sorted(names, key=lambda one: _FIRST.index(one) if one in _FIRST else len(_FIRST)):
        dark, light = getattr(DARK, name), getattr(LIGHT, name)
        if isinstance(dark, str):
            yield dark, light
        elif isinstance(dark, tuple):
            yield from zip(dark, light, strict=True)
        else:
            for kind, shade in dark.items():
                for part in ("fill", "ink", "edge"):
                    yield getattr(shade, part), getattr(light[kind], part)
