"""The tables of a package out of a spreadsheet that `data.workbook` wrote and a person edited.

A table that did not change keeps its file byte for byte. What a spreadsheet program may have
changed by itself (dates, leading zeros, percentages) is never guessed at: it is a fault, told in a
sentence with sheet, row and column.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from data.description import describe
from data.files import BrokenRow, split
from data.loading import InvalidData
from data.packages import BUILT_IN, DESCRIPTION, description, home
from data.workbook import DIGITS, NOTES, NUMERIC, VERSION, BadWorkbook, as_written

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNREADABLE = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError)

Rows = list[list[str]]


def import_workbook(file: Path, into: Path | None = None) -> list[str]:
    """Write the tables of a spreadsheet as CSV files of a package; give those that changed.

    `into` is the folder of a package, by default one beside the workbook with its name. A folder
    that holds no package yet gets the description of the package that is shown, and all tables.
    The folder of the package that is shown is refused, and so is a workbook that was made from
    another version. Raises BadWorkbook with every fault, or InvalidData where a description cannot
    be used; then nothing was written.
    """
    folder = into or file.with_suffix("")
    if folder.resolve() in (home().resolve(), BUILT_IN.resolve()):
        raise BadWorkbook(
            [f"{folder} holds the package that is shown: name another folder, then install that."]
        )
    described = folder / DESCRIPTION
    shown, broken = describe(description(home()))
    origin = described if described.is_file() else description(home())
    descriptor, faults = describe(origin)
    if faults:
        raise InvalidData(faults)
    book = _opened(file)
    if stale := _stale(book, descriptor, {} if broken else shown):
        raise BadWorkbook([stale])
    tables = _tables(book, descriptor["resources"])
    try:
        return _written(folder, origin, tables)
    except OSError as error:
        raise BadWorkbook([f"{error.filename} cannot be written: {error.strerror}."]) from None


def _opened(file: Path) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on features of other programs, which hold no values
            return load_workbook(file)
    except FileNotFoundError:
        raise BadWorkbook([f"There is no file {file}."]) from None
    except OSError as error:
        raise BadWorkbook([f"{file} cannot be read: {error.strerror}."]) from None
    except UNREADABLE:
        message = "cannot be read as a workbook: save it in the form .xlsx"
        raise BadWorkbook([f"{file} {message}."]) from None


def _stale(book: Workbook, base: Mapping[str, Any], shown: Mapping[str, Any]) -> str | None:
    """Say why a workbook would undo what came after it; None where it would not.

    `base` describes the package that it goes into, `shown` the one that is shown. A candidate that
    has a version of its own already may take the workbook from which it was made.
    """
    made_from = _version(book)
    if made_from is None:
        return (
            f"The sheet {NOTES} does not say from which version this workbook was made: export "
            "anew and put your rows in."
        )
    log = [change["version"] for change in base["changes"]]
    if shown.get("name") == base["name"]:
        current = shown["version"]
        if current not in log:
            return (
                f"The folder holds a package made before version {current}, the current one: name "
                "a new folder."
            )
    else:
        current = next((v for v in log if v != base["version"]), base["version"])
    if made_from in (current, base["version"]):
        return None
    return (
        f"This workbook was made from version {made_from}; the current is {current}: export anew "
        "and put your rows in."
    )


def _version(book: Workbook) -> str | None:
    if NOTES not in book.sheetnames:
        return None
    lines = (str(row[0]) for row in book[NOTES].iter_rows(max_col=1, values_only=True))
    found = (re.match(rf"{VERSION} ([^ ,]+),", line) for line in lines)
    return next((match[1] for match in found if match), None)


def _tables(book: Workbook, resources: Sequence[Mapping[str, Any]]) -> dict[str, Rows]:
    """Return the rows of each table by its path. Raises BadWorkbook with every fault."""
    names = [table["name"] for table in resources]
    faults = [
        f"Sheet {name} is missing: put it back, or export the workbook again."
        for name in names
        if name not in book.sheetnames
    ]
    faults += [
        f"Sheet {name} is no table: remove it, or give it the name of its table again."
        for name in book.sheetnames
        if name not in (NOTES, *names)
    ]
    found = {}
    for table in resources:
        if table["name"] in book.sheetnames:
            reader = _Sheet(book[table["name"]], table)
            found[table["path"]] = reader.rows()
            faults += reader.faults
    if faults:
        raise BadWorkbook(faults)
    return found


class _Sheet:
    """Reads one sheet; collects what is wrong with it in `faults`."""

    def __init__(self, sheet: Worksheet, table: Mapping[str, Any]) -> None:
        self.faults: list[str] = []
        self._sheet = sheet
        self._kinds = {field["name"]: field["type"] for field in table["schema"]["fields"]}

    def rows(self) -> Rows:
        """Return header and rows as CSV texts, in the order of the description."""
        for merged in self._sheet.merged_cells.ranges:
            self.faults.append(
                f"Sheet {self._sheet.title}, cells {merged.coord}: these are merged. Split them, "
                "and write in each cell what belongs there."
            )
        places = self._header()
        rows = [list(self._kinds)]
        blank: list[int] = []
        for number, cells in enumerate(self._sheet.iter_rows(min_row=2), start=2):
            if all(cell.value is None for cell in cells):
                blank.append(number)
                continue
            self._blank(blank)
            self._beyond(cells, places)
            rows.append([self._text(cells[at], name) for name, at in places.items()])
        return rows

    def _header(self) -> dict[str, int]:
        """Return the place of each column in the sheet, counted from 0."""
        names = [cell.value for cell in self._sheet[1]]
        for name in self._kinds:
            if names.count(name) != 1:
                wrong = "is missing" if name not in names else "stands there more than once"
                self.faults.append(
                    f"Sheet {self._sheet.title}, row 1, column {name}: the column {wrong}. Each "
                    "column of the table stands once, under its own name."
                )
        for cell, name in zip(self._sheet[1], names, strict=True):
            if name is not None and name not in self._kinds:
                self.faults.append(
                    f"Sheet {self._sheet.title}, row 1, column {cell.column_letter}: "
                    f"{str(name)!r} is not a column of this table. Remove the column or mend its "
                    "name."
                )
        return {name: names.index(name) for name in self._kinds if name in names}

    def _blank(self, rows: list[int]) -> None:
        """Note empty rows that stand before a row with cells; those at the end are nothing."""
        for number in rows:
            self.faults.append(
                f"Sheet {self._sheet.title}, row {number}: the row is empty. Delete the whole row."
            )
        rows.clear()

    def _beyond(self, cells: Sequence[Cell], places: Mapping[str, int]) -> None:
        for at, cell in enumerate(cells):
            if cell.value is not None and self._sheet.cell(1, at + 1).value is None:
                self._fault(
                    cell, cell.column_letter, "there is no name over this cell", "Empty it."
                )

    def _text(self, cell: Cell, column: str) -> str:
        """Return a cell as the CSV file has it; note what cannot be taken as it is."""
        value, kind = cell.value, self._kinds[column]
        if value is None:
            return ""
        wrong = _wrong(cell, kind)
        if wrong:
            self._fault(cell, column, *wrong)
            return ""
        match value:
            case bool():
                return str(value).lower()
            case int() | float():
                return as_written(value)
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))

    def _fault(self, cell: Cell, column: str, wrong: str, to_do: str) -> None:
        where = f"Sheet {self._sheet.title}, row {cell.row}, column {column}"
        self.faults.append(f"{where}: {wrong}. {to_do}")


def _wrong(cell: Cell, kind: str) -> tuple[str, str] | None:
    """Return what is wrong with a cell that is not empty, and what to do; None if nothing is."""
    value = cell.value
    as_text = "Format the cell as text and write"
    if cell.data_type == "f":
        return "this is a formula", "Copy the cell and paste it as a value."
    if cell.data_type == "e":
        return f"this is the error {value}", "Write the value itself."
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return (
            "the spreadsheet has turned this into a date or time of its own",
            f"{as_text} again what the paper says, a day as 2026-11-24.",
        )
    if isinstance(value, bool):
        return None if kind == "boolean" else (_turned("true or false"), f"{as_text} it again.")
    if isinstance(value, int | float):
        return _wrong_number(cell, kind)
    return None


def _turned(what: str) -> str:
    return f"the spreadsheet has turned this into {what}"


def _wrong_number(cell: Cell, kind: str) -> tuple[str, str] | None:
    if kind == "date":
        message = f"this is the number {cell.value}, which may have been a date"
        return message, "Format the cell as text and write the day as 2026-11-24."
    if kind not in NUMERIC:
        message = f"{_turned(f'the number {cell.value}')}, and zeros before it may be lost"
        return message, "Format the cell as text and write it again."
    if "%" in cell.number_format:
        message = f"this is {as_written(cell.value)}, shown as a percentage"
        return message, "Format the cell as text and write the number before the % only."
    if len(as_written(abs(cell.value)).replace(".", "").lstrip("0")) > DIGITS:
        message = f"a spreadsheet does not keep a number of more than {DIGITS} digits"
        return message, "Format the cell as text and write it again."
    return None


def _written(folder: Path, origin: Path, tables: Mapping[str, Rows]) -> list[str]:
    """Write what changed, each file in one step, and return the names of these files."""
    if not (folder / DESCRIPTION).is_file():
        _write(folder / DESCRIPTION, origin.read_bytes())
        for path in tables:
            _write(folder / path, (origin.parent / path).read_bytes())
    changed = []
    for path, rows in tables.items():
        if rows != _rows(folder / path):
            _write(folder / path, as_csv(rows).encode("utf-8"))
            changed.append(path)
    return changed


def _rows(file: Path) -> Rows | None:
    try:
        return split(file.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, UnicodeDecodeError, BrokenRow):
        return None


def as_csv(rows: Rows) -> str:
    """Return rows as the CSV files of this project are written."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".half-{file.name}")
    half.write_bytes(content)
    half.replace(file)
