"""Reading a postcode as people type it."""

import pytest
from hypothesis import given, settings, strategies as st

from geo.errors import MalformedPostcode
from geo.lookup.postcode import (
    OUTWARD,
    UNIT_LETTERS,
    Postcode,
    PostcodePart,
    compact,
    likely,
    parse,
    parts,
)

WHOLE = st.builds(
    Postcode,
    outward=st.from_regex(OUTWARD, fullmatch=True).filter(str.isascii),
    digit=st.sampled_from("0123456789"),
    unit=st.text(alphabet=UNIT_LETTERS, min_size=2, max_size=2),
)


@pytest.mark.parametrize(
    "typed",
    [
        "ME13 8XX",
        "me138xx",
        "  mE13   8xX ",
        "ME1 38XX",
        "ME13-8XX",
        "ME13\u00a08XX",
        "ME13\t8XX\n",
        "M E 1 3 8 X X",
        "ME13 8XX.",
        "ＭＥ１３ ８ＸＸ",
        "ME13\u200b8XX",
    ],
)
def test_any_spacing_and_case(typed):
    assert str(parse(typed)) == "ME13 8XX"


@pytest.mark.parametrize(
    "typed", ["M1 1AA", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB"]
)
def test_every_form_of_postcode(typed):
    assert str(parse(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type a postcode"),
        ("   ", "Type a postcode"),
        ("-", "Type a postcode"),
        ("🎉", "only the letters A to Z"),
        ("МЕ13 8ХХ", "only the letters A to Z"),
        ("ME13 8XX<b>", "only the letters A to Z"),
        ("'; DROP TABLE postcodes;--", "only the letters A to Z"),
        ("٣ME13 8X", "only the letters A to Z"),
        ("M" * 10_000, "too long"),
        ("ME13", "not a whole UK postcode"),
        ("ME13 8X", "not a whole UK postcode"),
        ("ME13 8XXX", "not a whole UK postcode"),
        ("ME13 8CX", "not a whole UK postcode"),
        ("1313 8XX", "not a whole UK postcode"),
        ("hello", "not a whole UK postcode"),
    ],
)
def test_what_is_not_a_postcode_is_told_in_one_sentence(typed, words):
    with pytest.raises(MalformedPostcode) as told:
        parse(typed)
    assert words in str(told.value)
    assert str(told.value).count(". ") == 0


@settings(deadline=None)
@given(WHOLE, st.lists(st.integers(1, 6), max_size=4), st.booleans())
def test_spaces_and_case_never_matter(postcode, places, lower):
    typed = str(postcode).replace(" ", "")
    for place in places:
        typed = f"{typed[:place]} {typed[place:]}"
    assert parse(typed.lower() if lower else typed) == postcode


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_postcode_or_a_clear_fault(text):
    try:
        found = parse(text)
    except MalformedPostcode as problem:
        assert str(problem).endswith(".")
        assert len(str(problem)) < 120
    else:
        assert parse(str(found)) == found


@settings(deadline=None)
@given(st.text(max_size=200))
def test_what_is_left_of_a_text_is_capitals_and_digits(text):
    try:
        left = compact(text)
    except MalformedPostcode:
        return
    assert left.isascii() and left.isalnum() and left == left.upper()


@settings(deadline=None)
@given(WHOLE)
def test_letters_taken_for_digits_find_their_postcode(postcode):
    mixed = str(postcode).replace("0", "O").replace("1", "I").replace("5", "S")
    if mixed != str(postcode):
        assert postcode in likely(mixed)


def test_fewest_changes_come_first():
    found = [str(postcode) for postcode in likely("CTI OAA")]
    assert found[0] == "CT1 0AA"
    assert likely("ME13 8XX") == likely("ME13 BXX")[1:]


@pytest.mark.parametrize("typed", ["", "🎉", "x" * 10_000, "Faversham", "ME1"])
def test_what_looks_like_no_postcode_has_no_likely_one(typed):
    assert likely(typed) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("me", PostcodePart("ME")),
        ("ME13", PostcodePart("ME13")),
        ("me13 8", PostcodePart("ME13", "8")),
        ("ME13-8", PostcodePart("ME13", "8")),
        ("ME1 3", PostcodePart("ME1", "3")),
        ("ME13 8X", PostcodePart("ME13", "8")),
    ],
)
def test_parts_of_a_postcode(typed, first):
    assert parts(typed)[0] == first


def test_a_part_without_space_may_mean_two_things():
    assert parts("ME13") == [PostcodePart("ME13"), PostcodePart("ME1", "3")]


@pytest.mark.parametrize("typed", ["", "Faversham", "12", "x" * 10_000, "🎉", "ME13 8XX"])
def test_what_is_no_part(typed):
    assert parts(typed) == []
