"""The tables against the papers, word by word, where this machine has the papers."""

from __future__ import annotations

import csv
import re

import pytest

from tests import plain
from tests.papers import needs_papers, papers, words
from tests.sample.reference import REFERENCE_DIR, needs_reference

# As the papers write what the tables hold as a number; without one, its digits are looked for.
WRITTEN = {
    "envelope_five_years_csr_2024_12": "circa £1.1 billion",
    "efficiency_amount_csr_2024_12": "c.£12.2m",
    "number_of_lots_hasc_2024_08": "potentially 6 lots",
    "number_of_lots_csr_2024_12": "split into six lots",
    "main_providers_briefing_2023": "three main providers",
    "main_providers_hosc_2024_07": "three contracts currently held",
    "main_providers_csr_2024_12": "five community healthcare providers",
    "transformation_pots_csr_2024_12": "three pots",
    "providers_adults_and_children_csr_2024_12": "two providing adult and children's",
    "providers_children_only_csr_2024_12": "two providing only children's",
    "providers_adults_only_csr_2024_12": "one providing only adults",
    "messaging_reach_hasc_2024_08": "reached 1.1million people",
    "messaging_reach_csr_2024_12": "reached 1.1million people",
    "events_held_hasc_2024_08": "eight listening events",
    "events_held_csr_2024_12": "attend eight events",
    "events_adults_hasc_2024_08": "six for adults' services",
    "events_children_hasc_2024_08": "two for children's",
    "community_events_hasc_2024_08": "Four community events",
    "interviews_staff_hasc_2024_08": "Around a dozen staff interviews",
    "m17_spend_medway_2017": "£44m",
    "m17_over_65_use_medway_2017": "1 in 4",
    "m17_support_ratio_medway_2017": "six times more",
    "m17_avoidable_medway_2017": "four in ten",
    "m17_gps_retiring_medway_2017": "over a third of GPs will retire in the next five years",
    "m17_delayed_medway_2017": "a third of all people in acute hospitals who are medically fit",
    "m17_launch_events_medway_2017": "Two events were held",
    "m17_teams_medway_2017": "six LCTs",
    "m17_centres_medway_2017": "three Integrated Care and Wellbeing Centres",
}

# So many words in a row are a copy; names of bodies, boards and papers may be as long.
COPIED = 8
OWN_WORDS = ("name", "title", "group_name", "place", "reference")


