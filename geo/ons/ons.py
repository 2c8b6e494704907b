"""Reads an ArcGIS feature service as the ONS Open Geography Portal serves them.

A layer is asked for its description, then for the count of records that fit, then for the records
page by page in the order of their object ids. What arrives is held against the count: a layer that
comes in part is a fault and never a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from data.notices.http import Getter, SourceProblem

Feature = dict[str, Any]

DEGREES = ("4326", "CRS84")
"""Longitude and latitude, which some services send whatever was asked for."""

_MOST_IN_A_PAGE = 2000


@dataclass(frozen=True)
class Layer:
    """What a layer says of itself. `fields` are as it spells them; `edited` is its last change.

    `licence` is the text under which it is published, or None where the layer gives none. `extent`
    is west, south, east and north in its own system, or None where it does not say.
    """

    url: str
    name: str
    object_id: str
    page_size: int
    pages: bool
    wkid: int
    fields: tuple[str, ...]
    edited: datetime | None
    licence: str | None
    extent: tuple[float, ...] | None

    def field(self, name: str) -> str:
        """The field of this name however the layer spells it. Raises `SourceProblem`."""
        for field in self.fields:
            if field.casefold() == name.casefold():
                return field
        raise SourceProblem(f"The layer {self.name} has no field {name}.")


def read_layer(getter: Getter, url: str) -> Layer:
    """Describe the layer at an address that ends in its number. Raises `SourceProblem`."""
    url = url.rstrip("/")
    told = _asked(getter, url, {"f": "json"})
    name = _text(told.get("name")) or "without a name"
    fields = tuple(filter(None, (_text(f.get("name")) for f in _objects(told.get("fields")))))
    object_id = _text(told.get("objectIdField")) or _oid_by_type(told)
    if isinstance(told.get("layers"), list):
        raise SourceProblem(f"{url} is a service of layers. Name one of them, such as {url}/0.")
    if not fields or not object_id:
        raise SourceProblem(f"{url} does not describe a layer with fields and object ids.")
    _gives_outlines(name, told)
    most = told.get("maxRecordCount")
    size = most if type(most) is int and most > 0 else _MOST_IN_A_PAGE
    return Layer(
        url=url,
        name=name,
        object_id=object_id,
        page_size=min(size, _MOST_IN_A_PAGE),
        pages=_object(told.get("advancedQueryCapabilities")).get("supportsPagination") is True,
        wkid=_wkid(told),
        fields=fields,
        edited=_moment(_object(told.get("editingInfo")).get("lastEditDate")),
        licence=_text(told.get("copyrightText")),
        extent=_extent(told),
    )


def read_features(
    getter: Getter,
    layer: Layer,
    *,
    fields: tuple[str, ...],
    where: str = "1=1",
    wkid: int = 27700,
) -> list[Feature]:
    """All records of a layer that fit `where`, as GeoJSON features in object id order.

    `fields` are names as `Layer.field` gives them; coordinates are asked for in EPSG:`wkid`.
    Raises `SourceProblem` when the service does not send each record once, or when the layer
    changes meanwhile.
    """
    wanted = tuple(dict.fromkeys((layer.object_id, *fields)))
    question = {
        "outFields": ",".join(wanted),
        "outSR": str(wkid),
        "returnGeometry": "true",
        "f": "geojson",
    }
    count = _count(getter, layer, where)
    found: dict[int, Feature] = {}
    for page in _pages(getter, layer, where, question, count):
        for feature in page:
            number = _number(layer, feature)
            if number in found:
                raise SourceProblem(
                    f"The layer {layer.name} sent record {number} twice; it was not used."
                )
            _has_fields(layer, feature, fields)
            found[number] = feature
    if len(found) != count:
        raise SourceProblem(
            f"The layer {layer.name} announced {count:,} records and sent {len(found):,}."
        )
    if read_layer(getter, layer.url).edited != layer.edited:
        raise SourceProblem(f"The layer {layer.name} changed while it was read. Run it again.")
    return [found[number] for number in sorted(found)]


def _pages(
    getter: Getter, layer: Layer, where: str, question: Mapping[str, str], count: int
) -> Iterator[list[Feature]]:
    if not layer.pages:
        yield from _by_object_id(getter, layer, where, question)
        return
    offset = got = 0
    # A page may hold less than was asked for, even nothing, and still not be the last.
    for _ in range(4 * (count // layer.page_size) + 12):
        page, more = _page(
            getter,
            layer,
            {
                **question,
                "where": where,
                "orderByFields": f"{layer.object_id} ASC",
                "resultOffset": str(offset),
                "resultRecordCount": str(layer.page_size),
            },
        )
        yield page
        got += len(page)
        # Some services mark no page of GeoJSON, so a full one may be followed by others.
        if not more and (got >= count or len(page) < layer.page_size):
            return
        offset += len(page) or layer.page_size
    raise SourceProblem(f"The pages of the layer {layer.name} do not end.")


def _by_object_id(
    getter: Getter, layer: Layer, where: str, question: Mapping[str, str]
) -> Iterator[list[Feature]]:
    """Pages of a layer that cannot page: its object ids in order, a range at a time."""
    told = _query(getter, layer, {"where": where, "returnIdsOnly": "true", "f": "json"})
    numbers = told.get("objectIds")
    if not isinstance(numbers, list) or any(type(number) is not int for number in numbers):
        raise SourceProblem(f"The layer {layer.name} gave no list of its object ids.")
    numbers.sort()
    for start in range(0, len(numbers), layer.page_size):
        part = numbers[start : start + layer.page_size]
        limits = f"{layer.object_id} >= {part[0]} AND {layer.object_id} <= {part[-1]}"
        page, more = _page(getter, layer, {**question, "where": f"({where}) AND {limits}"})
        if more:
            raise SourceProblem(f"The layer {layer.name} sent only a part of a page.")
        yield page


def _page(getter: Getter, layer: Layer, question: Mapping[str, str]) -> tuple[list[Feature], bool]:
    """One page of features, and whether the service says that there are more."""
    told = _query(getter, layer, question)
    features = told.get("features")
    if "geometryType" in told and told.get("type") is None:
        raise SourceProblem(f"The layer {layer.name} sent records of Esri’s own form, not GeoJSON.")
    system = _system_of_page(told)
    if system and system not in (question["outSR"], *DEGREES):
        raise SourceProblem(
            f"The layer {layer.name} sent coordinates in EPSG:{system}, and EPSG:"
            f"{question['outSR']} was asked for."
        )
    if told.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise SourceProblem(f"The layer {layer.name} sent no collection of features.")
    if not all(isinstance(f, dict) and isinstance(f.get("properties"), dict) for f in features):
        raise SourceProblem(f"The layer {layer.name} sent a feature without properties.")
    marks = (told, _object(told.get("properties")))
    return features, any(mark.get("exceededTransferLimit") is True for mark in marks)


def _count(getter: Getter, layer: Layer, where: str) -> int:
    told = _query(getter, layer, {"where": where, "returnCountOnly": "true", "f": "json"})
    count = told.get("count")
    if type(count) is not int or count < 0:
        raise SourceProblem(f"The layer {layer.name} did not say how many records it has.")
    if count == 0:
        raise SourceProblem(f"No record of the layer {layer.name} fits what was asked for.")
    return count


def _query(getter: Getter, layer: Layer, question: Mapping[str, str]) -> dict[str, Any]:
    return _asked(getter, f"{layer.url}/query", question)


def _asked(getter: Getter, url: str, question: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object at an address."""
    told = getter.json(url, question)
    if not isinstance(told, dict):
        raise SourceProblem(f"{url} sent something else than a JSON object.")
    return told


