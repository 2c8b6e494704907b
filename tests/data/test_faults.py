"""Each broken cell, row, header or file is said once, in one plain sentence that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutations import PLACES, faults_of, redescribe, replace, said, small_package


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return small_package(tmp_path / "small")


def test_the_small_package_has_no_fault(package: Path):
    assert faults_of(package) == []


# What is replaced in places.csv, by what, and the sentence that follows.
BROKEN_CELLS = {
    "whole number with commas": (
        ",1200,",
        ',"1,200",',
        "places.csv, row 2, column people: this should be a whole number, written in digits only"
        ' (rule: type; value: "1,200").',
    ),
    "whole number with spaces": (
        ",1200,",
        ", 1200,",
        "places.csv, row 2, column people: there is a space at the start"
        ' (rule: type; value: " 1200").',
    ),
    "whole number too long for a frame": (
        ",1200,",
        ",99999999999999999999,",
        "places.csv, row 2, column people: this should be a whole number, written in digits only"
        ' (rule: type; value: "99999999999999999999").',
    ),
    "number that is none": (
        ",0.5,",
        ",NaN,",
        "places.csv, row 2, column share: this should be a number, written like 1250 or 12.5"
        ' (rule: type; value: "NaN").',
    ),
    "negative": (
        ",1200,",
        ",-1,",
        'places.csv, row 2, column people: this should be 0 or more (rule: minimum; value: "-1").',
    ),
    "too large": (
        ",0.5,",
        ",1.5,",
        'places.csv, row 2, column share: this should be 1 or less (rule: maximum; value: "1.5").',
    ),
    "date of this country": (
        "2024-05-30",
        "30/05/2024",
        "places.csv, row 2, column opened: this should be a date, written like 2024-12-05"
        ' (rule: type; value: "30/05/2024").',
    ),
    "day that is not in the calendar": (
        "2024-05-30",
        "2024-02-30",
        "places.csv, row 2, column opened: this should be a date, written like 2024-12-05"
        ' (rule: type; value: "2024-02-30").',
    ),
    "yes or no in capitals": (
        ",true\nbeta",
        ",TRUE\nbeta",
        "places.csv, row 2, column is_open: this should be true or false"
        ' (rule: type; value: "TRUE").',
    ),
    "value not on the list": (
        ",town,",
        ",city,",
        "places.csv, row 2, column kind: this should be one of: town, village"
        ' (rule: allowed values; value: "city").',
    ),
    "space after a value of the list": (
        ",town,",
        ",town ,",
        "places.csv, row 2, column kind: there is a space at the end"
        ' (rule: allowed values; value: "town ").',
    ),
    "space that does not break a line": (
        ",town,",
        ",\xa0town\xa0,",
        "places.csv, row 2, column kind: there is a space at the start and at the end"
        ' (rule: allowed values; value: "\xa0town\xa0").',
    ),
    "space before a value of a pattern": (
        "gamma,",
        " gamma,",
        "places.csv, row 4, column place_id: there is a space at the start"
        ' (rule: pattern; value: " gamma").',
    ),
    "space after a day": (
        "2024-05-30",
        "2024-05-30 ",
        "places.csv, row 2, column opened: there is a space at the end"
        ' (rule: type; value: "2024-05-30 ").',
    ),
    "value against the pattern": (
        "gamma,",
        "Gamma 1,",
        "places.csv, row 4, column place_id: this should be written by the pattern [a-z]+"
        ' (rule: pattern; value: "Gamma 1").',
    ),
    "value left out": (
        "Alpha",
        "",
        'places.csv, row 2, column name: this must not be empty (rule: required; value: "").',
    ),
    "control character": (
        "Alpha",
        "Al\x00pha",
        "places.csv, row 2, column name: the text holds a character that cannot be shown"
        ' (rule: text; value: "Al\\u0000pha").',
    ),
    "letter lost by another programme": (
        "Alpha",
        "Al�pha",
        "places.csv, row 2, column name: the text holds a character that cannot be shown"
        ' (rule: text; value: "Al�pha").',
    ),
    "row too short": (
        "beta,Beta,",
        "beta,",
        "places.csv, row 3: the row has 6 cells and the header has 7: add what is missing, "
        "a comma for an empty cell (rule: row length).",
    ),
    "row too long": (
        "beta,Beta,",
        "beta,Beta,Beta,",
        "places.csv, row 3: the row has 8 cells and the header has 7: put a cell that holds "
        "a comma in quotation marks (rule: row length).",
    ),
    "blank line": (
        "beta,",
        "\nbeta,",
        "places.csv, row 3: the row is empty: delete it (rule: blank row).",
    ),
    "row of commas": (
        "beta,",
        ",,,,,,\nbeta,",
        "places.csv, row 3: the row is empty: delete it (rule: blank row).",
    ),
    "same key twice": (
        "gamma,",
        "alpha,",
        "places.csv, row 4, column place_id: row 2 has the same key"
        ' (rule: unique; value: "alpha").',
    ),
    "quotation mark left open": (
        "Beta",
        '"Beta',
        "places.csv, row 3: the row cannot be split into cells: look at its quotation marks"
        " (rule: quotation marks).",
    ),
    "text after a quotation": (
        '"Gamma, upper"',
        '"Gamma", upper',
        "places.csv, row 4: the row has 8 cells and the header has 7: put a cell that holds "
        "a comma in quotation marks (rule: row length).",
    ),
}


@pytest.mark.parametrize(("old", "new", "sentence"), BROKEN_CELLS.values(), ids=BROKEN_CELLS)
def test_a_broken_cell_or_row_is_said_once(package: Path, old: str, new: str, sentence: str):
    replace(package.parent / "places.csv", old, new)
    assert said(package) == [sentence]


def without_first_column(text: str) -> str:
    return "".join(line.split(",", 1)[1] for line in text.splitlines(keepends=True))


HEADERS = {
    "renamed": (
        lambda text: text.replace("place_id", "place"),
        ("this column should be called place_id", None, "place"),
    ),
    "without a name": (
        lambda text: text.replace(",name,", ",,"),
        ("this column should be called name", None, ""),
    ),
    "missing": (without_first_column, ("the column is missing: put it back", "place_id", None)),
    "extra": (
        lambda text: text.replace("is_open\n", "is_open,extra\n").replace("e\n", "e,x\n"),
        ("this column is not in the description: delete it, or mend its name", None, "extra"),
    ),
}


@pytest.mark.parametrize(("change", "expected"), HEADERS.values(), ids=HEADERS)
def test_a_header_that_is_not_the_described_one(package: Path, change, expected: tuple):
    (package.parent / "places.csv").write_text(change(PLACES), encoding="utf-8")
    (fault,) = faults_of(package)
    assert (fault.file, fault.row, fault.rule) == ("places.csv", 1, "header")
    assert (fault.message, fault.column, fault.value) == expected


def test_columns_in_another_order_or_twice(package: Path):
    file = package.parent / "places.csv"
    replace(file, "place_id,name", "name,place_id")
    assert [fault.message for fault in faults_of(package)] == [
        "the columns should stand in this order: "
        "place_id, name, kind, people, share, opened, is_open"
    ]
    file.write_text(PLACES.replace("name", "place_id", 1), encoding="utf-8")
    assert {(fault.column, fault.value, fault.message) for fault in faults_of(package)} == {
        ("name", None, "the column is missing: put it back"),
        (None, "place_id", "this column stands more than once"),
    }


def test_a_dangling_key_names_the_table_it_should_be_in(package: Path):
    replace(package.parent / "visits.csv", "beta,1,", "delta,1,")
    assert said(package) == [
        "visits.csv, row 4, column place_id: no row of places.csv has this in place_id"
        ' (rule: foreign key; value: "delta").'
    ]


def test_a_key_within_one_table_and_one_left_empty(package: Path):
    within = {"fields": ["kind"], "reference": {"resource": "", "fields": ["place_id"]}}
    redescribe(package, lambda d: d["resources"][0]["schema"].update(foreignKeys=[within]))
    (package.parent / "places.csv").write_text(
        "place_id,name,kind,people,share,opened,is_open\n"
        "town,Town,,1,,,\n"
        "alpha,Alpha,town,1,,,\n"
        "beta,Beta,village,1,,,\n",
        encoding="utf-8",
    )
    in_places = [str(fault) for fault in faults_of(package) if fault.file == "places.csv"]
    assert in_places == [
        "places.csv, row 4, column kind: no row of places.csv has this in place_id"
        ' (rule: foreign key; value: "village").'
    ]


def test_a_key_of_two_columns_that_repeats(package: Path):
    replace(package.parent / "visits.csv", "alpha,2,", "alpha,1,")
    assert said(package) == [
        "visits.csv, row 3, columns place_id, year: row 2 has the same key"
        ' (rule: unique; value: "alpha, 1").'
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "places.csv: the file is not there (rule: file)."),
        (b"", "places.csv: the file is empty (rule: file)."),
        (
            PLACES.splitlines()[0].encode(),
            "places.csv: the table has a header and no rows (rule: rows).",
        ),
        (
            PLACES.replace("Beta", "Bét").encode("latin-1"),
            "places.csv, row 3, column name: byte 0xe9 is not UTF-8: save the file as CSV in UTF-8"
            " (rule: UTF-8).",
        ),
        (
            PLACES.encode("utf-16"),
            "places.csv: the file is in UTF-16, which programs call Unicode text, and not in "
            "UTF-8: "
            "save the sheet as CSV UTF-8 (comma delimited) (rule: file).",
        ),
    ],
    ids=["missing", "empty", "header only", "latin-1", "utf-16"],
)
def test_a_file_that_cannot_be_read(package: Path, content: bytes | None, sentence: str):
    file = package.parent / "places.csv"
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    # One sentence for the file, and none for each key of the other table that leads to it.
    assert said(package) == [sentence]


def test_a_folder_in_the_place_of_a_file(package: Path):
    file = package.parent / "places.csv"
    file.unlink()
    file.mkdir()
    assert said(package) == ["places.csv: the file cannot be read: Is a directory (rule: file)."]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
    ],
    ids=["byte order mark", "line ends of Windows", "no line end at the end"],
)
def test_what_a_spreadsheet_saves_is_read(package: Path, encode):
    (package.parent / "places.csv").write_bytes(encode(PLACES))
    assert faults_of(package) == []
