"""Every refusal of a workbook: its first sentence names the cause, the place, and a way out.

And what a workbook costs: what it holds, and never what it claims.
"""

from __future__ import annotations

import itertools
import time
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest

from data.cli import main
from data.live.packages import VARIABLE
from data.workbook import file as workbook_file
from data.workbook.file import read_workbook
from data.workbook.read_back import _tables, import_workbook
from data.workbook.workbook import BadWorkbook
from tests.made_workbooks import (
    HEAD,
    MAIN,
    STRICT_MAIN,
    VISITS,
    number,
    packed,
    parts,
    rows,
    sheet,
    sheets,
    text,
)
from tests.mutations import small_description, small_package

ALPHA = ("alpha", "1", "100")
GOOD = packed(parts(sheets()))
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(200)


def visits(content: str, after: str = "") -> bytes:
    return packed(parts(sheets(visits=sheet(content, after))))


def with_part(name: str, content: str | bytes) -> bytes:
    return packed({**parts(sheets()), name: content})


def without(*names: str) -> bytes:
    return packed(parts({n: x for n, x in sheets().items() if n not in names}))


def one(cell: str) -> bytes:
    """The sheet visits with one cell of its own in C2."""
    line = f'<row r="2">{text("A2", "alpha")}{text("B2", "1")}{cell}</row>'
    return visits(rows(VISITS) + line)


