"""The files of the open data: what each is called, what it is, and its bytes.

Made from the facts in use and not copied from disk, so that all files of a version belong together.
Paths are those under `/open-data/`, the same in the data package that they make when downloaded.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from components.findings.papers.sources import description
from data.package.catalogue import Catalogue
from data.package.kept import keeping, kept
from data.package.profile import profile
from geo import outlines
from geo.areas import areas
from web.kit.answers import CachedResponse
from web.open_data.workbook import MEDIA_TYPE, workbook

DESCRIPTION = "datapackage.json"
WORKBOOK = f"{profile().slug}.xlsx"


@dataclass(frozen=True, kw_only=True)
class File:
    """One file to take: its path, a title for people, its media type, and how to make it."""

    path: str
    title: str
    media_type: str
    make: Callable[[Catalogue], bytes]


@kept
def files(catalogue: Catalogue) -> Mapping[str, File]:
    """Every file of the open data of these facts, by its path."""
    return {file.path: file for file in _files(catalogue)}


@keeping(256)
def stored(catalogue: Catalogue, path: str) -> CachedResponse:
    """One file ready to send, made once for each catalogue. KeyError where there is none."""
    file = files(catalogue)[path]
    return CachedResponse.of(file.make(catalogue), media_type=file.media_type)


def _files(catalogue: Catalogue) -> Iterator[File]:
    yield File(
        path=DESCRIPTION,
        title="Description of all tables",
        media_type="application/json",
        make=lambda facts: description(facts).encode(),
    )
    yield File(
        path=WORKBOOK,
        title="All tables in one spreadsheet",
        media_type=MEDIA_TYPE,
        make=workbook,
    )
    for name in catalogue:
        title = catalogue.resource(name)["title"]
        for ending, media_type, make in (
            ("csv", "text/csv", as_csv),
            ("json", "application/json", as_json),
        ):
            yield File(
                path=f"tables/{name}.{ending}",
                title=title,
                media_type=media_type,
                make=partial(make, name=name),
            )
    for layer in outlines.to_take_away():
        yield File(
            path=f"outlines/{layer}.geojson",
            title=json.loads(outlines.layer_path(layer).read_text(encoding="utf-8"))["title"],
            media_type="application/geo+json",
            make=partial(as_geojson, layer=layer),
        )


def as_csv(catalogue: Catalogue, name: str) -> bytes:
    """A table as CSV in UTF-8: a header, empty cells for what is missing, true and false."""
    frame, text = catalogue[name], io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row] for row in frame.iter_rows())
    return text.getvalue().encode()


def as_json(catalogue: Catalogue, name: str) -> bytes:
    """A table as a JSON list with an object for each row; dates as 2024-12-05, null for missing."""
    rows = (
        json.dumps({column: _number(value) for column, value in row.items()}, **_JSON)
        for row in catalogue[name].iter_rows(named=True)
    )
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()


def as_geojson(_catalogue: Catalogue, layer: str) -> bytes:
    """A layer of outlines with the names that are shown now; as it was built where they are its."""
    built = outlines.layer_path(layer).read_bytes()
    told, joins = json.loads(built), areas()
    renamed = False
    for feature in told["features"]:
        own = feature["properties"]
        name = joins.name_of(layer, own["id"])
        if name is not None and name != own["name"]:
            own["name"], renamed = name, True
    return json.dumps(told, ensure_ascii=False).encode() if renamed else built


_JSON: Mapping[str, Any] = {"ensure_ascii": False, "default": str}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(_number(value))


def _number(value: Any) -> Any:
    """A whole number without a point, as the tables write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
