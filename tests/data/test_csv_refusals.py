"""Every form of a file that is no CSV as it is read here: one sentence, the cause and a way out."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from data.package import files
from tests.made_workbooks import packed, parts, sheets
from tests.mutations import PLACES, said, small_package

ROWS = list(csv.reader(io.StringIO(PLACES)))
SAVE = "save the sheet as CSV UTF-8 (comma delimited)"
ITSELF = "put the CSV file itself in its place"


def written(delimiter: str, **how: object) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n", **how).writerows(ROWS)
    return text.getvalue()


def whole_rows_quoted() -> str:
    return "".join(f'"{line.replace(chr(34), chr(34) * 2)}"\n' for line in PLACES.splitlines())


# A whole file of another form, and the one sentence on it.
FORMS: Mapping[str, tuple[str | bytes, str]] = {
    "semicolons": (
        written(";"),
        f", row 1: the cells are set apart by semicolons and not by commas: {SAVE}",
    ),
    "semicolons and a mark": (
        "\ufeff" + written(";"),
        f", row 1: the cells are set apart by semicolons and not by commas: {SAVE}",
    ),
    "semicolons, all in quotation marks": (
        written(";", quoting=csv.QUOTE_ALL),
        f", row 1: the cells are set apart by semicolons and not by commas: {SAVE}",
    ),
    "tabs": (
        written("\t"),
        f", row 1: the cells are set apart by tabs and not by commas: {SAVE}",
    ),
    "upright lines": (
        written("|"),
        f", row 1: the cells are set apart by upright lines and not by commas: {SAVE}",
    ),
    "a title, then semicolons": (
        "Places\r\n" + written(";"),
        f", row 2: the cells are set apart by semicolons, from row 2 on and not by commas: {SAVE}",
    ),
    "sep=,": (
        "sep=,\n" + PLACES,
        ", row 1: this is a mark for Excel and no names of columns: delete the row sep=,",
    ),
    "sep=, in quotation marks": (
        '"sep=,"\n' + PLACES,
        ', row 1: this is a mark for Excel and no names of columns: delete the row "sep=,"',
    ),
    "SEP=;": (
        "SEP=;\r\n" + written(";"),
        ", row 1: this is a mark for Excel and no names of columns: delete the row SEP=;, and set "
        "the cells apart by commas instead of semicolons",
    ),
    "each row as one cell": (
        whole_rows_quoted(),
        f", row 1: each row stands in quotation marks as one cell: {SAVE}",
    ),
    "a title over the names": (
        "Places of 2026\n\n" + PLACES,
        ", row 1: the names of the columns stand in row 3 and not here: delete the rows over it",
    ),
    "empty rows over the names": (
        ",,,,,,\n" + PLACES,
        ", row 1: the names of the columns stand in row 2 and not here: delete the rows over it",
    ),
    "no names of columns": (
        PLACES.split("\n", 1)[1],
        ", row 1: the names of the columns are not there: put them back, "
        "place_id,name,kind,people,share,opened,is_open",
    ),
    "UTF-16": (
        PLACES.encode("utf-16"),
        ": the file is in UTF-16, which programs call Unicode text, and not in UTF-8: " + SAVE,
    ),
    "UTF-16 without its mark": (
        PLACES.encode("utf-16-be"),
        ": the file is in UTF-16, which programs call Unicode text, and not in UTF-8: " + SAVE,
    ),
    "UTF-32": (
        PLACES.encode("utf-32"),
        ": the file is in UTF-16, which programs call Unicode text, and not in UTF-8: " + SAVE,
    ),
    "a workbook": (
        packed(parts(sheets())),
        ": this is a workbook under the name of a CSV file: open it in a spreadsheet program and "
        + SAVE,
    ),
    "an old workbook": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        ": this is a workbook of the old form .xls under the name of a CSV file: open it in a "
        f"spreadsheet program and {SAVE}",
    ),
    "a PDF": (b"%PDF-1.7\n1 0 obj", f": this is a PDF: {ITSELF}"),
    "gzip": (
        b"\x1f\x8b\x08" + bytes(20),
        ": this is packed (gzip): unpack it first, and put the CSV file in its place",
    ),
    "a Word document": (
        packed({"_rels/.rels": "", "word/document.xml": ""}),
        f": this is a Word document and no CSV file: {ITSELF}",
    ),
    "an archive of it": (
        packed({"places.csv": PLACES}),
        ": this is an archive (zip) and no CSV file: unpack it first, and put the CSV file in its "
        "place",
    ),
    "OpenDocument": (
        packed({"mimetype": "a", "content.xml": "<a/>"}),
        ": this is in the form of OpenDocument (.ods) under the name of a CSV file: open it in a "
        f"spreadsheet program and {SAVE}",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x9c\x01\xff" * 40,
        f": this is no file of text: {ITSELF}",
    ),
    "commas in the first row only, then semicolons": (
        PLACES.split("\n", 1)[0] + "\r\n" + written(";").split("\r\n", 1)[1],
        f", row 2: the cells are set apart by semicolons, from row 2 on and not by commas: {SAVE}",
    ),
    "commas in the first row only, then tabs": (
        PLACES.split("\n", 1)[0] + "\r\n" + written("\t").split("\r\n", 1)[1],
        f", row 2: the cells are set apart by tabs, from row 2 on and not by commas: {SAVE}",
    ),
    "commas in the first row only, then upright lines": (
        PLACES.split("\n", 1)[0] + "\nalpha|Alpha|town|1|0.5||true\nbeta|Beta|town|1|0.5||true\n",
        ", row 2: the cells are set apart by upright lines, from row 2 on and not by commas: "
        + SAVE,
    ),
    "a name of a column with a capital and a space": (
        PLACES.replace("place_id", "Place ID", 1),
        ", row 1: this column should be called place_id",
    ),
    "a page of the web": (
        "<html><table><tr><td>place_id</td></tr></table></html>",
        ", row 1: this is a page of the web and no CSV file: open it in a spreadsheet program and "
        + SAVE,
    ),
    "a pointer of Git LFS": (
        "version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
        ", row 1: this is what Git LFS left in the place of the file: fetch it with git lfs pull",
    ),
    "a merge that was not finished": (
        PLACES.replace("beta,", "<<<<<<< HEAD\nbeta,") + "=======\n>>>>>>> other\n",
        ", row 3: Git left both versions of these rows here: keep one, and delete its marks",
    ),
}

# One cell that a program changed.
CELLS: Mapping[str, tuple[str, str]] = {
    "a lost value": ("#REF!", "a spreadsheet program wrote this instead of a value: write the"),
    "a column too narrow": ("########", "a spreadsheet program wrote this instead of a value: wr"),
    "a name that it does not know": ("#NAME?", "a spreadsheet program wrote this instead of a v"),
    "UTF-8 read as Windows text": ("Alphaâ€™s", "letters were lost when a program read the file"),
    "UTF-8 read as Latin 1": ("Alphaâ\x80\x99s", "letters were lost when a program read the fi"),
    "a dash read so": ("Alpha â\x80\x93 Beta", "letters were lost when a program read the file in"),
    "a mark of Windows alone": ("Alpha\x92s", "letters were lost when a program read the file in"),
    "pounds read so": ("Â£5 million", "letters were lost when a program read the file in another"),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return small_package(tmp_path / "small")


@pytest.mark.parametrize(("content", "sentence"), FORMS.values(), ids=FORMS)
def test_a_file_of_another_form_is_said_once(package: Path, content: str | bytes, sentence: str):
    data = content.encode() if isinstance(content, str) else content
    (package.parent / "places.csv").write_bytes(data)
    (one,) = said(package)
    assert one.rpartition(" (rule: ")[0] == f"places.csv{sentence}"


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upr")])
def test_a_single_row_that_is_set_apart_otherwise_says_by_what(package: Path, mark: str, name: str):
    row = "beta,Beta,village,300,0.125,2023-12-01,false"
    content = PLACES.replace(row, row.replace(",", mark))
    (package.parent / "places.csv").write_text(content, encoding="utf-8")
    assert said(package)[0].startswith(
        "places.csv, row 3: the row has 1 cells and the header has 7: set its cells apart by "
        f"commas and not by {name}"
    )


def test_each_name_of_a_column_that_is_written_otherwise_is_told(package: Path):
    header = "Place ID, name,KIND,people,share,opened,is-open"
    content = PLACES.replace(PLACES.split("\n", 1)[0], header)
    (package.parent / "places.csv").write_text(content, encoding="utf-8")
    found = [one.rpartition(" (rule: ") for one in said(package)]
    assert {(one, value.split("value: ")[1]) for one, _, value in found} == {
        ("places.csv, row 1: this column should be called place_id", '"Place ID").'),
        ("places.csv, row 1: this column should be called name", '" name").'),
        ("places.csv, row 1: this column should be called kind", '"KIND").'),
        ("places.csv, row 1: this column should be called is_open", '"is-open").'),
    }


@pytest.mark.parametrize(("cell", "sentence"), CELLS.values(), ids=CELLS)
def test_what_a_program_did_to_a_cell(package: Path, cell: str, sentence: str):
    file = package.parent / "places.csv"
    file.write_text(PLACES.replace(",Alpha,", f",{cell},"), encoding="utf-8")
    (one,) = said(package)
    assert one.startswith(f"places.csv, row 2, column name: {sentence}")


@pytest.mark.parametrize("cell", ["Â", "#", "##", "=1+1", "Ça va £5", "sep=,", "a;b;c", "a|b"])
def test_what_a_cell_may_hold(package: Path, cell: str):
    file = package.parent / "places.csv"
    file.write_text(PLACES.replace(",Alpha,", f',"{cell}",'), encoding="utf-8")
    assert said(package) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_they_like(package: Path, end: str):
    (package.parent / "places.csv").write_bytes(PLACES.replace("\n", end).encode())
    assert said(package) == []


def test_letters_of_windows_are_told_with_their_cell(package: Path):
    content = PLACES.replace("Beta", "\u2019s").encode("cp1252")
    (package.parent / "places.csv").write_bytes(content)
    (one,) = said(package)
    assert one.startswith("places.csv, row 3, column name: byte 0x92 is not UTF-8: save the file")


def test_a_file_that_is_far_too_large_is_not_read(package: Path, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    assert any("places.csv: the file holds 0 MB, and at most" in one for one in said(package))
