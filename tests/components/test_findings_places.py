"""Places: sentences, tables and texts equal the tables, read the plain way."""

import dataclasses
import datetime as dt
import re
from html import unescape

import polars as pl
import pytest

from components.findings.evidence.page_words import CLAIM
from components.findings.evidence.tallies import OF_THEM
from components.findings.places import (
    cards as place_cards,
    layers,
    people as people_of,
    places,
)
from components.maps.colours import area_colour, lot_colour
from components.maps.shows import SHOWS
from components.text.words import count
from data.live.current import current
from data.queries.people import counted_in
from geo import outlines
from geo.lookup.lookup import load
from tests import plain

AREAS = ("dgs", "east-kent", "medway-swale", "west-kent")
EVERY = (None, *AREAS)


@pytest.fixture(scope="module")
def facts():
    return current()


def people(kind, area, column="all_ages"):
    return int(plain.the("population", area_kind=kind, area_id=area)[column])


def lot_number(area, cohort):
    """The number of the lot of a cohort in an area, found the plain way."""
    covering = {row["lot_id"] for row in plain.where("lot_areas", hcp_area_id=area)}
    (row,) = [row for row in plain.where("lots", cohort=cohort) if row["lot_id"] in covering]
    return row["number"]


def name(area):
    return plain.the("hcp_areas", hcp_area_id=area)["name"]


def cards(facts, area):
    return {
        "people": people_of.people_card(facts, area, look="light"),
        "councils": place_cards.councils_card(facts, area),
        "services": place_cards.services_card(facts, area),
        "money": place_cards.money_card(facts, area),
        "providers": place_cards.providers_card(facts, area),
        "map": places.map_card(facts, area),
    }


def test_the_finding_counts_lots_and_areas(facts):
    assert places.finding(facts).startswith(
        f"{len(plain.rows('lots'))} lots cover {len(plain.rows('hcp_areas'))} areas"
    )
    adults = [row["lot_id"] for row in plain.where("lots", cohort="adults")]
    assert all(len(plain.where("lot_areas", lot_id=lot)) == 1 for lot in adults)
    sharing = max(
        len(plain.where("lot_areas", lot_id=row["lot_id"]))
        for row in plain.where("lots", cohort="children")
    )
    assert f"children in {sharing} of them share one" in places.finding(facts)


@pytest.mark.parametrize("area", AREAS)
def test_the_finding_of_an_area_names_its_lots(facts, area):
    assert places.finding(facts, area) == (
        f"{name(area)}: Lot {lot_number(area, 'adults')} for adults, "
        f"Lot {lot_number(area, 'children')} for children"
    )


def test_an_area_that_does_not_exist_is_refused(facts):
    with pytest.raises(LookupError, match="atlantis"):
        places.finding(facts, "atlantis")


def test_split_districts_are_told_with_their_people(facts):
    told = " ".join(places.split_sentences(facts))
    parts = plain.where("area_joins", is_minor_part="true")
    assert len(parts) == 2
    for part in parts:
        district = plain.the("authorities", lad_code=part["lad_code"])["name"]
        sentence = (
            f"{count(int(part['population_2020']))} people of {district} district "
            f"are in {name(part['hcp_area_id'])}."
        )
        assert sentence in told
    assert told.startswith("Swanley and Hartley: 48,279")
    assert "Faversham and around: 31,396 people of Swale district are in East Kent." in told


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ("dgs", "Swanley"),
        ("west-kent", "Swanley"),
        ("east-kent", "Faversham"),
        ("medway-swale", "Faversham"),
    ],
)
def test_both_sides_of_a_split_hear_of_it_and_of_no_other(facts, area, place):
    (sentence,) = places.split_sentences(facts, area)
    assert sentence.startswith(place)


@pytest.mark.parametrize("area", AREAS)
def test_the_standfirst_counts_the_residents(facts, area):
    assert f"{count(people('hcp_area', area))} people live here" in places.standfirst(facts, area)


def test_the_standfirst_counts_those_whom_their_districts_name_would_misplace(facts):
    parts = plain.where("area_joins", is_minor_part="true")
    misplaced = sum(int(part["population_2020"]) for part in parts)
    told = places.standfirst(facts)
    assert told.startswith("1.9 million people live in Kent and Medway.")
    assert f"In parts of Sevenoaks and Swale, {count(misplaced)} people" in told


