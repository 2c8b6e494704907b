"""The story that only one ICB has: each fault of it is a sentence, and its sentences are filled."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest

from data.package.folder import BUILT_IN, DESCRIPTION
from data.package.profile import KEY, NoProfile, faults, of
from data.package.story import TAKEN, filled, named
from tests import examplshire
from web.routes import routes

PATH = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

OURS = json.loads((BUILT_IN / DESCRIPTION).read_bytes())[KEY]
MADE_UP = {key: text for key, text in examplshire.NAMES.items() if key != "name"}
GONE = object()


def with_change(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The profile of the made-up ICB with one thing changed, or gone, under its story."""
    profile = copy.deepcopy(MADE_UP)
    *way, last = ("story", *path)
    inner: Any = profile
    for step in way:
        inner = inner[step]
    if value is GONE:
        del inner[last]
    else:
        inner[last] = value
    return {KEY: profile}


@pytest.mark.parametrize("told", [OURS, MADE_UP], ids=["ours", "made up"])
def test_a_sound_story_has_no_fault(told):
    assert faults({KEY: told}) == []
    cards = of({"name": "any", KEY: told}).story.cards
    assert [card.slug for card in cards] == [card["slug"] for card in told["story"]["cards"]]


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ((), "a story", "needs an object under story"),
        (("name",), GONE, "needs a text under name of the story"),
        (("today",), " ", "needs a text under today of the story"),
        (("note",), 3, "needs a text under note of the story, or nothing"),
        (("path",), "far/2019", "needs small letters, digits and hyphens under path of the story"),
        (("path",), "money", "needs a path of the story that nothing else has"),
        (("colour",), "red", "has no use for colour in the story"),
        (("cards",), [], "needs a list of objects under cards of the story"),
        (("cards", 1), "a card", "needs an object as card 2 of the story"),
        (("cards", 0, "headline"), GONE, "needs a text under headline of card 1 of the story"),
        (
            ("cards", 0, "slug"),
            "Far people",
            "needs small letters, digits and hyphens under slug of card 1 of the story",
        ),
        (("cards", 1, "slug"), "far-people", "needs another slug for each card of the story"),
        (("cards", 0, "more"), "far_share", "needs a list of texts under more of card 1"),
        (("cards", 0, "bars"), GONE, "needs either bars or pairs in card 1 of the story"),
        (("cards", 1, "bars"), {"far_beds": "Beds"}, "needs either bars or pairs in card 2"),
        (("cards", 0, "bars"), {"far_people": 7}, "needs a text for each metric under bars of"),
        (("cards", 0, "bars"), {}, "needs a text for each metric under bars of card 1"),
        (
            ("cards", 1, "pairs", "Men"),
            ["far_men"],
            "needs two metrics for each text under pairs of card 2 of the story",
        ),
        (("cards", 1, "against"), GONE, "needs a text under against and two numbers"),
        (("cards", 1, "ends"), [90, 70], "the lower first, under ends of card 2 of the story"),
        (("cards", 1, "ends"), ["70", "90"], "the lower first, under ends of card 2 of the story"),
        (
            ("finding",),
            "In {far_people:year}",
            "needs braces around metrics only, as in {people} or {people:when}, in finding of the",
        ),
        (("finding",), "In {far people}", "in finding of the story"),
        (("finding",), "The {gap}", "in finding of the story"),
        (("cards", 0, "headline"), "{widest} of all", "in headline of card 1 of the story"),
        (("cards", 1, "headline"), "{widest", "in headline of card 2 of the story"),
    ],
)
def test_a_fault_of_a_story_is_told_in_a_clause(path, value, fault):
    found = faults(with_change(path, value))
    assert len(found) == 1
    assert found[0].startswith(f"{KEY} ")
    assert fault in found[0]
    with pytest.raises(NoProfile):
        of(with_change(path, value))


def test_a_sentence_is_filled_with_figures_and_their_times():
    text = "In {people:when}, {people} came, {share} of all: {widest}"
    assert named(text) == {"people", "share"}
    shown = {"people": "about 120", "share": "8%", "widest": "Women"}
    expected = "In 2019, about 120 came, 8% of all: Women"
    assert filled(text, shown=shown, when={"people": "2019"}) == expected


def test_no_story_can_take_the_address_of_something_else():
    first_parts = {route.path.split("/")[1] for route in routes()}
    ours = OURS["story"]["path"]
    # A name with a dot is no path that a story could have.
    assert {part for part in first_parts if PATH.fullmatch(part)} - {ours} == TAKEN
