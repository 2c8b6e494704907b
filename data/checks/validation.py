"""Each table against its description in datapackage.json, by the frictionless library.

No rule about a value is written here: types, required values, patterns, ranges, keys and
foreign keys all come from the description. Here is how a broken rule is said.

Foreign keys are followed here and not by the library, which reads the other table anew for each
of them: two thirds of the time that a check took, and so of the start of the app. Nor is the
library asked about tables that beyond doubt keep their rules, unless a thorough check is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from data.checks.rules import surely_kept
from data.package.faults import Fault, ordered, stray_space
from data.package.files import UNREADABLE, WRITTEN, file_faults, split

Table = Mapping[str, Any]

# A table with faults of these rules only can still be read whole, each value with its type.
OF_VALUES = frozenset({"allowed values", "pattern", "minimum", "maximum", "foreign key", "text"})
CONSTRAINT = re.compile(r'constraint "(\w+)" is ')
EARLIER = re.compile(r"position (\d+)")


def table_faults(
    folder: Path, descriptor: Mapping[str, Any], *, thorough: bool = False
) -> list[Fault]:
    """Return every fault of every table by file, row and column; empty when all is well.

    `descriptor` is a description without faults of its own; its paths start from `folder`. With
    `thorough` the library judges every table, else those on which there is any doubt.
    """
    tables = descriptor["resources"]
    by_table = {table["name"]: file_faults(folder, table) for table in tables}
    fit = [t for t in tables if not any(f.rule in UNREADABLE for f in by_table[t["name"]])]
    doubtful = [t for t in fit if thorough or not surely_kept(folder, t)]
    found = [fault for faults in by_table.values() for fault in faults]
    # What is known of a row or a cell is not said a second time in other words.
    known = {(fault.file, fault.row, fault.column) for fault in found}
    values = (
        fault
        for fault in (*_value_faults(folder, doubtful), *_dangling(folder, fit))
        if not known & {(fault.file, fault.row, None), (fault.file, fault.row, fault.column)}
    )
    return ordered([*found, *values])


def legible(descriptor: Mapping[str, Any], faults: list[Fault]) -> frozenset[str]:
    """Return the names of the tables that can be read whole in spite of these faults."""
    broken = {fault.file for fault in faults if fault.rule not in OF_VALUES}
    return frozenset(t["name"] for t in descriptor["resources"] if t["path"] not in broken)


def _value_faults(folder: Path, tables: list[Table]) -> Iterator[Fault]:
    if not tables:
        return
    # Imported here: the library takes half a second, and tables beyond doubt do not need it.
    from frictionless import FrictionlessException, Package

    reduced = {"name": "checked", "resources": [_reduced(table) for table in tables]}
    try:
        report = Package.from_descriptor(reduced, basepath=str(folder)).validate(limit_errors=0)
    except FrictionlessException as error:
        for problem in error.reasons or [error.error]:
            yield Fault("datapackage.json", None, None, "description", None, problem.note)
        return
    by_path = {table["path"]: table for table in tables}
    for task in report.tasks:
        for error in task.errors:
            yield from _fault(by_path[task.place], error)


def _reduced(table: Table) -> Table:
    """Return what of a table's description says what its values may be.

    Anything that would have the library read the file in another way than this dashboard does
    is left out.
    """
    described = table["schema"]
    schema = {
        "fields": [
            {name: field[name] for name in ("name", "type", "constraints") if name in field}
            for field in described["fields"]
        ],
        "primaryKey": described.get("primaryKey", []),
        "missingValues": [""],
    }
    return {
        "name": table["name"],
        "type": "table",
        "path": table["path"],
        "dialect": {"csv": {"delimiter": ","}},  # else the library guesses by the first rows
        "schema": schema,
    }


def _dangling(folder: Path, tables: list[Table]) -> Iterator[Fault]:
    """Yield the keys that lead to no row; those to a table that cannot be read are left out."""
    by_name = {table["name"]: table for table in tables}
    rows = {name: _rows(folder, table) for name, table in by_name.items()}
    for name, table in by_name.items():
        for link in table["schema"].get("foreignKeys", []):
            other = link["reference"]["resource"] or name
            if other not in by_name:
                continue
            columns, targets = _listed(link["fields"]), _listed(link["reference"]["fields"])
            known = {tuple(row.get(target, "") for target in targets) for row in rows[other]}
            texts = {", ".join(cells) for cells in known}
            message = f"no row of {by_name[other]['path']} has this in {', '.join(targets)}"
            for number, row in enumerate(rows[name], start=2):
                cells = tuple(row.get(column, "") for column in columns)
                if any(cells) and cells not in known:
                    column, value = ", ".join(columns), ", ".join(cells)
                    said = stray_space(value, texts.__contains__) or message
                    yield Fault(table["path"], number, column, "foreign key", value, said)


def _rows(folder: Path, table: Table) -> list[dict[str, str]]:
    """Return the rows of a file that can be split; one that is too short lacks its last cells."""
    header, *rows = split((folder / table["path"]).read_bytes().decode("utf-8-sig"))
    return [dict(zip(header, row, strict=False)) for row in rows]


def _listed(names: str | list[str]) -> list[str]:
    """Return one column or a list of them as a list."""
    return names if isinstance(names, list) else [names]


def _fault(table: Table, error: Any) -> Iterator[Fault]:
    """Yield what an error of the library says, in plain words."""
    file = table["path"]
    row: Any = getattr(error, "row_number", None)
    columns = {field["name"]: field for field in table["schema"]["fields"]}
    match error.type:
        case "primary-key":
            if earlier := EARLIER.search(error.note):
                names = _listed(table["schema"]["primaryKey"])
                cells = dict(zip(columns, error.cells, strict=False))  # a row may be short
                value = ", ".join(cells.get(name, "") for name in names)
                yield _repeats(file, row, ", ".join(names), value, earlier[1])
        case "unique-error":
            earlier = EARLIER.search(error.note)
            yield _repeats(file, row, error.field_name, error.cell, earlier[1])
        case "type-error":
            message = f"this should be {WRITTEN[columns[error.field_name]['type']][1]}"
            yield Fault(file, row, error.field_name, "type", error.cell, message)
        case "constraint-error":
            name = CONSTRAINT.match(error.note)[1]
            limit = columns[error.field_name]["constraints"][name]
            rule, message = _constraint(name, limit)
            message = stray_space(error.cell, lambda bare: _keeps(bare, name, limit)) or message
            yield Fault(file, row, error.field_name, rule, error.cell, message)
        case _:
            yield Fault(file, row, None, error.type.replace("-", " "), None, error.note)


def _repeats(file: str, row: int, column: str, value: str, earlier: str) -> Fault:
    return Fault(file, row, column, "unique", value, f"row {earlier} has the same key")


def _keeps(value: str, name: str, limit: Any) -> bool:
    """Whether a text keeps to a list of values or a pattern; False for any other rule."""
    if name == "enum":
        return value in limit
    return name == "pattern" and re.fullmatch(limit, value) is not None


def _constraint(name: str, limit: Any) -> tuple[str, str]:
    """Return the name of a broken rule and the clause that says what should be there."""
    match name:
        case "required":
            return "required", "this must not be empty"
        case "enum":
            return "allowed values", f"this should be one of: {', '.join(map(str, limit))}"
        case "pattern":
            return "pattern", f"this should be written by the pattern {limit}"
        case "minimum":
            return "minimum", f"this should be {limit} or more"
        case "maximum":
            return "maximum", f"this should be {limit} or less"
    return name, f"this should keep to {name} {limit}"
