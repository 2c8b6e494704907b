"""Each table against its description in datapackage.json, by the frictionless library.

No rule is written here: types, required values, patterns, ranges, keys and foreign keys
all come from the description.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from data.faults import Fault


def table_faults(package: Path) -> list[Fault]:
    """Return every fault of every table, sorted by file and row; empty when all is well."""
    # Imported here: the library takes half a second, and a reader of frames does not need it.
    from frictionless import FrictionlessException, Package

    unreadable = _unreadable(package)
    if unreadable:
        return unreadable
    try:
        report = Package(str(package)).validate()
    except FrictionlessException as error:
        problems = error.reasons or [error.error]
        return sorted({_descriptor_fault(package, problem.note) for problem in problems})
    return sorted(_fault(task.place, error) for task in report.tasks for error in task.errors)


def _unreadable(package: Path) -> list[Fault]:
    """The faults that leave nothing to validate: no description, or one that is no JSON."""
    try:
        descriptor = json.loads(package.read_text(encoding="utf-8"))
    except OSError:
        return [_descriptor_fault(package, "the file cannot be read")]
    except ValueError as error:
        return [_descriptor_fault(package, f"the file is not valid JSON ({error})")]
    if not isinstance(descriptor, dict):
        return [_descriptor_fault(package, "the description is not a JSON object")]
    return []


def _descriptor_fault(package: Path, note: str) -> Fault:
    message = f"The description of the data is not usable: {note.rstrip('.')}."
    return Fault(package.name, None, None, "data package", None, message)


def _fault(file: str, error: Any) -> Fault:
    column = getattr(error, "field_name", None)
    value = getattr(error, "cell", None)
    if error.type in {"foreign-key", "primary-key"}:
        names = getattr(error, "field_names", None) or []
        column = ", ".join(names) or column
        cells = getattr(error, "field_cells", None) or []
        value = ", ".join(str(cell) for cell in cells) or None
    return Fault(
        file=file,
        row=getattr(error, "row_number", None),
        column=column,
        rule=error.type.removesuffix("-error").replace("-", " "),
        value=None if value is None else str(value),
        message=f"{error.note.rstrip('.').capitalize()}." if error.note else f"{error.title}.",
    )
