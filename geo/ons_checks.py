"""Whether outlines from a service can be built on: polygons, whole, valid, in Great Britain."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from data.http import SourceProblem
from geo.ons import Feature, Layer
from geo.wgs84 import from_wgs84

METRES, DEGREES = "metres of the British National Grid", "degrees"
SYSTEMS = {
    METRES: (5_000, 5_000, 670_000, 1_225_000),
    DEGREES: (-9.5, 49.0, 2.5, 61.5),
    "degrees with latitude first": (49.0, -9.5, 61.5, 2.5),
    "metres of Web Mercator (EPSG:3857)": (-1_060_000, 6_270_000, 280_000, 8_730_000),
}
"""West, south, east and north of Great Britain in each system; no two of them overlap."""

REPAIRED_SHARE = 0.001
"""A repair that changes the area by more than this is a fault of the outline and no repair."""

# No area of the kind that is built on is larger, smaller or further from the others, in metres.
LONGEST_SIDE = 150_000
SMALLEST_AREA = 100
FURTHEST = 250_000
SLACK = 1_000
"""How far an outline may reach out of the extent that its layer names, metres."""


@dataclass(frozen=True)
class Outlines:
    """Outlines in code order, EPSG:27700. `repaired` were mended; `converted` came in degrees."""

    codes: tuple[str, ...]
    shapes: np.ndarray
    repaired: int
    converted: bool


def outlines(
    layer: Layer, features: list[Feature], *, code_field: str, wanted: Collection[str]
) -> Outlines:
    """The outlines of the wanted codes. Raises `SourceProblem` for the first that cannot be used.

    A code may stand once; every wanted code must be there; others are left out.
    """
    by_code: dict[str, Feature] = {}
    for feature in features:
        code = feature["properties"].get(code_field)
        if not isinstance(code, str):
            raise SourceProblem(f"The layer {layer.name} sent a {code_field} that is no text.")
        if code in by_code and code in wanted:
            raise SourceProblem(f"The layer {layer.name} holds {code} twice.")
        by_code[code] = feature
    missing = sorted(set(wanted) - set(by_code))
    if missing:
        raise SourceProblem(
            f"The layer {layer.name} lacks {len(missing):,} of {len(wanted):,} areas, "
            f"{missing[0]} first."
        )
    codes = tuple(sorted(wanted))
    read = [_geometry(layer, code, by_code[code]) for code in codes]
    shapes, converted = _on_the_grid(layer, codes, np.array(read))
    _together(layer, codes, shapes)
    repaired = 0
    for place, shape in enumerate(shapes):
        if not shape.is_valid:
            shapes[place] = _repaired(layer, codes[place], shape)
            repaired += 1
        if shapes[place].area < SMALLEST_AREA:
            raise SourceProblem(
                f"{_outline(layer, codes[place])} covers {shapes[place].area:.1f} m², too little "
                "for any area."
            )
    return Outlines(codes, shapes, repaired, converted)


def _geometry(layer: Layer, code: str, feature: Feature) -> shapely.Geometry:
    try:
        shape = shapely.from_geojson(json.dumps(feature.get("geometry")))
    except (shapely.errors.ShapelyError, ValueError, RecursionError):
        shape = None
    if shape is None or shape.is_empty:
        raise SourceProblem(f"The layer {layer.name} sent no outline for {code}.")
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise SourceProblem(f"{_outline(layer, code)} is not a polygon.")
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise SourceProblem(f"{_outline(layer, code)} has no end.")
    return shapely.force_2d(shape)


def _on_the_grid(
    layer: Layer, codes: tuple[str, ...], shapes: np.ndarray
) -> tuple[np.ndarray, bool]:
    """The shapes on the British National Grid; some services send degrees whatever was asked.

    Raises `SourceProblem` for the first outline that is in no system, or not in that of most.
    """
    systems = _systems(shapes)
    known = Counter(system for system in systems if system)
    usual = max(known, key=lambda system: (known[system], system == METRES), default=METRES)
    for code, system in zip(codes, systems, strict=True):
        outline = _outline(layer, code)
        if system is None:
            raise SourceProblem(
                f"{outline} lies outside Great Britain or is not on the British National Grid "
                "(EPSG:27700)."
            )
        if system != usual:
            raise SourceProblem(f"{outline} is in {system}, and others are in {usual}.")
        if system not in (METRES, DEGREES):
            raise SourceProblem(
                f"{outline} is in {system}, not on the British National Grid (EPSG:27700)."
            )
    converted = usual == DEGREES
    return (np.array([from_wgs84(s) for s in shapes]) if converted else shapes), converted


def _systems(shapes: np.ndarray) -> list[str | None]:
    """The system in which each shape lies in Great Britain, or None."""
    bounds = shapely.bounds(shapes)
    found: list[str | None] = [None] * len(shapes)
    for system, limits in SYSTEMS.items():
        low, high = np.array(limits[:2]), np.array(limits[2:])
        inside = (bounds[:, :2] >= low).all(axis=1) & (bounds[:, 2:] <= high).all(axis=1)
        for place in np.flatnonzero(inside):
            found[place] = system
    return found


def _together(layer: Layer, codes: tuple[str, ...], shapes: np.ndarray) -> None:
    """Raise `SourceProblem` for an outline too long, far from the others or out of its layer."""
    bounds = shapely.bounds(shapes)
    sides = (bounds[:, 2:] - bounds[:, :2]).max(axis=1)
    centres = (bounds[:, :2] + bounds[:, 2:]) / 2
    apart = np.hypot(*(centres - np.median(centres, axis=0)).T)
    outside = np.zeros(len(shapes), bool)
    if layer.extent and layer.wkid == 27700:
        west, south, east, north = layer.extent
        outside = (bounds[:, :2] < (west - SLACK, south - SLACK)).any(axis=1)
        outside |= (bounds[:, 2:] > (east + SLACK, north + SLACK)).any(axis=1)
    for place, code in enumerate(codes):
        outline = _outline(layer, code)
        if sides[place] > LONGEST_SIDE:
            raise SourceProblem(f"{outline} is {sides[place] / 1000:.0f} km long, as no area is.")
        if apart[place] > FURTHEST:
            raise SourceProblem(
                f"{outline} lies {apart[place] / 1000:.0f} km from the middle of the others."
            )
        if outside[place]:
            raise SourceProblem(f"{outline} lies outside the extent that the layer names.")


def moved(layer: Layer, found: Outlines, earlier: Mapping[str, shapely.Geometry]) -> None:
    """Raise `SourceProblem` for an outline that does not touch where it lay in an earlier file."""
    for code, shape in zip(found.codes, found.shapes, strict=True):
        before = earlier.get(code)
        if before is not None and not shapely.box(*shape.bounds).intersects(
            shapely.box(*before.bounds)
        ):
            away = shape.distance(before) / 1000
            raise SourceProblem(
                f"{_outline(layer, code)} lies {away:,.0f} km from where the old reference has it."
            )


def _outline(layer: Layer, code: str) -> str:
    return f"The outline of {code} in the layer {layer.name}"


def _repaired(layer: Layer, code: str, shape: shapely.Geometry) -> shapely.Geometry:
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    whole = mended.geom_type in ("Polygon", "MultiPolygon") and not mended.is_empty
    if not whole or abs(mended.area - shape.area) > REPAIRED_SHARE * mended.area:
        reason = shapely.is_valid_reason(shape).split("[")[0].lower()
        raise SourceProblem(f"{_outline(layer, code)} is not valid: {reason}.")
    return mended
