"""Whether `datapackage.json` itself can be used: the shape that the rest of the code relies on.

What a column may hold is written in the description and nowhere else. Here is only what makes a
description one that this dashboard reads.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from data.package import profile
from data.package.catalogue import POLARS_TYPES
from data.package.faults import Fault, ordered
from data.package.versions import WRITTEN

Shape = Mapping[str, type]

PACKAGE: Shape = {"name": str, "title": str, "version": str, "resources": list, "changes": list}
CHANGE: Shape = {"version": str, "date": str, "summary": str, "tables": list}
TABLE: Shape = {"name": str, "title": str, "path": str, "schema": dict}
COLUMN: Shape = {"name": str, "type": str, "title": str, "description": str}

KINDS = {str: "a text", list: "a list", dict: "an object"}

# The rules that a column of each type may have, and what each rule is given.
RULES = {"required": (bool,), "unique": (bool,)}
TEXT_RULES = {**RULES, "pattern": (str,), "enum": (list,)}
NUMBER_RULES = {**RULES, "minimum": (int, float), "maximum": (int, float)}
RULES_OF = {"string": TEXT_RULES, "integer": NUMBER_RULES, "number": NUMBER_RULES}
# What to name instead of something that is not a description.
WANTED = ": name the folder of a package, or the datapackage.json in it"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


class _Wrong(Exception):
    """The description is not usable: a clause that says why, and the value at fault."""


def describe(package: Path) -> tuple[dict[str, Any], list[Fault]]:
    """Return the description of a package and every fault of it.

    With a fault, the description is not to be used further.
    """
    try:
        descriptor = _read(package)
    except _Wrong as wrong:
        return {}, [_fault(package, *wrong.args)]
    return descriptor, ordered(
        _fault(package, message, value) for message, value in _faults(package.parent, descriptor)
    )


def _fault(package: Path, message: str, value: object = None) -> Fault:
    text = None if value is None else str(value)
    return Fault(package.name, None, None, "description", text, message)


def _read(package: Path) -> dict[str, Any]:
    wanted = "" if package.suffix == ".json" else WANTED
    try:
        descriptor = json.loads(package.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise _Wrong(f"the file is not there{wanted}") from None
    except OSError as error:
        raise _Wrong(f"the file cannot be read: {error.strerror}") from None
    except json.JSONDecodeError as error:
        raise _Wrong(f"line {error.lineno} is not JSON: {error.msg}{wanted}") from None
    except UnicodeDecodeError:
        raise _Wrong(f"the file is not UTF-8 text{wanted}") from None
    except (ValueError, RecursionError):
        raise _Wrong("the file is not JSON that can be read") from None
    if not isinstance(descriptor, dict):
        raise _Wrong("the file should hold one JSON object")
    return descriptor


def _faults(folder: Path, descriptor: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield a clause and a value for each fault; what hangs on a faulty part is left out."""
    wrong = list(_shape("the package", descriptor, PACKAGE))
    if wrong:
        yield from wrong
        return
    yield from _version("the version", descriptor["version"])
    if profile.KEY in descriptor:
        yield from ((fault, None) for fault in profile.faults(descriptor))
    names = _names(descriptor["resources"])
    for name in _repeated(names):
        yield "two tables have the same name", name
    for number, change in enumerate(descriptor["changes"], start=1):
        yield from _change(f"change {number}", change, names)
    sound = []
    for number, table in enumerate(descriptor["resources"], start=1):
        wrong = list(_table(f"table {number}", folder, table))
        yield from wrong
        if not wrong:
            sound.append(table)
    columns = {table["name"]: _column_names(table) for table in sound}
    for table in sound:
        yield from _keys(table, columns, names)


def _shape(where: str, thing: object, shape: Shape) -> Iterator[tuple[str, object]]:
    if not isinstance(thing, dict):
        yield f"{where} should be a JSON object", thing
        return
    for key, kind in shape.items():
        value = thing.get(key)
        if not isinstance(value, kind) or value in ("", [], {}, None):
            yield f"{where} needs {KINDS[kind]} under {key}", value


