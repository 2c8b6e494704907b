"""Where postcodes and places lie, and what is said when they cannot be told."""

import logging
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from data.package.folder import BUILT_IN
from geo.areas import areas
from geo.errors import (
    LookupProblem,
    MalformedPostcode,
    NothingTyped,
    OutsideArea,
    SeveralPlaces,
    UnknownPlace,
    UnknownPostcode,
)
from geo.lookup.answers import PlaceAnswer, PostcodeAnswer
from geo.lookup.lookup import load
from geo.lookup.words import sentences
from tests.sample import make
from tests.sample.reference import REFERENCE_DIR, needs_reference

SAMPLE = Path(__file__).parents[1] / "sample" / "postcodes.csv"
INDEX = load()


def check(truth: pl.DataFrame) -> None:
    for row in truth.iter_rows(named=True):
        answer = INDEX.postcode(row["postcode"])
        near = (answer.near.hcp_area.id, answer.near.metres) if answer.near else (None, None)
        assert (
            answer.postcode,
            answer.hcp_area.id,
            answer.authority.id,
            answer.ward.id,
            *near,
        ) == (
            row["postcode"],
            row["hcp_area_id"],
            row["lad_code"],
            row["ward_code"],
            row["other_area_id"],
            row["metres"],
        )


def test_sample_postcodes_lie_in_the_area_of_their_lsoa():
    sample = pl.read_csv(SAMPLE)
    assert sample["at_sea"].sum() == 11
    assert sample["metres"].count() == 102
    assert set(sample["lad_code"]) == set(areas().authorities)
    check(sample)


@needs_reference
def test_every_postcode_lies_in_the_area_of_its_lsoa():
    truth = make.postcode_truth(REFERENCE_DIR)
    assert truth.height == 52_126
    check(truth)
    for row in truth.iter_rows(named=True):
        answer = INDEX.postcode(row["postcode"])
        assert abs(answer.easting - row["easting"]) <= 5
        assert abs(answer.northing - row["northing"]) <= 5


@needs_reference
def test_the_sample_is_what_its_rule_says():
    assert make.postcode_sample(REFERENCE_DIR).equals(pl.read_csv(SAMPLE))


@pytest.mark.parametrize(
    ("typed", "area", "adults", "children", "authority"),
    [
        ("ME13 8XX", "east-kent", 2, 6, "Swale"),
        ("BR8 7DF", "dgs", 1, 6, "Sevenoaks"),
        ("CT13 9AP", "east-kent", 2, 6, "Dover"),
        ("ME4 4TR", "medway-swale", 3, 5, "Medway"),
        ("ME14 1XQ", "west-kent", 4, 6, "Maidstone"),
    ],
)
def test_a_postcode_gives_its_lots(typed, area, adults, children, authority):
    answer = INDEX.postcode(typed)
    assert answer.hcp_area.id == area
    assert (answer.adult_lot.number, answer.childrens_lot.number) == (adults, children)
    assert answer.authority.name == authority


def test_a_split_district_is_told_in_words():
    assert "Swale (East Downs ward), which is mostly in Medway and Swale." in sentences(
        INDEX.postcode("ME13 8XX")
    )


def test_a_border_is_told_with_both_sides():
    sample = pl.read_csv(SAMPLE).filter(pl.col("metres").is_not_null())
    for row in sample.iter_rows(named=True):
        answer = INDEX.postcode(row["postcode"])
        said = sentences(answer)
        assert f"between {answer.hcp_area.name} and {answer.near.hcp_area.name}" in said
        assert answer.near.metres <= 50
        assert answer.near.hcp_area != answer.hcp_area


def test_outside_is_told_apart_from_unknown():
    with pytest.raises(OutsideArea, match="not in Kent and Medway: no postcode that begins SW1A"):
        INDEX.postcode("SW1A 1AA")
    with pytest.raises(UnknownPostcode, match=r"is unknown: .* October 2025"):
        INDEX.postcode("ME13 8ZZ")


@pytest.mark.parametrize("typed", ["TN16 3BB", "DA5 1AA", "ME13 1AA"])
def test_a_sector_of_which_no_postcode_is_held_is_not_called_unknown(typed):
    with pytest.raises(OutsideArea, match=f"no postcode that begins {typed[:-2]} lies here"):
        INDEX.postcode(typed)


@pytest.mark.parametrize(
    ("typed", "meant"), [("MEI3", "ME13"), ("MEI3 8", "ME13 8"), ("ME1O", "ME10"), ("CTO", "CT")]
)
def test_a_letter_for_a_digit_in_the_beginning_of_a_postcode_is_put_right(typed, meant):
    with pytest.raises(LookupProblem) as told:
        INDEX.find(typed)
    assert told.value.suggestions[0] == meant
    assert INDEX.find(meant).name == meant


