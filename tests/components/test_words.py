"""Numbers and lists as people read them."""

import pytest

from components.text import words


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (1_100_000_000, "£1.1 billion"),
        (1_841_923_724, "£1.84 billion"),
        (31_689_754, "£31.7 million"),
        (220_000_000, "£220 million"),
        (999_999, "£999,999"),
        (102.24, "£102"),
        (0, "£0"),
        (None, "not published"),
    ],
)
def test_pounds_as_people_read_them(amount, shown):
    assert words.pounds_short(amount) == shown


def test_pounds_in_full_keep_every_pound():
    assert words.pounds(48_596_930) == "£48,596,930"


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        (1_100_000, "people", "1.1 million"),
        (294, "surveys", "294"),
        (12, "percent", "12%"),
        (78.4, "years", "78.4 years"),
        (6, "times", "6 times"),
        (12_200_000, "GBP", "£12.2 million"),
        (None, "GBP", "not published"),
    ],
)
def test_values_carry_their_unit(number, unit, shown):
    assert words.value(number, unit) == shown


def test_lists_read_as_a_sentence():
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B"]) == "A and B"
    assert words.listed(["A", "B", "C"], "or") == "A, B or C"
    assert words.listed([]) == ""


def test_area_names_that_hold_an_and_are_kept_apart():
    assert words.listed_areas(["East Kent", "West Kent"]) == "East Kent and West Kent"
    names = ["Dartford, Gravesham and Swanley", "East Kent"]
    assert words.listed_areas(names) == "Dartford, Gravesham and Swanley; and East Kent"


def test_one_is_not_many():
    assert words.plural(1, "lot") == "1 lot"
    assert words.plural(6, "lot") == "6 lots"
    assert words.plural(2, "authority", "authorities") == "2 authorities"


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([3], "Lot 3"),
        ([5, 3], "lots 3 and 5"),
        ([1, 2, 4], "lots 1, 2 and 4"),
        ([4, 1, 2, 3, 3], "lots 1 to 4"),
    ],
)
def test_lots_in_a_row_are_told_by_the_first_and_the_last(numbers, shown):
    assert words.lots_listed(numbers) == shown
