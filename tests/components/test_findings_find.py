"""Find my area: each sentence against the answer and the tables, read the plain way."""

import datetime as dt
import re
from dataclasses import fields, replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from components.findings.find import cards as find_cards, find, nearest, place as find_place
from components.findings.find.near_misses import FEW, near_misses
from components.findings.places import places
from components.findings.timeline import now
from components.findings.timeline.rows import PASSED
from components.found_place import COARSE, FoundPlace, found_place, same_name
from data.live.current import current
from geo.errors import LookupProblem, SeveralPlaces
from geo.lookup.lookup import load
from geo.nearby import metres_from
from tests import plain

INDEX = load()
SAMPLE = pl.read_csv(Path(__file__).parents[1] / "sample" / "postcodes.csv")
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def facts():
    return current()


def place_of(text) -> FoundPlace:
    return found_place(INDEX.find(text))


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "Faversham",
            "Faversham is in East Kent: Lot 2 for adults, Lot 6 for children. But Swale "
            "district is mostly in Medway and Swale",
        ),
        (
            "me138xx",
            "This ME13 8 postcode is in East Kent: Lot 2 for adults, Lot 6 for children. But "
            "Swale district is mostly in Medway and Swale",
        ),
        (
            "Swanley",
            "Swanley is in Dartford, Gravesham and Swanley: Lot 1 for adults, Lot 6 for children. "
            "But Sevenoaks district is mostly in West Kent",
        ),
        (
            "BR8 7DF",
            "This BR8 7 postcode is in Dartford, Gravesham and Swanley: Lot 1 for adults, Lot 6 "
            "for children. But Sevenoaks district is mostly in West Kent",
        ),
        ("Sandwich", "Sandwich is in East Kent: Lot 2 for adults, Lot 6 for children"),
        ("CT13 9AP", "This CT13 9 postcode is in East Kent: Lot 2 for adults, Lot 6 for children"),
        ("Medway", "Medway is in Medway and Swale: Lot 3 for adults, Lot 5 for children"),
        (
            "ME4 4TR",
            "This ME4 4 postcode is in Medway and Swale: Lot 3 for adults, Lot 5 for children",
        ),
        (
            "Canterbury",
            "Canterbury district is in East Kent: Lot 2 for adults, Lot 6 for children",
        ),
        (
            "BR8",
            "Postcodes that begin BR8 are in Dartford, Gravesham and Swanley: Lot 1 for adults, "
            "Lot 6 for children. But Sevenoaks district is mostly in West Kent",
        ),
        ("West Kent", "West Kent: Lot 4 for adults, Lot 6 for children"),
        (
            "Lot 6",
            "Lot 6, Rest of Kent children’s services: for children in Dartford, Gravesham and "
            "Swanley; East Kent; and West Kent",
        ),
    ],
)
def test_the_answer_is_one_sentence(facts, typed, sentence):
    assert find.finding(facts, place_of(typed)) == sentence


@pytest.mark.parametrize(
    ("typed", "finding", "count"),
    [
        (
            "Sevenoaks",
            "Sevenoaks district is split: most in West Kent (lots 4 and 6), part in Dartford, "
            "Gravesham and Swanley (lots 1 and 6)",
            "2,586 of the 3,713 postcodes are in West Kent, 1,127 in Dartford, Gravesham and "
            "Swanley. Of its people, 60% live in West Kent, 40% live in Dartford, Gravesham and "
            "Swanley (mid-2020).",
        ),
        (
            "Teynham and Lynsted",
            "Teynham and Lynsted ward is split: most in Medway and Swale (lots 3 and 5), part in "
            "East Kent (lots 2 and 6)",
            "A ward of Swale district. 164 of the 254 postcodes are in Medway and Swale, 90 in "
            "East Kent. Type a whole postcode",
        ),
        (
            "TN",
            "Postcodes that begin TN are split: most in West Kent (lots 4 and 6), part in East "
            "Kent (lots 2 and 6) and part in Dartford, Gravesham and Swanley (lots 1 and 6)",
            "4,836 in East Kent, 194 in Dartford, Gravesham and Swanley.",
        ),
    ],
)
def test_a_split_place_says_how(facts, typed, finding, count):
    place = place_of(typed)
    assert find.finding(facts, place) == finding
    assert count in find.standfirst(facts, place)
    assert len(place.parts) > 1


