"""From LSOAs to a few generalised pieces whose edges all fit each other.

A piece is the part of one authority that one former CCG held. Every layer is a union of pieces,
and lines are generalised once, on the pieces: so where a district line and a lot line are the
same line on the ground, they are the same line in every layer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely

from geo.errors import GeoProblem

GRID_METRES = 10
"""Vertices lie on a 10 m grid: half the reference's own generalisation."""

CHANNEL_METRES = 110
"""Water narrower than this is closed: drawn at county scale, a creek would look like a border."""

SMALLEST_ISLAND_KM2 = 0.25
"""Islands and ponds below this are left out: nobody lives there and they would be specks."""

TOLERANCE_METRES = 115
"""Visvalingam-Whyatt: bends whose triangle is smaller than the square of this are dropped."""


@dataclass(frozen=True)
class Pieces:
    """One row of `table`, which has what parts them, for each shape (EPSG:27700)."""

    table: pl.DataFrame
    shapes: np.ndarray


def make_pieces(
    table: pl.DataFrame,
    outlines: np.ndarray,
    keys: Sequence[str] = ("lad_code", "ccg_code", "hcp_area_id"),
) -> Pieces:
    """Dissolve LSOAs of the same `keys` into pieces at full resolution, after cleaning."""
    rows = table.select(keys).unique().sort(list(keys))
    own = [_matches(table, row) for row in rows.iter_rows(named=True)]
    return Pieces(table=rows, shapes=dissolve(outlines, own))


def dissolve(outlines: np.ndarray, groups: Sequence[np.ndarray | list[int]]) -> np.ndarray:
    """One shape for each group of outlines, whose edges fit each other at full resolution."""
    clean = shapely.coverage_clean(outlines)
    return np.array([shapely.coverage_union_all(clean[own]) for own in groups])


def generalise(pieces: Pieces, *, tolerance: float = TOLERANCE_METRES) -> Pieces:
    """Close channels, drop islets and simplify, keeping shared edges shared."""
    shapes = _close_channels(pieces.shapes)
    shapes = _onto_grid(shapes)
    shapes = _drop_islets(shapes)
    shapes = _round(shapely.coverage_simplify(shapes, tolerance))
    if not (shapely.coverage_is_valid(shapes) and shapely.is_valid(shapes).all()):
        raise GeoProblem("The generalised pieces overlap or do not meet; change the tolerance.")
    return Pieces(table=pieces.table, shapes=shapes)


def _matches(table: pl.DataFrame, row: dict[str, str]) -> np.ndarray:
    same = [pl.col(name) == value for name, value in row.items()]
    return table.select(pl.all_horizontal(same)).to_series().to_numpy()


def _close_channels(shapes: np.ndarray) -> np.ndarray:
    """Give each narrow strip of water to the first piece beside it, and mend the seams."""
    half = CHANNEL_METRES / 2
    land = shapely.coverage_union_all(shapes)
    grown = shapely.buffer(land, half, join_style="mitre")
    closed = _fill_ponds(shapely.buffer(grown, -half, join_style="mitre"))
    water = shapely.difference(closed, land)
    filled = []
    for shape in shapes:
        beside = shapely.intersection(water, shapely.buffer(shape, 2 * half, join_style="mitre"))
        water = shapely.difference(water, beside)
        filled.append(_polygons_only(shapely.union(shape, beside)))
    return shapely.coverage_clean(np.array(filled), gap_width=CHANNEL_METRES, snapping_distance=2)


def _fill_ponds(land: shapely.Geometry) -> shapely.Geometry:
    def keep(ring: shapely.LinearRing) -> bool:
        return shapely.area(shapely.polygons(ring)) >= SMALLEST_ISLAND_KM2 * 1e6

    return shapely.multipolygons(
        [
            shapely.Polygon(part.exterior, [ring for ring in part.interiors if keep(ring)])
            for part in shapely.get_parts(land)
        ]
    )


def _onto_grid(shapes: np.ndarray) -> np.ndarray:
    """Round before simplifying: what is simplified then is a choice of grid points, and valid."""
    rounded = shapely.make_valid(_round(shapes), method="structure")
    parts = np.array([_polygons_only(shape) for shape in rounded])
    return shapely.coverage_clean(parts, snapping_distance=0)


def _drop_islets(shapes: np.ndarray) -> np.ndarray:
    """Leave out islands, never a part that touches other land: that would leave a hole."""
    islands = shapely.get_parts(shapely.coverage_union_all(shapes))
    kept = shapely.multipolygons(islands[shapely.area(islands) >= SMALLEST_ISLAND_KM2 * 1e6])
    shapely.prepare(kept)
    return np.array(
        [
            shapely.multipolygons(
                [
                    part
                    for part in shapely.get_parts(shape)
                    if shapely.contains(kept, shapely.point_on_surface(part))
                ]
            )
            for shape in shapes
        ]
    )


def _round(shapes: np.ndarray) -> np.ndarray:
    return shapely.transform(shapes, lambda xy: np.round(xy / GRID_METRES) * GRID_METRES)


def _polygons_only(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.multipolygons(
        [
            part
            for part in shapely.get_parts(shapely.get_parts(shape))
            if part.geom_type == "Polygon"
        ]
    )
