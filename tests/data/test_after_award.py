"""What was found after the award, against the record of it: every fact, its date and its caveat."""

from __future__ import annotations

import csv

import pytest

from tests import plain
from tests.sample.reference import REFERENCE_DIR, needs_reference

# The rows that tell each fact; the first holds its value, where it has one.
TOLD_BY = {
    "B01": [("events", "lot-1-intention")],
    "B02": [("events", "award-said-may-2025"), ("figures", "contract_years_said_mch")],
    "B03": [("figures", "joining_mch"), ("figures", "joining_kchft")],
    "B04": [("figures", "second_tier_intention_value_copy")],
    "B05": [("figures", "second_tier_lots_copy")],
    "B06": [("events", "outside-lots-award")],
    "B07": [("figures", "outside_lots_value_copy"), ("events", "outside-lots-intention")],
    "B08": [("events", "outside-lots-start")],
    "B09": [("events", "outside-lots-first-end")],
    "B10": [
        ("figures", "events_adults_in_person_hys_adults"),
        ("figures", "events_adults_online_hys_adults"),
        ("figures", "community_organisations_adults_hys_adults"),
        ("figures", "interviews_housebound_hys_adults"),
    ],
    "B11": [("themes", f"adults-{number}") for number in range(8, 12)],
    "B12": [("events", "hasc-2024-08-07-meeting")],
    "B13": [("figures", "faversham_beds_kchft"), ("events", "faversham-pause-1-july")],
    "B14": [("figures", "faversham_residents_kchft"), ("events", "faversham-meeting")],
    "B15": [("events", "faversham-reopen-planned")],
    "B16": [("events", "medway-cabinet-intermediate-care")],
    "B17": [("figures", "intermediate_care_value_copy"), ("events", "intermediate-care-award")],
    "B18": [("figures", "dentistry_value_copy"), ("events", "dentistry-notice")],
    "B19": [("figures", "swale_split_minutes")],
    "B20": [("figures", "dgs_bounds_page")],
    "B21": [("figures", "dgs_people_page"), ("figures", "dgs_aged_65_plus_page")],
    "B22": [("events", "medway-whole-system-event")],
}
KINDS = {
    "copy of a notice": "copy of a notice",
    "provider's own page": "provider’s own page",
    "providers' own pages": "provider’s own page",
    "ICB's engagement site": "engagement page",
    "council's record": "council’s record",
    "NHS page": "NHS page",
}
KEYS = {"events": "event_id", "figures": "figure_id", "themes": "theme_id"}
PARTS = {4: "-01-01", 7: "-01"}  # a year and a month stand as their first day
OTHER_CONTRACTS = ("outside the lots", "neighbouring contract")


def facts() -> dict[str, dict[str, str]]:
    with (REFERENCE_DIR / "after_award.csv").open(encoding="utf-8", newline="") as file:
        return {row["fact_id"]: row for row in csv.DictReader(file)}


def told_by(fact: str) -> list[dict[str, str]]:
    return [plain.the(table, **{KEYS[table]: name}) for table, name in TOLD_BY[fact]]


@needs_reference
def test_every_fact_is_told():
    assert set(facts()) == set(TOLD_BY)


@needs_reference
@pytest.mark.parametrize("fact", TOLD_BY)
def test_a_fact_has_its_value_its_day_its_source_and_its_caveat(fact: str):
    noted, rows = facts()[fact], told_by(fact)
    if noted["value"]:
        assert rows[0]["value"] == noted["value"]
    for row in rows:
        day = row.get("date") or row.get("as_at")
        precision = row.get("date_precision") or row.get("as_at_precision")
        if noted["date_precision"] in ("day", "month"):
            assert day == noted["date"] + PARTS.get(len(noted["date"]), "")
            assert precision == noted["date_precision"]
        elif day and noted["date_precision"] == "not stated":
            assert precision == "not stated"
        source = plain.the("sources", source_id=row["source_id"])
        assert source["kind"] == KINDS[noted["source_kind"]]
        assert source["held"] == "part"
        assert source["reference"].casefold().split(";")[0] in noted["source_reference"].casefold()
        assert row.get("caveat") or row["note"]


@needs_reference
def test_what_is_not_one_of_the_six_lots_is_marked_so_in_every_table():
    for fact, noted in facts().items():
        aside = (
            "not one of the six lots" in noted["confidence"]
            or "utside the six lots" in (noted["subject"])
        )
        if aside or "Out of Scope" in noted["source_title"]:
            for (table, _), row in zip(TOLD_BY[fact], told_by(fact), strict=True):
                if table == "figures":
                    row = plain.the("metrics", metric_id=row["metric_id"])
                assert row["scope"] in OTHER_CONTRACTS, fact


def test_what_this_dashboard_counts_beside_an_nhs_page_is_its_own_sum():
    people = plain.the("population", area_kind="hcp_area", area_id="dgs")
    for figure_id, age in (
        ("dgs_people_page", "all_ages"),
        ("dgs_aged_65_plus_page", "aged_65_plus"),
    ):
        assert f"{int(people[age]):,}" in plain.the("figures", figure_id=figure_id)["note"]


def test_who_is_named_for_an_area_is_named_by_a_source_for_it():
    """Second-tier awards name no place in East Kent or West Kent."""
    for row in plain.where("provision", scope="second tier"):
        assert set(row["hcp_areas"].split()) == {"dgs", "medway-swale"}