def test_every_split_ward_says_both_counts(facts):
    for answer in INDEX.places("ward"):
        place = found_place(answer)
        said = find.standfirst(facts, place)
        for share in answer.areas:
            assert f"{share.postcodes:,}" in said and share.hcp_area.name in said
        finding = find.finding(facts, place)
        assert bool(re.search("is split: |is nearly all in ", finding)) == answer.is_split


def test_the_shares_of_split_councils_are_those_of_the_tables(facts):
    for lad in ("E07000111", "E07000113"):
        said = find.standfirst(facts, place_of(lad))
        pieces = plain.where("area_joins", lad_code=lad)
        people = sum(int(row["population_2020"]) for row in pieces)
        for row in pieces:
            assert f"{int(row['population_2020']) / people:.0%} live in" in said


def test_a_sliver_is_told_but_does_not_split_a_place(facts):
    faversham = place_of("Faversham")
    assert not faversham.is_split
    assert list(faversham.parts) == ["east-kent"]
    assert "1,055 of the 1,063 postcodes are in East Kent, 8 in West Kent" in find.standfirst(
        facts, faversham
    )
    assert faversham.area_shown("west-kent") == "east-kent"
    assert find.finding(facts, place_of("ME13")).startswith(
        "Postcodes that begin ME13 are nearly all in East Kent: "
    )


def test_two_slivers_do_not_split_a_place(facts):
    place = place_of("ME2")
    assert [share.hcp_area.id for share in place.areas] == ["medway-swale", "dgs", "west-kent"]
    assert find.finding(facts, place).startswith(
        "Postcodes that begin ME2 are nearly all in Medway and Swale: Lot 3 for adults"
    )


def test_a_lot_is_told_as_a_whole(facts):
    told = dict(find_place.lot_facts(facts, place_of("Lot 6")))
    assert told["For"] == "Children"
    assert told["Areas"] == "Dartford, Gravesham and Swanley; East Kent; and West Kent"
    children = int(plain.the("population", area_kind="lot", area_id="lot-6")["under_18"])
    assert told["People"] == f"{children:,} children, mid-2020"
    assert re.fullmatch(r"Lot 6: £[\d.]+ million a year", told["Money a year"])
    one = dict(find_place.lot_facts(facts, place_of("Lot 1")))
    assert one["Area"] == "Dartford, Gravesham and Swanley"
    assert one["Money a year"] == "Lot 1: not in the copy read here"


def test_within_fifty_metres_both_sides_and_their_lots_are_named(facts):
    near = SAMPLE.filter(pl.col("metres").is_not_null())
    assert near.height > 50
    lots = {row["lot_id"]: row for row in plain.rows("lots")}
    for row in near.iter_rows(named=True):
        place = place_of(row["postcode"])
        finding, more = find.finding(facts, place), find.standfirst(facts, place)
        other = plain.the("hcp_areas", hcp_area_id=row["other_area_id"])["name"]
        metres = "1 metre" if row["metres"] == 1 else f"{row['metres']} metres"
        assert f", about {metres} from {other}: " in finding
        for area in (row["hcp_area_id"], row["other_area_id"]):
            name = plain.the("hcp_areas", hcp_area_id=area)["name"]
            adults, children = (
                next(
                    lots[lot["lot_id"]]["number"]
                    for lot in plain.where("lot_areas", hcp_area_id=area)
                    if lots[lot["lot_id"]]["cohort"] == cohort
                )
                for cohort in ("adults", "children")
            )
            assert f"in {name} (Lot {adults} for adults, Lot {children} for children)" in more


def test_away_from_a_border_none_is_spoken_of(facts):
    for postcode in SAMPLE.filter(pl.col("metres").is_null())["postcode"].head(60):
        place = place_of(postcode)
        assert "metre" not in find.finding(facts, place)
        assert "border" not in find.standfirst(facts, place)


