"""Packages made for an older release: columns that this release reads and they do not have.

A table that they do not have is left out; `data.checks.cross_checks` tells of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

import polars as pl

from data.package.catalogue import PACKAGE, POLARS_TYPES, Catalogue
from data.package.faults import Fault


@cache
def _read_here() -> Mapping[str, Mapping[str, str]]:
    """The columns of each table that this release reads, with their types."""
    descriptor = json.loads(PACKAGE.read_text(encoding="utf-8"))
    return {
        table["name"]: {field["name"]: field["type"] for field in table["schema"]["fields"]}
        for table in descriptor["resources"]
    }


def lacking(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each column that this release reads and a description does not have."""
    for table in descriptor["resources"]:
        held = {field["name"] for field in table["schema"]["fields"]}
        for name in _read_here().get(table["name"], {}):
            if name not in held:
                message = f"the table {table['name']} has no such column, and this release reads it"
                yield Fault("datapackage.json", None, name, "columns", None, message)


def completed(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with each column that this release reads, empty where it has none."""
    tables = {
        name: catalogue[name].with_columns(
            pl.lit(None, POLARS_TYPES[kind]).alias(column)
            for column, kind in _read_here().get(name, {}).items()
            if column not in catalogue[name].columns
        )
        for name in catalogue
    }
    return replace(catalogue, tables=MappingProxyType(tables))
