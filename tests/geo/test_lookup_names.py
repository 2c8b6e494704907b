"""What a name, a part of one, or an address means: right, or asked with the lots of each."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from geo import attribution
from geo.errors import LookupProblem, SeveralPlaces, UnknownPlace
from geo.lookup.answers import PlaceAnswer, PostcodeAnswer
from geo.lookup.gazetteer import read_localities
from geo.lookup.lookup import load
from tests.sample import make
from tests.sample.reference import REFERENCE_DIR, needs_reference

SETTLEMENTS = pl.read_csv(Path(__file__).parents[1] / "sample" / "settlements.csv")
INDEX = load()
LOTS = {place.key: place.lots for place in INDEX.places("hcp_area")}
ASKED = {"Ash", "Aylesford", "Bridge", "Cliffe", "Lynsted", "Newington", "Stone"}


def areas_of(answer: PlaceAnswer) -> list[str]:
    return [share.hcp_area.id for share in answer.areas]


def is_answered_for_all(text: str) -> bool:
    """Whether a text is answered; a single lot must then be that of all that bears or begins so."""
    try:
        answer = INDEX.find(text)
    except LookupProblem:
        return False
    if len(answer.areas) == 1:
        names = INDEX.gazetteer.names
        for place in {*names.exact(text), *names.containing(text)}:
            assert areas_of(INDEX.named.place(place)) == areas_of(answer), (text, place.name)
    return True


def asked(text: str) -> tuple:
    with pytest.raises(SeveralPlaces) as told:
        INDEX.find(text)
    assert all(place.lots and place.lots in told.value.sentence for place in told.value.places)
    return told.value.places


def test_every_settlement_is_told_right_or_asked_about_with_its_lots():
    told = Counter()
    for name, area in SETTLEMENTS.iter_rows():
        if name in ASKED:
            assert LOTS[area] in {place.lots for place in asked(name)}
            told["asked"] += 1
        else:
            assert areas_of(INDEX.find(name))[0] == area
            told["right"] += 1
    assert told == {"right": 147, "asked": 8}  # two of the eight are called Stone


@needs_reference
def test_the_sample_of_settlements_is_what_its_rule_says():
    assert make.settlement_sample(REFERENCE_DIR).equals(SETTLEMENTS)


@needs_reference
def test_a_settlement_has_the_postcodes_around_its_middle():
    """Counted one by one, by distance to the middle as the list has it."""
    listed = pl.read_csv(REFERENCE_DIR / "settlements.csv")
    truth = make.postcode_truth(REFERENCE_DIR)
    for place in INDEX.places("settlement"):
        middles = listed.filter(name=place.name).select("easting", "northing").rows()
        found = []
        for east, north in middles:
            metres = ((pl.col("easting") - east) ** 2 + (pl.col("northing") - north) ** 2).sqrt()
            around = truth.with_columns(metres=metres).sort("metres", "postcode")
            within = around.filter(pl.col("metres") <= 500)
            counted = within if within.height >= 10 else around.head(10)
            found.append(Counter(counted["hcp_area_id"]))
        assert {share.hcp_area.id: share.postcodes for share in place.areas} in found, place.name


@pytest.mark.parametrize(
    "typed",
    [
        "ME7 1AA,",
        "ME7 1AA;",
        "(ME7 1AA)",
        '"ME7 1AA"',
        "postcode: ME7 1AA",
        "ME7 1AA, UK",
        "1 Sample Street, Gillingham, Kent ME7 1AA",
        "ME7 1AA Gillingham",
        "[me71aa]",
        "My post code is ME7-1AA.",
        "Flat 2\n1 Sample Street\nGillingham\nme7 1aa\nUnited Kingdom",
        "ME7 1AA / ME71AA",
        "Gillingham ME 7 1AA",
        "1 Sample Street, Gillingham, me7 1 aa",
        "No 12 1 ME 71AA, Gillingham",
        "„ME7\u00a01AA“…",
    ],
)
def test_a_text_that_holds_one_postcode_is_that_postcode(typed):
    for ask in (INDEX.find, INDEX.postcode):
        answer = ask(typed)
        assert isinstance(answer, PostcodeAnswer)
        assert answer.postcode == "ME7 1AA"


@pytest.mark.parametrize(
    "typed",
    [
        "Flat E1, 1st Floor, Dover",
        "Unit W1; 3rd Floor; Dover",
        "Block B2\n2nd Floor\nDover",
        "Flat no 7 1st Avenue, Dover",
    ],
)
def test_words_of_two_lines_and_of_a_number_make_no_postcode(typed):
    assert INDEX.find(typed).name == "Dover"


@pytest.mark.parametrize(
    "typed", ["Dover, ME7", "Dover ME7", "ME7, Dover", "1 High Street, Dover, Kent, ME7"]
)
def test_a_place_beside_a_district_of_other_lots_is_asked_about(typed):
    with pytest.raises(SeveralPlaces, match=r"^That names more than one place\.$") as told:
        INDEX.find(typed)
    assert [INDEX.find(one).key for one in told.value.suggestions] == ["E07000108", "ME7"]


@pytest.mark.parametrize("typed", ["ME7 1AA, ME13 8XX", "from ME71AA to me13 8xx (or SW1A 1AA)"])
def test_of_several_postcodes_it_asks_which(typed):
    for ask in (INDEX.find, INDEX.postcode):
        with pytest.raises(SeveralPlaces, match=r"^That holds more than one postcode\.$") as told:
            ask(typed)
        assert told.value.suggestions[:2] == ("ME7 1AA", "ME13 8XX")
        assert "ME7 1AA (lots 3 and 5)" in told.value.sentence


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ME13,", "ME13"),
        ("(ME13 8)", "ME13 8"),
        ("Postcode: ME13", "ME13"),
        ("postcode is me13 8.", "ME13 8"),
        ("Dartford, Kent", "Dartford"),
        ("dartford kent uk", "Dartford"),
        ("Chatham, Medway, England", "Chatham (ME4, ME5)"),
        ("“Hawkinge”", "Hawkinge"),
        ("Hawkinge village", "Hawkinge"),
        ("Faversham, ME13", "Faversham (ME13)"),
        ("12 Sample Street, Gillingham, ME7", "Gillingham (ME7, ME8)"),
        ("12 Sample Street, Lydd, Romney Marsh, Kent", "Lydd"),
        ("Isle of Sheppey", "Isle of Sheppey (ME11, ME12)"),
        ("Sheppey", "Isle of Sheppey (ME11, ME12)"),
        ("Isle of Thanet", "Thanet"),
        ("Isle of Grain", "Grain"),
        ("Isle of Oxney", "Isle of Oxney"),
        ("Romney Marsh", "Romney Marsh (TN29)"),
        ("the Medway Towns", "Medway"),
        ("Minster-in-Thanet", "Minster-in-Thanet (CT12 4)"),
        ("Newington, Sittingbourne", "Newington"),
        ("Bridge, Canterbury", "Bridge"),
    ],
)
def test_what_stands_around_a_place_is_left_out(typed, name):
    assert INDEX.find(typed).name == name


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("Bridge, near Canterbury", "east-kent"),
        ("Newington, Sittingbourne", "medway-swale"),
        ("Newington, Ramsgate", "east-kent"),
        ("Stone, Greenhithe", "dgs"),
        ("Minster, Sheppey", "medway-swale"),
        ("Minster, Ramsgate, Kent", "east-kent"),
        ("Wouldham, Rochester", "west-kent"),
        ("High Street, Faversham", "east-kent"),
        ("High Street, Sittingbourne", "medway-swale"),
    ],
)
def test_an_address_is_in_its_town_and_not_where_its_street_has_a_namesake(typed, area):
    try:
        assert areas_of(INDEX.find(typed))[0] == area
    except LookupProblem as problem:
        assert LOTS[area] in {place.lots for place in problem.places} or not problem.places


@pytest.mark.parametrize(
    "typed", ["Tower Hamlets, London", "Gillingham, Dorset", "Deal, New Jersey"]
)
def test_a_name_in_a_place_that_is_not_known_is_no_answer(typed):
    with pytest.raises(LookupProblem):
        INDEX.find(typed)


@pytest.mark.parametrize("end", [", Kent, UK", ", Kent, England", " Kent; Great Britain"])
def test_every_settlement_is_found_whatever_parts_end_its_address(end):
    for name, area in SETTLEMENTS.iter_rows():
        if name in ASKED:
            assert LOTS[area] in {place.lots for place in asked(f"{name}{end}")}
        else:
            assert areas_of(INDEX.find(f"{name}{end}"))[0] == area


@pytest.mark.parametrize(
    "typed",
    [
        *("Dover and Medway", "Dover, Medway", "Dover Medway", "Dover & Medway, Kent, UK"),
        *("Dover / Medway", "Medway or Dover", "Dover, and Medway", "Dover and Medway, England"),
    ],
)
def test_of_several_places_it_asks_which_with_the_lots_of_each(typed):
    places = {place.name: place.lots for place in asked(typed)}
    assert places["Dover (district)"] == "lots 2 and 6"
    assert places["Medway (unitary authority)"] == "lots 3 and 5"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Gillingham and Medway", {"Gillingham (ME7, ME8)", "Medway (unitary authority)"}),
        ("Dover and Cliffsend and Pegwell", {"Dover (district)"}),
        ("Sandwich & Deal", {"Sandwich (CT13)", "Deal (CT14)"}),
    ],
)
def test_a_place_in_the_other_or_of_a_name_with_and_is_asked_about_too(typed, names):
    assert names <= {place.name for place in asked(typed)}


def test_and_before_one_name_asks_nothing():
    assert INDEX.find("and Dover, Kent").name == "Dover"


def test_a_place_in_another_place_that_it_is_not_in_is_asked_about():
    assert {place.lots for place in asked("Cliffe, Dover")} == {"lots 3 and 5", "lots 2 and 6"}


@pytest.mark.parametrize(
    "typed", ["Minster", "minster, kent", "Newington", "Bridge", "Stone", "Ash"]
)
def test_places_of_one_name_in_two_lots_are_told_apart(typed):
    assert len({place.lots for place in asked(typed)}) > 1


@pytest.mark.parametrize(
    "typed", ["Minst", "Rain", "Hartl", "Kent", "Pegw", "Tower Ham", "New Ash"]
)
def test_a_beginning_of_a_name_is_no_answer(typed):
    with pytest.raises((SeveralPlaces, UnknownPlace)) as told:
        INDEX.find(typed)
    assert told.value.places
    for place in told.value.places:
        assert place.kind == "lot" or place.lots in place.shown
        assert INDEX.find(place.key).kind == place.kind


def test_no_name_nor_a_word_of_one_is_answered_with_a_lot_that_it_may_not_mean():
    """Every beginning of every name is tried in the proof: `tests/proof/test_fuzz_places.py`."""
    names = INDEX.gazetteer.names
    texts = {text[: len(text) // 2] for text in names.own}
    texts |= {word for text in names.own for word in text.split()} | set(names.own)
    assert sum(is_answered_for_all(text) for text in sorted(texts)) > 300


def test_an_answer_tells_the_other_places_of_its_name_with_their_lots():
    (town,) = INDEX.find("Dartford").others
    assert town.shown == "Dartford (DA1, DA2, DA4; lots 1 and 6)"


def test_a_locality_is_the_sum_of_its_parts():
    sheppey = INDEX.find("Isle of Sheppey")
    wards = [place for place in INDEX.places("ward") if "Sheppey" in place.name]
    assert len(wards) == 2
    assert sheppey.postcodes == INDEX.find("ME11").postcodes + INDEX.find("ME12").postcodes
    assert sheppey.postcodes > sum(ward.postcodes for ward in wards)
    hoo = INDEX.gazetteer.localities["Hoo Peninsula"].parts
    assert INDEX.find("Hoo Peninsula").postcodes == sum(INDEX.find(one).postcodes for one in hoo)


def test_every_part_of_a_locality_has_its_reason():
    file = Path(__file__).parents[2] / "geo" / "localities.csv"
    rows = pl.read_csv(file)
    assert set(read_localities(file)) == set(rows["locality"])
    assert rows.group_by("locality").agg(pl.col("why").drop_nulls().len())["why"].to_list() == [
        1
    ] * len(set(rows["locality"]))


def test_settlements_are_never_without_their_attribution():
    assert attribution.GEONAMES in INDEX.gazetteer.store.directory["attribution"]
    root = Path(__file__).parents[2]
    for file in ("LICENCE", "README.md", "geo/README.md", "data/datapackage.json"):
        assert attribution.GEONAMES in (root / file).read_text(encoding="utf-8")