FROM_THE_MIDDLE = "From its middle: "


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Faversham", "Lot 3 for adults and Lot 5 for children, about 5.5 km away"),
        ("Swanley", "Lot 4 for adults, about 5 km away; Lot 5 for children, about 17 km away"),
        ("Snodland", "Lot 3 for adults and Lot 5 for children, about 2 km away"),
        ("Isle of Sheppey", "Lot 2 for adults and Lot 6 for children, about 7.5 km away"),
    ],
)
def test_a_place_is_so_far_from_the_nearest_other_lots(typed, words):
    assert nearest.words(place_of(typed)) == FROM_THE_MIDDLE + words


def test_a_postcode_is_as_far_as_the_point_that_is_marked_is():
    """Rochester lies on the Medway, with Lot 1 to the west of it; as a town it is split."""
    place = place_of("ME1 1LX")
    assert nearest.words(place) == "Lot 1 for adults and Lot 6 for children, about 3 km away"
    metres = metres_from("lots_adult", place.easting, place.northing)
    assert 2_750 <= metres["lot-1"] <= 3_250
    assert metres["lot-3"] == 0


@pytest.mark.parametrize(
    "typed",
    ["Rochester", "Teynham", "Sevenoaks", "Swale", "TN15", "CT", "ME", "Medway", "dgs", "Lot 6"],
)
def test_what_is_split_or_no_point_is_so_far_from_nothing(facts, typed):
    place = place_of(typed)
    assert nearest.nearest(place) == ()
    for area in place.parts:
        assert nearest.TERM not in dict(find_place.brief(facts, place, area, today=TODAY))


def test_nearer_than_it_is_known_the_boundary_is_near():
    east = place_of("Faversham")
    west = replace(place_of("Isle of Sheppey"), easting=595_500, northing=162_700)
    assert metres_from("lots_adult", west.easting, west.northing)["lot-2"] < nearest.NEAR
    for place in (replace(east, easting=west.easting, northing=west.northing), west):
        assert len(nearest.nearest(place)) == 2
        assert all(one.is_near for one in nearest.nearest(place))
        assert nearest.words(place).endswith("near the border, less than 1 km away")


def test_off_the_coast_the_nearest_lots_are_those_across_the_water():
    at_sea = replace(place_of("Whitstable"), easting=607_000, northing=168_000)
    metres = metres_from("lots_adult", at_sea.easting, at_sea.northing)
    assert metres["lot-2"] > 0 and metres["lot-3"] > 0
    assert "Lot 3 for adults and Lot 5 for children, about" in nearest.words(at_sea)


def test_a_distance_holds_for_the_postcode_itself():
    """Its point is known to 500 metres, and what is said is rounded to as many."""
    wrong = COARSE * 2**0.5 / 2
    for postcode in SAMPLE["postcode"]:
        exact = INDEX.postcode(postcode)
        metres = metres_from("lots_adult", exact.easting, exact.northing)
        one = next(o for o in nearest.nearest(place_of(postcode)) if o.cohort == "adults")
        number, unit = re.search(r"([\d.]+) (km|metres?) away$", one.away).groups()
        told = float(number) * (1000 if unit == "km" else 1)
        if one.away.startswith("near"):
            assert metres[one.lot.id] < told
        elif unit == "km":
            rounded = nearest.STEP / 2 if told < nearest.FAR else nearest.STEP
            assert abs(metres[one.lot.id] - told) <= wrong + rounded


def test_within_fifty_metres_the_distance_is_that_of_the_answer(facts):
    for row in SAMPLE.filter(pl.col("metres").is_not_null()).head(40).iter_rows(named=True):
        place = place_of(row["postcode"])
        adults = nearest.nearest(place)[0]
        assert row["other_area_id"] in adults.lot.hcp_area_ids
        assert adults.is_near
        assert re.fullmatch(rf"about {row['metres']} metres? away", adults.away)
        told = dict(find_place.brief(facts, place, place.main.hcp_area.id, today=TODAY))
        assert told[nearest.TERM] == nearest.words(place)


