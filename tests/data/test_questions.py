"""Questions of lots and services answered a second, naive way from rows of text."""

from __future__ import annotations

import polars as pl
import pytest

from data import Catalogue
from data.package.catalogue import read
from data.queries import lots, services
from tests import plain

LOTS = [f"lot-{n}" for n in range(1, 7)]
AREAS = ["dgs", "east-kent", "medway-swale", "west-kent"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read()


def test_lots_with_their_areas_and_people(catalogue: Catalogue):
    found = lots.lots(catalogue).to_dicts()
    assert [row["number"] for row in found] == [1, 2, 3, 4, 5, 6]
    for row in found:
        lot = plain.the("lots", lot_id=row["lot_id"])
        ids = [r["hcp_area_id"] for r in plain.where("lot_areas", lot_id=row["lot_id"])]
        areas = sorted(
            (plain.the("hcp_areas", hcp_area_id=a) for a in ids),
            key=lambda a: int(a["display_order"]),
        )
        age = "under_18" if lot["cohort"] == "children" else "aged_18_plus"
        people = [plain.the("population", area_kind="hcp_area", area_id=a) for a in ids]
        assert (row["name"], row["cohort"]) == (lot["name"], lot["cohort"])
        assert row["areas"] == [a["name"] for a in areas]
        assert row["residents"] == sum(int(p[age]) for p in people)
        assert row["all_ages"] == sum(int(p["all_ages"]) for p in people)


def test_areas_with_the_lot_of_each_cohort(catalogue: Catalogue):
    found = lots.areas(catalogue).to_dicts()
    assert [row["hcp_area_id"] for row in found] == AREAS
    assert [(row["adult_lot"], row["childrens_lot"]) for row in found] == [
        ("lot-1", "lot-6"),
        ("lot-2", "lot-6"),
        ("lot-3", "lot-5"),
        ("lot-4", "lot-6"),
    ]
    for row in found:
        people = plain.the("population", area_kind="hcp_area", area_id=row["hcp_area_id"])
        for age in ("all_ages", "under_18", "aged_18_plus", "aged_65_plus"):
            assert row[age] == int(people[age])


@pytest.mark.parametrize("lot_id", LOTS)
def test_the_areas_of_a_lot_in_order(catalogue: Catalogue, lot_id: str):
    covered = {row["hcp_area_id"] for row in plain.where("lot_areas", lot_id=lot_id)}
    assert lots.area_of_lot(catalogue, lot_id) == [area for area in AREAS if area in covered]


def test_the_lot_that_serves_a_cohort_in_an_area(catalogue: Catalogue):
    assert lots.lot_of(catalogue, "east-kent", cohort="adults")["lot_id"] == "lot-2"
    assert lots.lot_of(catalogue, "east-kent", cohort="children")["lot_id"] == "lot-6"
    assert lots.lot_of(catalogue, "medway-swale", cohort="children")["number"] == 5
    for area, cohort in (("atlantis", "adults"), ("east-kent", "pets")):
        with pytest.raises(LookupError, match=area):
            lots.lot_of(catalogue, area, cohort=cohort)


@pytest.mark.parametrize("area", AREAS)
def test_the_authorities_of_an_area(catalogue: Catalogue, area: str):
    pieces: dict[str, int] = {}
    for row in plain.where("area_joins", hcp_area_id=area):
        pieces[row["lad_code"]] = pieces.get(row["lad_code"], 0) + int(row["population_2020"])
    found = lots.authorities_in(catalogue, area).to_dicts()
    assert {row["lad_code"]: row["residents"] for row in found} == pieces
    assert [row["residents"] for row in found] == sorted(pieces.values(), reverse=True)
    for row in found:
        authority = plain.the("authorities", lad_code=row["lad_code"])
        whole = plain.the("population", area_kind="authority", area_id=row["lad_code"])
        assert row["name"] == authority["name"]
        assert row["committee_id"] == authority["scrutiny_committee_id"]
        assert row["share"] == pytest.approx(row["residents"] / int(whole["all_ages"]))
        assert row["whole"] == (row["residents"] == int(whole["all_ages"]))


def test_an_authority_of_two_former_groups_in_one_area_is_whole(catalogue: Catalogue):
    dover = lots.authorities_in(catalogue, "east-kent").filter(name="Dover").row(0, named=True)
    assert len(plain.where("area_joins", lad_code=dover["lad_code"])) == 2
    assert (dover["whole"], dover["share"]) == (True, 1.0)


def test_the_split_authorities_and_whom_a_join_by_name_would_misplace(catalogue: Catalogue):
    parts = lots.split_authorities(catalogue).select("name", "area_name", "residents").rows()
    assert parts == [
        ("Sevenoaks", "West Kent", 73_108),
        ("Sevenoaks", "Dartford, Gravesham and Swanley", 48_279),
        ("Swale", "Medway and Swale", 119_619),
        ("Swale", "East Kent", 31_396),
    ]
    assert lots.misplaced_by_name(catalogue) == 48_279 + 31_396


@pytest.mark.parametrize("cohort", ["adults", "children"])
def test_the_matrix_has_each_line_in_each_lot_of_its_cohort(catalogue: Catalogue, cohort: str):
    found = services.matrix(catalogue, cohort).to_dicts()
    lines = plain.where("services", cohort=cohort)
    its_lots = sorted(r["lot_id"] for r in plain.where("lots", cohort=cohort))
    assert [(r["service_id"], r["lot_id"]) for r in found] == [
        (line["service_id"], lot_id) for line in lines for lot_id in its_lots
    ]
    for row in found:
        cell = plain.the("lot_services", service_id=row["service_id"], lot_id=row["lot_id"])
        line = plain.the("services", service_id=row["service_id"])
        assert row["evidence"] == cell["evidence"]
        assert row["evidence"] in services.EVIDENCE
        assert (row["service"], row["name_in_paper"]) == (line["name"], line["name_in_paper"])
        assert (row["service_note"] or "") == line["note"]
        assert (row["local_source_id"] or "") == cell["local_source_id"]


def test_a_cell_without_a_row_is_not_stated(catalogue: Catalogue):
    tables = dict(catalogue.tables)
    tables["lot_services"] = tables["lot_services"].filter(pl.col("lot_id") != "lot-4")
    without = Catalogue(tables, catalogue.descriptor)
    found = services.in_lot(without, "lot-4")
    assert found.height == 34
    assert set(found["evidence"]) == {"not stated"}


@pytest.mark.parametrize("lot_id", LOTS)
def test_the_list_of_a_lot(catalogue: Catalogue, lot_id: str):
    found = services.in_lot(catalogue, lot_id)
    listed = [row["service_id"] for row in plain.where("lot_services", lot_id=lot_id)]
    assert sorted(found["service_id"]) == sorted(listed)


def test_a_line_across_lots(catalogue: Catalogue):
    found = services.across_lots(catalogue, "adult-falls")
    assert found.select("lot_id", "evidence").rows() == [
        (row["lot_id"], row["evidence"])
        for row in plain.where("lot_services", service_id="adult-falls")
    ]


def test_what_is_not_there_is_said(catalogue: Catalogue):
    with pytest.raises(LookupError, match="lot-7"):
        services.in_lot(catalogue, "lot-7")
    with pytest.raises(LookupError, match="adult-magic"):
        services.across_lots(catalogue, "adult-magic")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 34),
        ("   ", 34),
        ("podiatr", 2),
        ("PODIATRY", 1),
        ("therapy rehabilitation", 2),
        ("falls frailty", 1),
        ("falls diagnostics", 0),
        ("MSK", 1),
        ("managementt", 1),
        ("(", 3),
        (".*", 0),
        ("\\d+[", 0),
        ("💉", 0),
        ("x" * 10_000, 0),
    ],
)
def test_search_of_adult_lines(catalogue: Catalogue, text: str, expected: int):
    rows = services.matrix(catalogue, "adults")
    found = services.search(rows, text)
    naive = {
        row["service_id"]
        for row in rows.to_dicts()
        if all(
            word in f"{row['service']} {row['service_area']} {row['name_in_paper']}".lower()
            for word in text.lower().split()
        )
    }
    assert set(found["service_id"]) == naive
    assert found["service_id"].n_unique() == len(naive) == expected


@pytest.mark.parametrize("written", ["children's msk", "children’s msk", "childrens msk"])
def test_search_passes_over_apostrophes(catalogue: Catalogue, written: str):
    found = services.search(services.matrix(catalogue, "children"), written)
    assert set(found["service_id"]) == {"child-musculoskeletal-msk"}


def test_how_many_lines_there_are(catalogue: Catalogue):
    assert services.counts(catalogue).rows() == [("adults", 10, 34), ("children", 1, 21)]


def test_medways_list_in_the_order_of_the_paper(catalogue: Catalogue):
    found = services.earlier_list(catalogue).to_dicts()
    listed = plain.rows("earlier_services")
    assert [row["name_in_paper"] for row in found] == [row["name_in_paper"] for row in listed]
    names = {row["service_id"]: row["name"] for row in plain.rows("services")}
    assert [row["service"] for row in found] == [names.get(row["service_id"]) for row in listed]
