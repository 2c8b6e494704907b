"""All tables of a package in one spreadsheet, from which `read_back` makes them again.

One table a sheet, a header row, no merged cells; what the columns mean stands on a sheet of its
own. Cells are formatted as text, so that a spreadsheet program turns nothing that is typed into a
date or a rounded number. Numbers are written as numbers where that loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.checks.loading import load
from data.live.packages import home, steadily
from data.live.writing import write_all
from data.package.catalogue import Catalogue
from data.package.files import split

NOTES = "Notes"
VERSION = "Version"  # begins the line of the notes that says which package this was
AS_TEXT = "@"  # the number format that leaves what is typed as it is
LONGEST_NAME, LONGEST_TEXT = 31, 32_767  # what a spreadsheet can hold
NUMERIC = ("integer", "number")
DIGITS = 15  # significant ones, which a spreadsheet keeps of a number
NARROWEST, WIDEST = 10, 60  # columns, in characters

# Spreadsheets write control characters, and what looks like that writing, as _x000D_.
NOT_AS_IT_IS = re.compile(r"[\r\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")

HOW_TO = (
    "Each table is on its own sheet. Row 1 holds the names of the columns: leave it as it is.",
    "Write dates as 2026-11-24. Leave a cell empty where there is nothing to say.",
    "No formulas, no merged cells, no colours that mean something: only values are read back.",
    "Delete whole rows, not only what is in them. Keep the names of the sheets.",
)


class BadWorkbook(Exception):
    """A workbook that cannot be read back or written; `faults` are sentences."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


def export_workbook(file: Path, package: Path | None = None) -> int:
    """Write all tables of a valid package into a spreadsheet; give how many there are.

    `package` is a folder or a description, by default the package that is shown. Raises
    InvalidData, and BadWorkbook where a spreadsheet cannot hold a table or be written.
    """
    if file.suffix != ".xlsx":
        raise BadWorkbook([f"The name of a workbook ends in .xlsx, and {file.name} does not."])
    if not file.parent.is_dir():
        raise BadWorkbook([f"There is no folder {file.parent} to write {file.name} into."])
    return steadily(package or home(), lambda described: _export(file, described))


def _export(file: Path, described: Path) -> int:
    catalogue = load(described)
    book = Workbook()
    _notes(book.active, catalogue)
    for name in catalogue:
        if len(name) > LONGEST_NAME:
            raise BadWorkbook([f"The name {name} is longer than a sheet may be called."])
        table = catalogue.resource(name)
        rows = split((described.parent / table["path"]).read_bytes().decode("utf-8-sig"))
        _sheet(book.create_sheet(name), table, rows)
    whole = BytesIO()  # so that a disk that is full does not get half of it
    book.save(whole)
    try:
        write_all({file: whole.getvalue()})
    except OSError as error:
        raise BadWorkbook([f"{file} cannot be written: {error.strerror}."]) from None
    return len(catalogue.tables)


def _notes(sheet: Worksheet, catalogue: Catalogue) -> None:
    sheet.title = NOTES
    lines: list[Sequence[str]] = [
        [catalogue.descriptor["title"]],
        [f"{VERSION} {catalogue.version}, {catalogue.when}"],  # read back by the import
        *([sentence] for sentence in HOW_TO),
        [],
        ["Sheet", "Column", "What it means", "Type", "What is allowed"],
        *_columns(catalogue),
    ]
    for number, line in enumerate(lines, start=1):
        _write_row(sheet, number, line)
    for letter, width in zip("ABCDE", (24, 24, WIDEST, 10, WIDEST), strict=True):
        sheet.column_dimensions[letter].width = width


def _columns(catalogue: Catalogue) -> Iterator[Sequence[str]]:
    for name in catalogue:
        for column in catalogue.resource(name)["schema"]["fields"]:
            rules = column.get("constraints", {})
            allowed = [", ".join(rules["enum"])] if "enum" in rules else []
            if rules.get("required"):
                allowed.append("must not be empty")
            words = column["description"], column["type"], "; ".join(allowed)
            yield name, column["name"], *words


def _sheet(sheet: Worksheet, table: Mapping[str, Any], rows: list[list[str]]) -> None:
    kinds = [field["type"] for field in table["schema"]["fields"]]
    header, *facts = rows
    _write_row(sheet, 1, header)
    for number, cells in enumerate(facts, start=2):
        for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True), start=1):
            try:
                _write(sheet, number, column, cell, kind=kind)
            except ValueError as fault:
                where = f"Sheet {table['name']}, row {number}, column {header[column - 1]}"
                raise BadWorkbook([f"{where}: {fault}."]) from None
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = min(WIDEST, max(NARROWEST, *(len(cell) + 2 for cell in column)))
        dimension.number_format = AS_TEXT  # for rows that are added
        dimension.alignment = Alignment(vertical="top")


def _write_row(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, start=1):
        _write(sheet, number, column, text, kind="string")


def _write(sheet: Worksheet, row: int, column: int, text: str, *, kind: str) -> None:
    """Write a cell as it is in the CSV file. Raises ValueError with a clause where it cannot."""
    cell = sheet.cell(row, column)
    cell.number_format = AS_TEXT
    number = as_number(text) if kind in NUMERIC else None
    if number is not None:
        cell.value = number
        cell.number_format = "General"
    elif text:
        put_text(cell, text)


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Put a text into a cell so that it is read back as it is. Raises ValueError if too long."""
    escaped: Any = NOT_AS_IT_IS.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if len(escaped) > LONGEST_TEXT:
        raise ValueError("the text is too long for a spreadsheet")
    cell.value = escaped
    # Left to itself the library would take a text that begins with = for a formula.
    cell.data_type = "s"


def as_number(text: str) -> int | float | None:
    """Return the number that a spreadsheet can keep for a text; None where one digit were lost."""
    if sum(letter.isdigit() for letter in text) > DIGITS:
        return None
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if as_written(number) == text:
            return number
    return None


def as_written(number: int | float) -> str:
    """Return a number of a spreadsheet as CSV files have it: without zeros that say nothing."""
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    if abs(number) < 1:
        return f"{number:.{DIGITS}f}".rstrip("0").rstrip(".")
    return f"{Decimal(f'{number:.{DIGITS}g}'):f}"
