"""The outlines that ship with the project, made by `python -m geo build`.

`*.geojson` are for maps and for reuse (RFC 7946: WGS84, 5 decimals); `charts/*.json` hold the same
shapes on the British National Grid in whole metres, for charts with
`project(type="identity", reflectY=True)`. All layers share their edges. Small areas are for one
chart of them all: they are coarser, and have no GeoJSON.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import shapely

from geo.areas import areas
from geo.errors import GeoProblem
from geo.folder import folder

AREA_LAYERS = (
    "hcp_areas",
    "lots_adult",
    "lots_children",
    "former_ccgs",
    "authorities",
    "split_districts",
)
LAYERS = (*AREA_LAYERS, "borders")
AROUND = "around"  # the land around, for the background of maps: a package may be without it
SMALL_AREAS = "small_areas"  # for a chart of them all, coarse: a package may be without it
WARDS = "wards"  # lines between wards: likewise
_PARTS = ("id", "properties", "geometry")


def layer_path(name: str) -> Path:
    """The GeoJSON file of a layer (longitude, latitude); `GeoProblem` for an unknown name."""
    _check(name)
    return folder() / "outlines" / f"{name}.geojson"


def layer(name: str) -> list[dict]:
    """GeoJSON-like features in EPSG:27700, whole metres, a fresh copy on every call.

    Each has `id`, `properties` (`id`, `name`; lots also `lot`, their number; split districts also
    `lad_code` and `hcp_area_id`; small areas `id` and the codes in them) and `geometry`. Names are
    those of the facts that are shown. Source: ONS LSOA (2011) outlines, generalised.
    """
    _check(name)
    try:
        features = json.loads(_chart_text(name))
        if all(part in feature for feature in features for part in _PARTS):
            return [_named(name, feature) for feature in features]
    except (OSError, ValueError, TypeError, RecursionError):
        pass
    raise GeoProblem(f"The outlines of the layer {name} could not be read.")


def small_areas() -> dict[str, tuple[str, ...]]:
    """The codes of the small areas (LSOAs of 2021) in each shape of them, by the id of the shape.

    Empty for a package without such shapes.
    """
    if not _chart_file(SMALL_AREAS).is_file():
        return {}
    return {
        feature["id"]: tuple(feature["properties"]["small_areas"].split())
        for feature in layer(SMALL_AREAS)
    }


@cache
def shapes(name: str) -> dict[str, shapely.Geometry]:
    """The shapes of a layer by the ids of its features, in EPSG:27700."""
    return {
        feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in layer(name)
    }


def within(name: str, feature_id: str, points: Iterable[tuple[float, float]]) -> list[bool]:
    """Whether points in EPSG:27700 lie in a feature of a layer, in their order."""
    return shapely.contains_xy(shapes(name)[feature_id], [*points]).tolist()


def dissolved(name: str, groups: Mapping[str, str]) -> list[dict]:
    """The features of a layer as one for each group; `groups` has the group of each by its id.

    The id of a feature is that of its group. Features without a group are left out.
    """
    parts: dict[str, list[shapely.Geometry]] = {}
    for feature_id, shape in shapes(name).items():
        if group := groups.get(feature_id):
            parts.setdefault(group, []).append(shape)
    return [
        {"id": group, "properties": {}, "geometry": _whole_metres(shapely.coverage_union_all(own))}
        for group, own in sorted(parts.items())
    ]


def _whole_metres(shape: shapely.Geometry) -> dict:
    """A shape as GeoJSON whose coordinates are whole numbers, as those that it was made of."""
    return json.loads(shapely.to_geojson(shape).replace(".0", ""))


def to_take_away() -> tuple[str, ...]:
    """All layers that a browser may ask for: `LAYERS`, and those of the others that are there."""
    return (*LAYERS, *(name for name in (AROUND, WARDS) if layer_path(name).is_file()))


@cache
def wards() -> tuple[dict, ...]:
    """The wards: `ward_code`, `name`, `lad_code`, `hcp_area_ids`, `is_drawn`; by council and name.

    The area with most of its people comes first. Source: ONS look-ups of LSOAs to wards of 2024.
    """
    with (folder() / "outlines" / "wards.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return tuple(
            {
                **row,
                "hcp_area_ids": row["hcp_area_ids"].split("|"),
                "is_drawn": row["lsoas"] != "0",
            }
            for row in rows
        )


@cache
def map_names() -> tuple[dict, ...]:
    """What a newcomer steers by: `kind`, `name`, `side`, `from_px`, and where, as in `anchors`.

    The kind is `town`, `water` or `neighbour`. A name stands on that side of its place, on maps
    of `from_px` pixels across or more.
    """
    file = folder() / "outlines" / "map_names.csv"
    return _points(file) if file.is_file() else ()


def _named(layer_name: str, feature: dict) -> dict:
    """The feature with the name that it has now, where a table has one for it."""
    if now := areas().name_of(layer_name, feature["id"]):
        feature["properties"]["name"] = now
    return feature


def borders(name: str) -> dict:
    """The lines between the areas of a layer, each once and without the coast (EPSG:27700).

    For thin or dashed lines: drawn from the areas, a shared edge would be drawn twice.
    """
    features = {feature["id"]: feature for feature in layer("borders")}
    if name not in features:
        raise GeoProblem(f"There are no borders for {_short(name)}; there are: {_list(features)}.")
    return features[name]


def bounds(name: str) -> tuple[float, float, float, float]:
    """West, south, east and north of a layer in degrees; `GeoProblem` when it cannot be read."""
    try:
        west, south, east, north = json.loads(layer_path(name).read_bytes())["bbox"]
        return float(west), float(south), float(east), float(north)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise GeoProblem(f"The outlines of the layer {name} could not be read.") from fault


def points(name: str) -> Iterator[tuple[int, int]]:
    """All points of a layer of areas, in metres."""
    for feature in layer(name):
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for ring in (ring for part in parts for ring in part):
            yield from ((x, y) for x, y in ring)


def anchors(name: str) -> list[dict]:
    """Where to write each area's name: `id`, `name`, `lon`, `lat`, `easting`, `northing`.

    The points were placed by hand inside their shapes and looked at on a drawn map.
    """
    _check(name)
    try:
        return [dict(anchor) for anchor in _anchors() if anchor["layer"] == name]
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as fault:
        raise GeoProblem("The points of the names on the map could not be read.") from fault


def _check(name: str) -> None:
    if name not in (*LAYERS, AROUND, SMALL_AREAS, WARDS):
        raise GeoProblem(f"There is no layer {_short(name)}; there are: {_list(LAYERS)}.")


def _short(name: str) -> str:
    return repr(name if len(name) <= 40 else f"{name[:40]}…")


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


@cache
def _chart_text(name: str) -> str:
    return _chart_file(name).read_text(encoding="utf-8")


def _chart_file(name: str) -> Path:
    return folder() / "outlines" / "charts" / f"{name}.json"


@cache
def _anchors() -> tuple[dict, ...]:
    return _points(folder() / "outlines" / "anchors.csv")


def _points(file: Path) -> tuple[dict, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            {
                **row,
                "easting": int(row["easting"]),
                "northing": int(row["northing"]),
                "lon": float(row["lon"]),
                "lat": float(row["lat"]),
            }
            for row in csv.DictReader(lines)
        )