@pytest.mark.parametrize("typed", ["Lot 7", "lot9", "lots 0", "Lot " + "9" * 90])
def test_a_lot_that_is_not_there_is_told_with_those_that_are(typed):
    with pytest.raises(UnknownPlace, match=r"^There are lots 1 to 6\.$") as told:
        INDEX.find(typed)
    assert [INDEX.find(text).name for text in told.value.suggestions] == [
        f"Lot {number}" for number in range(1, 7)
    ]


@pytest.mark.parametrize("typed", ["MEI3 8XX", "ME13 BXX", "meI3bxx", "ME L3 8XX"])
def test_a_letter_taken_for_a_digit_is_put_right(typed):
    with pytest.raises(MalformedPostcode) as told:
        INDEX.postcode(typed)
    assert told.value.suggestions == ("ME13 8XX",)
    assert told.value.sentence.endswith("; did you mean ME13 8XX?")


def test_the_letter_o_for_the_digit_0():
    with_zero = next(p for p in pl.read_csv(SAMPLE)["postcode"] if " 0" in p)
    with pytest.raises(MalformedPostcode) as told:
        INDEX.find(with_zero.replace(" 0", " O"))
    assert with_zero in told.value.suggestions


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("Faversham", "town", "Faversham (ME13)"),
        ("lot 5", "lot", "Lot 5"),
        ("Lot-2", "lot", "Lot 2"),
        ("East Kent", "hcp_area", "East Kent"),
        ("dgs", "hcp_area", "Dartford, Gravesham and Swanley"),
        ("Dartford, Gravesham & Swanley", "hcp_area", "Dartford, Gravesham and Swanley"),
        ("medway", "authority", "Medway"),
        ("Medway Council", "authority", "Medway"),
        ("swale borough council", "authority", "Swale"),
        ("SANDWICH", "town", "Sandwich (CT13)"),
        ("Teynham & Lynsted", "ward", "Teynham and Lynsted"),
        ("Saint Anns ward", "ward", "St. Ann's"),
        ("cliffsend & pegwell", "ward", "Cliffsend and Pegwell"),
        ("Watling, Swale", "ward", "Watling"),
        ("ME", "postcode part", "ME"),
        ("me13", "postcode part", "ME13"),
        ("ME138", "postcode part", "ME13 8"),
        ("ME1 3", "postcode part", "ME1 3"),
        ("ME 13", "postcode part", "ME13"),
        ("ct 1", "postcode part", "CT1"),
        ("ME-13", "postcode part", "ME13"),
        ("ME13 8X", "postcode part", "ME13 8"),
        ("lot6", "lot", "Lot 6"),
        ("lot 06", "lot", "Lot 6"),
    ],
)
def test_places_by_name(typed, kind, name):
    answer = INDEX.find(typed)
    assert (answer.kind, answer.name) == (kind, name)
    assert sentences(answer).startswith(("Postcodes", name))


def test_find_takes_a_whole_postcode():
    assert isinstance(INDEX.find("me138xx"), PostcodeAnswer)


@pytest.mark.parametrize("kind", ["hcp_area", "lot", "authority", "town", "ward"])
def test_every_place_is_found_again_by_its_key(kind):
    places = INDEX.places(kind)
    assert places
    for place in places:
        again = INDEX.find(place.key)
        assert (again.kind, again.key, again.areas) == (place.kind, place.key, place.areas)


def test_places_of_the_same_name_are_told_as_others():
    others = {other.kind for other in INDEX.find("Sandwich").others}
    assert others == {"ward"}


def test_counts_of_all_wards_authorities_and_areas_agree():
    for kind in ("hcp_area", "authority", "ward"):
        assert sum(place.postcodes for place in INDEX.places(kind)) == 52_126
    assert [place.name for place in INDEX.places("ward") if place.is_split] == [
        "Lordswood & Walderslade",
        "Teynham and Lynsted",
    ]


def test_a_lot_has_the_postcodes_of_its_areas():
    for place in INDEX.places("lot"):
        lot = areas().lots[place.key]
        assert {share.hcp_area.id for share in place.areas} == set(lot.hcp_area_ids)
        whole = sum(INDEX.find(area).postcodes for area in lot.hcp_area_ids)
        assert place.postcodes == whole


