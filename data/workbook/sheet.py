"""One sheet of a workbook as the rows of its table, and all that is wrong with it.

What a spreadsheet program may have changed by itself (dates, leading zeros, percentages) is never
guessed at: it is a fault, told in a sentence with sheet, row, column and cell.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from data.package.alike import alike, renamed
from data.workbook.file import Cell, Sheet
from data.workbook.workbook import DIGITS, NUMERIC, as_written

Rows = list[list[str]]

SEARCHED = 20  # rows in which names of columns are looked for that do not stand in the first
AS_TEXT = "Format the cell as text and write"


class SheetReader:
    """Reads one sheet; collects what is wrong with it in `faults`."""

    def __init__(self, sheet: Sheet, table: Mapping[str, Any]) -> None:
        self.faults: list[str] = []
        self._sheet = sheet
        self._kinds = {field["name"]: field["type"] for field in table["schema"]["fields"]}

    def rows(self) -> Rows:
        """Return header and rows as CSV texts, in the order of the description."""
        for merged in self._sheet.merged:
            self.faults.append(
                f"Sheet {self._sheet.name}, cells {merged}: these are merged. Split them, "
                "and write in each cell what belongs there."
            )
        if misplaced := self._no_header():
            self.faults.append(f"Sheet {self._sheet.name}{misplaced}")
            return []
        header = self._sheet.rows[1]
        places = self._places(header)
        rows = [list(self._kinds)]
        last = 1
        for number, cells in self._sheet.rows.items():
            if number == 1:
                continue
            self._blank(last + 1, number - 1)
            last = number
            for cell in cells.values():
                if cell.column not in header:
                    self._fault(cell, cell.letter, "there is no name over this cell", "Empty it.")
            rows.append([self._text(cells.get(at), name) for name, at in places.items()])
        return rows

    def _no_header(self) -> str | None:
        """Say where the names of the columns are, where they are not in the first row."""
        if not self._sheet.rows:
            return " is empty: export the workbook again and put your rows in."
        if self._known(1):
            return None
        found = next((row for row in range(2, SEARCHED) if self._known(row)), None)
        if found is None:
            names = ", ".join(self._kinds)
            return f", row 1: the names of the columns are not there. Put them back: {names}."
        return (
            f", row 1 (cell A1): the names of the columns stand in row {found} and not here. "
            "Delete the rows above them."
        )

    def _known(self, row: int) -> bool:
        """Whether a row holds names of columns of this table, however they are written."""
        wanted = {alike(name) for name in self._kinds}
        cells = self._sheet.rows.get(row, {})
        return 2 * len({alike(cell.value) for cell in cells.values()} & wanted) >= len(wanted)

    def _places(self, header: Mapping[int, Cell]) -> dict[str, int]:
        """Return the column of each name in the sheet, counted from 1."""
        where: dict[object, list[Cell]] = {}
        for cell in header.values():
            where.setdefault(cell.value, []).append(cell)
        missing = [name for name in self._kinds if name not in where]
        unknown = [cell for cell in header.values() if cell.value not in self._kinds]
        for name, cell in [*renamed(missing, unknown, lambda cell: cell.value)]:
            missing.remove(name)
            unknown.remove(cell)
            self._fault(
                cell,
                cell.letter,
                f"this column should be called {name}, not {cell.value!r}",
                "Give it its name again.",
            )
        for name in self._kinds:
            cells = where.get(name, [])
            if name in missing or len(cells) > 1:
                wrong = "is missing" if name in missing else "stands there more than once"
                seen = f" (cells {', '.join(cell.place for cell in cells)})" if cells else ""
                self.faults.append(
                    f"Sheet {self._sheet.name}, row 1, column {name}{seen}: the column {wrong}. "
                    "Each column of the table stands once, under its own name."
                )
        for cell in unknown:
            wrong = f"{cell.value!r} is not a column of this table"
            self._fault(cell, cell.letter, wrong, "Remove the column or mend its name.")
        return {name: where[name][0].column for name in self._kinds if name in where}

    def _blank(self, first: int, last: int) -> None:
        """Note empty rows that stand before a row with cells; those at the end are nothing."""
        if first == last:
            wrong = f"row {first} (cell A{first}): the row is empty. Delete the whole row."
        elif first < last:
            wrong = (
                f"rows {first} to {last} (cells A{first} to A{last}): these rows are empty, and "
                f"row {last + 1} is not. Delete them, or empty that row."
            )
        else:
            return
        self.faults.append(f"Sheet {self._sheet.name}, {wrong}")

    def _text(self, cell: Cell | None, column: str) -> str:
        """Return a cell as the CSV file has it; note what cannot be taken as it is."""
        if cell is None:
            return ""
        if wrong := _wrong(cell, self._kinds[column]):
            self._fault(cell, column, *wrong)
            return ""
        if isinstance(cell.value, bool):
            return str(cell.value).lower()
        return cell.value if isinstance(cell.value, str) else as_written(cell.value)

    def _fault(self, cell: Cell, column: str, wrong: str, to_do: str) -> None:
        where = f"Sheet {self._sheet.name}, row {cell.row}, column {column} (cell {cell.place})"
        self.faults.append(f"{where}: {wrong}. {to_do}")


def _wrong(cell: Cell, kind: str) -> tuple[str, str] | None:
    """Return what is wrong with a cell, and what to do; None if nothing is."""
    match cell.kind:
        case "formula":
            return "this is a formula", "Copy the cell and paste it as a value."
        case "error":
            return f"this is the error {cell.value}", "Write the value itself."
        case "date":
            return (
                "the spreadsheet has turned this into a date or time of its own",
                f"{AS_TEXT} again what the paper says, a day as 2026-11-24.",
            )
        case "boolean" if kind != "boolean":
            return _turned("true or false"), f"{AS_TEXT} it again."
        case "number" if not isinstance(cell.value, str):
            return _wrong_number(cell.value, kind, percent=cell.percent)
    return None


def _turned(what: str) -> str:
    return f"the spreadsheet has turned this into {what}"


def _wrong_number(number: int | float, kind: str, *, percent: bool) -> tuple[str, str] | None:
    if kind == "date":
        message = f"this is the number {number}, which may have been a date"
        return message, f"{AS_TEXT} the day as 2026-11-24."
    if kind not in NUMERIC:
        message = f"{_turned(f'the number {number}')}, and zeros before it may be lost"
        return message, f"{AS_TEXT} it again."
    if percent:
        message = f"this is {as_written(number)}, shown as a percentage"
        return message, f"{AS_TEXT} the number before the % only."
    if not math.isclose(float(as_written(number)), number):
        message = f"this is {number}, and no more than {DIGITS} places after the point are read"
        return message, "Write a rounder number."
    if len(as_written(abs(number)).replace(".", "").lstrip("0")) > DIGITS:
        message = f"a spreadsheet does not keep a number of more than {DIGITS} digits"
        return message, f"{AS_TEXT} it again."
    return None