SAVE = "save it in a spreadsheet program as Excel Workbook (.xlsx)"
NO_CSV = "is a file of text, such as CSV, and no workbook: put its rows into an exported workbook"
# What a person hands in, and how the first sentence begins after the name of the file.
FORMS: Mapping[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty: copy the workbook again"),
    "Strict Open XML": (
        with_part("xl/workbook.xml", parts(sheets())["xl/workbook.xml"].replace(MAIN, STRICT_MAIN)),
        "is saved in the form Strict Open XML, which is not read here: save it as Excel Workbook",
    ),
    "a password": (stream("EncryptedPackage"), "is protected with a password: open it, take"),
    "xls": (stream("Workbook"), f"is a workbook of the old form .xls: {SAVE}"),
    "xls of Excel 5": (stream("Book"), f"is a workbook of the old form .xls: {SAVE}"),
    "doc": (stream("WordDocument"), "is an Office file of an old form and no workbook: name"),
    "xlsb": (
        packed({"_rels/.rels": "", "xl/workbook.bin": b"\x01"}),
        f"is a binary workbook (.xlsb): {SAVE}",
    ),
    "ods": (
        packed(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
        ),
        f"is in the form of OpenDocument (.ods): {SAVE}",
    ),
    "numbers": (packed({"Index/Document.iwa": b"1"}), "is a file of Apple Numbers: export it"),
    "docx": (packed({"_rels/.rels": "", "word/document.xml": ""}), "is a Word document and no"),
    "pptx": (packed({"_rels/.rels": "", "ppt/presentation.xml": ""}), "holds slides and no"),
    "zip with a workbook": (
        packed({"november.xlsx": GOOD}),
        "is an archive (zip) and no workbook: unpack it first",
    ),
    "zip of other files": (packed({"a.txt": "a"}), "is an archive (zip) and no workbook: name"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "is an empty archive and no workbook: name"),
    "half of it": (GOOD[: len(GOOD) // 2], "is cut off or damaged: copy it again"),
    "csv": (b"place_id,year\nalpha,1\n", NO_CSV),
    "csv of Windows": ("place_id,note\nalpha,£1\n".encode("cp1252"), NO_CSV),
    "csv in UTF-16": ("place_id\tyear\n".encode("utf-16"), NO_CSV),
    "html as xls": (b"\n<html><table></table></html>", "is a page of the web under the name of a"),
    "html with a mark": (b"\xef\xbb\xbf<!DOCTYPE html><p>", "is a page of the web under the name"),
    "a lone table": (b"<table><tr><td>1</td></tr></table>", "is a page of the web under the name"),
    "Excel 2003 XML": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        f"is an XML file and no workbook of the form .xlsx: {SAVE}",
    ),
    "pdf": (b"%PDF-1.7\n", "is a PDF: name the workbook itself"),
    "rtf": (b"{\\rtf1 a}", "is a text document (RTF): name the workbook itself"),
    "gzip": (b"\x1f\x8b\x08" + bytes(20), "is packed (gzip): unpack it first"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(30), f"is no workbook: {SAVE}"),
}

# A workbook that opens, and the whole first sentence.
EXPORT = "Export one (python -m data export-workbook) and put your rows in."
SHEETS: Mapping[str, tuple[bytes, str]] = {
    "a sheet is missing": (
        without("visits"),
        "Sheet visits is missing: put it back, or export the workbook again.",
    ),
    "a sheet with a capital": (
        packed(parts({("Visits" if n == "visits" else n): x for n, x in sheets().items()})),
        "Sheet Visits should be called visits: give it that name again.",
    ),
    "a sheet with a space": (
        packed(parts({("visits " if n == "visits" else n): x for n, x in sheets().items()})),
        "Sheet visits  should be called visits: give it that name again.",
    ),
    "a sheet of one’s own": (
        packed(parts(sheets(Sums=sheet("")))),
        "Sheet Sums is no table: remove it, or give it the name of its table again.",
    ),
    **{
        f"notes called {name}": (
            packed(parts({(name if n == "Notes" else n): x for n, x in sheets().items()})),
            f"Sheet {name} should be called Notes: give it that name again.",
        )
        for name in ("notes", "NOTES", "Notes ")
    },
    "no notes": (
        without("Notes"),
        f"Sheet Notes is missing, and it says from which version this workbook was made. {EXPORT}",
    ),
    "notes without the version": (
        packed(parts(sheets(Notes=sheet(rows(("Small",)))))),
        "The sheet Notes does not say from which version this workbook was made (cell A2): export "
        "anew and put your rows in.",
    ),
    "an older version": (
        packed(parts(sheets(Notes=sheet(rows(("Small",), ("Version 0.9.0, then",)))))),
        "This workbook was made from version 0.9.0; the current is 1.0.0: export anew and put your "
        "rows in.",
    ),
    **{
        f"a version that was edited by hand: {line}": (
            packed(parts(sheets(Notes=sheet(rows(("Small",), (line,)))))),
            "The sheet Notes does not say from which version this workbook was made (cell A2): "
            "export anew and put your rows in.",
        )
        for line in ("banana", "Version banana, then", "Version , then", "Version 1, then", "1.0.0")
    },
    "another workbook": (
        packed(parts({"Sheet1": sheet(""), "Sheet2": sheet("")})),
        "This workbook has no sheet with the name of a table (its sheets: Sheet1, Sheet2). "
        f"{EXPORT}",
    ),
    "the workbook of open data": (
        packed(parts({"Cover": sheet(""), "Contents": sheet(""), **sheets()})),
        "This is the workbook that the page of open data gives out for reading, and it is not read "
        f"back. {EXPORT}",
    ),
    "an empty sheet": (
        visits(""),
        "Sheet visits is empty: export the workbook again and put your rows in.",
    ),
    "no names of columns": (
        visits(rows(ALPHA, ALPHA)),
        "Sheet visits, row 1: the names of the columns are not there. Put them back: place_id, "
        "year, amount_gbp.",
    ),
    "a title over the table": (
        visits(rows(("Visits of 2026",), ("",), VISITS, ALPHA)),
        "Sheet visits, row 1 (cell A1): the names of the columns stand in row 3 and not here. "
        "Delete the rows above them.",
    ),
    "an empty first row": (
        visits(rows(VISITS, ALPHA, first=2)),
        "Sheet visits, row 1 (cell A1): the names of the columns stand in row 2 and not here. "
        "Delete the rows above them.",
    ),
    "a renamed column": (
        visits(rows(("place_id", "year", "Amount (£)"), ALPHA)),
        "Sheet visits, row 1, column C (cell C1): this column should be called amount_gbp, not "
        "'Amount (£)'. Give it its name again.",
    ),
    "columns with capitals and spaces": (
        visits(rows(("Place ID", "Year ", "amount_gbp"), ALPHA)),
        "Sheet visits, row 1, column A (cell A1): this column should be called place_id, not "
        "'Place ID'. Give it its name again.",
    ),
    "a column that is gone": (
        visits(rows(("place_id", "year"), ALPHA[:2])),
        "Sheet visits, row 1, column amount_gbp: the column is missing. Each column of the table "
        "stands once, under its own name.",
    ),
    "a column twice": (
        visits(rows((*VISITS, "year"), (*ALPHA, "1"))),
        "Sheet visits, row 1, column year (cells B1, D1): the column stands there more than once. "
        "Each column of the table stands once, under its own name.",
    ),
    "merged cells": (
        visits(
            rows(VISITS, ALPHA),
            '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>',
        ),
        "Sheet visits, cells A2:B2: these are merged. Split them, and write in each cell what "
        "belongs there.",
    ),
    "all cells merged": (
        visits(rows(VISITS, ALPHA), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "Sheet visits, cells A1:XFD1048576: these are merged. Split them, and write in each cell "
        "what belongs there.",
    ),
    "a formula": (
        one('<c r="C2"><f>SUM(D2:D9)</f><v>100</v></c>'),
        "Sheet visits, row 2, column amount_gbp (cell C2): this is a formula. Copy the cell and "
        "paste it as a value.",
    ),
    "a shared formula": (
        one('<c r="C2"><f t="shared" si="0"/><v>100</v></c>'),
        "Sheet visits, row 2, column amount_gbp (cell C2): this is a formula. Copy the cell and "
        "paste it as a value.",
    ),
    "a formula over all cells": (
        one('<c r="C2"><f t="array" ref="A1:XFD1048576">1</f></c>'),
        "Sheet visits, row 2, column amount_gbp (cell C2): this is a formula. Copy the cell and "
        "paste it as a value.",
    ),
    "an error": (
        one('<c r="C2" t="e"><v>#DIV/0!</v></c>'),
        "Sheet visits, row 2, column amount_gbp (cell C2): this is the error #DIV/0!. Write the "
        "value itself.",
    ),
    "a number without end": (
        one(number("C2", "1E999")),
        "Sheet visits, row 2, column amount_gbp (cell C2): this is the error 1E999. Write the "
        "value itself.",
    ),
    "a date by a format of its own": (
        one(number("C2", 45000, 1)),
        "Sheet visits, row 2, column amount_gbp (cell C2): the spreadsheet has turned this into a "
        "date or time of its own. Format the cell as text and write again what the paper says, a "
        "day as 2026-11-24.",
    ),
    "a date as ISO text": (
        one('<c r="C2" t="d"><v>2026-11-24T00:00:00</v></c>'),
        "Sheet visits, row 2, column amount_gbp (cell C2): the spreadsheet has turned this into a "
        "date or time of its own. Format the cell as text and write again what the paper says, a "
        "day as 2026-11-24.",
    ),
    **{
        f"the number {told}": (
            one(f'<c r="C2"><v>{told}</v></c>'),
            f"Sheet visits, row 2, column amount_gbp (cell C2): this is {float(told)}, and no more "
            "than 15 places after the point are read. Write a rounder number.",
        )
        for told in ("1e-20", "-4E-16", "1.23456789E-9")
    },
    "a number beyond its digits": (
        one('<c r="C2"><v>1000000000000000.5</v></c>'),
        "Sheet visits, row 2, column amount_gbp (cell C2): a spreadsheet does not keep a number of "
        "more than 15 digits. Format the cell as text and write it again.",
    ),
    "a percentage": (
        one(number("C2", 0.25, 2)),
        "Sheet visits, row 2, column amount_gbp (cell C2): this is 0.25, shown as a percentage. "
        "Format the cell as text and write the number before the % only.",
    ),
    "true in a number": (
        one('<c r="C2" t="b"><v>1</v></c>'),
        "Sheet visits, row 2, column amount_gbp (cell C2): the spreadsheet has turned this into "
        "true or false. Format the cell as text and write it again.",
    ),
    "a number in a text": (
        visits(rows(VISITS) + f'<row r="2">{number("A2", 7)}{text("B2", "1")}</row>'),
        "Sheet visits, row 2, column place_id (cell A2): the spreadsheet has turned this into the "
        "number 7, and zeros before it may be lost. Format the cell as text and write it again.",
    ),
    "an empty row": (
        visits(rows(VISITS) + rows(ALPHA, first=3)),
        "Sheet visits, row 2 (cell A2): the row is empty. Delete the whole row.",
    ),
    "a word in the last row": (
        visits(rows(VISITS, ALPHA) + f'<row r="1048576">{text("A1048576", "alpha")}</row>'),
        "Sheet visits, rows 3 to 1048575 (cells A3 to A1048575): these rows are empty, and row "
        "1048576 is not. Delete them, or empty that row.",
    ),
    "a word in the last column": (
        visits(rows(VISITS, ALPHA[:1]) + f'<row r="3">{text("XFD3", "x")}</row>'),
        "Sheet visits, row 3, column XFD (cell XFD3): there is no name over this cell. Empty it.",
    ),
}

# A workbook with a part that is broken: what the first sentence tells of.
BROKEN: Mapping[str, tuple[bytes, str]] = {
    "a sheet cut off": (
        with_part("xl/worksheets/s3.xml", sheets()["visits"][:-40]),
        "Sheet visits in ",
    ),
    "a cell beyond the sheet": (
        visits(rows(VISITS) + f'<row r="1048577">{text("A1048577", "alpha")}</row>'),
        "Sheet visits in ",
    ),
    "a text that is not there": (one('<c r="C2" t="s"><v>99</v></c>'), "Sheet visits in "),
    "no number": (one(number("C2", "many")), "Sheet visits in "),
    "no list of sheets": (with_part("xl/workbook.xml", "<broken"), "The list of its sheets in "),
    "no relations": (with_part("_rels/.rels", "<a/>"), "The list of its sheets in "),
    "entities by the million": (
        with_part(
            "xl/texts.xml",
            '<!DOCTYPE a [<!ENTITY a "ten letters">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 99}">' for a, b in itertools.pairwise("abcdef"))
            + f']><sst xmlns="{MAIN}"><si><t>&f;</t></si></sst>',
        ),
        "The list of its sheets in ",
    ),
}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a workbook is put; the package that is shown is the small one."""
    small_package(tmp_path / "small")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "small"))
    return tmp_path / "november.xlsx"


def first_sentence(file: Path, content: bytes, capsys: pytest.CaptureFixture) -> str:
    file.write_bytes(content)
    assert main(["import-workbook", str(file), "--into", str(file.parent / "new")]) == 1
    assert not (file.parent / "new").exists()
    return capsys.readouterr().err.splitlines()[0]


@pytest.mark.parametrize(("content", "sentence"), FORMS.values(), ids=FORMS)
def test_a_file_of_another_form(file: Path, content: bytes, sentence: str, capsys):
    assert first_sentence(file, content, capsys).startswith(f"{file} {sentence}")


@pytest.mark.parametrize(("content", "sentence"), SHEETS.values(), ids=SHEETS)
def test_a_workbook_that_cannot_be_taken(file: Path, content: bytes, sentence: str, capsys):
    assert first_sentence(file, content, capsys) == sentence


@pytest.mark.parametrize(("content", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_workbook_with_a_broken_part(file: Path, content: bytes, sentence: str, capsys):
    told = first_sentence(file, content, capsys)
    assert told.startswith(f"{sentence}{file} is damaged and cannot be read (")
    assert told.endswith("save it anew as .xlsx, or export it again.")


def test_the_mark_of_an_open_workbook(file: Path, capsys):
    told = first_sentence(file.with_name("~$november.xlsx"), b"\x05clerk" + bytes(150), capsys)
    assert told.endswith("only marks that a workbook is open in Excel: name the workbook itself.")


def test_a_folder_and_a_file_that_is_not_there(file: Path, capsys):
    assert main(["import-workbook", str(file.parent)]) == 1
    assert main(["import-workbook", str(file)]) == 1
    folder, missing = capsys.readouterr().err.splitlines()
    assert folder == f"{file.parent} is a folder: name the workbook in it."
    assert missing == f"There is no file {file}."


def test_what_other_programs_write_is_read(file: Path):
    """Shared texts in pieces, cells without their place, other names of parts, other formats."""
    line = '<row><c t="s"><v>1</v></c><c t="str"><v>1</v></c><c><v>100.0</v></c></row>'
    made = parts(sheets(visits=sheet(rows(VISITS) + line)))
    made["XL\\Worksheets\\S3.XML"] = made.pop("xl/worksheets/s3.xml")
    file.write_bytes(packed(made))
    resources = small_description()["resources"]
    found = read_workbook(file, lambda book: _tables(book, resources))
    assert found["visits.csv"] == [list(VISITS), ["beta", "1", "100"]]
    assert found["places.csv"][1] == ["alpha", "Alpha", "town", "1200", "0.5", "2024-05-30", "true"]


def test_a_workbook_that_comes_back_is_written(file: Path):
    file.write_bytes(GOOD)
    assert import_workbook(file, file.parent / "new") == ["places.csv", "visits.csv"]
    assert (file.parent / "new" / "visits.csv").read_text("utf-8").splitlines()[1] == "alpha,1,100"


def far(cell: str) -> bytes:
    return visits(rows(VISITS, ALPHA[:1]) + f'<row r="1048576">{cell}</row>')


MANY = 20_000
# Files of little that claim much.
CLAIMS = {
    "a format in the last row": far('<c r="A1048576" s="1"/>'),
    "a format in the last cell": far('<c r="XFD1048576" s="1"/>'),
    "an empty text in the last cell": far(text("XFD1048576", "")),
    "formats in many rows": visits(
        rows(VISITS, ALPHA[:1])
        + "".join(f'<row r="{n}"><c r="XFD{n}" s="1"/></row>' for n in range(3, MANY))
    ),
    "a size that is made up": packed(
        parts(
            sheets(
                visits=f'{HEAD}<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/>'
                f"<sheetData>{rows(VISITS, ALPHA[:1])}</sheetData></worksheet>"
            )
        )
    ),
    "links over all cells": visits(
        rows(VISITS, ALPHA[:1]),
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="a"/></hyperlinks>',
    ),
    "a format for all columns": packed(
        parts(
            sheets(
                visits=f'{HEAD}<worksheet xmlns="{MAIN}"><cols><col min="1" max="16384" style="1"/>'
                f"</cols><sheetData>{rows(VISITS, ALPHA[:1])}</sheetData></worksheet>"
            )
        )
    ),
}


@pytest.mark.parametrize("content", CLAIMS.values(), ids=CLAIMS)
def test_what_a_file_claims_costs_nothing(file: Path, content: bytes):
    file.write_bytes(content)
    resources = small_description()["resources"]
    tracemalloc.start()
    began = time.process_time()
    found = read_workbook(file, lambda book: _tables(book, resources))
    taken, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found["visits.csv"] == [list(VISITS), ["alpha", "", ""]]
    assert most < 20_000_000
    assert taken < 10


def test_a_bomb_is_not_unpacked(file: Path, capsys):
    bomb = with_part("xl/worksheets/s3.xml", b" " * (workbook_file.MOST_BYTES + 1))
    assert len(bomb) < 100_000
    told = first_sentence(file, bomb, capsys)
    assert told.startswith(f"{file} holds 20 MB when it is unpacked, and at most 20 MB are read: ")


def test_faults_by_the_thousand_are_not_all_told(file: Path):
    lines = "".join(f'<row r="{n}">{number(f"A{n}", n)}</row>' for n in range(2, 5_002))
    file.write_bytes(visits(rows(VISITS) + lines))
    with pytest.raises(BadWorkbook) as caught:
        import_workbook(file, file.parent / "new")
    assert len(caught.value.faults) == 201
    assert caught.value.faults[-1] == "There are 4,800 more such faults: mend these first."
