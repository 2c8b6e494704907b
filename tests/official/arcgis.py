"""A feature service as ArcGIS serves them: description, count, pages, ids, faults with status 200.

The areas are made up: squares on a grid, named Sampleton 001A and so on.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.official.wire import Reply

PATH = "/arcgis/rest/services/Made_Up_Areas/FeatureServer/0"
LICENCE = "Made up for a test, published by nobody."
EDITED = 1_669_900_000_000  # 1 December 2022, milliseconds


def square(number: int, *, corner: tuple[float, float] = (550_000, 150_000)) -> dict[str, Any]:
    """A square of 100 metres; the next number lies beside it, 100 to a row."""
    west = corner[0] + number % 100 * 100
    south = corner[1] + number // 100 * 100
    ring = [[west, south], [west + 100, south], [west + 100, south + 100], [west, south + 100]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


@dataclass
class FeatureService:
    """One layer of `count` made-up areas. What is set otherwise makes it odd.

    `early` are replies that are given first, one for each request; `asked` are all questions;
    `describes` is added to the description of the layer and `adds` to every page.
    """

    count: int = 12
    most: int = 5
    pages: bool = True
    claims: int | None = None
    edited: int | None = EDITED
    licence: str = LICENCE
    field_names: tuple[str, str] = ("LSOA11CD", "LSOA11NM")
    geometries: dict[int, Any] = field(default_factory=dict)
    early: list[Reply] = field(default_factory=list)
    repeats_pages: bool = False
    never_ends: bool = False
    hollow_pages: bool = False
    mark_in_properties: bool = True
    marks: bool = True
    describes: dict[str, Any] = field(default_factory=dict)
    adds: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, path: str, query: dict[str, str], headers: Mapping[str, str]) -> Reply:
        self.asked.append({"path": path, **query})
        if self.early:
            return self.early.pop(0)
        if path == PATH:
            return as_json(self.description(), headers)
        if path == f"{PATH}/query":
            return as_json(self.answer(query), headers)
        return as_json(fault(400, "Invalid URL"), headers)

    def description(self) -> dict[str, Any]:
        code, name = self.field_names
        return {
            "currentVersion": 12,
            "id": 0,
            "name": "Made-up areas",
            "type": "Feature Layer",
            "copyrightText": self.licence,
            "objectIdField": "FID",
            "maxRecordCount": self.most,
            "extent": {"spatialReference": {"wkid": 27700, "latestWkid": 27700}},
            "advancedQueryCapabilities": {"supportsPagination": self.pages},
            "editingInfo": {"lastEditDate": self.edited},
            "fields": [
                {"name": "FID", "type": "esriFieldTypeOID"},
                {"name": code, "type": "esriFieldTypeString"},
                {"name": name, "type": "esriFieldTypeString"},
            ],
            **self.describes,
        }

    def answer(self, query: Mapping[str, str]) -> dict[str, Any]:
        try:
            numbers = self._fitting(query.get("where", ""))
        except sqlite3.Error:
            return fault(400, "Cannot perform query. Invalid query parameters.")
        if query.get("returnCountOnly") == "true":
            return {"count": len(numbers) if self.claims is None else self.claims}
        if query.get("returnIdsOnly") == "true":
            return {"objectIdFieldName": "FID", "objectIds": numbers[::-1]}
        offset = int(query.get("resultOffset", 0))
        if self.repeats_pages:
            offset = 0
        size = min(int(query.get("resultRecordCount", self.most)), self.most)
        page = numbers[offset : offset + size]
        if self.hollow_pages:  # every other window of offsets holds nothing
            window = offset // size
            page = [] if offset % (2 * size) else numbers[window // 2 * size :][:size]
            offset = window // 2 * size
        more = self.never_ends or offset + size < len(numbers)
        told: dict[str, Any] = {
            "type": "FeatureCollection",
            "features": [self.feature(number) for number in page],
        }
        if not self.marks:
            return told | self.adds
        if more and self.mark_in_properties:
            told["properties"] = {"exceededTransferLimit": True}
        elif more:
            told["exceededTransferLimit"] = True
        return told | self.adds

    def feature(self, number: int) -> dict[str, Any]:
        code, name = self.field_names
        return {
            "type": "Feature",
            "id": number,
            "geometry": self.geometries.get(number, square(number)),
            "properties": {"FID": number, code: code_of(number), name: name_of(number)},
        }

    def _fitting(self, where: str) -> list[int]:
        """Numbers of the records that fit, worked out by a real database."""
        table = sqlite3.connect(":memory:")
        try:
            table.execute(f"CREATE TABLE layer (FID INTEGER, {', '.join(self.field_names)})")
            rows = [(n, code_of(n), name_of(n)) for n in range(1, self.count + 1)]
            table.executemany("INSERT INTO layer VALUES (?, ?, ?)", rows)
            found = table.execute(f"SELECT FID FROM layer WHERE {where} ORDER BY FID").fetchall()
        finally:
            table.close()
        return [number for (number,) in found]


def code_of(number: int) -> str:
    return f"E0199{number:04}"


def name_of(number: int) -> str:
    return f"Sampleton {number:03}A"


def fault(code: int, message: str) -> dict[str, Any]:
    """A fault as the service words it, which it sends with status 200."""
    return {"error": {"code": code, "message": message, "details": []}}


def as_json(told: Any, headers: Mapping[str, str]) -> Reply:
    """The reply with its tag, or 304 where the reader has it."""
    body = json.dumps(told).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    if headers.get("If-None-Match") == tag:
        return Reply(304, headers={"ETag": tag})
    return Reply(body=body, headers={"ETag": tag, "Content-Type": "application/json"})
