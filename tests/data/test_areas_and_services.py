"""The committed areas, lots, services and counts: whole, in order, and as the papers have them."""

from __future__ import annotations

from collections import Counter

import pytest

from tests import plain


def people(kind: str, column: str) -> int:
    return sum(int(row[column]) for row in plain.where("population", area_kind=kind))


@pytest.mark.parametrize("column", ["lsoas", "all_ages", "under_18", "aged_18_plus"])
@pytest.mark.parametrize("kind", ["hcp_area", "former_ccg", "authority"])
def test_areas_of_a_kind_add_up_to_all_of_kent_and_medway(kind: str, column: str):
    assert people(kind, column) == people("kent_and_medway", column)
    assert people("lot", column) == 2 * people("kent_and_medway", column)


def test_the_ages_of_each_area_add_up():
    for row in plain.rows("population"):
        whole, young, grown, old = (
            int(row[age]) for age in ("all_ages", "under_18", "aged_18_plus", "aged_65_plus")
        )
        assert young + grown == whole
        assert 0 < old < grown
        assert 0.15 < young / whole < 0.3
        assert 1_000 < whole / int(row["lsoas"]) < 2_500


def test_each_piece_of_an_authority_is_counted_once():
    pieces = plain.rows("area_joins")
    for table, key, kind in (
        ("authorities", "lad_code", "authority"),
        ("former_ccgs", "ccg_code", "former_ccg"),
        ("hcp_areas", "hcp_area_id", "hcp_area"),
    ):
        for area in plain.rows(table):
            mine = [piece for piece in pieces if piece[key] == area[key]]
            counted = plain.the("population", area_kind=kind, area_id=area[key])
            assert sum(int(p["population_2020"]) for p in mine) == int(counted["all_ages"])
            assert sum(int(p["lsoas"]) for p in mine) == int(counted["lsoas"])


def test_each_piece_lies_where_its_former_group_lies():
    areas = {row["ccg_code"]: row["hcp_area_id"] for row in plain.rows("former_ccgs")}
    for piece in plain.rows("area_joins"):
        assert piece["hcp_area_id"] == areas[piece["ccg_code"]]
        whole = plain.the("population", area_kind="authority", area_id=piece["lad_code"])
        share = int(piece["population_2020"]) / int(whole["all_ages"])
        assert abs(float(piece["share_of_authority"]) - share) < 0.00005


def test_two_districts_are_split_and_their_smaller_parts_are_marked():
    minor = {
        (plain.the("authorities", lad_code=piece["lad_code"])["name"], piece["hcp_area_id"]): int(
            piece["population_2020"]
        )
        for piece in plain.where("area_joins", is_minor_part="true")
    }
    assert minor == {("Sevenoaks", "dgs"): 48_279, ("Swale", "east-kent"): 31_396}
    assert sum(minor.values()) == 79_675


def test_eight_former_groups_make_the_four_areas():
    made = Counter(row["hcp_area_id"] for row in plain.rows("former_ccgs"))
    assert made == {"dgs": 1, "east-kent": 4, "medway-swale": 2, "west-kent": 1}


def test_thirteen_authorities_and_who_scrutinises_them():
    committees = Counter(row["scrutiny_committee_id"] for row in plain.rows("authorities"))
    assert committees == {"hosc": 12, "hasc": 1}
    medway = plain.the("authorities", scrutiny_committee_id="hasc")
    assert (medway["name"], medway["kind"]) == ("Medway", "unitary authority")


# Lots and services


def test_six_lots_and_their_areas():
    covered: dict[str, set[str]] = {}
    for row in plain.rows("lot_areas"):
        covered.setdefault(row["lot_id"], set()).add(row["hcp_area_id"])
    assert covered == {
        "lot-1": {"dgs"},
        "lot-2": {"east-kent"},
        "lot-3": {"medway-swale"},
        "lot-4": {"west-kent"},
        "lot-5": {"medway-swale"},
        "lot-6": {"dgs", "east-kent", "west-kent"},
    }
    cohorts = {row["lot_id"]: row["cohort"] for row in plain.rows("lots")}
    for cohort in ("adults", "children"):
        areas = [a for lot, some in covered.items() if cohorts[lot] == cohort for a in some]
        assert sorted(areas) == sorted(row["hcp_area_id"] for row in plain.rows("hcp_areas"))


