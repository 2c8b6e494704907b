"""Each file before its values are judged: is it there, is it text, are its cells where they belong.

The library that checks values says of a file that it cannot read only that it cannot. Here an
analyst learns which row to look at.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from data.package.alike import renamed
from data.package.csv_forms import another_form, apart_by, no_text
from data.package.faults import Fault, stray_space

# Rules of this module after which nothing more can be said about the values of a table.
UNREADABLE = frozenset({"file", "UTF-8", "quotation marks", "header", "rows"})

# One way to write each type, so that every reader of the published files reads the same.
WRITTEN = {
    "integer": (re.compile(r"-?[0-9]{1,18}"), "a whole number, written in digits only"),
    "number": (re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?"), "a number, written like 1250 or 12.5"),
    "boolean": (re.compile(r"true|false"), "true or false"),
    "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "a date, written like 2024-12-05"),
}

# Says in the description of a table that there need not be a row: an ICB may publish nothing on it.
MAY_BE_EMPTY = "may_be_empty"

TOO_MANY = "put a cell that holds a comma in quotation marks"
TOO_FEW = "add what is missing, a comma for an empty cell"
MOST_BYTES = 20_000_000  # of a table; those of this project hold 1 million together

NO_UTF_8 = re.compile("[\udc80-\udcff]")  # as Python keeps bytes that are no UTF-8

# What no cell is meant to hold: control characters and the mark that stands where another program
# could not read a letter; what a spreadsheet writes instead of a value; UTF-8 read as Windows text.
NOT_MEANT = (
    (
        re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]"),
        "the text holds a character that cannot be shown",
    ),
    (
        re.compile(r"\A(#(REF!|N/A|NAME\?|DIV/0!|VALUE!|NUM!|NULL!|SPILL!|CALC!)|#{3,})\Z"),
        "a spreadsheet program wrote this instead of a value: write the value itself",
    ),
    (
        re.compile(r"â€|[ÂÃ][\x80-\xbf]|[\x80-\x9f]"),
        "letters were lost when a program read the file in another encoding: write them again",
    ),
)


def file_faults(folder: Path, table: Mapping[str, Any]) -> list[Fault]:
    """Return the faults of one table's file, row by row; `table` is its description."""
    file = table["path"]
    try:
        size = (folder / file).stat().st_size
        if size > MOST_BYTES:
            message = (
                f"the file holds {size / 1e6:,.0f} MB, and at most {MOST_BYTES / 1e6:.0f} are read"
            )
            return [Fault(file, None, None, "file", None, message)]
        data = (folder / file).read_bytes()
    except FileNotFoundError:
        return [Fault(file, None, None, "file", None, "the file is not there")]
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return [Fault(file, None, None, "file", None, message)]
    if wrong := no_text(data):
        return [Fault(file, None, None, "file", None, wrong)]
    faults = list(_not_utf8(file, data))
    if faults:
        return faults
    columns = {field["name"]: field["type"] for field in table["schema"]["fields"]}
    text = data.decode("utf-8-sig")
    if text and (form := another_form(text, list(columns))):
        return [Fault(file, form[0], None, "header", None, form[1])]
    try:
        rows = split(text)
    except BrokenRow as broken:
        message = "the row cannot be split into cells: look at its quotation marks"
        return [Fault(file, broken.row, None, "quotation marks", None, message)]
    faults = list(_shape_faults(file, rows, list(columns)))
    if table.get(MAY_BE_EMPTY) is True:
        faults = [fault for fault in faults if fault.rule != "rows"]
    if any(fault.rule in UNREADABLE for fault in faults):
        return faults
    return [*faults, *_cell_faults(file, rows, columns)]


class BrokenRow(Exception):
    """A row whose quotation marks do not pair up; `row` counts from 1."""

    def __init__(self, row: int) -> None:
        self.row = row
        super().__init__(f"row {row}")


def split(text: str) -> list[list[str]]:
    """Return the rows of a CSV text, the header first. Raises BrokenRow."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise BrokenRow(len(rows) + 1) from None
    return rows


def _not_utf8(file: str, data: bytes) -> Iterator[Fault]:
    """Yield a fault for each row with letters in another encoding, and the first column of it."""
    text = data.decode("utf-8", "surrogateescape")  # which keeps each byte that is none
    if not NO_UTF_8.search(text):
        return
    try:
        rows = split(text)
    except BrokenRow:
        rows = [[line] for line in text.split("\n")]
    header = rows[0] if rows else []
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            if found := NO_UTF_8.search(cell):
                named = row > 1 and column < len(header) and not NO_UTF_8.search(header[column])
                byte = ord(found[0]) - 0xDC00
                message = f"byte {byte:#x} is not UTF-8: save the file as CSV in UTF-8"
                yield Fault(file, row, header[column] if named else None, "UTF-8", None, message)
                break


def _shape_faults(file: str, rows: list[list[str]], columns: list[str]) -> Iterator[Fault]:
    if not rows:
        yield Fault(file, None, None, "file", None, "the file is empty")
        return
    yield from _header_faults(file, rows[0], columns)
    if len(rows) == 1:
        yield Fault(file, None, None, "rows", None, "the table has a header and no rows")
    for row, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            yield Fault(file, row, None, "blank row", None, "the row is empty: delete it")
        elif len(cells) != len(rows[0]):
            message = f"the row has {len(cells)} cells and the header has {len(rows[0])}"
            if name := apart_by(",".join(cells), len(rows[0])):
                message += f": set its cells apart by commas and not by {name}"
            else:
                message += f": {TOO_MANY if len(cells) > len(rows[0]) else TOO_FEW}"
            yield Fault(file, row, None, "row length", None, message)


def _header_faults(file: str, header: list[str], columns: list[str]) -> Iterator[Fault]:
    if header == columns:
        return
    missing = [name for name in columns if name not in header]
    unknown = [name for name in header if name not in columns]
    for name, other in [*renamed(missing, unknown)]:
        missing.remove(name)
        unknown.remove(other)
        yield Fault(file, 1, None, "header", other, f"this column should be called {name}")
    for name in missing:
        yield Fault(file, 1, name, "header", None, "the column is missing: put it back")
    for name in unknown:
        message = "this column is not in the description" if name else "a column has no name"
        yield Fault(file, 1, None, "header", name, f"{message}: delete it, or mend its name")
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Fault(file, 1, None, "header", name, "this column stands more than once")
    if sorted(header) == sorted(columns):
        message = f"the columns should stand in this order: {', '.join(columns)}"
        yield Fault(file, 1, None, "header", None, message)


def _cell_faults(file: str, rows: list[list[str]], columns: Mapping[str, str]) -> Iterator[Fault]:
    not_meant = {
        cell: next(said for found, said in NOT_MEANT if found.search(cell))
        for cell in {cell for cells in rows[1:] for cell in cells}
        if any(found.search(cell) for found, _ in NOT_MEANT)
    }
    for row, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(columns):
            continue
        for (name, kind), cell in zip(columns.items(), cells, strict=True):
            if cell and kind in WRITTEN and not WRITTEN[kind][0].fullmatch(cell):
                message = stray_space(cell, WRITTEN[kind][0].fullmatch)
                message = message or f"this should be {WRITTEN[kind][1]}"
                yield Fault(file, row, name, "type", cell, message)
            elif cell in not_meant:
                yield Fault(file, row, name, "text", cell, not_meant[cell])
