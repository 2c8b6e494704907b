"""What a file of a table is that is no CSV file as this project reads them, in one clause.

Spreadsheet programs write CSV in many ways. Where a whole file is of another form, each of its rows
would break a rule, and none of these faults would tell why.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

SAVE = "save the sheet as CSV UTF-8 (comma delimited)"
# Marks at the start of files that are no text.
NO_TEXT = (
    (b"PK\x03\x04", "this is a workbook under the name of a CSV file"),
    (b"\xd0\xcf\x11\xe0", "this is a workbook of the old form under the name of a CSV file"),
    (b"%PDF", "this is a PDF under the name of a CSV file"),
    (b"\x1f\x8b", "this file is packed (gzip)"),
)
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MARKUP = ("<!doctype html", "<html", "<table", "<?xml")
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright lines"}
LFS, CONFLICT = "version https://git-lfs", ("<<<<<<<", ">>>>>>>")


def no_text(data: bytes) -> str | None:
    """Say of the bytes of a file that they are no text in UTF-8; None where they may be."""
    for start, what in NO_TEXT:
        if data.startswith(start):
            return f"{what}: open it in a spreadsheet program and {SAVE}"
    if data.startswith(UTF_16) or 3 * data[:200].count(b"\x00") > len(data[:200]):
        return f"the file is in UTF-16, which programs call Unicode text, and not in UTF-8: {SAVE}"
    return None


def another_form(text: str, columns: Sequence[str]) -> tuple[int, str] | None:
    """Say what form a text is of, and in which row that shows; None for a table with commas.

    `columns` are the names that the first row should hold.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    first = lines[0].strip() if lines else ""
    if first.lower().startswith(MARKUP):
        what = "this is a page of the web and no CSV file"
        return 1, f"{what}: open it in a spreadsheet program and {SAVE}"
    if first.startswith(LFS):
        return 1, "this is what Git LFS left in the place of the file: fetch it with git lfs pull"
    for row, line in enumerate(lines, start=1):
        if line.startswith(CONFLICT):
            return row, "Git left both versions of these rows here: keep one, and delete its marks"
    if first.strip('"').lower().startswith("sep="):
        apart = SEPARATORS.get(first.strip('"')[4:5])
        also = f", and set the cells apart by commas instead of {apart}" if apart else ""
        return 1, f"this is a mark for Excel and no names of columns: delete the row {first}{also}"
    return _apart(lines, columns)


def _apart(lines: Sequence[str], columns: Sequence[str]) -> tuple[int, str] | None:
    """Say that cells are not set apart by commas, or where else the names of columns stand."""
    wanted = set(columns)
    for row, line in enumerate(lines[:20], start=1):
        for separator, name in SEPARATORS.items():
            if _alike(_cells(line, separator), wanted):
                if row > 1:
                    name += f", from row {row} on"
                return row, f"the cells are set apart by {name} and not by commas: {SAVE}"
        whole = _cells(line, ",")
        if len(whole) == 1 < len(wanted) and _alike(_cells(whole[0], ","), wanted):
            return row, f"each row stands in quotation marks as one cell: {SAVE}"
        if _alike(whole, wanted):
            over = (
                f"the names of the columns stand in row {row} and not here: delete the rows over it"
            )
            return (1, over) if row > 1 else None
    if lines and not set(map(str.strip, _cells(lines[0], ","))) & wanted:
        return 1, f"the names of the columns are not there: put them back, {','.join(columns)}"
    return None


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line), delimiter=separator), [])
    except csv.Error:
        return []


def _alike(cells: Sequence[str], wanted: set[str]) -> bool:
    """Whether cells are names of columns, most of them at least; one alone says nothing."""
    return len(cells) > 1 and 2 * len({c.strip().lower() for c in cells} & wanted) >= len(wanted)