def _number(layer: Layer, feature: Feature) -> int:
    for number in (feature["properties"].get(layer.object_id), feature.get("id")):
        if type(number) is int:
            return number
    raise SourceProblem(f"The layer {layer.name} sent a feature without an object id.")


def _has_fields(layer: Layer, feature: Feature, fields: tuple[str, ...]) -> None:
    for name in fields:
        if feature["properties"].get(name) is None:
            number = _number(layer, feature)
            raise SourceProblem(f"Record {number} of the layer {layer.name} has no {name}.")


def _oid_by_type(told: Mapping[str, Any]) -> str | None:
    fields = _objects(told.get("fields"))
    return next((_text(f.get("name")) for f in fields if f.get("type") == "esriFieldTypeOID"), None)


def _gives_outlines(name: str, told: Mapping[str, Any]) -> None:
    """Raise `SourceProblem` where a layer says that it has no outlines or does not give them."""
    shape = _text(told.get("geometryType"))
    if told.get("type") == "Table" or shape not in (None, "esriGeometryPolygon"):
        held = shape.removeprefix("esriGeometry").lower() if shape else "no shape"
        raise SourceProblem(f"The layer {name} holds records with {held}, not outlines of areas.")
    formats, abilities = (told.get(k) for k in ("supportedQueryFormats", "capabilities"))
    if isinstance(formats, str) and formats and "geojson" not in formats.casefold():
        raise SourceProblem(f"The layer {name} does not give GeoJSON, only {_text(formats)}.")
    if isinstance(abilities, str) and abilities and "query" not in abilities.casefold():
        raise SourceProblem(f"The layer {name} does not let its records be asked for.")


def _system_of_page(told: Mapping[str, Any]) -> str | None:
    """The system that GeoJSON names for its coordinates, as the digits of its code."""
    properties = _object(_object(told.get("crs")).get("properties"))
    named = str(properties.get("name") or properties.get("code") or "")
    found = re.search(r"(CRS84|\d+)$", named)
    return found[1] if found else None


def _extent(told: Mapping[str, Any]) -> tuple[float, ...] | None:
    extent = _object(told.get("extent"))
    sides: tuple[Any, ...] = tuple(extent.get(side) for side in ("xmin", "ymin", "xmax", "ymax"))
    if all(type(side) in (int, float) for side in sides) and sides[0] < sides[2]:
        return sides
    return None


def _wkid(told: Mapping[str, Any]) -> int:
    """The layer's own reference system, or 0 where it does not say."""
    for place in (told, _object(told.get("extent"))):
        reference = _object(place.get("spatialReference")) or _object(
            place.get("sourceSpatialReference")
        )
        for key in ("latestWkid", "wkid"):
            if type(reference.get(key)) is int:
                return reference[key]
    return 0


def _moment(milliseconds: object) -> datetime | None:
    if type(milliseconds) is not int:
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    """A text on one line and short enough for a sentence, or None where there is none."""
    if not isinstance(value, str):
        return None
    shown = " ".join("".join(s if s.isprintable() else " " for s in value).split())
    return shown[:300] or None
