"""Answers kept with what they were made of: worked out once, let go together, never mixed up."""

from __future__ import annotations

import gc
import threading
import time
import weakref

import polars as pl
import pytest

from data.package import kept as module
from data.package.kept import keeping, kept


class Facts:
    """Stands for a catalogue: equal to itself alone."""


@pytest.fixture
def asked():
    """A kept builder and the list of what it was asked."""
    calls = []

    @kept
    def build(facts, name, *, look="light"):
        """Say it."""
        calls.append((name, look))
        return f"{name} {look}"

    return build, calls


def test_an_answer_is_worked_out_once(asked):
    build, calls = asked
    facts = Facts()
    assert build(facts, "a") is build(facts, "a")
    assert build(facts, "a", look="dark") == "a dark"
    assert calls == [("a", "light"), ("a", "dark")]


def test_another_package_gets_answers_of_its_own(asked):
    build, calls = asked
    one, other = Facts(), Facts()
    build(one, "a"), build(other, "a")
    assert len(calls) == 2


def test_answers_go_with_what_they_were_made_of():
    class Answer:
        pass

    @kept
    def build(_facts):
        return Answer()

    facts = Facts()
    answer = weakref.ref(build(facts))
    assert answer() is not None
    del facts
    assert answer() is None


def test_frames_and_what_holds_them_can_be_asked_of():
    @kept
    def height(frame):
        return frame.height

    frames = [pl.DataFrame({"a": [*range(number)]}) for number in range(3)]
    assert [height(frame) for frame in frames for _ in range(2)] == [0, 0, 1, 1, 2, 2]


def test_frames_that_are_asked_with_count_as_the_same_only_if_they_are(asked):
    build, calls = asked
    facts, frame = Facts(), pl.DataFrame({"a": [1]})
    build(facts, frame), build(facts, frame), build(facts, frame.clone())
    assert len(calls) == 2
    gone = weakref.ref(frame)
    calls.clear()
    del frame
    assert gone() is None


def test_a_new_object_in_the_old_ones_memory_is_not_taken_for_it():
    @kept
    def name(facts):
        return facts.name

    for number in range(1_000):
        facts = Facts()
        facts.name = number
        assert name(facts) == number


def test_the_oldest_answer_makes_room(asked):
    build, calls = asked
    facts = Facts()
    for number in range(module.MOST + 1):
        build(facts, number)
    build(facts, module.MOST)
    assert len(calls) == module.MOST + 1
    build(facts, 0)
    assert len(calls) == module.MOST + 2


def test_a_builder_may_have_room_for_more():
    calls = []

    @keeping(module.MOST + 1)
    def build(_facts, number):
        calls.append(number)
        return number

    facts = Facts()
    for number in (*range(module.MOST + 1), 0):
        assert build(facts, number) == number
    assert len(calls) == module.MOST + 1


def test_a_failure_is_not_kept():
    tries = []

    @kept
    def build(_facts):
        tries.append(1)
        if len(tries) == 1:
            raise LookupError("not yet")
        return "there"

    facts = Facts()
    with pytest.raises(LookupError):
        build(facts)
    assert build(facts) == "there"


def test_builders_may_use_each_other():
    @kept
    def inner(_facts, name):
        return name.upper()

    @kept
    def outer(facts, name):
        return inner(facts, name) + inner(facts, "b")

    assert outer(Facts(), "a") == "AB"


def test_a_builder_may_ask_from_another_thread():
    # As polars does for a function that it maps over a column
    @kept
    def inner(_facts):
        return "inner"

    @kept
    def outer(facts):
        said = []
        helper = threading.Thread(target=lambda: said.append(inner(facts)), daemon=True)
        helper.start()
        helper.join(timeout=10)
        return said

    assert outer(Facts()) == ["inner"]


def test_many_who_ask_at_once_wait_for_one_building():
    calls = []

    @kept
    def build(_facts):
        calls.append(1)
        time.sleep(0.05)
        return object()

    facts, found = Facts(), []
    threads = [threading.Thread(target=lambda: found.append(build(facts))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert len({id(one) for one in found}) == 1


def test_it_looks_like_the_function_it_keeps(asked):
    assert asked[0].__name__ == "build"
    assert asked[0].__doc__ == "Say it."


def test_a_package_that_was_replaced_is_let_go():
    from components.findings.background import cards as background_cards
    from components.findings.money import per_resident
    from components.findings.papers import disagree
    from components.findings.places import places
    from components.findings.scrutiny import scrutiny
    from components.findings.timeline import timeline
    from components.html.cards import foot_html
    from data.checks.loading import load

    facts = load()
    cards = [
        *per_resident.cards(facts, look="light"),
        places.map_card(facts, "east-kent"),
        scrutiny.record_card(facts, "hosc"),
        timeline.slip_card(facts, look="dark"),
        *background_cards.cards(facts, look="light"),
    ]
    assert all(foot_html(facts, card) for card in cards)
    assert disagree.points(facts)
    gone = weakref.ref(facts)
    del facts, cards
    gc.collect()
    assert gone() is None
