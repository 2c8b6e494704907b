"""CSV files that people open in a spreadsheet program: they show there what stands here.

Programs of that kind take a file without a mark for one of Windows letters, run what begins like a
formula, and cut the zeros before a number. The files of the open data are for other programs; those
hold every value as it is.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import polars as pl

MARK = "\ufeff"  # says that the file is UTF-8
AS_TEXT = "'"  # set before what would else be run, or be turned into another number

_RUNS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?")
_LOSES = re.compile(r"[+-]?(0[0-9]+(\.[0-9]+)?|[0-9]{16,})")


def csv_for_people(frame: pl.DataFrame) -> str:
    """Return a frame as CSV with a mark for UTF-8, in which no text runs and no number changes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(name) for name in frame.columns])
    writer.writerows([_cell(value) for value in row] for row in frame.iter_rows())
    return f"{MARK}{text.getvalue()}"


def _cell(value: Any) -> str:
    """Return a cell: numbers as numbers, a text that a program would run as a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    told = str(value)
    if not isinstance(value, str) or _NUMBER.fullmatch(told):
        return told
    return f"{AS_TEXT}{told}" if _RUNS.match(told) or _LOSES.fullmatch(told) else told
