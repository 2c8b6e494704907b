"""Scrutiny, the background and Open questions in every state of their controls."""

from __future__ import annotations

import pytest

from components.findings.background import cards as background_cards
from components.findings.papers import questions
from components.findings.scrutiny import scrutiny
from components.html import question_list
from components.page_list import PAGES
from components.text.words import plural
from data.package.catalogue import read
from tests.made import made, notices, words_of

FACTS = read()


@pytest.mark.parametrize("committee", scrutiny.committee_names(FACTS))
def test_scrutiny_by_committee(committee: str):
    assert notices("scrutiny", committee=committee) == []
    text = words_of("scrutiny", committee=committee)
    assert scrutiny.finding(FACTS, committee) in text
    assert "Questions to ask" in text
    for forum, heading in (("hosc", "17 July 2024: HOSC meeting"), ("hasc", "Paper for HASC")):
        assert (heading in text) == (committee in (forum, "both"))
    assert ("Other bodies that heard of it" in text) == (committee == "both")
    assert ("The children’s lot for Medway and Swale" in text) == (committee != "hosc")


def test_a_committee_that_does_not_exist_is_named_in_a_notice():
    (notice,) = notices("scrutiny", committee="cabinet")
    assert "“committee”" in notice


def test_scrutiny_tells_its_story_without_pictures():
    text = words_of("scrutiny", committee="hosc")
    parts = (
        "19 July 2023: HOSC meeting",
        "What was put to it is not in the papers collected here.",
        "6 September 2023: HOSC meeting",
        "Concerns it raised",
        "What it asked for",
        "What it was promised",
        "7 December 2023: HOSC meeting",
        "What had changed since the one before",
        "17 July 2024: HOSC meeting",
        "No minutes are collected here.",
    )
    places = [text.find(part) for part in parts]
    assert places == sorted(places)
    assert min(places) > 0


def test_medway_is_kept_apart_and_whole_as_text():
    assert notices("medway-2017") == []
    text = words_of("medway-2017")
    assert text.index("nor today’s programme") < text.index("About 38,000 people")
    for card in background_cards.cards(FACTS, look="light"):
        assert card.headline in text
        assert card.table.caption in text


@pytest.mark.parametrize("topic", questions.topics(FACTS))
def test_questions_by_topic(topic: str):
    assert notices("questions", topic=topic) == []
    text = words_of("questions", topic=topic)
    assert questions.finding(FACTS, topic) in text
    for row in FACTS["gaps"].iter_rows(named=True):
        if topic in ("all", row["topic"]):
            assert row["question"] in text


def test_a_topic_that_does_not_exist_is_named_in_a_notice():
    (notice,) = notices("questions", topic="weather")
    assert "“topic”" in notice


def test_the_lots_of_a_question_are_told_apart_from_where_an_answer_could_stand():
    markup = question_list.html(questions.rows(FACTS, "money"))
    assert "the tables of lots 1 to 4. About lots 1 to 4." in markup
    assert ". Lots 1" not in markup


def test_a_question_is_asked_in_full_on_two_pages_at_most_and_elsewhere_counted():
    asked_on: dict[str, list[str]] = {}
    for entry in PAGES:
        page, said = made(entry.path), words_of(entry.path)
        if page.counts_unknown:
            number = page.unknown.height
            assert f"do not answer {plural(number, 'question')} on this" in said
            assert not any(one in said for one in page.unknown["question"])
        elif page.unknown.height:
            assert all(one in said for one in page.unknown["question"])
            for gap in page.unknown["gap_id"]:
                asked_on.setdefault(gap, []).append(entry.path)
    assert asked_on
    assert not {gap: paths for gap, paths in asked_on.items() if len(paths) > 2}
