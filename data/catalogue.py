"""One frozen catalogue of polars frames, read from a data package on disk."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from data.dates import in_words

PACKAGE = Path(__file__).parent / "datapackage.json"

POLARS_TYPES = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
}


@dataclass(frozen=True)
class Catalogue:
    """All tables of one valid data package, read only.

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

    def resource(self, name: str) -> Mapping[str, Any]:
        """Return the description of a table: title, columns, units, constraints."""
        return next(r for r in self.descriptor["resources"] if r["name"] == name)


def read(package: Path = PACKAGE) -> Catalogue:
    """Read the tables with the types of their description, without checking them."""
    descriptor = json.loads(package.read_text(encoding="utf-8"))
    tables = {r["name"]: _frame(package.parent / r["path"], r) for r in descriptor["resources"]}
    return Catalogue(MappingProxyType(tables), MappingProxyType(descriptor))


def _frame(path: Path, resource: Mapping[str, Any]) -> pl.DataFrame:
    schema = {f["name"]: POLARS_TYPES[f["type"]] for f in resource["schema"]["fields"]}
    return pl.read_csv(path, schema=schema, null_values=[""])
