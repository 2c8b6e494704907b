"""The workbook: all tables out and in again without a byte lost, and every misuse named."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from data.checks.loading import InvalidData
from data.cli import main
from data.live.packages import BUILT_IN, VARIABLE, load_whole
from data.package.catalogue import PACKAGE
from data.workbook.file import read_workbook
from data.workbook.read_back import _tables, as_csv, import_workbook
from data.workbook.sheet import SheetReader
from data.workbook.workbook import (
    NOTES,
    BadWorkbook,
    _write,
    as_number,
    as_written,
    export_workbook,
)
from tests import plain
from tests.mutations import real_package, replace
from tests.packages import NEXT, NOW, with_new_paper


@pytest.fixture(scope="module")
def exported(shown: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("workbook") / "tables.xlsx"
    assert export_workbook(file, shown) == len(plain.tables())
    return file.read_bytes()


@pytest.fixture
def file(exported: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "tables.xlsx"
    path.write_bytes(exported)
    return path


def change(file: Path, **edits: Callable[[Worksheet], object]) -> None:
    """Change sheets as a person would, each by its name, and save."""
    book = load_workbook(file)
    for sheet, edit in edits.items():
        edit(book[sheet])
    book.save(file)


@pytest.fixture(scope="module")
def two_sheets(exported: bytes) -> bytes:
    """Two tables only: a whole workbook takes seconds to read."""
    book = load_workbook(io.BytesIO(exported))
    for name in set(book.sheetnames) - {"figures", "services"}:
        del book[name]
    small = io.BytesIO()
    book.save(small)
    return small.getvalue()


def put(cell: str, value: object, **style: object) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet[cell] = value
        for name, how in style.items():
            setattr(sheet[cell], name, how)

    return edit


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of the committed package, with all its rows."""
    monkeypatch.delenv(VARIABLE)
    export_workbook(tmp_path / "whole.xlsx")
    return tmp_path / "whole.xlsx"


def test_all_tables_come_back_byte_for_byte(whole: Path, tmp_path: Path):
    """The workbook alone holds every byte: not only tables that did not change keep their files."""
    folder = tmp_path / "back"
    assert import_workbook(whole, folder) == []
    names = [path.name for path in (PACKAGE.parent / "tables").iterdir()]
    for name in names:
        back = (folder / "tables" / name).read_bytes()
        assert back == (PACKAGE.parent / "tables" / name).read_bytes()
    assert (folder / "datapackage.json").read_bytes() == PACKAGE.read_bytes()
    resources = json.loads(PACKAGE.read_text("utf-8"))["resources"]
    for path, rows in read_workbook(whole, lambda book: _tables(book, resources)).items():
        assert as_csv(rows).encode() == (PACKAGE.parent / path).read_bytes()


def test_one_table_a_sheet_and_what_columns_mean_beside(file: Path):
    book = load_workbook(file)
    tables = json.loads(PACKAGE.read_text("utf-8"))["resources"]
    assert book.sheetnames == [NOTES, *(table["name"] for table in tables)]
    notes = [[cell.value for cell in row] for row in book[NOTES].iter_rows()]
    described = {(row[0], row[1]) for row in notes if len(row) > 1}
    for table in tables:
        assert {(table["name"], f["name"]) for f in table["schema"]["fields"]} <= described
    figures = book["figures"]
    assert isinstance(figures["C2"].value, int)  # a value
    assert figures["C2"].number_format == "General"
    assert isinstance(figures["E2"].value, str)  # a date
    assert figures["E2"].number_format == figures.column_dimensions["E"].number_format == "@"


def test_an_edited_workbook_changes_its_tables_only(file: Path, tmp_path: Path):
    change(file, gaps=lambda sheet: sheet.delete_rows(2), metrics=put("F2", "In other words, “so”"))
    folder = tmp_path / "tables"  # named after the workbook
    assert import_workbook(file) == ["tables/metrics.csv", "tables/gaps.csv"]
    lines = (folder / "tables" / "gaps.csv").read_text("utf-8").splitlines()
    assert lines[1:] == (PACKAGE.parent / "tables" / "gaps.csv").read_text("utf-8").splitlines()[2:]
    assert '"In other words, “so”"' in (folder / "tables" / "metrics.csv").read_text("utf-8")


