"""Whether outlines from a service can be built on: polygons, whole, valid, in Great Britain."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from data.notices.http import SourceProblem
from geo.ons.ons import Feature, Layer
from geo.placing import DEGREES, Misplaced, check_area, check_extents, system_of
from geo.wgs84 import from_wgs84

REPAIRED_SHARE = 0.001
"""A repair that changes the area by more than this is a fault of the outline and no repair."""

SLACK = 1_000
"""How far an outline may reach out of the extent that its layer names, metres."""

NEAR = 20_000
"""How far from its postcodes an outline may reach, metres."""

Bounds = tuple[float, float, float, float]
"""West, south, east and north, metres of the British National Grid."""


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
    shapes = np.array([_geometry(layer, code, by_code[code]) for code in codes])
    repaired = 0
    try:
        converted = system_of(shapes) == DEGREES
        if converted:
            shapes = np.array([from_wgs84(shape) for shape in shapes])
        check_extents(shapes)
        _inside(layer, codes, shapes)
        for place, shape in enumerate(shapes):
            if not shape.is_valid:
                shapes[place] = _repaired(layer, codes[place], shape)
                repaired += 1
            check_area(place, shapes[place])
    except Misplaced as misplaced:
        outline = _outline(layer, codes[misplaced.place])
        raise SourceProblem(f"{outline} {misplaced}.") from None
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


def _inside(layer: Layer, codes: tuple[str, ...], shapes: np.ndarray) -> None:
    """Raise `SourceProblem` for an outline in metres that is out of the extent of its layer."""
    if layer.extent is None or layer.wkid != 27700:
        return
    west, south, east, north = layer.extent
    whole = shapely.box(west - SLACK, south - SLACK, east + SLACK, north + SLACK)
    for code, shape in zip(codes, shapes, strict=True):
        if not whole.contains(shapely.box(*shape.bounds)):
            raise SourceProblem(
                f"{_outline(layer, code)} lies outside the extent that the layer names."
            )


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


def far_off(layer: Layer, found: Outlines, frame: Bounds) -> None:
    """Raise `SourceProblem` for an outline that is not near where the areas must lie.

    The grid has numbers of one size in both directions, so swapped ones are in Great Britain too.
    """
    west, south, east, north = frame
    whole = shapely.box(west - NEAR, south - NEAR, east + NEAR, north + NEAR)
    for code, shape in zip(found.codes, found.shapes, strict=True):
        if not whole.contains(shapely.box(*shape.bounds)):
            west, south, east, north = shape.bounds
            turned = whole.contains(shapely.box(south, west, north, east))
            why = "its axes are swapped" if turned else "it is of another part of the country"
            raise SourceProblem(
                f"{_outline(layer, code)} lies far from the postcodes of the reference, or from "
                f"the outlines in use where it has none: it seems that {why}."
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
