"""Whether outlines from a service can be built on: polygons, whole, valid, in Great Britain."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import shapely

from data.http import SourceProblem
from geo.ons import Feature, Layer
from geo.wgs84 import from_wgs84

GREAT_BRITAIN = (0, 0, 700_000, 1_300_000)
"""West, south, east, north of the British National Grid, metres."""

GREAT_BRITAIN_DEGREES = (-9.5, 49.0, 2.5, 61.5)
REPAIRED_SHARE = 0.001
"""A repair that changes the area by more than this is a fault of the outline and no repair."""


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
    repaired = 0
    for place, shape in enumerate(shapes):
        if not shape.is_valid:
            shapes[place] = _repaired(layer, codes[place], shape)
            repaired += 1
    return Outlines(codes, shapes, repaired, converted)


def _geometry(layer: Layer, code: str, feature: Feature) -> shapely.Geometry:
    try:
        shape = shapely.from_geojson(json.dumps(feature.get("geometry")))
    except (shapely.errors.ShapelyError, ValueError, RecursionError):
        shape = None
    if shape is None or shape.is_empty:
        raise SourceProblem(f"The layer {layer.name} sent no outline for {code}.")
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise SourceProblem(f"The outline of {code} in the layer {layer.name} is not a polygon.")
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        raise SourceProblem(f"The outline of {code} in the layer {layer.name} has no end.")
    return shapely.force_2d(shape)


def _on_the_grid(
    layer: Layer, codes: tuple[str, ...], shapes: np.ndarray
) -> tuple[np.ndarray, bool]:
    """The shapes on the British National Grid; some services send degrees whatever was asked."""
    if _inside(shapes, GREAT_BRITAIN_DEGREES).all():
        shapes = np.array([from_wgs84(shape) for shape in shapes])
        converted = True
    else:
        converted = False
    for code, inside in zip(codes, _inside(shapes, GREAT_BRITAIN), strict=True):
        if not inside:
            raise SourceProblem(
                f"The outline of {code} in the layer {layer.name} lies outside Great Britain "
                "or is not on the British National Grid (EPSG:27700)."
            )
    return shapes, converted


def _inside(shapes: np.ndarray, limits: tuple[float, float, float, float]) -> np.ndarray:
    bounds = shapely.bounds(shapes)
    low, high = np.array(limits[:2]), np.array(limits[2:])
    return (bounds[:, :2] >= low).all(axis=1) & (bounds[:, 2:] <= high).all(axis=1)


def _repaired(layer: Layer, code: str, shape: shapely.Geometry) -> shapely.Geometry:
    mended = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    whole = mended.geom_type in ("Polygon", "MultiPolygon") and not mended.is_empty
    if not whole or abs(mended.area - shape.area) > REPAIRED_SHARE * mended.area:
        reason = shapely.is_valid_reason(shape).split("[")[0].lower()
        raise SourceProblem(
            f"The outline of {code} in the layer {layer.name} is not valid: {reason}."
        )
    return mended