def test_into_a_package_that_is_there(file: Path, tmp_path: Path):
    (tmp_path / "there").mkdir()
    package = real_package(tmp_path / "there")
    replace(package, '"title": "Sources"', '"title": "All sources"')
    change(file, metrics=put("F2", "In other words"))
    assert import_workbook(file, tmp_path / "there") == ["tables/metrics.csv"]
    assert '"title": "All sources"' in package.read_text("utf-8")
    assert import_workbook(file, tmp_path / "there") == []


def test_an_old_workbook_does_not_undo_what_came_after_it(file: Path, tmp_path: Path, monkeypatch):
    """Two people export one version; the second to finish is told, and nothing is lost."""
    live = with_new_paper(tmp_path / "live", version=NEXT)
    monkeypatch.setenv(VARIABLE, str(live))
    with pytest.raises(BadWorkbook) as caught:
        import_workbook(file, tmp_path / "mine")
    assert caught.value.faults == [
        f"This workbook was made from version {NOW}; the current is {NEXT}: export anew and put "
        "your rows in."
    ]
    assert not (tmp_path / "mine").exists()
    (tmp_path / "old").mkdir()
    real_package(tmp_path / "old")
    assert export_workbook(file, live)
    with pytest.raises(
        BadWorkbook, match=rf"a package made before version {re.escape(NEXT)}, .* a new folder"
    ):
        import_workbook(file, tmp_path / "old")
    assert import_workbook(file, tmp_path / "mine") == []


def test_a_candidate_with_its_version_takes_its_workbook_again(file: Path, tmp_path: Path):
    there = with_new_paper(tmp_path / "there", version=NEXT)
    assert import_workbook(file, there) == ["tables/sources.csv", "tables/figures.csv"]
    assert load_whole(there).version == NEXT


def test_a_workbook_that_does_not_say_its_version(file: Path, tmp_path: Path):
    change(file, **{NOTES: put("A2", None)})
    sentence = "The sheet Notes does not say from which version this workbook was made"
    with pytest.raises(BadWorkbook, match=sentence):
        import_workbook(file, tmp_path / "mine")
    book = load_workbook(file)
    del book[NOTES]
    book.save(file)
    with pytest.raises(BadWorkbook, match="Sheet Notes is missing, and it says from which version"):
        import_workbook(file, tmp_path / "mine")


def test_the_package_that_is_shown_is_not_written_file_by_file(
    file: Path, tmp_path: Path, monkeypatch, capsys
):
    (tmp_path / "live").mkdir()
    live = real_package(tmp_path / "live").parent
    before = {path: path.read_bytes() for path in live.rglob("*") if path.is_file()}
    monkeypatch.setenv(VARIABLE, str(live))
    monkeypatch.chdir(tmp_path)
    change(file, metrics=put("F2", "In other words"))
    for folder in (live, "live", BUILT_IN):
        assert main(["import-workbook", str(file), "--into", str(folder)]) == 1
        assert capsys.readouterr().err == (
            f"{folder} holds the package that is shown: name another folder, then install that.\n"
        )
    assert {path: path.read_bytes() for path in live.rglob("*") if path.is_file()} == before


def test_what_spreadsheets_do_without_harm(file: Path):
    def edit(sheet: Worksheet) -> None:
        sheet["A1"].font = Font(italic=True)
        sheet.auto_filter.ref = "A1:C20"
        sheet.cell(sheet.max_row + 5, 1).number_format = "@"  # rows that hold nothing
        # Columns that somebody moved about.
        first = [row[0].value for row in sheet.iter_rows(max_col=1)]
        for number, row in enumerate(sheet.iter_rows(max_col=2), start=1):
            row[0].value, row[1].value = row[1].value, first[number - 1]

    as_some_keep_whole_numbers = put("C2", 1.1e9)
    change(file, metrics=edit, figures=as_some_keep_whole_numbers)
    assert import_workbook(file) == []


