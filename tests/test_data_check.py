"""`python -m data check`: each fault in one plain sentence, all of them at once, no traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from data import InvalidData, load
from data.catalogue import PACKAGE, read
from data.cli import main
from data.cross_checks import cross_faults
from data.faults import Fault, ordered
from tests.mutations import (
    PLACES,
    VISITS,
    faults_of,
    real_package,
    redescribe,
    replace,
    said,
    small_package,
)

SENTENCE = re.compile(r"\S+( row \d+,?)?.*: [^\n]+ \(rule: [^;)]+(; value: \".*\")?\)\.")


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
        "places.csv, row 2, column people: this should be a whole number, written in digits only"
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
        "places.csv, row 3: the row has 6 cells and the header has 7 (rule: row length).",
    ),
    "row too long": (
        "beta,Beta,",
        "beta,Beta,Beta,",
        "places.csv, row 3: the row has 8 cells and the header has 7 (rule: row length).",
    ),
    "blank line": (
        "beta,",
        "\nbeta,",
        "places.csv, row 3: the row is empty (rule: blank row).",
    ),
    "row of commas": (
        "beta,",
        ",,,,,,\nbeta,",
        "places.csv, row 3: the row is empty (rule: blank row).",
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
        "places.csv, row 4: the row has 8 cells and the header has 7 (rule: row length).",
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
    "missing": (without_first_column, ("the column is missing", "place_id", None)),
    "extra": (
        lambda text: text.replace("is_open\n", "is_open,extra\n").replace("e\n", "e,x\n"),
        ("this column is not in the description", None, "extra"),
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
        ("name", None, "the column is missing"),
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
            "places.csv, row 3: byte 0xe9 is not UTF-8: save the file as CSV in UTF-8"
            " (rule: UTF-8).",
        ),
        (
            PLACES.encode("utf-16"),
            "places.csv, row 1: byte 0xff is not UTF-8: save the file as CSV in UTF-8"
            " (rule: UTF-8).",
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
    assert said(package) == ["places.csv: the file cannot be read (rule: file)."]


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


def test_all_faults_at_once_each_with_its_place(package: Path):
    (package.parent / "places.csv").write_text(
        PLACES.replace("town", "city").replace(",300,", ",-3,").replace("0.125", "x"),
        encoding="utf-8",
    )
    (package.parent / "visits.csv").write_text(
        VISITS.replace("alpha,2", "delta,3").replace("200", "20.5"), encoding="utf-8"
    )
    assert [(f.file, f.row, f.column, f.rule, f.value) for f in faults_of(package)] == [
        ("places.csv", 2, "kind", "allowed values", "city"),
        ("places.csv", 3, "people", "minimum", "-3"),
        ("places.csv", 3, "share", "type", "x"),
        ("visits.csv", 3, "amount_gbp", "type", "20.5"),
        ("visits.csv", 3, "place_id", "foreign key", "delta"),
        ("visits.csv", 3, "year", "allowed values", "3"),
    ]


def test_more_faults_than_the_library_lists_by_itself(package: Path):
    header, *_ = PLACES.splitlines()
    rows = [f"{'x' * 3}{i},,city,-1,2,2024-01-01,true" for i in range(400)]
    (package.parent / "places.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    in_places = [fault for fault in faults_of(package) if fault.file == "places.csv"]
    assert len(in_places) == 400 * 5  # pattern, required, allowed values, minimum, maximum


def test_long_and_odd_values_stay_on_one_line():
    fault = Fault("a.csv", 2, "b", "text", "é\n\x1b[31m" + "x" * 5000, "it is odd")
    assert "\n" not in str(fault)
    assert "\x1b" not in str(fault)
    assert len(str(fault)) < 150


def test_faults_sort_with_and_without_row_column_and_value():
    faults = [
        Fault("b", None, None, "r", None, "m"),
        Fault("a", 2, "c", "r", "v", "m"),
        Fault("a", None, "c", "r", None, "m"),
        Fault("a", 2, None, "r", None, "m"),
        Fault("a", 2, "c", "r", "v", "m"),
    ]
    assert [(f.file, f.row, f.column) for f in ordered(faults)] == [
        ("a", None, "c"),
        ("a", 2, None),
        ("a", 2, "c"),
        ("b", None, None),
    ]


def test_the_committed_package_is_valid_and_each_table_has_a_line(capsys):
    assert main(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    catalogue = load()
    assert [line.split()[0] for line in lines[:-1]] == list(catalogue)
    assert all(
        f"{catalogue[name].height} rows" in line
        for name, line in zip(catalogue, lines, strict=False)
    )
    assert lines[-1] == f"All {len(lines) - 1} tables are valid, version {catalogue.version}."


def test_table_faults_and_sums_are_listed_together(tmp_path: Path, capsys):
    package = real_package(tmp_path)
    tables = package.parent / "tables"
    replace(tables / "sources.csv", "2024-07-17", "17 July 2024")
    replace(tables / "themes.csv", "works well", "worked well")
    replace(tables / "envelopes.csv", ",31689754,", ",31689759,")
    replace(tables / "population.csv", "269220,64037,", "269220,64038,")
    (tables / "gaps.csv").unlink()
    assert main(["check", str(package)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    *sentences, count = err.splitlines()
    assert all(SENTENCE.fullmatch(sentence) for sentence in sentences)
    assert count == f"{len(sentences)} faults found."
    listed = "\n".join(sentences)
    assert "tables/gaps.csv: the file is not there (rule: file)." in listed
    assert "tables/sources.csv, row 4, column date: this should be a date" in listed
    assert "tables/themes.csv, row 3, column kind: this should be one of" in listed
    assert "column amount_gbp: this should be 32,323,554, the sum of published and held" in listed
    assert "column all_ages: under 18 and 18 and over should add up to all ages" in listed


# What is replaced in one table of the real package, and what the check across tables says.
CROSS = {
    "a component that does not add up": (
        "envelopes",
        ("lot-6,2,total,32323549", "lot-6,2,total,32323559"),
        "this should be 32,323,549, the sum of published and held back, give or take £2",
    ),
    "years that do not add up": (
        "envelopes",
        ("lot-6,total,transformation,2535180", "lot-6,total,transformation,2535190"),
        "this should be 2,535,180, the sum of years 1 to 5, give or take £2",
    ),
    "2% that is not 2%": (
        "envelopes",
        ("lot-6,3,transformation,633795", "lot-6,3,transformation,633895"),
        "this should be 2% of the published envelope, 633,795",
    ),
    "a derived figure that its sum does not give": (
        "figures",
        ("surveys_all,294,", "surveys_all,295,"),
        "this should be 294, which is what its sum gives",
    ),
    "a sum of a figure that is not there": (
        "figures",
        ("envelope_five_years_csr_2024_12 / 5", "envelope_six_years / 5"),
        "the sum names figures without a value: envelope_six_years",
    ),
    "a sum with a power": (
        "figures",
        ("envelope_five_years_csr_2024_12 / 5", "envelope_five_years_csr_2024_12 ** 5"),
        "the sum is not one of figures, numbers, brackets and + - * /",
    ),
    "a derived figure without a sum": (
        "figures",
        ("derived,envelope_five_years_csr_2024_12 / 5,", "derived,,"),
        "a derived row has its sum, and only a derived row has one",
    ),
    "a figure without a value": (
        "figures",
        ("event_signups,175,", "event_signups,,"),
        "a figure is empty where it is not published, and only there",
    ),
    "an area that is not there": (
        "population",
        ("hcp_area,dgs,", "hcp_area,dgx,"),
        "no row of tables/hcp_areas.csv has this in hcp_area_id",
    ),
    "more old people than grown-ups": (
        "population",
        ("269220,64037,205183,45950", "269220,64037,205183,245950"),
        "those of 65 and over should be no more than those of 18 and over",
    ),
    "a lot that is not its areas": (
        "population",
        ("lot,lot-6,836,1469438,318446,", "lot,lot-6,836,1469438,318447,"),
        "this should be 318,446, the sum of the areas of the lot",
    ),
    "a gap of a lot that is not there": (
        "gaps",
        ("lot-1 lot-2", "lot-1 lot-9"),
        "no row of tables/lots.csv has this in lot_id",
    ),
    "a service in a lot of the other cohort": (
        "lot_services",
        ("child-audiology,lot-5", "child-audiology,lot-1"),
        "the service is for children and the lot is for adults",
    ),
}


@pytest.mark.parametrize(("table", "change", "message"), CROSS.values(), ids=CROSS)
def test_what_spans_tables(tmp_path: Path, table: str, change: tuple[str, str], message: str):
    package = real_package(tmp_path)
    old, new = change
    replace(
        package.parent / "tables" / f"{table}.csv", old, new.replace("X", old.rsplit(",", 1)[0])
    )
    faults = [fault for fault in cross_faults(read(package)) if message in fault.message]
    assert faults
    assert all(fault.file == f"tables/{table}.csv" for fault in faults)


def test_a_percentage_that_the_checks_need_is_asked_for(tmp_path: Path):
    package = real_package(tmp_path)
    figures = package.parent / "tables" / "figures.csv"
    lines = figures.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("transformation_percent")]
    figures.write_text("".join(kept), encoding="utf-8")
    (fault,) = cross_faults(read(package))
    assert fault.message == (
        "a figure of the metric transformation_percent is needed to check envelopes"
    )


def test_a_package_without_the_tables_that_checks_need(package: Path):
    with pytest.raises(InvalidData) as caught:
        load(package)
    assert {f.value for f in caught.value.faults} >= {"envelopes", "figures", "population", "lots"}
    assert {f.message for f in caught.value.faults} == {"this table is not described"}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("nowhere.json", "nowhere.json: the file is not there (rule: description)."),
        (".", "the file cannot be read (rule: description)."),
    ],
)
def test_a_package_that_is_not_there(tmp_path: Path, capsys, path: str, sentence: str):
    assert main(["check", str(tmp_path / path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].endswith(sentence)
    assert err.splitlines()[1] == "1 fault found."


def test_as_a_command_it_exits_1_and_shows_no_traceback(tmp_path: Path):
    package = small_package(tmp_path)
    replace(package.parent / "places.csv", "town", "city")
    run = subprocess.run(
        [sys.executable, "-m", "data", "check", str(package)],
        cwd=PACKAGE.parent.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    assert 'rule: allowed values; value: "city"' in run.stderr


def test_a_wrong_command_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["chekc"])
    assert caught.value.code == 2
    assert "chekc" in capsys.readouterr().err