@pytest.mark.parametrize("area", AREAS)
def test_the_brief_names_lots_councils_and_committees(facts, area):
    brief = dict(places.brief(facts, area))
    assert brief["Adults"].startswith(f"Lot {lot_number(area, 'adults')}, ")
    assert brief["Children"].startswith(f"Lot {lot_number(area, 'children')}, ")
    for piece in plain.where("area_joins", hcp_area_id=area):
        authority = plain.the("authorities", lad_code=piece["lad_code"])
        assert authority["name"] in brief["Councils"]
        committee = plain.the("organisations", org_id=authority["scrutiny_committee_id"])
        called = f"{committee['short_name']} of {committee['name'].split(', ')[1]}"
        assert called in brief["Health scrutiny"]
    for ccg in plain.where("former_ccgs", hcp_area_id=area):
        assert ccg["short_name"] in brief["Former CCGs"]


def test_both_committees_cover_medway_and_swale_and_each_says_what(facts):
    told = dict(places.brief(facts, "medway-swale"))["Health scrutiny"]
    assert "HASC of Medway Council for Medway." in told
    assert "HOSC of Kent County Council for Swale." in told


def test_the_key_holds_every_area_with_its_people(facts):
    markup = layers.key_html(facts, "lots", "adults")
    for area in AREAS:
        assert area_colour(area, "light") in markup
        assert area_colour(area, "dark") in markup
        assert f"<strong>{name(area)}</strong>" in markup
        assert f"{count(people('hcp_area', area))} people" in markup


def test_the_key_wears_the_colours_of_the_map(facts):
    children = layers.key_html(facts, "lots", "children")
    assert children.count(lot_colour("lot-6", "light")) == 3
    assert children.count(lot_colour("lot-5", "light")) == 1
    for show in ("both", "areas", "councils", "former-ccgs", "wards"):
        key = layers.key_html(facts, show, "children")
        assert area_colour("dgs", "light") in key
        assert key.count("Border") == (show != "areas")


def test_every_ward_is_listed_with_its_council_and_lots(facts):
    """Counted a second way, by the postcodes of the place index."""
    wards = load().places("ward")
    names = {ward["ward_code"]: ward["name"] for ward in outlines.wards()}
    card = layers.wards_card(facts, None)
    listed = {(row["ward"], row["council"]): row for row in card.table.frame.rows(named=True)}
    assert len(listed) == card.table.frame.height == len(wards) == 279
    for found in wards:
        row = listed[names[found.key], found.authorities[0].authority.name]
        assert (
            row["area"].split("; ")[0]
            == max(found.areas, key=lambda one: one.postcodes).hcp_area.name
        )
        adults = [f"Lot {lot_number(share.hcp_area.id, 'adults')}" for share in found.areas]
        assert set(row["adults"].split(" and ")) <= set(adults)
    assert card.headline.endswith("; Teynham and Lynsted lies in two areas")
    assert any(line.startswith("Not drawn: Kingsnorth Village & Bridgefield.") for line in card.how)
    assert set(card.source_ids) == {"ons-areas-2024", "census-2021", "ons-lookup"}


def test_wards_are_folded_by_council_and_each_stands_with_its_lots(facts):
    card = layers.wards_card(facts, None)
    rows = card.table.frame.rows(named=True)
    assert card.body.count("<details") == len({row["council"] for row in rows})
    folds = re.findall(r"<h3>(.*?)</h3>.*?</summary>(.*?)</details>", unescape(card.body))
    told = {
        (ward, council, lots)
        for council, parts in folds
        for lots, wards in re.findall(r"<p>(.*?)</p><ul>(.*?)</ul>", parts)
        for ward in re.findall(r"<li>(.*?)</li>", wards)
    }
    lots = "<strong>{area}</strong> ({adults} for adults, {children} for children)"
    assert told == {(row["ward"], row["council"], lots.format(**row)) for row in rows}


@pytest.mark.parametrize("area", AREAS)
def test_wards_of_an_area_are_those_that_lie_in_it(facts, area):
    every, here = (layers.wards_card(facts, one).table.frame for one in (None, area))
    assert here.rows() == every.filter(pl.col("area").str.contains(name(area))).rows()