FAULTS = {
    "a formula": (
        "figures",
        put("C3", "=1+1"),
        "Sheet figures, row 3, column value (cell C3): "
        "this is a formula. Copy the cell and paste it as a "
        "value.",
    ),
    "an error": (
        "figures",
        put("C3", "#REF!"),
        "Sheet figures, row 3, column value (cell C3): "
        "this is the error #REF!. Write the value itself.",
    ),
    "a date of the spreadsheet": (
        "figures",
        put("E3", dt.datetime(2024, 12, 1)),
        "Sheet figures, row 3, column as_at (cell E3): "
        "the spreadsheet has turned this into a date or time "
        "of its own. Format the cell as text and write again what the paper says, a day as "
        "2026-11-24.",
    ),
    "a text that became a date": (
        "services",
        put("B3", dt.datetime(2026, 3, 4)),
        "Sheet services, row 3, column {name} (cell B3): "
        "the spreadsheet has turned this into a date or "
        "time of its own. Format the cell as text and write again what the paper says, a day as "
        "2026-11-24.",
    ),
    "a date that became a number": (
        "figures",
        put("E3", 45627),
        "Sheet figures, row 3, column as_at (cell E3): "
        "this is the number 45627, which may have been a date. "
        "Format the cell as text and write the day as 2026-11-24.",
    ),
    "leading zeros": (
        "figures",
        put("A3", 12),
        "Sheet figures, row 3, column figure_id (cell A3): "
        "the spreadsheet has turned this into the number "
        "12, and zeros before it may be lost. Format the cell as text and write it again.",
    ),
    "a percentage": (
        "figures",
        put("C3", 0.05, number_format="0%"),
        "Sheet figures, row 3, column value (cell C3): "
        "this is 0.05, shown as a percentage. Format the cell "
        "as text and write the number before the % only.",
    ),
    "too many digits": (
        "figures",
        put("C3", 12345678901234567),
        "Sheet figures, row 3, column value (cell C3): "
        "a spreadsheet does not keep a number of more than 15 "
        "digits. Format the cell as text and write it again.",
    ),
    "true in a text": (
        "figures",
        put("L3", True),
        "Sheet figures, row 3, column note (cell L3): "
        "the spreadsheet has turned this into true or false. "
        "Format the cell as text and write it again.",
    ),
    "merged cells": (
        "figures",
        lambda sheet: sheet.merge_cells("H4:I4"),
        "Sheet figures, cells H4:I4: these are merged. Split them, and write in each cell what "
        "belongs there.",
    ),
    "a column too few": (
        "figures",
        lambda sheet: sheet.delete_cols(12),
        "Sheet figures, row 1, column note: the column is missing. Each column of the table stands "
        "once, under its own name.",
    ),
    "a column too many": (
        "figures",
        put("M1", "mine"),
        "Sheet figures, row 1, column M (cell M1): "
        "'mine' is not a column of this table. Remove the column "
        "or mend its name.",
    ),
    "a cell beside the table": (
        "figures",
        put("N7", "look here"),
        "Sheet figures, row 7, column N (cell N7): there is no name over this cell. Empty it.",
    ),
    "an empty row": (
        "figures",
        lambda sheet: sheet.insert_rows(5),
        "Sheet figures, row 5 (cell A5): the row is empty. Delete the whole row.",
    ),
}


