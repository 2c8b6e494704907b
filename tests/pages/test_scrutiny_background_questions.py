"""Scrutiny, the background and Open questions in every state of their controls."""

from __future__ import annotations

import pytest

from components import asked
from components.findings import background_cards, questions, scrutiny
from data.catalogue import read
from tests.conftest import OpenPage
from tests.pages.test_time import notices, words

FACTS = read()


@pytest.mark.parametrize("committee", scrutiny.committee_names(FACTS))
def test_scrutiny_by_committee(open_page: OpenPage, committee: str):
    app = open_page("scrutiny", committee=committee)
    assert notices(app) == []
    text = words(app)
    assert scrutiny.finding(FACTS, committee) in text
    assert "What is not known" in text
    for forum, heading in (("hosc", "17 July 2024: HOSC meeting"), ("hasc", "Paper for HASC")):
        assert (heading in text) == (committee in (forum, "both"))
    assert ("Other bodies that heard of it" in text) == (committee == "both")
    assert ("The children’s lot for Medway and Swale" in text) == (committee != "hosc")


def test_a_committee_that_does_not_exist_is_named_in_a_notice(open_page: OpenPage):
    (notice,) = notices(open_page("scrutiny", committee="cabinet"))
    assert "“committee”" in notice


def test_scrutiny_tells_its_story_without_pictures(open_page: OpenPage):
    text = words(open_page("scrutiny", committee="hosc"))
    parts = (
        "19 July 2023: HOSC meeting",
        "What was put to it is not in the papers held.",
        "6 September 2023: HOSC meeting",
        "Concerns it raised",
        "What it asked for",
        "What it was promised",
        "7 December 2023: HOSC meeting",
        "What had changed since the one before",
        "17 July 2024: HOSC meeting",
        "No minutes are held.",
    )
    places = [text.find(part) for part in parts]
    assert places == sorted(places)
    assert min(places) > 0


def test_medway_is_kept_apart_and_whole_as_text(open_page: OpenPage):
    app = open_page("medway-2017")
    assert notices(app) == []
    text = words(app)
    assert text.index("nor today’s programme") < text.index("About 38,000 people")
    for card in background_cards.cards(FACTS, look="light"):
        assert card.headline in text
        assert card.table.caption in text


@pytest.mark.parametrize("topic", questions.topics(FACTS))
def test_questions_by_topic(open_page: OpenPage, topic: str):
    app = open_page("questions", topic=topic)
    assert notices(app) == []
    text = words(app)
    assert questions.finding(FACTS, topic) in text
    for row in FACTS["gaps"].iter_rows(named=True):
        if topic in ("all", row["topic"]):
            assert row["question"] in text


def test_a_topic_that_does_not_exist_is_named_in_a_notice(open_page: OpenPage):
    (notice,) = notices(open_page("questions", topic="weather"))
    assert "“topic”" in notice


def test_the_lots_of_a_question_are_told_apart_from_where_an_answer_could_stand():
    markup = asked.html(questions.rows(FACTS, "money"))
    assert "the tables of lots 1 to 4. About lots 1, 2, 3 and 4." in markup
    assert ". Lots 1" not in markup
