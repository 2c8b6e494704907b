"""A small data package to break in every way, and copies of the real one to break."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.checks.validation import table_faults
from data.package.catalogue import PACKAGE
from data.package.description import describe
from data.package.faults import Fault

PLACES = """\
place_id,name,kind,people,share,opened,is_open
alpha,Alpha,town,1200,0.5,2024-05-30,true
beta,Beta,village,300,0.125,2023-12-01,false
gamma,"Gamma, upper",village,0,,,true
"""
VISITS = """\
place_id,year,amount_gbp
alpha,1,100
alpha,2,200
beta,1,
"""


def column(name: str, kind: str = "string", **constraints: Any) -> dict[str, Any]:
    """Return the description of a column as the package writes it."""
    return {
        "name": name,
        "type": kind,
        "title": name.capitalize(),
        "description": f"What {name} is",
        "constraints": constraints,
    }


def small_description() -> dict[str, Any]:
    """Return the description of a package of two tables that uses each kind of rule."""
    places = {
        "fields": [
            column("place_id", required=True, unique=True, pattern="[a-z]+"),
            column("name", required=True),
            column("kind", enum=["town", "village"]),
            column("people", "integer", minimum=0),
            column("share", "number", minimum=0, maximum=1),
            column("opened", "date"),
            column("is_open", "boolean"),
        ],
        "primaryKey": ["place_id"],
    }
    visits = {
        "fields": [
            column("place_id", required=True),
            column("year", required=True, enum=["1", "2"]),
            column("amount_gbp", "integer", minimum=0),
        ],
        "primaryKey": ["place_id", "year"],
        "foreignKeys": [
            {"fields": "place_id", "reference": {"resource": "places", "fields": "place_id"}}
        ],
    }
    return {
        "name": "small",
        "title": "Small",
        "version": "1.0.0",
        "changes": [
            {
                "version": "1.0.0",
                "date": "2026-11-22",
                "summary": "First version",
                "tables": ["places", "visits"],
            }
        ],
        "resources": [
            {"name": "places", "path": "places.csv", "title": "Places", "schema": places},
            {"name": "visits", "path": "visits.csv", "title": "Visits", "schema": visits},
        ],
    }


def small_package(folder: Path) -> Path:
    """Write the small package, which has no fault, and return the path of its description."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "places.csv").write_text(PLACES, encoding="utf-8")
    (folder / "visits.csv").write_text(VISITS, encoding="utf-8")
    package = folder / "datapackage.json"
    package.write_text(json.dumps(small_description()), encoding="utf-8")
    return package


def whole_package(folder: Path) -> Path:
    """Copy the committed package and return the path of the copy's description."""
    shutil.copytree(PACKAGE.parent / "tables", folder / "tables")
    return Path(shutil.copy(PACKAGE, folder))


# The rows that stay of the longest tables, which hold two thirds of all cells: small areas with the
# score of the whole, so that their average fits, and one month of waiting lists in both tables.
FEW_ROWS: dict[str, Callable[[dict[str, str]], bool]] = {
    "small_areas": lambda row: abs(float(row["score"]) - 21.25) < 0.1,
    "waits": lambda row: row["month"] == "2025-07-01",
    "wait_reports": lambda row: row["month"] == "2025-07-01",
}


def real_package(folder: Path) -> Path:
    """Copy the committed package with few rows in its longest tables: it is read in half the time.

    Return the path of the copy's description.
    """
    package = whole_package(folder)
    for name, stays in FEW_ROWS.items():
        file = folder / "tables" / f"{name}.csv"
        head, *lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        rows = csv.DictReader([head, *lines])
        kept = [line for line, row in zip(lines, rows, strict=True) if stays(row)]
        file.write_text("".join([head, *kept]), encoding="utf-8")
    return package


def replace(file: Path, old: str, new: str) -> None:
    """Replace the first of a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file.name}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def redescribe(package: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the description of a package in place."""
    descriptor = json.loads(package.read_text(encoding="utf-8"))
    change(descriptor)
    package.write_text(json.dumps(descriptor), encoding="utf-8")


def faults_of(package: Path) -> list[Fault]:
    """Return the faults of a description, or else those of the tables it describes."""
    descriptor, faults = describe(package)
    return faults or table_faults(package.parent, descriptor)


def said(package: Path) -> list[str]:
    """Return the faults as the sentences that an analyst reads."""
    return [str(fault) for fault in faults_of(package)]