@pytest.mark.parametrize(("sheet", "edit", "sentence"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_taken_as_it_is(
    two_sheets: bytes, sheet: str, edit, sentence: str, tmp_path: Path
):
    book = load_workbook(io.BytesIO(two_sheets))
    name = book[sheet]["B1"].value
    edit(book[sheet])
    book.save(tmp_path / "two.xlsx")
    tables = json.loads(PACKAGE.read_text("utf-8"))["resources"]
    two = [table for table in tables if table["name"] in book.sheetnames]
    with pytest.raises(BadWorkbook) as caught:
        read_workbook(tmp_path / "two.xlsx", lambda book: _tables(book, two))
    assert caught.value.faults == [sentence.format(name=name)]


def test_sheets_that_are_missing_or_of_another_name(file: Path, capsys):
    book = load_workbook(file)
    book["figures"].title = "Totals 2"
    del book["gaps"]
    book.save(file)
    assert main(["import-workbook", str(file)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "Sheet figures is missing: put it back, or export the workbook again.",
        "Sheet gaps is missing: put it back, or export the workbook again.",
        "Sheet Totals 2 is no table: remove it, or give it the name of its table again.",
    ]


def test_all_faults_at_once_and_nothing_is_written(file: Path, tmp_path: Path):
    (tmp_path / "there").mkdir()
    real_package(tmp_path / "there")
    change(file, metrics=put("F2", "In other words"), figures=put("C3", "=1"), gaps=put("A3", "=2"))
    with pytest.raises(BadWorkbook) as caught:
        import_workbook(file, tmp_path / "there")
    assert [fault.split(",")[0] for fault in caught.value.faults] == ["Sheet figures", "Sheet gaps"]
    left = (tmp_path / "there" / "tables" / "metrics.csv").read_bytes()
    assert left == (PACKAGE.parent / "tables" / "metrics.csv").read_bytes()


def test_a_workbook_that_is_not_there_or_called_otherwise(tmp_path: Path, capsys):
    assert main(["import-workbook", str(tmp_path / "no.xlsx")]) == 1
    assert main(["export-workbook", str(tmp_path / "old.xls")]) == 1
    assert main(["export-workbook", str(tmp_path / "no" / "where.xlsx")]) == 1
    no, other, nowhere = capsys.readouterr().err.splitlines()
    assert no.startswith("There is no file ")
    assert other == "The name of a workbook ends in .xlsx, and old.xls does not."
    assert nowhere.startswith("There is no folder ")


def test_a_broken_package_is_not_exported(tmp_path: Path, capsys):
    package = real_package(tmp_path)
    replace(tmp_path / "tables" / "figures.csv", ",1100000000,", ",many,")
    with pytest.raises(InvalidData):
        export_workbook(tmp_path / "tables.xlsx", package)
    assert main(["export-workbook", str(tmp_path / "tables.xlsx"), "--from", str(tmp_path)]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "1 fault found."
    assert not zipfile.is_zipfile(tmp_path / "tables.xlsx")


COLUMNS = {"fields": [{"name": "text", "type": "string"}, {"name": "number", "type": "number"}]}
# What a valid table may hold: any character but those that cannot be shown.
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffd\x7f", exclude_categories=["Cs"]).filter(
        lambda letter: letter in "\t\n\r" or ord(letter) >= 32
    ),
    min_size=1,
)
ODD = st.sampled_from(
    [
        "=1+1",
        "#N/A",
        "007",
        "1e5",
        "TRUE",
        "_x000D_",
        "_x005F_",
        "a\r\nb",
        " ",
        "'x",
        "-0",
        "\ufffe",
    ]
)
NUMBERS = st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", fullmatch=True)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.tuples(TEXTS | ODD, NUMBERS | st.just("")), min_size=1, max_size=30))
def test_any_text_and_any_number_come_back(tmp_path_factory, rows):
    file = tmp_path_factory.mktemp("any") / "any.xlsx"
    book = Workbook()
    for number, cells in enumerate([("text", "number"), *rows], start=1):
        for column, (cell, kind) in enumerate(zip(cells, ("string", "number"), strict=True), 1):
            _write(book.active, number, column, cell, kind=kind if number > 1 else "string")
    book.save(file)
    sheet = read_workbook(file, lambda book: book.sheet(book.names[0]))
    reader = SheetReader(sheet, {"name": "any", "schema": COLUMNS})
    assert reader.rows() == [["text", "number"], *(list(row) for row in rows)]
    assert reader.faults == []


@given(text=NUMBERS)
def test_a_number_is_only_written_as_one_where_nothing_is_lost(text: str):
    number = as_number(text)
    assert number is None or as_written(number) == text
    if len(text) <= 9 and text.isdecimal() and (text == "0" or not text.startswith("0")):
        assert number == int(text)
