"""From pieces to layers: HCP areas, lots, former CCGs, authorities, split districts, borders."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely

from geo.areas import Areas
from geo.build.coverage import Pieces


@dataclass(frozen=True)
class Shape:
    """One feature of a layer: its properties (with `id` and `name`) and its EPSG:27700 shape."""

    properties: dict[str, str | int]
    geometry: shapely.Geometry

    @property
    def id(self) -> str:
        return str(self.properties["id"])


def make_layers(pieces: Pieces, areas: Areas, main_area: dict[str, str]) -> dict[str, list[Shape]]:
    """All layers by name; `main_area` is the HCP area that most people of an authority live in."""
    table = pieces.table
    layers = {
        "hcp_areas": [
            _union(pieces, table["hcp_area_id"] == area.id, {"id": area.id, "name": area.name})
            for area in areas.hcp_areas.values()
        ],
        "lots_adult": _lots(pieces, areas, "adults"),
        "lots_children": _lots(pieces, areas, "children"),
        "former_ccgs": [
            _union(pieces, table["ccg_code"] == ccg.id, {"id": ccg.id, "name": ccg.name})
            for ccg in areas.former_ccgs.values()
        ],
        "authorities": [
            _union(pieces, table["lad_code"] == lad.id, {"id": lad.id, "name": lad.name})
            for lad in areas.authorities.values()
        ],
        "split_districts": _split_districts(pieces, areas, main_area),
    }
    whole = [name for name in layers if name != "split_districts"]
    layers["borders"] = [_borders(name, layers[name]) for name in whole]
    return layers


def _lots(pieces: Pieces, areas: Areas, cohort: str) -> list[Shape]:
    return [
        _union(
            pieces,
            pieces.table["hcp_area_id"].is_in(list(lot.hcp_area_ids)),
            {"id": lot.id, "name": lot.name, "lot": lot.number},
        )
        for lot in areas.lots.values()
        if lot.cohort == cohort
    ]


def _split_districts(pieces: Pieces, areas: Areas, main_area: dict[str, str]) -> list[Shape]:
    """The parts of authorities that lie in another HCP area than most of the authority."""
    rows = pieces.table.select("lad_code", "hcp_area_id").unique().sort("lad_code", "hcp_area_id")
    shapes = []
    for lad_code, hcp_area_id in rows.rows():
        if main_area[lad_code] == hcp_area_id:
            continue
        authority, area = areas.authorities[lad_code].name, areas.hcp_areas[hcp_area_id].name
        properties = {
            "id": f"{lad_code}-{hcp_area_id}",
            "name": f"Part of {authority} in {area}",
            "lad_code": lad_code,
            "hcp_area_id": hcp_area_id,
        }
        inside = (pl.col("lad_code") == lad_code) & (pl.col("hcp_area_id") == hcp_area_id)
        shapes.append(_union(pieces, pieces.table.select(inside).to_series(), properties))
    return shapes


def _union(pieces: Pieces, chosen: pl.Series, properties: dict[str, str | int]) -> Shape:
    return Shape(properties, shapely.coverage_union_all(pieces.shapes[chosen.to_numpy()]))


def _borders(layer: str, shapes: list[Shape]) -> Shape:
    """The lines that two areas share: all lines of the layer less the outline of the whole."""
    polygons = np.array([shape.geometry for shape in shapes])
    lines = shapely.union_all(shapely.boundary(polygons))
    coast = shapely.boundary(shapely.coverage_union_all(polygons))
    inner = shapely.line_merge(shapely.difference(lines, coast))
    return Shape({"id": layer}, shapely.multilinestrings(shapely.get_parts(inner)))
