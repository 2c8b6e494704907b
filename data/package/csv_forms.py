"""What a file of a table is that is no CSV file as this project reads them, in one clause.

Spreadsheet programs write CSV in many ways. Where a whole file is of another form, each of its rows
would break a rule, and none of these faults would tell why.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from data.package import kinds
from data.package.alike import alike
from data.package.kinds import ITSELF, START, ZIP, is_text, kind

SAVE = "save the sheet as CSV UTF-8 (comma delimited)"
OPEN = f"open it in a spreadsheet program and {SAVE}"
IN_ITS_PLACE = "put the CSV file itself in its place"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MARKUP = ("<!doctype html", "<html", "<table", "<?xml")
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright lines"}
LFS, CONFLICT = "version https://git-lfs", ("<<<<<<<", ">>>>>>>")


def no_text(data: bytes) -> str | None:
    """Say of the bytes of a file that they are no text in UTF-8; None where they may be."""
    if told := kind(io.BytesIO(data)):
        what, to_do = told
        if to_do == kinds.SAVE:
            return f"this {what} under the name of a CSV file: {OPEN}"
        way = f"{to_do}, and put the CSV file in its place" if to_do != ITSELF else IN_ITS_PLACE
        return f"this {what.format('CSV file')}: {way}"
    if data.startswith(ZIP):
        return f"this is a workbook under the name of a CSV file: {OPEN}"
    if data.startswith(UTF_16) or 3 * data[:200].count(b"\x00") > len(data[:200]):
        return f"the file is in UTF-16, which programs call Unicode text, and not in UTF-8: {SAVE}"
    if not _is_utf8(data) and not is_text(data[:START]):
        return f"this is no file of text: {IN_ITS_PLACE}"
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


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
    wanted = {alike(name) for name in columns}
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
            return (1, over) if row > 1 else _apart_below(lines)
    if lines and not set(map(alike, _cells(lines[0], ","))) & wanted:
        return 1, f"the names of the columns are not there: put them back, {','.join(columns)}"
    return None


def _apart_below(lines: Sequence[str]) -> tuple[int, str] | None:
    """Say that commas stand between the names of columns, and something else in the rows below."""
    below = ((row, line) for row, line in enumerate(lines[1:20], start=2) if line.strip())
    row, line = next(below, (0, ""))
    if name := apart_by(line, len(_cells(lines[0], ","))):
        name += f", from row {row} on"
        return row, f"the cells are set apart by {name} and not by commas: {SAVE}"
    return None


def apart_by(line: str, count: int) -> str | None:
    """Name what sets `count` cells of a line apart in place of commas; None where commas do."""
    if count > 1 and len(_cells(line, ",")) != count:
        for separator, name in SEPARATORS.items():
            if len(_cells(line, separator)) == count:
                return name
    return None


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line), delimiter=separator), [])
    except csv.Error:
        return []


def _alike(cells: Sequence[str], wanted: set[str]) -> bool:
    """Whether cells are names of columns, most of them at least; one alone says nothing."""
    return len(cells) > 1 and 2 * len({alike(c) for c in cells} & wanted) >= len(wanted)