def test_the_table_of_areas_adds_up_to_all_residents(facts):
    frame = places.map_card(facts, "east-kent").table.frame
    assert frame["all_ages"].sum() == people("kent_and_medway", "kent-and-medway")
    assert (frame["under_18"] + frame["aged_18_plus"] == frame["all_ages"]).all()
    assert frame.filter("chosen")["name"].to_list() == ["East Kent"]
    assert not places.map_card(facts, None).table.frame["chosen"].any()


@pytest.mark.parametrize("area", AREAS)
def test_people_by_age_are_the_shares_of_the_population_table(facts, area):
    card = people_of.people_card(facts, area, look="dark")
    whole = people("hcp_area", area)
    young = f"{people('hcp_area', area, 'under_18') / whole:.0%}"
    old = f"{people('hcp_area', area, 'aged_65_plus') / whole:.0%}"
    assert card.headline == (
        f"{young} of people in {name(area)} are under 18, and {old} are 65 and over"
    )
    assert f"{name(area)}: {young} and {old}" in card.alt
    marked = card.table.frame.filter("chosen")["name"].to_list()
    assert marked == [name(area)]


def test_people_by_age_name_the_oldest_and_the_youngest_area(facts):
    def share(area, column):
        return people("hcp_area", area, column) / people("hcp_area", area)

    oldest = max(AREAS, key=lambda area: share(area, "aged_65_plus"))
    youngest = max(AREAS, key=lambda area: share(area, "under_18"))
    headline = people_of.people_card(facts, None, look="light").headline
    assert headline == (
        f"{name(oldest)} has the largest share aged 65 and over, "
        f"{share(oldest, 'aged_65_plus'):.0%}; {name(youngest)} the largest under 18, "
        f"{share(youngest, 'under_18'):.0%}"
    )


def test_councils_hold_every_resident_once(facts):
    frame = place_cards.councils_card(facts, None).table.frame
    assert frame["residents"].sum() == people("kent_and_medway", "kent-and-medway")
    assert frame["lad_code"].n_unique() == len(plain.rows("authorities"))
    shares = frame.group_by("lad_code").agg(pl.col("share").sum())["share"]
    assert shares.to_list() == pytest.approx([1.0] * len(shares))


@pytest.mark.parametrize("area", AREAS)
def test_councils_of_an_area_hold_its_residents(facts, area):
    card = place_cards.councils_card(facts, area)
    assert card.table.frame["residents"].sum() == people("hcp_area", area)
    whole = card.table.frame.filter("whole").height
    assert re.match(rf"{whole} councils? lies? wholly in {name(area)}, and part of ", card.headline)


@pytest.mark.parametrize("area", EVERY)
def test_services_are_counted_by_evidence(facts, area):
    frame = place_cards.services_card(facts, area).table.frame
    for lot in [column for column in frame.columns if column.startswith("lot-")]:
        told = dict(frame.select("evidence", lot).iter_rows())
        whole = told.pop("All lines")
        named = [told.pop(of_them, 0) for of_them in OF_THEM.values()]
        assert sum(told.values()) == whole
        areas = {row["hcp_area_id"] for row in plain.where("lot_areas", lot_id=lot)}
        cohort = plain.the("lots", lot_id=lot)["cohort"]
        lines = {row["service_id"] for row in plain.where("services", cohort=cohort)}
        pages = [row for row in plain.rows("service_pages") if row["hcp_area_id"] in areas]
        assert sum(named) == len(lines & {row["service_id"] for row in pages})
        listed = {row["service_id"] for row in plain.where("lot_services", lot_id=lot)}
        assert whole >= len(listed)
        assert whole == len(plain.where("services", cohort=cohort))


@pytest.mark.parametrize("area", EVERY)
def test_what_pages_name_is_told_of_the_area_alone(facts, area):
    named = {
        row["service_id"]
        for row in plain.rows("service_pages")
        if area is None or row["hcp_area_id"] == area
    }
    where = f" of {name(area)}" if area else ""
    body = place_cards.services_card(facts, area).body
    assert f"A page names {len(named)} of 55 lines in some place{where}." in body
    assert CLAIM in body


