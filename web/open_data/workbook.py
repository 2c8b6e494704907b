"""All tables as one spreadsheet: a cover, contents, notes, and one table a sheet.

After the Analysis Function's guidance on spreadsheets: every sheet has its title in the first
cell, one defined table with a unique header row, no merged cells and no empty rows.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from components.text.words import plural
from components.theme import LIGHT
from data.package.catalogue import Catalogue
from data.package.profile import profile
from data.workbook.workbook import put_text
from geo.attribution import LICENCE, PLACES
from web.kit.office import LANGUAGE, day, makers, packed

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNITS = {"GBP": "pounds"}

FONT = "Arial"
SIZE, TITLE_SIZE = 12, 16  # points: 12 is the smallest that the guidance allows
NARROWEST, WIDEST = 12, 60  # characters
TEXT, LINK, HEADING, TITLE = "Text", "Link", "Column heading", "Headline 1"
NUMBERS = {
    dt.date: ("Day", "d mmmm yyyy"),
    int: ("Whole number", "#,##0"),
    float: ("Number", "#,##0.####"),
}


class Sheet(NamedTuple):
    """One sheet with a table: lines over it, its header and its rows.

    `links` are the cells of the first column that lead to the sheet of their own name.
    """

    name: str
    lines: Sequence[str]
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    links: bool = False


def workbook(catalogue: Catalogue) -> bytes:
    """The spreadsheet of a catalogue; the same catalogue makes the same bytes."""
    book = Workbook()
    _add_styles(book)
    _describe(book, catalogue)
    cover = book.active
    cover.title = "Cover"
    _write_cover(cover, catalogue)
    tables = [_table(catalogue, name) for name in catalogue]
    for sheet in (_contents(catalogue), _notes(), _columns(catalogue), *tables):
        _write(book.create_sheet(sheet.name), sheet)
    made = io.BytesIO()
    book.save(made)
    return packed(made.getvalue(), catalogue)


def _add_styles(book: Workbook) -> None:
    plain, blue = Font(name=FONT, size=SIZE), LIGHT.link.removeprefix("#")
    for name, font, number_format in (
        (TEXT, plain, "@"),
        (LINK, Font(name=FONT, size=SIZE, underline="single", color=blue), "General"),
        (HEADING, Font(name=FONT, size=SIZE, bold=True), "General"),
        *((name, plain, number_format) for name, number_format in NUMBERS.values()),
    ):
        style = NamedStyle(name, font=font, number_format=number_format)
        style.alignment = Alignment(vertical="top", wrap_text=True)
        book.add_named_style(style)


def _describe(book: Workbook, catalogue: Catalogue) -> None:
    about = book.properties
    about.title = catalogue.descriptor["title"]
    about.subject = profile().service
    about.description = catalogue.descriptor.get("description")
    about.creator = makers(catalogue)
    about.lastModifiedBy = about.creator
    about.language = LANGUAGE
    about.version = catalogue.version
    about.created = day(catalogue)


def _write_cover(sheet: Worksheet, catalogue: Catalogue) -> None:
    _over(sheet.cell(1, 1), catalogue.descriptor["title"], is_title=True)
    lines = (
        catalogue.descriptor.get("description"),
        f"Data version {catalogue.version} of {catalogue.when}.",
        f"This workbook holds {plural(len(catalogue.tables), 'table')}, each on its own sheet. "
        "The sheet Contents lists them, Notes says how to read them, and Columns says what each "
        "column means.",
        "Published under the Open Government Licence v3.0.",
        *PLACES,
    )
    row = 1
    for row, line in enumerate((line for line in lines if line), start=2):
        _put(sheet.cell(row, 1), line)
    licence = sheet.cell(row + 1, 1)
    _put(licence, "Read the licence")
    _link(licence, address=LICENCE)
    sheet.column_dimensions["A"].width = 90


def _contents(catalogue: Catalogue) -> Sheet:
    own = [
        ("Notes", "Notes", "How to read the tables"),
        ("Columns", "Columns", "What each column of each table means"),
    ]
    rows: list[tuple[str, str, str | None, int | None]] = [(*one, None) for one in own]
    for name in catalogue:
        about = catalogue.resource(name)
        rows.append((name, about["title"], about.get("description"), catalogue[name].height))
    lines = (
        "Contents",
        "This worksheet contains one table. Its first column leads to each sheet. "
        "Notes and Columns have no number of rows, because they hold no data.",
    )
    return Sheet("Contents", lines, ("Sheet", "Title", "What it holds", "Rows"), rows, links=True)


def _notes() -> Sheet:
    notes = (
        "A cell is blank where its source says nothing that the column could hold. Zero is "
        "written as 0. Why a value is not there stands in the column Basis.",
        "The column Basis says how a row is known. Stated: the source says so. Derived: worked out "
        "here, with the sum or the rule kept. Approximate: the source gives a rough figure. "
        "Not published: the whole source leaves it out. Not in copy: the source may give it, and "
        "the copy read here lacks that part. Not found since: nothing was found after the source "
        "named.",
        "The column Caveat holds what has to be said wherever the row is used.",
        "Two sources that disagree are two rows of the same metric. Neither replaces the other.",
        "Each health and care partnership area is taken to be the areas of its former clinical "
        "commissioning groups together. That is a working rule, not a statement in the papers.",
        "The column Source holds the short name of a source. The sheet sources has its full title.",
    )
    lines = ("Notes", "This worksheet contains one table.")
    return Sheet("Notes", lines, ("Note number", "Note"), list(enumerate(notes, start=1)))


def _columns(catalogue: Catalogue) -> Sheet:
    rows = []
    for name in catalogue:
        for field in catalogue.resource(name)["schema"]["fields"]:
            choices = ", ".join(field.get("constraints", {}).get("enum", ())) or "any"
            rows.append(
                (name, _heading(field), field["name"], field["description"], field["type"], choices)
            )
    header = ("Sheet", "Column", "Name in the CSV file", "Meaning", "Type", "Allowed values")
    lines = ("Columns", "This worksheet contains one table, with a row for each column.")
    return Sheet("Columns", lines, header, rows)


def _table(catalogue: Catalogue, name: str) -> Sheet:
    about, frame = catalogue.resource(name), catalogue[name]
    header = [_heading(field) for field in about["schema"]["fields"]]
    lines = (
        about["title"],
        f"{about['description']}." if about.get("description") else f"Table {name}.",
        f"This worksheet contains one table of {plural(frame.height, 'row')}. "
        "Some cells are blank: note 1 on the sheet Notes says why."
        if any(any(column.is_null()) for column in frame)
        else f"This worksheet contains one table of {plural(frame.height, 'row')}.",
    )
    return Sheet(name, lines, header, frame.rows())


def _heading(field: Mapping[str, Any]) -> str:
    unit = field.get("unit")
    return f"{field['title']} ({UNITS.get(unit, unit)})" if unit else field["title"]


def _write(sheet: Worksheet, content: Sheet) -> None:
    for row, line in enumerate(content.lines, start=1):
        _over(sheet.cell(row, 1), line, is_title=row == 1)
    top = len(content.lines) + 1
    for row, values in enumerate((content.header, *content.rows), start=top):
        for column, value in enumerate(values, start=1):
            _put(sheet.cell(row, column), value, HEADING if row == top else TEXT)
        if content.links and row > top:
            _link(sheet.cell(row, 1), sheet=values[0])
    right, bottom = get_column_letter(len(content.header)), top + len(content.rows)
    table = Table(displayName=f"table_{content.name.lower()}", ref=f"A{top}:{right}{bottom}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    for column, width in _widths(content):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _widths(content: Sheet) -> Iterable[tuple[int, float]]:
    for column, heading in enumerate(content.header):
        cells = (heading, *(row[column] for row in content.rows))
        longest = max(len(str(cell)) for cell in cells if cell is not None)
        yield column + 1, min(max(longest + 2, NARROWEST), WIDEST)


def _put(cell: Cell | MergedCell, value: Any, style: str = TEXT) -> None:
    if value is None:
        return
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value
    cell.style = NUMBERS[type(value)][0] if type(value) in NUMBERS else style


def _link(cell: Cell | MergedCell, *, sheet: str = "", address: str = "") -> None:
    inside = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A1")
    cell.hyperlink = address or inside
    cell.style = LINK


def _over(cell: Cell | MergedCell, line: str, *, is_title: bool) -> None:
    """Write a line over a table: it runs on over the empty cells beside it."""
    _put(cell, line, TITLE if is_title else TEXT)
    cell.font = Font(name=FONT, size=TITLE_SIZE if is_title else SIZE, bold=is_title)
    cell.alignment = Alignment(vertical="top", wrap_text=False)
