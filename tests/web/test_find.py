"""The answer of Find my area in embeds: a block for each part, a lot as a whole, other places."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from data.live.current import current
from geo.lookup.lookup import load
from web.embeds.find import Found, describe
from web.embeds.pages import found_markup
from web.kit.site import SERVED
from web.plain.look_up import look_up


def found(text: str) -> Found:
    return describe(current(), look_up(text, where="embed"))


def markup(answer: Found) -> str:
    return found_markup(current(), answer, SERVED, today=dt.date.today())


def each(answer: Found, tag: str) -> list[str]:
    """What stands in each element of a name."""
    return re.findall(rf"<{tag}>(.*?)</{tag}>", markup(answer), flags=re.DOTALL)


@pytest.mark.parametrize("text", ["Sevenoaks", "Swale", "Teynham", "TN15", "ME", "TN"])
def test_a_split_place_has_a_block_for_each_part(text):
    answer = found(text)
    titles = each(answer, "h2")
    assert len(titles) == markup(answer).count("<dl") == len(answer.areas) > 1
    first, *others = titles
    assert first.startswith("In ") and first.endswith(", the largest part")
    for area, title in zip(answer.areas, titles, strict=True):
        name = load().gazetteer.areas.hcp_areas[area].name
        assert title.startswith(f"In {name}")
        assert f"People in {name}" in each(answer, "dt")
    assert not any("largest" in title for title in others)


@pytest.mark.parametrize("text", ["ME13 8XX", "Faversham", "West Kent", "ME2"])
def test_a_place_in_one_area_has_one_block_without_a_heading(text):
    answer = found(text)
    assert each(answer, "h2") == []
    assert each(answer, "dt")[0] == "HCP area"
    assert markup(answer).count("<dl") == 1


@pytest.mark.parametrize("text", ["Sevenoaks", "ME13 8XX", "Lot 6"])
def test_what_it_means_for_residents_is_folded_area_by_area(text):
    answer = found(text)
    titles = re.findall(r"<details><summary>(What this means.*?)</summary>", markup(answer))
    areas = load().gazetteer.areas.hcp_areas
    assert titles == [f"What this means for you in {areas[one].name}" for one in answer.areas]
    assert markup(answer).count("Whom to ask") == len(titles)


def test_a_lot_is_told_as_a_whole_and_leads_to_its_areas():
    answer = found("Lot 6")
    assert each(answer, "dt") == ["For", "Areas", "People", "Money a year"]
    (words, places), *_ = answer.offers
    assert words == "Look at one area:"
    assert {one.key for one in places} == set(answer.areas) == {"dgs", "east-kent", "west-kent"}
    assert "below" not in answer.page.standfirst


@pytest.mark.parametrize("text", ["Sevenoaks", "Dartford", "Dover", "Tunbridge Wells"])
def test_the_other_place_of_the_same_name_is_offered_both_ways(text):
    ((words, (other, *more)),) = found(text).offers
    assert words == ("Other places have" if more else "Another place has") + " this name:"
    assert other.kind == "town"
    assert all(re.fullmatch(r"lots \d and \d.*", one.lots) for one in (other, *more))
    ((_, back),) = found(other.key).offers
    assert "authority" in {one.kind for one in back}
    assert f'<button form="finder" name="meant" value="{other.key}">' in markup(found(text))
