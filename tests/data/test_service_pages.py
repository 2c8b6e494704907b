"""Pages that name a service in a place: what they claim, and that they claim no more."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from data.checks.loading import InvalidData, load
from data.package.catalogue import Catalogue
from data.queries import service_pages, services
from tests import plain
from tests.mutations import real_package, replace
from tests.sample.reference import REFERENCE_DIR, needs_reference

PAGES = plain.rows("service_pages")
LOTS = [row["lot_id"] for row in plain.rows("lots")]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def of_lot(service_id: str, lot_id: str) -> list[plain.Row]:
    areas = {row["hcp_area_id"] for row in plain.where("lot_areas", lot_id=lot_id)}
    return [p for p in PAGES if p["service_id"] == service_id and p["hcp_area_id"] in areas]


def is_whole(page: plain.Row) -> bool:
    return page["match"] == "same" and page["extent"] == "whole area"


@pytest.mark.parametrize("lot_id", LOTS)
def test_the_mark_of_a_cell_is_what_its_pages_name(catalogue: Catalogue, lot_id: str):
    areas = {row["hcp_area_id"] for row in plain.where("lot_areas", lot_id=lot_id)}
    for cell in services.in_lot(catalogue, lot_id).iter_rows(named=True):
        pages = of_lot(cell["service_id"], lot_id)
        whole = {page["hcp_area_id"] for page in pages if is_whole(page)} == areas
        assert cell["pages"] == (("page whole" if whole else "page part") if pages else None)
        assert (cell["page_source_id"] or "") == (pages[0]["source_id"] if pages else "")


def test_a_page_never_changes_what_the_lists_say(catalogue: Catalogue):
    tables = {name: catalogue[name] for name in catalogue if name != "service_pages"}
    without = Catalogue(tables, catalogue.descriptor)
    assert service_pages.service_pages(without).is_empty()
    for cohort in ("adults", "children"):
        bare = services.matrix(without, cohort)
        assert bare["pages"].null_count() == bare.height
        told = services.matrix(catalogue, cohort)
        assert told.drop("pages", "page_source_id").equals(bare.drop("pages", "page_source_id"))


def test_half_an_area_and_one_town_are_a_part():
    names = {row["hcp_area_id"]: row["name"] for row in plain.rows("hcp_areas")}
    for page in PAGES:
        named = page["places"].split("|")
        parts = re.split(", | and ", names[page["hcp_area_id"]])
        whole = {part.lower() for part in parts} <= {place.lower() for place in named}
        assert (page["extent"] == "whole area") == whole
    medway = [page for page in PAGES if page["places"] == "Medway"]
    assert medway
    assert {page["extent"] for page in medway} == {"part of area"}


def test_a_page_names_a_place_and_says_what_it_leaves_out():
    for page in PAGES:
        assert page["places"].strip()
        assert page["match"] == "same" or page["caveat"], page["service_page_id"]
        assert page["provider"] or page["caveat"] or page["kind"] != "provider’s own page"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",west-kent,same,Sevenoaks,", ",west-kent,related,Sevenoaks,"),
        (",same,Deal|Dover,", ",same,,"),
    ],
    ids=["something near", "no place"],
)
def test_what_is_no_evidence_is_refused(tmp_path: Path, old: str, new: str):
    package = real_package(tmp_path)
    replace(package.parent / "tables" / "service_pages.csv", old, new)
    with pytest.raises(InvalidData, match=r"service_pages\.csv"):
        load(package)


def test_two_providers_stand_side_by_side(catalogue: Catalogue):
    pages = service_pages.of_line(catalogue, "child-therapies").filter(hcp_area_id="east-kent")
    assert pages["provider"].drop_nulls().n_unique() == 2
    assert pages.height == len(
        [
            p
            for p in PAGES
            if (p["service_id"], p["hcp_area_id"]) == ("child-therapies", "east-kent")
        ]
    )


def test_pages_stand_in_the_order_of_the_areas_with_what_names_most_first(catalogue: Catalogue):
    order = [row["hcp_area_id"] for row in plain.rows("hcp_areas")]
    for line in {page["service_id"] for page in PAGES}:
        pages = service_pages.of_line(catalogue, line).to_dicts()
        ranks = [(order.index(page["hcp_area_id"]), not is_whole(page)) for page in pages]
        assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("date", "first", "precision", "last"),
    [
        ("2025", "2025-01-01", "year", "2025-12-31"),
        ("2025-02", "2025-02-01", "month", "2025-02-28"),
        ("2025-02-03", "2025-02-03", "day", "2025-02-03"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(date: str, first: str, precision: str, last: str):
    day, how = service_pages.first_day(date)
    assert (day.isoformat(), how) == (first, precision)
    assert service_pages.period(date).last.isoformat() == last


@pytest.mark.parametrize(
    "nonsense",
    [
        "ring us",
        "111",
        "0300 123",
        "0300 123 44 15 16",
        "+44 300 123 4415",
        "07700 900123",
        "0300  123 4415",
        "0300 123 4415|",
        "0300 123 4415; 01795 418300",
        "0300 123 4415 for Swale",
    ],
)
def test_a_telephone_number_has_the_form_of_one(tmp_path: Path, nonsense: str):
    package = real_package(tmp_path)
    replace(package.parent / "tables" / "service_pages.csv", ",01634 382767,", f",{nonsense},")
    with pytest.raises(InvalidData, match=r"service_pages\.csv, row \d+, column phone"):
        load(package)


def test_a_telephone_number_may_say_what_it_is_for(tmp_path: Path):
    package = real_package(tmp_path)
    told = "North and west 01634 382767|Deal 0300 7900 389|0845 123456"
    replace(package.parent / "tables" / "service_pages.csv", ",01634 382767,", f",{told},")
    rows = service_pages.telephones(load(package), "medway-swale")
    assert told.split("|") in rows["phone"].to_list()


def test_numbers_of_an_area_are_those_of_its_rows(catalogue: Catalogue):
    for area in {row["hcp_area_id"] for row in PAGES}:
        found = service_pages.telephones(catalogue, area)
        assert set(found["service_page_id"]) == {
            row["service_page_id"] for row in PAGES if row["hcp_area_id"] == area and row["phone"]
        }


@needs_reference
def test_each_number_is_one_that_was_read_on_that_page():
    with (REFERENCE_DIR / "provider_pages.csv").open(encoding="utf-8", newline="") as file:
        read = {row["row_id"].lower(): row["phone"] for row in csv.DictReader(file)}
    for page in PAGES:
        given = read[page["service_page_id"][:4]]
        assert bool(page["phone"]) == bool(given)
        for part in page["phone"].split("|"):
            assert part.lower() in given.lower()


@needs_reference
def test_no_row_claims_more_than_what_was_read():
    with (REFERENCE_DIR / "provider_pages.csv").open(encoding="utf-8", newline="") as file:
        read = {row["row_id"].lower(): row for row in csv.DictReader(file)}
    known = {row for row, noted in read.items() if noted["match"] != "related"}
    pairs = {
        (noted["service_id"], area)
        for noted in (read[row] for row in known)
        for area in noted["hcp_areas"].split()
    }
    assert {(page["service_id"], page["hcp_area_id"]) for page in PAGES} == pairs
    for page in PAGES:
        noted = read[page["service_page_id"][:4]]
        assert page["service_page_id"][:4] in known
        assert page["service_id"] == noted["service_id"]
        assert page["hcp_area_id"] in noted["hcp_areas"].split()
        assert page["match"] == "part" or noted["match"] == "same"
        assert noted["page_title"] not in page.values()
