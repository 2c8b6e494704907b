"""The open data as search engines for data read it: schema.org's Dataset and DataDownload."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl

from components.page_list import SERVICE
from data.package.catalogue import Catalogue
from data.package.profile import profile
from geo import outlines
from geo.attribution import PLACES
from web.open_data.files import files
from web.server.headers import OPEN_DATA


def dataset(catalogue: Catalogue, site: str) -> dict[str, Any]:
    """The description of all tables and outlines as one data set, for JSON-LD.

    `site` is the address before each path. The time covered reaches from the first to the last day
    that the tables name, plans included; the place is the box around all areas.
    """
    about, address = catalogue.descriptor, f"{site}{OPEN_DATA}"
    first, last = _days(catalogue)
    description = about.get("description", about["title"])
    holds = f"{len(catalogue.tables)} tables as CSV, JSON and one workbook."
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "identifier": about["name"],
        "name": about["title"],
        "description": f"{description} {holds}",
        "version": catalogue.version,
        "dateModified": catalogue.date,
        "license": about["licenses"][0]["path"],
        "creditText": ". ".join(PLACES),
        "creator": [
            {"@type": "Organization", "name": one["title"], "url": f"{site}/"}
            for one in about["contributors"]
        ],
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "keywords": [SERVICE, profile().icb, "community health services", "procurement"],
        "temporalCoverage": f"{first}/{last}",
        "spatialCoverage": {
            "@type": "Place",
            "name": profile().region,
            "geo": {"@type": "GeoShape", "box": _box()},
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.title,
                "contentUrl": f"{address}/{file.path}",
                "encodingFormat": file.media_type,
            }
            for file in files(catalogue).values()
        ],
    }


def _days(catalogue: Catalogue) -> tuple[str, str]:
    """The first and the last day in any table, ISO."""
    columns = [
        column
        for name in catalogue
        for column in catalogue[name].get_columns()
        if column.dtype == pl.Date
    ]
    days = pl.concat([column.rename("day") for column in columns]).drop_nulls()
    return str(days.min()), str(days.max())


def _box() -> str:
    """The corners in the south-west and the north-east of all areas: latitude before longitude."""
    layer = json.loads(outlines.layer_path("hcp_areas").read_text(encoding="utf-8"))
    points = [
        point
        for feature in layer["features"]
        for point in _points(feature["geometry"]["coordinates"])
    ]
    east, north = zip(*points, strict=True)
    return f"{min(north)} {min(east)} {max(north)} {max(east)}"


def _points(coordinates: list) -> Iterator[list[float]]:
    if isinstance(coordinates[0], float | int):
        yield coordinates[:2]
    else:
        for part in coordinates:
            yield from _points(part)
