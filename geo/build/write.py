"""Turns layers into text: RFC 7946 GeoJSON for maps, whole metres for charts."""

import json
from collections.abc import Callable

import shapely

from data.package.profile import profile
from geo import attribution, outlines
from geo.build.layers import Shape
from geo.wgs84 import DECIMALS, to_wgs84

TITLES = {
    "hcp_areas": "Health and care partnership (HCP) areas of {region}",
    "lots_adult": "Lots for adult community services in {region}",
    "lots_children": "Lots for children’s community services in {region}",
    "former_ccgs": "Former clinical commissioning groups of {region}, April 2019",
    "authorities": "District and unitary authorities of {region}",
    "split_districts": "Parts of districts in another HCP area than most of the district",
    outlines.AROUND: "Land around {region}, coarse, for a background only",
    outlines.WARDS: "Lines between the wards of {region}, 2024, without those of HCP areas",
    "borders": "Borders between areas, for each layer, without the coast",
}
METHOD = (
    "Made from lower-layer super output areas (2011), generalised. HCP areas are unions of former "
    "clinical commissioning group areas: a working rule of this dashboard, not a published outline."
)
OURS = {
    "method": METHOD,
    "attribution": list(attribution.BOUNDARIES),
    "licence": attribution.LICENCE,
}
AROUND = {"method": "Generalised, and cut back along our coast.", "attribution": [attribution.LAND]}


def geojson(layer: str, shapes: list[Shape]) -> str:
    """An RFC 7946 feature collection, one feature a line, attribution as foreign members."""
    features = [
        _feature(shape, _degrees(shape.geometry), lambda value: round(value, DECIMALS))
        for shape in shapes
    ]
    drawn = [to_wgs84(shape.geometry) for shape in shapes if not shape.geometry.is_empty]
    bounds = shapely.total_bounds(drawn) if drawn else ()
    head = {
        "type": "FeatureCollection",
        "title": TITLES[layer].format(region=profile().region),
        **(AROUND if layer == outlines.AROUND else OURS),
    }
    if drawn:  # an area may have no split districts
        head["bbox"] = [round(float(bound), DECIMALS) for bound in bounds]
    return f'{_compact(head)[:-1]},"features":[\n{_lines(features)}\n]}}\n'


def chart_features(shapes: list[Shape]) -> str:
    """A list of features on the British National Grid in whole metres."""
    return f"[\n{_lines([_feature(s, _tidy(s.geometry), int) for s in shapes])}\n]\n"


def _degrees(geometry: shapely.Geometry) -> shapely.Geometry:
    return _tidy(to_wgs84(geometry))


def _tidy(geometry: shapely.Geometry) -> shapely.Geometry:
    """Parts and starting points in a fixed order, exterior rings anticlockwise."""
    return shapely.orient_polygons(shapely.normalize(geometry), exterior_cw=False)


def _feature(
    shape: Shape, geometry: shapely.Geometry, number: Callable[[float], float | int]
) -> dict:
    return {
        "type": "Feature",
        "id": shape.id,
        "properties": shape.properties,
        "geometry": _geometry(geometry, number),
    }


def _geometry(geometry: shapely.Geometry, number: Callable[[float], float | int]) -> dict:
    parts = list(shapely.get_parts(geometry))
    if geometry.geom_type == "MultiLineString":
        lines = [_positions(line, number) for line in parts]
        return {"type": "MultiLineString", "coordinates": lines}
    polygons = [
        [_positions(ring, number) for ring in (part.exterior, *part.interiors)] for part in parts
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _positions(
    line: shapely.LineString, number: Callable[[float], float | int]
) -> list[list[float | int]]:
    return [[number(float(x)), number(float(y))] for x, y in shapely.get_coordinates(line)]


def _lines(features: list[dict]) -> str:
    return ",\n".join(_compact(feature) for feature in features)


def _compact(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
