"""How wide text runs where no browser lays it out: sizes and lines."""

from __future__ import annotations

import pytest

from web.kit.letters import fitting, height, lines, width


def test_text_grows_with_its_size_and_weight():
    assert width("Medway", 20) == pytest.approx(2 * width("Medway", 10))
    assert width("Medway", 10, bold=True) > width("Medway", 10)
    assert width("iii", 10) < width("mmm", 10)


def test_lines_hold_all_words_and_none_is_too_wide():
    text = "All six lots: about £1.1 billion in the paper of December 2024"
    broken = lines(text, 10, 120)
    assert " ".join(broken) == text
    assert len(broken) > 1
    assert all(width(line, 10) <= 120 for line in broken)
    assert lines("Unbreakable", 10, 5) == ["Unbreakable"]
    assert lines("one\ntwo", 10, 500) == ["one", "two"]


def test_height_counts_lines_and_the_room_between_texts():
    assert height(["a", "b"], 10, 100) == pytest.approx(24)
    assert height(["a", "b"], 10, 100, apart=0.5) == pytest.approx(30)
    assert height([], 10, 100) == 0


def test_the_first_size_that_fits_is_taken_or_the_last():
    assert fitting((30, 20, 10), (False, True, True)) == 20
    assert fitting((30, 20, 10), (False, False, False)) == 10
