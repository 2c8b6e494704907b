"""The answer of Find my area in embeds: a block for each part, a lot as a whole, other places."""

from __future__ import annotations

import re

import pytest

from data.current import current
from embed.embed_pages import found_markup
from embed.find import look_up
from embed.site import SERVED
from geo.lookup import load


def found(text: str):
    return look_up(current(), text)


@pytest.mark.parametrize("text", ["Sevenoaks", "Swale", "Teynham", "TN15", "ME", "TN"])
def test_a_split_place_has_a_block_for_each_part(text):
    answer = found(text)
    assert len(answer.parts) == len(answer.areas) > 1
    first, *others = [part.title for part in answer.parts]
    assert first.startswith("In ") and first.endswith(", the largest part")
    for area, part in zip(answer.areas, answer.parts, strict=True):
        name = load().gazetteer.areas.hcp_areas[area].name
        assert part.title.startswith(f"In {name}")
        assert f"People in {name}" in dict(part.facts)
    assert not any("largest" in title for title in others)
    markup = str(found_markup(answer, SERVED))
    assert markup.count("<h2") == markup.count("<dl") == len(answer.areas)


@pytest.mark.parametrize("text", ["ME13 8XX", "Faversham", "West Kent", "ME2"])
def test_a_place_in_one_area_has_one_block_without_a_heading(text):
    (part,) = found(text).parts
    assert part.title == ""
    assert dict(part.facts)["HCP area"]


def test_a_lot_is_told_as_a_whole_and_leads_to_its_areas():
    answer = found("Lot 6")
    (part,) = answer.parts
    assert [term for term, _ in part.facts] == ["For", "Areas", "People", "Money a year"]
    (words, places), *_ = answer.offers
    assert words == "Look at one area:"
    assert {one.key for one in places} == set(answer.areas) == {"dgs", "east-kent", "west-kent"}
    assert "below" not in answer.standfirst


@pytest.mark.parametrize("text", ["Sevenoaks", "Dartford", "Dover", "Tunbridge Wells"])
def test_the_other_place_of_the_same_name_is_offered_both_ways(text):
    ((words, (other, *more)),) = found(text).offers
    assert words == ("Other places have" if more else "Another place has") + " this name:"
    assert other.kind == "town"
    assert all(re.fullmatch(r"lots \d and \d.*", one.lots) for one in (other, *more))
    ((_, back),) = found(other.key).offers
    assert "authority" in {one.kind for one in back}
    markup = str(found_markup(found(text), SERVED))
    assert re.search(rf'<button form="finder" name="meant" value="{other.key}">', markup)
