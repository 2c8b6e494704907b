"""Waiting lists: sums found a second way, gaps that are no falls, and nothing of all of England."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from data.checks.cross_checks import cross_faults
from data.checks.loading import load
from data.checks.wait_checks import WAIT_CHECKS
from data.cli import main
from data.package.catalogue import Catalogue
from data.queries.waiting import lists, measures
from tests import plain
from tests.mutations import real_package
from tests.sample.reference import REFERENCE_DIR, needs_reference

WAITS = plain.rows("waits")
COHORT = {row["wait_service_id"]: row["cohort"] for row in plain.rows("wait_services")}
PROVIDERS = {row["reporter_id"] for row in plain.where("reporters", level="provider")}
SILENT = ("2024-11-01", "2024-12-01", "2025-01-01")
LAST = "2025-07-01"


def people(column: str = "waiting", *, reporters: set[str], cohort: str, month: str = LAST) -> int:
    """People on lists, added up row by row."""
    return sum(
        int(row[column])
        for row in WAITS
        if row["month"] == month
        and row["reporter_id"] in reporters
        and COHORT[row["wait_service_id"]] == cohort
    )


@pytest.fixture(scope="module")
def facts() -> Catalogue:
    return load()


@pytest.mark.parametrize(
    ("cohort", "waiting", "a_year", "two_years"),
    [("adults", 18_437, 1, 0), ("children", 13_706, 2_957, 916)],
)
def test_so_many_wait_and_so_long(facts, cohort, waiting, a_year, two_years):
    assert people(reporters={"icb"}, cohort=cohort) == waiting
    assert people("weeks_52_or_more", reporters={"icb"}, cohort=cohort) == a_year
    assert people("weeks_104_or_more", reporters={"icb"}, cohort=cohort) == two_years
    told = lists.by_reporter(facts, cohort).filter(reporter_id="icb", month=lists.last_month(facts))
    assert told["waiting"].item() == waiting
    assert told["weeks_52_or_more"].item() == a_year
    bands = lists.by_band(facts).filter(cohort=cohort)
    assert bands["people"].sum() == waiting - (cohort == "children")
    assert bands["share"].sum() == pytest.approx(1)


def test_bands_add_up_but_in_two_rows_that_say_so():
    odd = [
        row for row in WAITS if sum(int(row[band]) for band in lists.BANDS) != int(row["waiting"])
    ]
    assert {(row["month"], row["reporter_id"]) for row in odd} == {(LAST, "icb"), (LAST, "kchft")}
    for row in odd:
        assert row["caveat"] == "The bands add up to 1 fewer than the total"


def test_named_providers_are_all_of_the_icb_but_for_one_service():
    left: dict[tuple[str, str], int] = defaultdict(int)
    for row in WAITS:
        sign = 1 if row["reporter_id"] == "icb" else -1
        left[row["month"], row["wait_service_id"]] += sign * int(row["waiting"])
    beyond = {month: n for (month, service), n in left.items() if n}
    assert {service for (_, service), n in left.items() if n} == {"adult-musculoskeletal-service"}
    assert len(beyond) == 12
    assert (beyond["2025-02-01"], beyond["2025-03-01"], beyond[LAST]) == (11_744, 3_663, 2_867)


def test_what_is_beyond_the_named_providers_is_a_row_without_a_name(facts):
    rows = lists.by_reporter(facts, "adults").filter(reporter_id=lists.BEYOND)
    assert rows.height == 12
    assert rows["name"].null_count() == 12
    named = people(reporters=PROVIDERS, cohort="adults")
    assert rows["waiting"][-1] == people(reporters={"icb"}, cohort="adults") - named
    assert lists.by_reporter(facts, "children").filter(reporter_id=lists.BEYOND).is_empty()


def test_who_did_not_report_has_no_row_and_is_told_as_such(facts):
    for month in sorted({row["month"] for row in WAITS}):
        here = [row for row in WAITS if row["month"] == month]
        assert ({"mch"} <= {row["reporter_id"] for row in here}) == (month not in SILENT)
    for cohort in ("adults", "children"):
        rows = lists.by_reporter(facts, cohort)
        silent = rows.filter(reporter_id="mch", state=lists.SILENT)
        assert silent["month"].cast(pl.String).to_list() == list(SILENT)
        assert silent["waiting"].null_count() == 3
        without = rows.filter(state=lists.WITHOUT)
        assert without["month"].to_list() == silent["month"].to_list()
        assert all("Medway Community Healthcare" in caveat for caveat in without["caveat"])


def test_a_total_of_other_lists_is_a_break_that_says_which(facts):
    (row,) = plain.where("wait_reports", state="breaks")
    assert (row["month"], row["reporter_id"], row["cohort"]) == ("2025-03-01", "icb", "adults")
    for words in ("Musculoskeletal", "11,744", "3,663", "is not known"):
        assert words in row["caveat"]


def test_lists_with_the_same_numbers_every_month_say_so(facts):
    numbers: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in WAITS:
        if row["reporter_id"] == "kchft" and COHORT[row["wait_service_id"]] == "children":
            bands = tuple(row[column] for column in ("month", *lists.COUNTED))
            numbers[row["wait_service_id"]].append(bands)
    therapies = {"child-occupational-therapy", "child-physiotherapy", "child-speech-and-language"}
    first = numbers["child-physiotherapy"]
    assert {service for service, rows in numbers.items() if rows == first} == therapies
    told = {row["wait_service_id"] for row in WAITS if "same numbers" in row["caveat"]}
    assert told == therapies
    (caveat,) = lists.caveats(facts, "children").filter(
        pl.col("caveat").str.contains("same numbers")
    )["caveat"]
    assert "more than once" in caveat


def test_one_band_of_52_weeks_and_more_runs_through_all_months():
    for row in WAITS:
        assert (row["weeks_104_or_more"] == "") == (row["month"] < "2024-12-01")
        assert int(row["weeks_104_or_more"] or 0) <= int(row["weeks_52_or_more"])


def test_nothing_of_all_of_england_is_among_the_lists(facts):
    elsewhere = {r["reporter_id"] for r in plain.where("reporters", level="all of England at once")}
    assert elsewhere == {"hcrg"}
    for table in ("waits", "wait_reports", "care_measures"):
        held = {row["reporter_id"] for row in plain.rows(table)}
        assert not held & elsewhere
        assert ("england" in held) == (table == "care_measures")
    for measure in ("urgent within two hours", "urgent referrals", "beds", "stay"):
        assert measures.measured(facts, measure)["level"][-1] == "England"


def test_a_list_leads_to_a_service_line_only_where_the_names_are_plainly_the_same():
    names = {row["service_id"]: row["name"] for row in plain.rows("services")}
    linked = {
        row["name"].rpartition(": ")[2]: names[row["service_id"]]
        for row in plain.rows("wait_services")
        if row["service_id"] and row["cohort"] == "adults"
    }
    assert linked == {
        "Falls": "Falls",
        "Lymphoedema": "Lymphoedema",
        "TB": "Tuberculosis (TB)",
        "Dietetics": "Nutrition and dietetics",
        "Speech and language": "Speech and language therapy",
        "Urgent Community Response/Rapid Response team": (
            "Rapid response and urgent community response (UCR)"
        ),
    }
    children = [
        names[row["service_id"]]
        for row in plain.where("wait_services", cohort="children")
        if row["service_id"]
    ]
    assert children == ["Audiology", "Community paediatrics", "Children’s dietetics"]


def changed(facts: Catalogue, table: str, **values: pl.Expr) -> Catalogue:
    frame = facts[table].with_columns(**values)
    return Catalogue({**facts.tables, table: frame}, facts.descriptor)


FIRST = pl.int_range(pl.len()) == 0
SILENT_ROW = pl.col("state") == lists.SILENT


@pytest.mark.parametrize(
    ("table", "values", "message"),
    [
        ("waits", {"weeks_2_to_4": pl.col("weeks_2_to_4") + FIRST}, "the bands add up to 1"),
        ("waits", {"weeks_104_or_more": pl.lit(9_999)}, "are among those of 52 weeks"),
        (
            "waits",
            {"waiting": pl.when(reporter_id="icb").then(0).otherwise("waiting")},
            "and the ICB fewer",
        ),
        ("wait_reports", {"lists": pl.col("lists") + FIRST}, "has 20 rows of it"),
        (
            "wait_reports",
            {"state": pl.when(SILENT_ROW).then(pl.lit("whole")).otherwise("state")},
            "told as: did not report",
        ),
        (
            "wait_reports",
            {"state": pl.col("state").replace("without a provider", "whole")},
            "told as: without a provider",
        ),
        ("wait_reports", {"caveat": pl.lit(None, pl.String)}, "has a caveat"),
        ("care_measures", {"reporter_id": pl.lit("hcrg")}, "all of England"),
        ("waits", {"reporter_id": pl.col("reporter_id").replace("icb", "hcrg")}, "no row of"),
    ],
)
def test_check_finds_lists_that_do_not_add_up(facts, table, values, message):
    found = [str(fault) for fault in cross_faults(changed(facts, table, **values))]
    assert any(message in one for one in found), found
    assert not [fault for _, check in WAIT_CHECKS for fault in check(facts)]


@needs_reference
def test_the_build_gives_the_tables_byte_for_byte(tmp_path: Path):
    package = real_package(tmp_path).parent
    names = ("waits", "wait_reports", "care_measures")
    before = {name: (package / f"tables/{name}.csv").read_bytes() for name in names}
    for name in names:
        (package / f"tables/{name}.csv").unlink()
    order = ["waits", "--reference", str(REFERENCE_DIR), "--into", str(package)]
    assert main(order) == 0
    assert before == {name: (package / f"tables/{name}.csv").read_bytes() for name in names}


@needs_reference
def test_every_count_is_that_of_the_publisher():
    """Read with other means: each count of the copy stands in a row, and no other does."""
    frame = pl.read_parquet(REFERENCE_DIR / "need/community_waits_2024-08_2025-07.parquet")
    codes = {row["code"]: row["reporter_id"] for row in plain.rows("reporters")}
    names = {
        (row["cohort"], row["name"]): row["wait_service_id"] for row in plain.rows("wait_services")
    }
    published: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for row in frame.iter_rows(named=True):
        reporter = codes.get(row["code"] or "")
        if reporter in PROVIDERS | {"icb"}:
            service = names[row["cohort"], row["service"].partition(") ")[2]]
            published[f"{row['period']}-01", reporter, service][row["band"]] = row["value"]
    assert len(WAITS) == len(published)
    for row in WAITS:
        of_list = published[row["month"], row["reporter_id"], row["wait_service_id"]]
        assert int(row["waiting"]) == of_list["total"]
        assert int(row["weeks_18_to_52"]) == of_list["18-52"]
        assert int(row["weeks_52_or_more"]) == of_list["52-104"] + of_list.get("104+", 0)


@needs_reference
def test_every_measure_is_that_of_the_publisher():
    with (REFERENCE_DIR / "need/community_measures.csv").open(encoding="utf-8") as file:
        told = [
            float(row["value"]) for row in csv.DictReader(file) if "Hcrg" not in row["organisation"]
        ]
    assert sorted(told) == sorted(float(row["value"]) for row in plain.rows("care_measures"))


def test_a_reference_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path, capsys):
    order = [
        "waits",
        "--reference",
        str(tmp_path),
        "--into",
        str(real_package(tmp_path / "p").parent),
    ]
    assert main(order) == 1
    assert capsys.readouterr().err == (
        "community_waits_2024-08_2025-07.parquet could not be read from the reference folder. "
        "Nothing was changed.\n"
    )
    folder = tmp_path / "need"
    folder.mkdir()
    row = {"period": "2025-08", "code": "QKS", "service": "(A) Baking", "band": "total"}
    frame = pl.DataFrame({**row, "value": 1, "cohort": "adults"})
    frame.write_parquet(folder / "community_waits_2024-08_2025-07.parquet")
    assert main(order) == 1
    assert "lacks: (A) Baking. Nothing was changed." in capsys.readouterr().err