def test_nothing_is_kept_of_the_last_part_of_a_postcode(facts):
    for postcode in SAMPLE["postcode"]:
        place, unit = place_of(postcode), postcode[-2:]
        kept = repr([getattr(place, field.name) for field in fields(place)])
        assert postcode not in kept and postcode.replace(" ", "") not in kept
        assert place.key == postcode[:-2].replace(" ", "-")
        said = find.finding(facts, place) + find.standfirst(facts, place) + find.link_words(place)
        assert not re.search(rf"\d{unit}\b", said)
        answer = INDEX.postcode(postcode)
        assert place.easting % COARSE == place.northing % COARSE == 0
        assert abs(place.easting - answer.easting) <= COARSE / 2
        assert abs(place.northing - answer.northing) <= COARSE / 2


def test_the_link_of_a_postcode_finds_its_sector_and_says_so(facts):
    place = place_of("ME13 8XX")
    assert "only ME13 8, the first part" in find.link_words(place)
    again = found_place(INDEX.find(place.key))
    assert (again.kind, again.name) == ("postcode part", "ME13 8")
    assert find.link_words(again) == ""


def test_all_named_places_are_told_and_found_again_by_their_key(facts):
    for kind in ("hcp_area", "lot", "authority", "town", "ward"):
        for answer in INDEX.places(kind):
            place = found_place(answer)
            assert found_place(INDEX.find(place.key)).key == place.key
            assert find.finding(facts, place)
            assert find.standfirst(facts, place).endswith(".")
            for area in place.parts:
                assert dict(find_place.brief(facts, place, area, today=TODAY))["HCP area"]


def test_the_first_lines_tell_lots_who_runs_them_services_by_name_and_the_next_date(facts):
    shown = find_place.first_html(facts, "dgs", runs="No paper says", next_date="next, 2030")
    terms = re.findall("<dt>(.*?)</dt>", shown)
    assert terms == ["Your lots", "Who runs them", "Services by name", "Next known date"]
    assert "Lot 1, Dartford, Gravesham and Swanley adult services; Lot 6, Rest of Kent" in shown
    assert 'href="/services?area=dgs&amp;cohort=adults&amp;view=lot&amp;lot=lot-1"' in shown
    assert ">34 for adults<" in shown
    assert ">21 for children<" in shown
    assert "<dd>Next, 2030</dd>" in shown
    told = now.next_date(facts, today=TODAY)
    shown = find_place.first_html(facts, "dgs", runs="No paper says", next_date=told)
    assert shown.count("Next known date") == 1


def test_the_brief_names_lots_council_ward_and_committee(facts):
    brief = dict(find_place.brief(facts, place_of("ME13 8XX"), "east-kent", today=TODAY))
    assert brief["Adults"].startswith("Lot 2, East Kent adult services")
    assert brief["Children"].startswith("Lot 6, Rest of Kent children’s services")
    assert brief["Council"] == "Swale (21% of its people live in East Kent)"
    assert brief["Ward"] == "East Downs"
    assert brief["Health scrutiny"] == "HOSC of Kent County Council."
    people = plain.the("population", area_kind="hcp_area", area_id="east-kent")["all_ages"]
    assert brief["People in East Kent"] == f"{int(people):,}, mid-2020"


def test_medway_is_scrutinised_by_hasc_and_each_district_by_hosc():
    for row in plain.rows("authorities"):
        found = find_place.committee_councils(place_of(row["lad_code"]))
        assert list(found) == [row["scrutiny_committee_id"]]
    assert list(find_place.committee_councils(place_of("ME4 4TR"))) == ["hasc"]
    assert list(find_place.committee_councils(place_of("medway-swale"))) == ["hasc", "hosc"]


def test_the_open_question_on_children_stands_where_it_belongs_and_nowhere_else(facts):
    for answer in INDEX.places("ward"):
        place = found_place(answer)
        for area in place.parts:
            shown = find_place.doubt_html(facts, place, area)
            belongs = place.councils[0].authority.name == "Swale" and area == "east-kent"
            assert bool(shown) == belongs
    assert "5 or 6?" in find_place.doubt_html(facts, place_of("E07000113"), "east-kent")
    assert "sources differ" in words(find_place.doubt_html(facts, place_of("ME13"), "east-kent"))
    assert not find_place.doubt_html(facts, place_of("E07000113"), "medway-swale")


