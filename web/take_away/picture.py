"""Pictures by themselves: what a page draws, as SVG or PNG in the light look, for other papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import vl_convert
from markupsafe import Markup

from components.maps.svg_map import HATCH
from components.theme import LIGHT
from web.drawing.vega_svg import svg
from web.kit.letters import FONT, LINE, lines
from web.kit.writing import render

SCALE = 2  # px of a PNG for each px of the drawing
WIDE = 960  # px of a picture by itself
EDGE = 28  # px around it
HEADLINE, SUBTITLE, FOOT = 24, 16, 13  # px of letters
FONTS = f"{FONT}, 'Liberation Sans', Helvetica, sans-serif"

_PATTERN = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><path d="M0 0V5" stroke="{LIGHT.text}" stroke-width="2"/>'
    "</pattern></defs>"
)


def drawing(spec: Mapping[str, Any], *, width: int) -> str:
    """Return a specification of the light look as an SVG element that needs nothing else.

    Raises ValueError where it cannot be drawn.
    """
    drawn = svg(spec, width=width)
    if HATCH in drawn:
        start = drawn.index(">") + 1
        drawn = drawn[:start] + _PATTERN + drawn[start:]
    return drawn


def size(drawn: str) -> tuple[float, float]:
    """Return the width and height of an SVG element in px."""
    _, _, box = drawn.partition('viewBox="')
    _, _, wide, high = box.partition('"')[0].split()
    return float(wide), float(high)


@lru_cache(maxsize=64)
def png(drawn: str, scale: float = SCALE) -> bytes:
    """Return an SVG element as PNG, so many px for each px of it."""
    return vl_convert.svg_to_png(drawn, scale=scale)


def alone(
    spec: Mapping[str, Any],
    *,
    headline: str,
    subtitle: str,
    alt: str,
    foot: Sequence[str],
) -> str:
    """Return a picture with its headline and subtitle over it and its sources under it, as SVG.

    `alt` is its description for who listens. It takes no font and no file from elsewhere.
    """
    drawn = drawing(spec, width=WIDE)
    wide, high = size(drawn)
    across = max(wide, WIDE)
    rows, top = [], float(EDGE)
    for text, letters, colour, bold in (
        (headline, HEADLINE, LIGHT.text, True),
        (subtitle, SUBTITLE, LIGHT.muted, False),
    ):
        for line in lines(text, letters, across, bold=bold) if text else ():
            top += letters * LINE
            rows.append((line, top, letters, colour, bold))
    at = top + EDGE / 2
    top = at + high + EDGE / 2
    for line in (line for text in foot for line in lines(text, FOOT, across)):
        top += FOOT * LINE
        rows.append((line, top, FOOT, LIGHT.muted, False))
    return render(
        "take_away/picture.svg",
        width=f"{across + 2 * EDGE:g}",
        height=f"{top + EDGE:g}",
        edge=EDGE,
        at=f"{at:g}",
        title=headline,
        alt=alt,
        rows=rows,
        drawn=Markup(drawn),
        ground=LIGHT.ground,
        fonts=Markup(FONTS),
    )
