"""Many small maps on one sheet: each outline stands there once, and each map refers to it.

Nothing but SVG, whose colours are custom properties: the same sheet serves both looks and paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape

from components.maps.evidence import SIGNS, Evidence, shades
from components.maps.labels import labels
from components.maps.shows import Cohort, names_of
from components.maps.svg_map import HATCH
from geo import outlines
from web.drawing.outline_paths import shortened

WIDE = 90  # of a map, in units of its drawing: a step of an outline is a tenth of one
EDGE = 3  # of the drawing around the land
LINE = 5.6  # from line to line of what is written

_SIGN = re.compile(f"[{''.join(SIGNS.values())}]")

Point = tuple[float, float]


def sheet(maps: Sequence[tuple[Cohort, Evidence, str]]) -> str:
    """Return maps one beside the other, each of a cohort's lots with ready markup under it."""
    cohorts = dict.fromkeys(cohort for cohort, _, _ in maps)
    outline = "".join(f'<path id="{key}" d="{d}"/>' for c in cohorts for key, d in _outlines(c))
    figures = "".join(
        f"<figure>{_map(cohort, evidence)}<figcaption>{under}</figcaption></figure>"
        for cohort, evidence, under in maps
    )
    return (
        '<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>'
        f'{outline}</defs></svg><div class="small-maps">{figures}</div>'
    )


def _map(cohort: Cohort, evidence: Evidence) -> str:
    wide, high = _size()
    land = "".join(
        f'<use href="#outline-{lot}" fill="{HATCH if shading.hatched else colour}" '
        f'fill-opacity="{shading.opacity:g}"/>'
        for shading, colour, lots in shades(evidence, "css")
        for lot in lots
    )
    return (
        f'<svg role="img" aria-label="{escape(alt(evidence))}" viewBox="0 0 {wide:g} {high:g}">'
        f"<g>{land}</g>{''.join(_names(cohort, evidence))}</svg>"
    )


def alt(evidence: Evidence) -> str:
    """Return the text alternative of one small map."""
    return f"Map of lots {evidence.alt}"


def _names(cohort: Cohort, evidence: Evidence) -> Iterator[str]:
    """Each lot by its number, its signs under that, and a line to it where it stands aside."""
    signs = {one.lot_id: one.signs for one in evidence.lots}
    for label in labels(names_of("lots", cohort)):
        x, y = _placed(label.metres)
        if label.leads_to:
            to = _placed(label.leads_to[1])
            yield f'<path d="M{x:.1f},{y:.1f}L{to[0]:.1f},{to[1]:.1f}"/>'
        aside = label.side == "right"
        anchor = "start" if aside else "middle"
        lines = (label.lines[0], _SIGN.sub(r'<tspan class="sign">\g<0></tspan>', signs[label.id]))
        yield (
            f'<text text-anchor="{anchor}">'
            + "".join(
                f'<tspan x="{x + aside:.1f}" y="{y + n * LINE:.1f}">{line}</tspan>'
                for n, line in enumerate(lines)
            )
            + "</text>"
        )


@cache
def _outlines(cohort: Cohort) -> tuple[tuple[str, str], ...]:
    """The id of each lot's outline and its path."""
    return tuple(
        (f"outline-{feature['id']}", "".join(map(_ring, _rings(feature["geometry"]))))
        for feature in outlines.layer(names_of("lots", cohort))
    )


def _ring(points: Sequence[Point]) -> str:
    placed = (f"{x:.2f},{y:.2f}" for x, y in map(_placed, points[:-1]))
    return shortened(f"M{'L'.join(placed)}Z")


def _rings(geometry: dict) -> Iterator[Sequence[Point]]:
    parts = geometry["coordinates"]
    for polygon in parts if geometry["type"] == "MultiPolygon" else [parts]:
        yield from polygon


def _placed(metres: Point) -> Point:
    west, _, east, north = _bounds()
    scale = (WIDE - 2 * EDGE) / (east - west)
    return EDGE + (metres[0] - west) * scale, EDGE + (north - metres[1]) * scale


def _size() -> Point:
    west, south, east, north = _bounds()
    return WIDE, round((north - south) * (WIDE - 2 * EDGE) / (east - west) + 2 * EDGE, 1)


@cache
def _bounds() -> tuple[float, float, float, float]:
    points = [
        point
        for feature in outlines.layer("hcp_areas")
        for ring in _rings(feature["geometry"])
        for point in ring
    ]
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)