@pytest.mark.parametrize("typed", ["ME13 8XX", "Faversham", "Swale", "West Kent", "Lot 6", "TN"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_map_marks_the_place_and_says_so(facts, typed, look):
    place = place_of(typed)
    area = place.area_shown(None)
    card = find_place.map_card(place, area, look=look, edition=INDEX.edition)
    marked = place.kind not in ("hcp_area", "lot")
    assert ("A ring marks" in card.alt) == ("A ring marks" in card.subtitle) == marked
    assert f"{places.area_row(facts, area)['name']} is chosen" in card.alt
    point = f"'easting': {place.easting}, 'northing': {place.northing}"
    assert (point in str(card.spec)) == marked
    if place.kind != "postcode":
        assert card.table.frame["postcodes"].to_list() == [s.postcodes for s in place.areas]
    assert "8XX" not in str(card)


def test_places_of_the_same_name_are_offered():
    sandwich = place_of("town-sandwich")
    assert [other.name for other in same_name(INDEX, sandwich)] == ["Sandwich (ward in Dover)"]
    assert same_name(INDEX, place_of("ME13 8XX")) == ()
    assert same_name(INDEX, place_of("ME13")) == ()


def test_the_opening_counts_lots_and_people(facts):
    assert find.opening(facts).startswith("Where you live decides which 2 of the 6 lots serve you")
    minor = plain.where("area_joins", is_minor_part="true")
    people = sum(int(row["population_2020"]) for row in minor)
    assert f"{people:,} people" in find.opening_words(facts, today=TODAY)


@pytest.mark.parametrize("typed", ["Faversham", "Medway", "medway-swale", "Chatham"])
def test_scrutiny_counts_are_those_of_the_statements(facts, typed):
    place = place_of(typed)
    card = find_cards.scrutiny_card(facts, place, today=TODAY)
    for committee in find_place.committee_councils(place):
        stated = [
            row
            | {"state": plain.standing()[row["statement_id"]]["state"], "due": plain.due(row)[0]}
            for one in (committee, "joint")
            for row in plain.where("statements", committee=one)
            if row["statement_id"] in plain.standing()
        ]
        (found,) = plain.where("statements", committee=committee, kind="determination")
        assert f"{len(stated)} requests and promises are on paper" in words(card.body)
        assert found["text"] in words(card.body)
        short = plain.the("organisations", org_id=committee)["short_name"]
        row = card.table.frame.filter(name=short).row(0, named=True)
        late = [one for one in stated if one["due"] and one["due"] < TODAY.isoformat()]
        silent = [one for one in late if one["state"] != "met"]
        assert row["due date passed"] == len(silent)
        for state in ("open", "not known", "met"):
            assert row[state] == sum(one["state"] == state for one in stated if one not in silent)


def test_key_dates_ahead_and_past_follow_the_day(facts):
    place = place_of("Faversham")
    card = find_cards.dates_card(facts, place, "east-kent", today=TODAY)
    assert card.headline == (
        "Next known date: first contract term ends, 26 October 2030 "
        "(read from a summary of the notice)"
    )
    ahead = card.table.frame.filter(side="Ahead")
    past = card.table.frame.filter(side="Past")
    assert ahead["when"].to_list() == ["26 October 2030", "26 October 2033"]
    assert past["when"][0] == "26 October 2026"
    assert past["last"].is_sorted(descending=True)
    late = find_cards.dates_card(facts, place, "east-kent", today=dt.date(2033, 10, 27))
    assert late.table.frame.filter(side="Ahead").is_empty()
    assert "Ahead" not in late.body
    assert late.headline.startswith("No date ahead is on paper; the last was 26 October 2033")
    that_day = find_cards.dates_card(facts, place, "east-kent", today=dt.date(2030, 10, 26))
    assert that_day.table.frame.filter(side="Ahead")["when"][0] == "26 October 2030"


def test_a_plan_that_passed_without_word_says_so_and_replaced_dates_are_left_out(facts):
    card = find_cards.dates_card(facts, place_of("Medway"), "medway-swale", today=TODAY)
    rows = card.table.frame
    passed = rows.filter(pl.col("last") < TODAY, status="planned")
    assert passed.height > 0
    assert set(passed["state"]) == {PASSED}
    replaced = {row["event_id"] for row in plain.rows("events") if row["replaced_by"]}
    assert replaced.isdisjoint(rows["event_id"])


def test_each_place_sees_the_dates_of_its_own_committee(facts):
    for typed, area, own, other in (
        ("Faversham", "east-kent", "hosc", "hasc"),
        ("Medway", "medway-swale", "hasc", "hosc"),
    ):
        rows = find_cards.dates_card(facts, place_of(typed), area, today=TODAY).table.frame
        heard = rows.filter(pl.col("thread").is_null(), lane="scrutiny")["who"].to_list()
        assert own in heard
        assert other not in heard


def test_a_date_of_one_area_is_told_there_and_nowhere_else(facts):
    told = {
        area: set(
            find_cards.dates_card(facts, place_of(typed), area, today=TODAY).table.frame["event_id"]
        )
        for typed, area in (("Faversham", "east-kent"), ("Medway", "medway-swale"))
    }
    for row in plain.rows("events"):
        areas = row["hcp_areas"].split()
        for area, ids in told.items():
            if row["scope"] in ("outside the lots", "neighbouring contract") or areas:
                assert row["event_id"] not in ids or area in areas
    assert "faversham-reopen-planned" in told["east-kent"]
    assert "intermediate-care-start" in told["medway-swale"]


def test_engagement_is_told_for_all_and_not_by_area(facts):
    card = find_cards.engagement_card(facts, "east-kent")
    assert card.headline == ("No paper collected here says how many people took part in East Kent")
    assert set(card.table.frame["area"]) == {None}
    newest = {row["figure_id"]: row["value"] for row in plain.rows("figures")}
    reach, signed = (
        int(newest[name]) for name in ("messaging_reach_csr_2024_12", "event_signups_csr_2024_12")
    )
    surveys = sum(
        int(newest[f"survey_{who}_csr_2024_12"]) for who in ("adults", "children", "staff")
    )
    assert card.table.frame["value"].to_list() == [reach, surveys, signed]
    assert f"{reach / 1e6:g} million people reached" in words(card.body)
    assert f"{surveys} surveys completed" in words(card.body)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ME13 BXX", "ME13 8XX"),
        ("MEI3 8XX", "ME13 8XX"),
        ("ME13 8ZZ", "Postcodes that begin ME13 8"),
        ("ME13 OXX", "Postcodes that begin ME13"),
        ("Strood N", "Strood North & Frindsbury (ward in Medway)"),
        ("kent", "East Kent (HCP area)"),
        ("Canterberry", "Canterbury (district)"),
        ("Faversham town centre", "Faversham (ME13)"),
    ],
)
def test_what_may_have_been_meant_is_offered(typed, meant):
    offered = [one.name for one in misses(typed)]
    assert any(name.startswith(meant) for name in offered), offered