@pytest.mark.parametrize("area", EVERY)
def test_money_is_the_published_envelope_of_the_first_year_or_why_there_is_none(facts, area):
    card = place_cards.money_card(facts, area)
    for row in card.table.frame.iter_rows(named=True):
        paper = plain.the(
            "envelopes", lot_id=row["lot_id"], contract_year="1", component="published"
        )
        assert row["amount_gbp"] == (int(paper["amount_gbp"]) if paper["amount_gbp"] else None)
    assert "not in the copy read here" in card.headline


@pytest.mark.parametrize("area", ["dgs", "east-kent", "west-kent"])
def test_money_of_a_shared_lot_is_not_passed_off_as_the_areas_own(facts, area):
    assert "Lot 6 covers 3 areas" in place_cards.money_card(facts, area).body


def test_what_is_said_of_medway_stands_with_medway_only(facts):
    def periods(area):
        return set(place_cards.providers_card(facts, area).table.frame["period"])

    assert "2017" in periods("medway-swale")
    assert "2017" in periods(None)
    assert all("2017" not in periods(area) for area in AREAS if area != "medway-swale")


@pytest.mark.parametrize("area", EVERY)
def test_questions_concern_the_lots_of_the_area(facts, area):
    wanted = {f"lot-{lot_number(a, c)}" for a in AREAS for c in ("adults", "children")}
    if area:
        wanted = {f"lot-{lot_number(area, c)}" for c in ("adults", "children")}
    found = places.questions(facts, area)
    assert not found.is_empty()
    assert found["gap_id"].is_unique().all()
    assert all(wanted & set(row["lots"].split()) for row in found.iter_rows(named=True))


@pytest.mark.parametrize("area", EVERY)
def test_every_card_has_known_sources_a_basis_and_a_table(facts, area):
    known = {row["source_id"] for row in plain.rows("sources")}
    for card in cards(facts, area).values():
        assert set(card.source_ids) <= known & set(places.sources(facts))
        assert card.basis
        assert not card.table.frame.is_empty()
        assert card.table.csv().count("\n") == card.table.frame.height + 1


def test_the_working_rule_is_said_where_areas_are_drawn(facts):
    assert places.RULE in places.map_card(facts, None).how
    for show in SHOWS:
        assert "working rule" in layers.note_html(show)
    assert "Hatched" in layers.note_html("councils")
    assert "Thin lines" in layers.note_html("wards")
    assert "thick dashed line" in layers.note_html("both")


@pytest.mark.parametrize(
    ("date", "precision", "words"),
    [
        (dt.date(2020, 6, 30), "day", "mid-2020"),
        (dt.date(2022, 6, 30), "day", "mid-2022"),
        (dt.date(2021, 3, 21), "day", "21 March 2021"),
        (dt.date(2023, 1, 1), "year", "2023"),
    ],
)
def test_people_are_of_the_day_that_their_source_names(facts, date, precision, words):
    """Whatever draws them: the date stands in the data alone."""
    newer = facts["sources"].with_columns(
        date=pl.when(source_id="ons-population").then(date).otherwise("date"),
        date_precision=pl.when(source_id="ons-population")
        .then(pl.lit(precision))
        .otherwise("date_precision"),
    )
    changed = dataclasses.replace(facts, tables={**facts.tables, "sources": newer})
    assert counted_in(changed) == words
    assert places.map_card(changed, None).subtitle == f"Residents by age, {words}"
    assert f"({words})" in places.standfirst(changed, "west-kent")


def test_several_shared_lots_and_no_split_district_are_told_as_they_are(facts):
    several = pl.DataFrame({"lot_id": ["lot-5", "lot-6"], "hcp_area_id": ["dgs", "medway-swale"]})
    more = several.join(facts["lot_areas"].drop("hcp_area_id").unique("lot_id"), on="lot_id")
    shared = facts["lot_areas"].filter(
        (pl.col("lot_id") != "lot-6") | (pl.col("hcp_area_id") != "dgs")
    )
    shared = pl.concat([shared, more.select(shared.columns).filter(lot_id="lot-5")])
    whole = facts["area_joins"].unique("lad_code", keep="first", maintain_order=True)
    tables = {**facts.tables, "lot_areas": shared, "area_joins": whole}
    changed = dataclasses.replace(facts, tables=tables)
    assert places.finding(changed).endswith("2 children’s lots cover 2 and 2 areas")
    assert "No district is split between areas." in places.standfirst(changed)
    assert "0 people" not in places.standfirst(changed)