def test_main_areas_agree_with_people():
    """Most postcodes of an authority lie where most of its people live (LSOAs, mid-2020)."""
    joins = pl.read_csv(BUILT_IN / "tables" / "area_joins.csv").filter(~pl.col("is_minor_part"))
    for lad, area in joins.select("lad_code", "hcp_area_id").rows():
        assert INDEX.find(lad).areas[0].hcp_area.id == area


def test_every_town_is_in_the_index():
    for town, outwards in INDEX.gazetteer.towns.items():
        assert set(outwards) <= set(INDEX.gazetteer.sectors_of), town


def test_the_middle_of_a_place_lies_among_its_postcodes():
    faversham = INDEX.find("Faversham")
    assert faversham.easting == pytest.approx(601_500, abs=2_000)
    assert faversham.northing == pytest.approx(160_500, abs=2_000)


@pytest.mark.parametrize(
    ("typed", "problem", "words"),
    [
        ("", NothingTyped, "Type a postcode or the name"),
        (" \n", NothingTyped, "Type a postcode or the name"),
        ("🎉🎉", NothingTyped, "letters or digits"),
        ("x" * 10_000, NothingTyped, "too long"),
        ("' OR 1=1; --", MalformedPostcode, "only the letters A to Z and digits"),
        ("pegwell", UnknownPlace, "No place of just that name is known"),
        ("<script>alert(1)</script>", UnknownPlace, "No place of that name"),
        ("Сандвич", UnknownPlace, "in the letters A to Z"),
        ("坎特伯雷", UnknownPlace, "in the letters A to Z"),
        ("Birmingham", UnknownPlace, "No place of that name"),
        ("Nowhere", UnknownPlace, "No place of that name"),
        ("Watling", SeveralPlaces, "More than one place has that name"),
        ("kent", SeveralPlaces, "name like that"),
        ("SW1A", OutsideArea, "begins SW1A"),
        ("SW1A 1AA", OutsideArea, "begins SW1A"),
        ("ME13 8ZZ", UnknownPostcode, "unknown"),
        ("ME13 8CX", MalformedPostcode, "neither a postcode, such as ME13 8XX, nor the beg"),
    ],
)
def test_what_cannot_be_found_is_told_in_one_sentence(typed, problem, words):
    with pytest.raises(problem) as told:
        INDEX.find(typed)
    assert words in str(told.value)
    assert str(told.value).count(". ") == 0


def test_a_misspelt_place_has_a_suggestion_that_finds_it():
    with pytest.raises(UnknownPlace) as told:
        INDEX.find("Canterberry")
    assert INDEX.find(told.value.suggestions[0]).name == "Canterbury"


def test_every_suggestion_of_several_places_finds_one():
    with pytest.raises(SeveralPlaces) as told:
        INDEX.find("Cliftonville")
    assert len(told.value.suggestions) == 2
    for place in told.value.places:
        assert INDEX.find(place.name).name in place.shown
        assert place.lots == INDEX.find(place.key).lots == "lots 2 and 6"


@pytest.mark.parametrize(
    ("typed", "first"),
    [("fav", "town-faversham"), ("east k", "east-kent"), ("ME13", "ME13"), ("lot 5", "lot-5")],
)
def test_suggestions_begin_with_the_likeliest(typed, first):
    found = INDEX.suggest(typed)
    assert found[0].key == first
    assert len(found) <= 8
    for suggestion in found:
        assert INDEX.find(suggestion.key).kind == suggestion.kind


@pytest.mark.parametrize("typed", ["", "🎉", "x" * 10_000, "zzzz"])
def test_nothing_to_suggest(typed):
    assert INDEX.suggest(typed) == ()


@settings(deadline=None)
@given(st.text(max_size=150))
def test_any_text_gets_an_answer_or_one_clear_sentence(text):
    try:
        answer = INDEX.find(text)
    except LookupProblem as problem:
        assert 20 < len(str(problem)) < 160
        assert all(isinstance(text, str) for text in problem.suggestions)
    else:
        assert isinstance(answer, PlaceAnswer | PostcodeAnswer)
        assert sentences(answer).endswith(".")


def test_what_is_typed_is_neither_logged_nor_kept_nor_in_an_error(caplog):
    caplog.set_level(logging.DEBUG)
    INDEX.find("ME13 8XX")
    for typed in ("ME13 8ZZ", "MEI3 8XX", "SW1A 1AA", "Nowhere-on-Sea"):
        with pytest.raises(LookupProblem) as told:
            INDEX.find(typed)
        assert typed not in str(told.value)
    assert caplog.text == ""
    assert not any("8XX" in key or "8ZZ" in key for key in INDEX._remembered)
