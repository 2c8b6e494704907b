"""One frozen catalogue of polars frames, read from a data package on disk."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from data.package.dates import in_words

PACKAGE = Path(__file__).parents[1] / "datapackage.json"

POLARS_TYPES = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
}


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All tables of one valid data package, read only.

    A catalogue is equal to itself alone, so that answers can be kept for each (`lru_cache`).
    `tables` maps the name of each resource to its frame; the columns are those that
    `datapackage.json` describes. `descriptor` is that description.
    """

    tables: Mapping[str, pl.DataFrame]
    descriptor: Mapping[str, Any]

    def __getitem__(self, name: str) -> pl.DataFrame:
        """Return a table by name. Raises KeyError when the package has no such table."""
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    @property
    def version(self) -> str:
        return self.descriptor["version"]

    @property
    def date(self) -> str:
        """Day of the newest entry of the change log, ISO."""
        return max(change["date"] for change in self.descriptor["changes"])

    @property
    def when(self) -> str:
        """That day in words."""
        return in_words(dt.date.fromisoformat(self.date), "day")

    def named(self, file: str) -> str:
        """Return the name of a file made of these facts: what it is, their version and day."""
        stem, point, ending = file.rpartition(".")
        return f"{stem}-{self.version}-{self.date}{point}{ending}"

    def resource(self, name: str) -> Mapping[str, Any]:
        """Return the description of a table: title, columns, units, constraints."""
        return next(r for r in self.descriptor["resources"] if r["name"] == name)


def read(package: Path = PACKAGE, *, only: Collection[str] | None = None) -> Catalogue:
    """Read the tables with the types of their description, without checking them.

    With `only`, the tables of these names and no others.
    """
    descriptor = json.loads(package.read_text(encoding="utf-8"))
    tables = {
        r["name"]: _frame(package.parent / r["path"], r)
        for r in descriptor["resources"]
        if only is None or r["name"] in only
    }
    return Catalogue(MappingProxyType(tables), MappingProxyType(descriptor))


def _frame(path: Path, resource: Mapping[str, Any]) -> pl.DataFrame:
    """Read one table; the same reader splits its cells as when they are validated."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file, strict=True)
    types = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
    cells = [[cell or None for cell in row] for row in rows]
    texts = pl.DataFrame(cells, schema=dict.fromkeys(types, pl.String), orient="row")
    return texts.select(_typed(name, kind) for name, kind in types.items())


def _typed(name: str, kind: str) -> pl.Expr:
    match kind:
        case "boolean":
            return pl.col(name) == "true"
        case "date":
            return pl.col(name).str.to_date("%Y-%m-%d")
    return pl.col(name).cast(POLARS_TYPES[kind])