def test_the_service_areas_of_the_appendix_and_their_lines():
    lines = Counter(row["service_area_id"] for row in plain.where("services", cohort="adults"))
    in_order = sorted(
        plain.where("service_areas", cohort="adults"), key=lambda row: int(row["display_order"])
    )
    assert [(row["name_in_paper"], lines[row["service_area_id"]]) for row in in_order] == [
        ("Community Nursing", 9),
        ("Community OPA", 4),
        ("Diagnostics", 1),
        ("Elective Community Hubs", 5),
        ("End of Life Care", 1),
        ("Frailty", 1),
        ("Integrated Specialist Services", 5),
        ("Intermediate Care", 3),
        ("Rehabilitation", 3),
        ("Single Point of Access", 2),
    ]
    assert sum(lines.values()) == 34
    assert len(plain.where("services", cohort="children")) == 21


def test_lines_are_numbered_within_their_area_and_have_its_cohort():
    for area in plain.rows("service_areas"):
        lines = plain.where("services", service_area_id=area["service_area_id"])
        assert [int(row["display_order"]) for row in lines] == list(range(1, len(lines) + 1))
        assert {row["cohort"] for row in lines} == {area["cohort"]}


def test_each_line_sits_in_exactly_the_lots_of_its_cohort():
    lots: dict[str, list[str]] = {}
    for row in plain.rows("lot_services"):
        lots.setdefault(row["service_id"], []).append(row["lot_id"])
    expected = {
        "adults": ["lot-1", "lot-2", "lot-3", "lot-4"],
        "children": ["lot-5", "lot-6"],
    }
    for service in plain.rows("services"):
        assert sorted(lots[service["service_id"]]) == expected[service["cohort"]]


def test_only_what_medway_listed_as_the_same_has_a_local_list():
    same = {row["service_id"] for row in plain.where("earlier_services", match="same")}
    local = plain.where("lot_services", evidence="local list")
    assert {(row["service_id"], row["lot_id"]) for row in local} == {(s, "lot-3") for s in same}
    assert {row["local_source_id"] for row in local} == {"medway-2017"}
    others = [row for row in plain.rows("lot_services") if row["evidence"] != "local list"]
    assert {row["local_source_id"] for row in others} == {""}


def test_the_list_for_lot_5_is_older_than_the_lot():
    for row in plain.rows("lot_services"):
        older = row["evidence"] == "earlier scope"
        assert older == (row["lot_id"] == "lot-5")


def test_a_match_names_a_line_and_no_match_names_none():
    rows = plain.rows("earlier_services")
    assert all(bool(row["service_id"]) == (row["match"] != "none") for row in rows)
    assert {int(row["display_order"]) for row in rows} == set(range(1, 25))
    for row in rows:
        assert row["place"].endswith(f"item {row['display_order']}")


def test_those_written_to_add_up_to_the_councillors():
    councillors = [int(r["people"]) for r in plain.where("recipients", kind="councillors")]
    assert councillors == [420, 80, 57, 18]
    assert sum(councillors) == 575
    assert float(plain.the("figures", metric_id="councillors_written_to")["value"]) == 575


def test_both_sets_of_counts_of_2024_are_kept():
    def told(source_id: str) -> dict[str, float]:
        return {
            row["metric_id"]: float(row["value"])
            for row in plain.where("figures", source_id=source_id)
            if plain.the("metrics", metric_id=row["metric_id"])["topic"] == "engagement"
        }

    july, december = told("hasc-2024-08"), told("csr-2024-12")
    both = {name: (july[name], december[name]) for name in july.keys() & december.keys()}
    assert both == {
        "messaging_reach": (1_100_000, 1_100_000),
        "event_signups": (175, 175),
        "events_held": (8, 8),
        "community_organisations": (14, 9),
        "postcards": (1_500, 1_500),
        "community_events": (4, 4),
        "survey_adults": (135, 135),
        "survey_children": (38, 39),
        "survey_staff": (114, 120),
        "surveys_all": (287, 294),
    }
    assert july.keys() - both.keys() == {"events_adults", "events_children", "interviews_staff"}
    assert december.keys() - both.keys() == {
        "people_through_organisations",
        "councillors_written_to",
        "interviews_housebound",
    }


def test_the_public_page_has_its_own_figures():
    page = {
        r["metric_id"]: float(r["value"]) for r in plain.where("figures", source_id="hys-children")
    }
    assert page == {
        "survey_children": 39,
        "community_organisations_children": 7,
        "people_through_organisations_children": 131,
        "event_attendance_children": 29,
        "events_children": 2,
    }