def straight(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")


@needs_papers
@pytest.mark.parametrize(
    "figure_id",
    [
        row["figure_id"]
        for row in plain.rows("figures")
        if row["basis"] in ("stated", "approximate")
        and row["value"]
        and plain.the("sources", source_id=row["source_id"])["held"] == "paper"
    ],
)
def test_each_figure_stands_in_its_paper(figure_id: str):
    row = plain.the("figures", figure_id=figure_id)
    text = straight(papers()[row["source_id"]])
    if figure_id in WRITTEN:
        assert WRITTEN[figure_id] in text
        return
    value = float(row["value"])
    digits = {f"{value:,.15g}", f"{value:.15g}"}
    assert any(re.search(rf"(?<![\d,.]){re.escape(d)}(?![\d]|[.,]\d)", text) for d in digits)


@needs_papers
def test_each_way_of_writing_is_of_a_figure_that_is_there():
    assert set(WRITTEN) <= {row["figure_id"] for row in plain.rows("figures")}


@needs_papers
@pytest.mark.parametrize("lot_id", ["lot-5", "lot-6"])
def test_each_stated_amount_stands_in_the_paper_row_by_row(lot_id: str):
    text = papers()["csr-2024-12"]
    for component in ("published", "transformation", "total"):
        cells = plain.where("envelopes", lot_id=lot_id, component=component, basis="stated")
        amounts = [f"{int(row['amount_gbp']):,}" for row in cells]
        if component == "transformation":
            amounts.insert(4, "")  # year 5 is printed empty
        if amounts:
            assert "\t".join(amounts) in text


@needs_papers
@pytest.mark.parametrize("table", ["services", "service_areas", "earlier_services", "lots"])
def test_printed_names_are_as_printed(table: str):
    source = {"earlier_services": "medway-2017", "lots": "csr-2024-12"}.get(table, "briefing-2023")
    text = straight(papers()[source])
    for row in plain.rows(table):
        assert straight(row["name_in_paper"]) in text


@needs_papers
def test_service_lines_stand_in_the_order_and_row_of_the_appendix():
    text = straight(papers()["briefing-2023"])
    appendix = text[text.index("Service Area\tExisting") :]
    for area in plain.where("service_areas", cohort="adults"):
        lines = plain.where("services", service_area_id=area["service_area_id"])
        row = f"{area['name_in_paper']}\t{'; '.join(line['name_in_paper'] for line in lines)}"
        assert row in appendix.splitlines()
    children = appendix[appendix.index("Children\n") :].splitlines()
    rows = [line.split("\t") for line in children if "\t" in line]
    printed = [row[0] for row in rows] + [row[1] for row in rows if row[1].strip()]
    listed = plain.where("services", cohort="children")
    assert [name.strip() for name in printed] == [
        straight(row["name_in_paper"]).strip() for row in listed
    ]


@needs_papers
def test_medways_list_is_whole_and_in_order():
    text = papers()["medway-2017"]
    scope = text[text.index("- Community Nursing\n") :].split("\n \n")[0]
    printed = [line.removeprefix("- ").strip() for line in scope.splitlines() if line[:2] == "- "]
    listed = dict.fromkeys(row["name_in_paper"] for row in plain.rows("earlier_services"))
    assert list(listed) == printed


@needs_papers
def test_those_written_to_are_counted_as_in_the_paper():
    text = papers()["csr-2024-12"]
    asked = text[text.index("We wrote to:") : text.index("You can read the full engagement")]
    for row in plain.rows("recipients"):
        if row["people"]:
            assert re.search(rf"- {row['people']} ", asked), row["group_name"]


@needs_papers
def test_no_sentence_of_a_paper_is_copied():
    runs = {
        tuple(found[at : at + COPIED])
        for text in papers().values()
        for found in [words(text)]
        for at in range(len(found) - COPIED + 1)
    }
    bodies = [row["name"] for row in plain.rows("organisations")]
    copied = []
    for table in plain.tables():
        for row in plain.rows(table):
            for column, text in row.items():
                if column in OWN_WORDS or column.endswith(("in_paper", "in_notice")):
                    continue
                if text and any(text in body for body in bodies):
                    continue
                said = words(text)
                grams = (tuple(said[at : at + COPIED]) for at in range(len(said) - COPIED + 1))
                copied += [(table, column, " ".join(gram)) for gram in grams if gram in runs]
    assert copied == []


# How far a record can be trusted, by the first words that the record has for it.
TRUST = {
    "stated": "",
    "record summary": "Read from a summary of the notice",
    "single figure": "One figure, read from a summary of the notice",
    "order of lots and values as in the record summary: the pairing is likely but not certain": (
        "Paired by their order in a summary of the notice"
    ),
}


def notices() -> dict[str, dict[str, str]]:
    with (REFERENCE_DIR / "later_notices.csv").open(encoding="utf-8", newline="") as file:
        return {row["fact_id"]: row for row in csv.DictReader(file)}


@needs_reference
@pytest.mark.parametrize(
    ("fact", "figure_id"),
    [
        ("N05", "intention_to_award_value_fts_main"),
        ("N08", "contract_value_fts_main"),
        ("N19", "second_tier_adults_value_fts_second_tier"),
        ("N20", "second_tier_all_ages_value_fts_second_tier"),
        ("E03", "survey_children_hys_children"),
        ("E04", "community_organisations_children_hys_children"),
        ("E05", "people_through_organisations_children_hys_children"),
        ("E06", "event_attendance_children_hys_children"),
        ("E07", "events_children_hys_children"),
    ],
)
def test_each_figure_of_a_notice_is_that_of_the_record(fact: str, figure_id: str):
    noted, row = notices()[fact], plain.the("figures", figure_id=figure_id)
    assert row["value"] == noted["value"]
    assert row["as_at"] == noted["date"]
    assert row["caveat"].startswith(TRUST[noted["confidence"].partition(";")[0]])


@needs_reference
def test_each_lot_has_the_name_of_the_notice():
    for number in range(1, 7):
        noted = notices()[f"N{11 + number}"]
        row = plain.the("lots", number=str(number))
        assert noted["subject"] == f"lot {number}"
        assert straight(row["name_in_notice"]) == noted["value"]


@needs_reference
def test_people_and_pieces_are_those_of_the_small_areas():
    with (REFERENCE_DIR / "lsoa_2011_lookup.csv").open(encoding="utf-8", newline="") as file:
        small_areas = list(csv.DictReader(file))
    ages = {
        "all_ages": "population_2020",
        "under_18": "population_2020_under_18",
        "aged_18_plus": "population_2020_18_plus",
        "aged_65_plus": "population_2020_65_plus",
    }
    area_of = {row["ccg_code"]: row["hcp_area_id"] for row in plain.rows("former_ccgs")}
    lots_of: dict[str, set[str]] = {}
    for row in plain.rows("lot_areas"):
        lots_of.setdefault(row["hcp_area_id"], set()).add(row["lot_id"])
    for row in plain.rows("population"):
        mine = [
            small
            for small in small_areas
            if row["area_id"]
            in {
                small["lad_code"],
                small["ccg19_code"],
                area_of[small["ccg19_code"]],
                "kent-and-medway",
                *lots_of[area_of[small["ccg19_code"]]],
            }
        ]
        assert len(mine) == int(row["lsoas"])
        for age, column in ages.items():
            assert sum(int(small[column]) for small in mine) == int(row[age])
    for row in plain.rows("area_joins"):
        mine = [
            small
            for small in small_areas
            if (small["lad_code"], small["ccg19_code"]) == (row["lad_code"], row["ccg_code"])
        ]
        assert len(mine) == int(row["lsoas"])
        assert sum(int(s["population_2020"]) for s in mine) == int(row["population_2020"])


@needs_reference
def test_codes_and_names_of_places_are_those_of_the_record():
    with (REFERENCE_DIR / "lsoa_2011_lookup.csv").open(encoding="utf-8", newline="") as file:
        small_areas = list(csv.DictReader(file))
    assert {(r["lad_code"], r["name"]) for r in plain.rows("authorities")} == {
        (s["lad_code"], s["lad_name"]) for s in small_areas
    }
    assert {(r["ccg_code"], r["ods_code"], r["name"]) for r in plain.rows("former_ccgs")} == {
        (s["ccg19_code"], s["ccg19_ods_code"], s["ccg19_name"]) for s in small_areas
    }