@pytest.mark.parametrize("typed", ["SW1A 1AA", "😀", "", "x" * 10_000, "zzzz", "坎特伯雷"])
def test_nothing_is_offered_where_nothing_is_like_it(typed):
    assert misses(typed) == ()


def test_of_several_postcodes_or_places_no_others_are_offered():
    assert [one.name for one in misses("ME7 1AA or CT1 2AB")] == ["ME7 1AA", "CT1 2AB"]
    assert [one.name for one in misses("TN15 6AA, ME13 8XX")] == ["TN15 6AA", "ME13 8XX"]
    with pytest.raises(SeveralPlaces) as told:
        INDEX.find("Minster")
    assert misses("Minster") == told.value.places


def test_the_letter_o_for_a_zero_leads_to_the_postcode():
    with_zero = next(postcode for postcode in SAMPLE["postcode"] if " 0" in postcode)
    assert misses(with_zero.replace(" 0", " O"))[0].key == with_zero


@settings(deadline=None)
@given(st.text(max_size=120))
def test_every_offer_finds_a_place(text):
    offered = misses(text)
    assert len(offered) <= FEW
    assert len({one.name for one in offered}) == len(offered)
    for one in offered:
        assert place_of(one.key)


def misses(text):
    try:
        INDEX.find(text)
    except LookupProblem as problem:
        return near_misses(INDEX, text, problem)
    return ()
