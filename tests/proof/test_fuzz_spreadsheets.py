"""Workbooks and CSV files with anything in them: read as they are, or refused in sentences."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from data.package.files import UNREADABLE, split
from data.workbook.file import read_workbook
from data.workbook.read_back import _tables
from data.workbook.workbook import BadWorkbook
from tests.fuzzing import change_bytes, examples, one_clear_sentence
from tests.made_workbooks import VISITS, packed, parts, rows, sheet, sheets
from tests.mutations import PLACES, faults_of, small_description, small_package

GOOD = packed(parts(sheets()))


def visits(content: str) -> bytes:
    return packed(parts(sheets(visits=sheet(content))))


CELLS = st.sampled_from(
    [
        '<c r="A2" t="s"><v>0</v></c>',
        '<c r="A2" t="s"><v>-1</v></c>',
        '<c r="ZZZ2"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="?"><v>1</v></c>',
        '<c r="B2" s="99"><v>45000</v></c>',
        '<c r="B2" s="x"><v>1</v></c>',
        '<c r="C2" s="1"><v>9e99</v></c>',
        '<c r="C2" s="3"><v>-1</v></c>',
        '<c r="C2"><v>NaN</v></c>',
        '<c r="C2"><v>0x10</v></c>',
        '<c r="C2" t="b"><v>maybe</v></c>',
        '<c r="C2" t="z"><v>12</v></c>',
        '<c r="C2"><f/></c>',
        '<c r="C2" t="inlineStr"><is><r/><t>_x000D_</t></is></c>',
        "<c><v> 100 </v></c>",
        "<c/>",
        '<d r="C2"/>',
    ]
)


@pytest.fixture(scope="module")
def any_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "any.xlsx"


def look_at(file: Path, content: bytes) -> None:
    """A workbook is read, or refused in sentences; nothing else happens."""
    file.write_bytes(content)
    try:
        found = read_workbook(file, lambda book: _tables(book, small_description()["resources"]))
    except BadWorkbook as bad:
        assert bad.faults
        for fault in bad.faults:
            one_clear_sentence(Exception(fault))
        return
    for table in small_description()["resources"]:
        names = [field["name"] for field in table["schema"]["fields"]]
        assert found[table["path"]][0] == names
        assert all(len(row) == len(names) for row in found[table["path"]])
        assert all(isinstance(cell, str) for row in found[table["path"]] for cell in row)


@examples(60, 4_000, shrink=False)
@given(st.data())
def test_any_cells(any_file: Path, data: st.DataObject):
    cells = "".join(data.draw(st.lists(CELLS, max_size=6)))
    number = data.draw(st.sampled_from(['r="2"', "", 'r="0"', 'r="-5"', 'r="x"', 'r="1048576"']))
    look_at(any_file, visits(rows(VISITS) + f"<row {number}>{cells}</row>"))


@examples(60, 3_000, shrink=False)
@given(st.data())
def test_any_bytes_of_the_file(any_file: Path, data: st.DataObject):
    look_at(any_file, change_bytes(data, GOOD))


@examples(60, 3_000, shrink=False)
@given(st.data())
def test_any_bytes_of_a_part(any_file: Path, data: st.DataObject):
    made: dict[str, str | bytes] = dict(parts(sheets()))
    name = data.draw(st.sampled_from(sorted(made)))
    made[name] = change_bytes(data, str(made[name]).encode())
    look_at(any_file, packed(made))


# CSV.


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_package(tmp_path_factory.mktemp("csv") / "small")


def look_at_csv(package: Path, content: bytes) -> set[str]:
    """Whatever a file holds, what is said of it are sentences; give the rules that it breaks."""
    (package.parent / "places.csv").write_bytes(content)
    faults = faults_of(package)
    for fault in faults:
        one_clear_sentence(Exception(str(fault)))
    return {fault.rule for fault in faults if fault.file == "places.csv"}


@examples(40, 5_000, shrink=False)
@given(st.data())
def test_any_bytes_of_a_csv_file(package: Path, data: st.DataObject):
    look_at_csv(package, change_bytes(data, PLACES.encode()))


ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
NAMES = st.text(st.characters(codec="latin-1", exclude_categories=["Cc", "Cs"]), min_size=1)


@examples(40, 5_000, shrink=False)
@given(st.data())
def test_a_table_in_any_way_of_writing_csv(package: Path, data: st.DataObject):
    """It is read with the cells that it has, or refused whole: no cell is ever another one.

    Letters of Windows may by chance be UTF-8 too, and nothing in a file tells which was meant.
    """
    table = [*csv.reader(io.StringIO(PLACES))]
    table[1][1] = data.draw(NAMES)
    delimiter = data.draw(st.sampled_from(",,,;\t|"))
    text = io.StringIO(newline="")
    csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=data.draw(st.sampled_from(["\n", "\r\n"])),
        quoting=data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    ).writerows(table)
    before = data.draw(st.sampled_from(["", "", "sep=,\n", "\n", "Places\n", ",,\n"]))
    encoding = data.draw(ENCODINGS)
    content = (before + text.getvalue()).encode(encoding)
    broken = look_at_csv(package, content)
    if delimiter != "," or before:
        assert broken & UNREADABLE
    if not broken & UNREADABLE and encoding.startswith("utf-8"):
        assert split(content.decode("utf-8-sig")) == table