def _table(where: str, folder: Path, table: object) -> Iterator[tuple[str, object]]:
    wrong = list(_shape(where, table, TABLE))
    if wrong or not isinstance(table, dict):
        yield from wrong
        return
    if not NAME.fullmatch(table["name"]):
        yield f"the name of {where} should be of small letters, digits, - and _", table["name"]
    where = f"table {table['name']}"
    if not _inside(folder, table["path"]):
        yield f"the path of {where} leads out of the folder of the package", table["path"]
    elif not table["path"].endswith(".csv"):
        yield f"the path of {where} should end in .csv", table["path"]
    if table.get("encoding", "utf-8") != "utf-8":
        yield f"the encoding of {where} should be utf-8", table["encoding"]
    fields = table["schema"].get("fields")
    if not isinstance(fields, list) or not fields:
        yield f"the schema of {where} needs a list under fields", fields
        return
    if table["schema"].get("missingValues", [""]) != [""]:
        message = f"the missing values of {where} should be empty cells only"
        yield message, table["schema"]["missingValues"]
    for number, column in enumerate(fields, start=1):
        yield from _column(f"column {number} of {where}", column)
    for name in _repeated(_column_names(table)):
        yield f"two columns of {where} have the same name", name


def _inside(folder: Path, path: str) -> bool:
    try:
        return (folder / path).resolve().is_relative_to(folder.resolve())
    except (ValueError, OSError):  # characters that no path can have
        return False


def _column(where: str, column: object) -> Iterator[tuple[str, object]]:
    wrong = list(_shape(where, column, COLUMN))
    if wrong or not isinstance(column, dict):
        yield from wrong
        return
    if column["type"] not in POLARS_TYPES:
        kinds = ", ".join(sorted(POLARS_TYPES))
        yield f"the type of {where} should be one of {kinds}", column["type"]
        return
    constraints = column.get("constraints", {})
    if not isinstance(constraints, dict):
        yield f"the constraints of {where} should be a JSON object", constraints
        return
    known = RULES_OF.get(column["type"], RULES)
    for rule, value in constraints.items():
        if rule not in known:
            yield f"{where} has a rule that columns of its type do not have here", rule
        elif not _given_well(value, known[rule]):
            yield f"the rule {rule} of {where} has a value that does not fit it", value


def _given_well(value: object, types: tuple[type, ...]) -> bool:
    if isinstance(value, bool) or bool in types:
        return isinstance(value, bool) and bool in types
    if not isinstance(value, types):
        return False
    if isinstance(value, list):
        return bool(value) and all(isinstance(choice, str) and choice for choice in value)
    if isinstance(value, str):
        try:
            re.compile(value)
        except (re.error, RecursionError, OverflowError):
            return False
        return True
    return isinstance(value, int | float) and math.isfinite(value)


def _change(where: str, change: object, names: list[str]) -> Iterator[tuple[str, object]]:
    wrong = list(_shape(where, change, CHANGE))
    if wrong or not isinstance(change, dict):
        yield from wrong
        return
    yield from _version(f"the version of {where}", change["version"])
    try:
        dt.date.fromisoformat(change["date"])
    except ValueError:
        yield f"the date of {where} should be written as 2026-11-22", change["date"]
    for name in change["tables"]:
        if name not in names:
            yield f"{where} names a table that is not described", name


def _version(what: str, told: str) -> Iterator[tuple[str, object]]:
    if not WRITTEN.fullmatch(told):
        yield f"{what} should be written in numbers, like 1.2.0", told


def _keys(
    table: dict[str, Any], columns: dict[str, list[str]], names: list[str]
) -> Iterator[tuple[str, object]]:
    """Yield the faults of primary and foreign keys: columns or tables that are not there."""
    name, schema = table["name"], table["schema"]
    for column in _missing(schema.get("primaryKey", []), columns[name]):
        yield f"the key of table {name} is not a column of it", column
    links = schema.get("foreignKeys", [])
    if not isinstance(links, list):
        yield f"the foreign keys of table {name} should be a list", links
        return
    for link in links:
        reference = link.get("reference") if isinstance(link, dict) else None
        if not isinstance(reference, dict) or {"resource", "fields"} - reference.keys():
            yield f"a foreign key of table {name} needs fields and a reference", link
            continue
        for column in _missing(link.get("fields"), columns[name]):
            yield f"a foreign key of table {name} is not a column of it", column
        other = name if reference["resource"] == "" else reference["resource"]
        if other not in names:
            yield f"a foreign key of table {name} leads to a table that is not described", other
            continue
        for column in _missing(reference["fields"], columns.get(other, [])):
            if other in columns:
                yield f"a foreign key of table {name} leads to no column of table {other}", column


def _missing(wanted: object, columns: Iterable[str]) -> list[object]:
    """Return what of one column or a list of them is no column."""
    names = wanted if isinstance(wanted, list) else [wanted]
    return [name for name in names if name not in columns]


def _column_names(table: dict[str, Any]) -> list[str]:
    return _names(table["schema"]["fields"])


def _names(things: list[Any]) -> list[str]:
    found = [thing.get("name") for thing in things if isinstance(thing, dict)]
    return [name for name in found if isinstance(name, str)]


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
