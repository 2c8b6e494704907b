"""A quick look at a table: whether anything in it could break a rule of its description.

The library that judges values spends a second on reading its own descriptions. Most packages are
sound, and that can be seen in a fraction of the time. This look never says that a rule is kept
where the library says it is broken; where it has a doubt, the library is asked and has the last
word. Tests hold the two against each other.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from data.package.files import WRITTEN, BrokenRow, split


def surely_kept(folder: Path, table: Mapping[str, Any]) -> bool:
    """Return whether a table keeps every rule of its columns and its own keys, beyond doubt.

    `table` is its description. Keys to other tables are not looked at.
    """
    fields = table["schema"]["fields"]
    try:
        header, *rows = split((folder / table["path"]).read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, BrokenRow, ValueError):
        return False
    if header != [field["name"] for field in fields] or any(len(r) != len(header) for r in rows):
        return False
    columns = dict(zip(header, zip(*rows, strict=True), strict=True)) if rows else {}
    return (
        bool(rows)
        and all(any(row) for row in rows)
        and all(_column_kept(field, columns[field["name"]]) for field in fields)
        and _key_kept(table["schema"].get("primaryKey", []), columns)
    )


def _column_kept(field: Mapping[str, Any], cells: Sequence[str]) -> bool:
    rules = field.get("constraints", {})
    filled = [cell for cell in cells if cell]
    if rules.get("required") and len(filled) < len(cells):
        return False
    if rules.get("unique") and _repeats(filled):
        return False
    tests = _tests(field["type"], rules)
    return all(test(cell) for cell in set(filled) for test in tests)


def _tests(kind: str, rules: Mapping[str, Any]) -> list[Callable[[str], bool]]:
    """Return what each filled cell of a column has to pass."""
    tests: list[Callable[[str], bool]] = []
    if kind in WRITTEN:
        tests.append(lambda cell: bool(WRITTEN[kind][0].fullmatch(cell)))
    if kind == "date":
        tests.append(_is_a_day)
    if "pattern" in rules:
        pattern = re.compile(rules["pattern"])
        tests.append(lambda cell: bool(pattern.fullmatch(cell)))
    if "enum" in rules:
        tests.append(frozenset(rules["enum"]).__contains__)
    # A limit such as 0.1 is held against the cell as written and as the computer keeps it.
    for limit in _both(rules.get("minimum")):
        tests.append(lambda cell, limit=limit: Decimal(cell) >= limit)
    for limit in _both(rules.get("maximum")):
        tests.append(lambda cell, limit=limit: Decimal(cell) <= limit)
    return tests


def _both(limit: float | None) -> list[Decimal]:
    return [] if limit is None else [Decimal(str(limit)), Decimal(limit)]


def _is_a_day(cell: str) -> bool:
    try:
        dt.date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _key_kept(key: str | list[str], columns: Mapping[str, Sequence[str]]) -> bool:
    names = key if isinstance(key, list) else [key]
    if not names:
        return True
    keys = list(zip(*(columns[name] for name in names), strict=True))
    return all(any(cells) for cells in keys) and not _repeats(keys)


def _repeats(things: Iterable[object]) -> bool:
    return any(count > 1 for count in Counter(things).values())
