"""`python -m data check`: all faults at once, of tables and across them, and no traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from data import InvalidData, load
from data.checks.cross_checks import cross_faults
from data.cli import main
from data.package.catalogue import PACKAGE, read
from data.package.faults import Fault, ordered
from tests import plain
from tests.mutations import PLACES, VISITS, faults_of, real_package, replace, small_package

SENTENCE = re.compile(r"\S+( row \d+,?)?.*: [^\n]+ \(rule: [^;)]+(; value: \".*\")?\)\.")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return small_package(tmp_path / "small")


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


def test_what_a_message_repeats_of_a_cell_stays_on_one_line_and_short():
    told = str(Fault("a.csv", 2, "b", "scope", None, "é\n\x1b[31m" + "x" * 5000 + " is it"))
    assert told.startswith("a.csv, row 2, column b: é\ufffd\ufffd[31mxxx")
    assert told.isprintable()
    assert len(told) < 700


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
        "a figure is empty where it is not published or not in the copy, and only there",
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
    "a phase of an event that is not there": (
        "programme",
        (
            "board-decides-reprocurement review-relaunched,stated,csr",
            "board-decides-nothing,stated,csr",
        ),
        "no row of tables/events.csv has this in event_id",
    ),
    "five years of which one is not there": (
        "envelopes",
        ("lot6_y3_published,lot-6,3,", "lot6_y3_published,lot-2,3,"),
        "the published envelope of year 3 is needed beside that of five years",
    ),
    "a metric without a figure": (
        "metrics",
        ("survey_staff,", "survey_nobody,"),
        "no row of tables/figures.csv is a figure of this metric",
    ),
    "an area without a lot for children": (
        "lot_areas",
        ("lot-6,dgs,", "lot-6,medway-swale,"),
        "no lot for children covers this area",
    ),
    "an area with two lots for children": (
        "lot_areas",
        ("lot-4,west-kent,", "lot-6,west-kent,"),
        "this area has a lot for children already",
    ),
    "a service in a lot of the other cohort": (
        "lot_services",
        ("child-audiology,lot-5", "child-audiology,lot-1"),
        "the service is for children and the lot is for adults",
    ),
    "a local list of no source": (
        "lot_services",
        ("nursing,lot-1,programme scope", "nursing,lot-1,local list"),
        "evidence is a local list where a source of one is named, and only there",
    ),
    "a match with a line that is not named": (
        "earlier_services",
        (",adult-cardiology,same", ",,same"),
        "a service has a line of today where it matches one, and only there",
    ),
    "an everyday word without a line that has one": (
        "everyday_words",
        ("phlebotomy,same", "phlebotomy,none"),
        "a service has a line of today where it matches one, and only there",
    ),
    "a form of two everyday words": (
        "everyday_words",
        ("blood tests|bloods", "blood tests|warfarin"),
        "this form stands for another word already",
    ),
    "a page of one town that claims the whole area": (
        "service_pages",
        ("adult-falls,west-kent,same,Sevenoaks,part of area", "X,whole area"),
        "a page is of the whole area where its places name West Kent, and only there",
    ),
    "a page of half an area that claims the whole": (
        "service_pages",
        ("adult-phlebotomy,medway-swale,same,Medway,part of area", "X,whole area"),
        "a page is of the whole area where its places name Medway and Swale, and only there",
    ),
    "a page of a whole area that claims a part": (
        "service_pages",
        ("adult-falls,east-kent,same,East Kent,whole area", "X,part of area"),
        "a page is of the whole area where its places name East Kent, and only there",
    ),
    "a page with an empty place": (
        "service_pages",
        (",Deal|Dover,", ",Deal| ,"),
        "a place between two | is empty",
    ),
    "a page that is newer than its date": (
        "service_pages",
        (",2026-02-05,after", ",2024-02-05,after"),
        "a page of this date is not 'after' against October 2025",
    ),
    "a page without a date that is new": (
        "service_pages",
        (",2026-02-05,after", ",,after"),
        "a page of this date is not 'after' against October 2025",
    ),
    "a page of a day that there is not": (
        "service_pages",
        (",2026-02-05,after", ",2026-02-30,after"),
        "there is no such day",
    ),
    "a page that tells of a line twice": (
        "service_pages",
        ("adult-hand-therapy,medway-swale", "adult-nutrition-and-dietetics,medway-swale"),
        "this page stands for it already",
    ),
    "a page on a place that is newer than its date": (
        "sites",
        (",2024-10-21,before", ",2025-11-21,before"),
        "a page of this date is not 'before' against October 2025",
    ),
    "a point without its northing": (
        "sites",
        (",ME13 8PS,east-kent,601350,161230,", ",ME13 8PS,east-kent,601350,,"),
        "a point has a postcode, both metres and both degrees, or none of them",
    ),
    "a surgery whose point is half": (
        "gp_practices",
        ("CT16 1SF,east-kent,632102,", "CT16 1SF,east-kent,,"),
        "a point has a postcode, both metres and both degrees, or none of them",
    ),
    "a place in two towns": (
        "sites",
        ("faversham-cottage-hospital-2,Faversham Cottage Hospital,Faversham", "X,Deal"),
        "another row says otherwise of Faversham Cottage Hospital",
    ),
    "a place in two areas": (
        "sites",
        ("sevenoaks-hospital-2,Sevenoaks Hospital,Sevenoaks,,west-kent", "X,dgs"),
        "another row says otherwise of Sevenoaks Hospital",
    ),
    "a page that tells of a place twice": (
        "sites",
        (
            "www.kentcht.nhs.uk/?p=43407",
            "kentcht.nhs.uk/service/faversham-cottage-hospital",
        ),
        "this page stands for it already",
    ),
    "a line of a service that matches none": (
        "earlier_services",
        (",8,,none", ",8,adult-cardiology,none"),
        "a service has a line of today where it matches one, and only there",
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
    (fault,) = (fault for fault in cross_faults(read(package)) if fault.rule == "share")
    assert fault.message == (
        "a figure of the metric transformation_percent is needed to check envelopes"
    )


def test_a_package_without_the_tables_that_checks_need(package: Path):
    with pytest.raises(InvalidData) as caught:
        load(package)
    assert {f.value for f in caught.value.faults} >= {"envelopes", "figures", "population", "lots"}
    assert {f.message for f in caught.value.faults} == {
        "this table is not described",
        "the package needs an object under dashboard",
    }


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("nowhere.json", "nowhere.json: the file is not there (rule: description)."),
        (".", "datapackage.json: the file is not there (rule: description)."),
        (
            "nofolder",
            "nofolder: the file is not there: name the folder of a package, or the "
            "datapackage.json in it (rule: description).",
        ),
        (
            "november.xlsx",
            "november.xlsx: the file is not UTF-8 text: name the folder of a package, or the "
            "datapackage.json in it (rule: description).",
        ),
        (
            "empty.json",
            "empty.json: the file cannot be read: Too many levels of symbolic links "
            "(rule: description).",
        ),
    ],
)
def test_a_package_that_is_not_there(tmp_path: Path, capsys, path: str, sentence: str):
    (tmp_path / "empty.json").symlink_to("empty.json")  # leads to itself
    (tmp_path / "november.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
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


@pytest.mark.parametrize(
    ("code", "kind", "is_english"),
    [
        ("E06000999", "unitary authority", True),
        ("E07000999", "district", True),
        ("E08000025", "metropolitan district", True),
        ("E09000001", "London borough", True),
        ("E10000016", "district", False),
        ("W06000001", "unitary authority", False),
    ],
)
def test_any_kind_of_english_council_is_taken(code: str, kind: str, is_english: bool):
    fields = {f["name"]: f for f in plain.described("authorities")["schema"]["fields"]}
    assert bool(re.fullmatch(fields["lad_code"]["constraints"]["pattern"], code)) == is_english
    assert kind in fields["kind"]["constraints"]["enum"]
