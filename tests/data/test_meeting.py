"""What is worth asking at a meeting: the rule on made-up rows, and what is asked of the tables."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from data.live.current import current
from data.queries.meeting.candidates import DIFFERENCE, PROMISE, arisen, candidates, relevant
from data.queries.meeting.scope import scope
from data.queries.meeting.worth import MOST_OF_TOPIC, POINTS, best, ranked
from tests import plain

FACTS = current()
TODAY = dt.date(2026, 11, 29)
ENDED = ("met", "dropped")
NO_REASON = dict.fromkeys(POINTS, False)


def made_up(*rows: dict) -> pl.DataFrame:
    usual = {"topic": "money", "basis": "not published", "said": dt.date(2025, 1, 1), **NO_REASON}
    return pl.DataFrame([{"key": str(n), **usual, **row} for n, row in enumerate(rows)])


def order(rows: pl.DataFrame) -> str:
    return "".join(rows["key"])


@pytest.mark.parametrize("reason", POINTS)
def test_each_reason_gives_its_points_and_they_add_up(reason):
    rows = ranked(made_up({}, {reason: True}, dict.fromkeys(POINTS, True)))
    assert order(rows) == "210"
    assert rows["points"].to_list() == [sum(POINTS.values()), POINTS[reason], 0]


def test_equals_stand_by_who_can_answer_then_by_day_then_as_they_came():
    older, newer = dt.date(2024, 1, 1), dt.date(2026, 1, 1)
    rows = made_up(
        {"basis": "not in copy", "said": newer},
        {"basis": "not published", "said": older},
        {"basis": "not published", "said": newer},
        {"basis": "not found since", "said": older},
        {"basis": "not published", "said": newer},
        {"basis": "not published", "said": None},
    )
    assert order(ranked(rows)) == "324150"


def test_points_come_before_all_that_parts_equals():
    rows = made_up({"basis": "not found since"}, {"basis": "not in copy", "money": True})
    assert order(ranked(rows)) == "10"


def test_no_more_of_one_topic_than_the_rule_allows():
    topics = ["money"] * 4 + ["scrutiny", "services", "timeline"]
    rows = ranked(made_up(*({"topic": topic} for topic in topics)))
    assert order(best(rows)) == "01456"
    assert best(rows)["topic"].to_list().count("money") == MOST_OF_TOPIC


def test_where_other_topics_give_too_few_the_next_fill_up():
    rows = ranked(made_up(*({"topic": one} for one in ["money"] * 5 + ["scrutiny"])))
    assert order(best(rows)) == "01235"
    assert best(rows.head(3)).height == 3
    assert best(rows.clear()).is_empty()


def overdue(committee: str) -> list[str]:
    """The requests and promises to a committee whose day has passed and that no row has met."""
    ended = {one["statement_id"] for one in plain.where("evidence") if one["kind"] in ENDED}
    moved = {one["statement_id"]: one["due"] for one in plain.where("evidence") if one["due"]}
    return [
        row["statement_id"]
        for row in plain.where("statements")
        if row["committee"] in (committee, "joint")
        and row["statement_id"] not in ended
        and "" < moved.get(row["statement_id"], row["due"]) < TODAY.isoformat()
    ]


@pytest.mark.parametrize("committee", ["hosc", "hasc"])
def test_what_is_asked_is_counted_a_second_way(committee):
    own = scope(FACTS, committee)
    rows = candidates(FACTS, own, today=TODAY)
    assert sorted(rows.filter(kind=PROMISE)["key"]) == sorted(overdue(committee))
    assert rows.filter(kind=PROMISE)["overdue"].all()
    asked = relevant(FACTS, own)["gap_id"].to_list()
    assert rows.filter(kind="question")["key"].to_list() == asked
    topics = {row["gap_id"]: row["topic"] for row in plain.where("gaps")}
    assert rows.filter(kind="question", topic="money")["money"].all()
    assert {topics[one] for one in asked} == set(topics.values())
    assert rows.filter(kind=DIFFERENCE)["differ"].all()
    assert rows["key"].is_unique().all()


def test_a_committee_is_not_asked_of_another_nor_of_places_that_are_not_its_own():
    hosc, hasc = (set(relevant(FACTS, scope(FACTS, one))["gap_id"]) for one in ("hosc", "hasc"))
    assert {"hasc-after-august-2024", "intermediate-care-began"} <= hasc - hosc
    assert {"improvement-group", "second-tier-swale"} <= hosc - hasc
    assert {"award-by-lot", "joint-scrutiny", "waits-hcrg"} <= hosc & hasc


def test_an_area_or_a_council_narrows_it():
    whole, west = scope(FACTS, "hosc"), scope(FACTS, "hosc", areas=["west-kent"])
    assert west.lots == ("lot-4", "lot-6")
    assert "Swale" in whole.names
    assert "Swale" not in west.names
    assert "second-tier-swale" not in set(relevant(FACTS, west)["gap_id"])
    swale = scope(FACTS, "hosc", areas=["east-kent"], councils=["E07000113"], names=["Faversham"])
    assert swale.names == ("HOSC", "Swale", "East Kent", "Faversham")
    rows = candidates(FACTS, swale, today=TODAY).filter(key="faversham-ward")
    assert rows.select("named", "near").row(0) == ("Faversham", True)
    assert scope(FACTS, "hasc", areas=["west-kent"]).areas == ()


def test_a_name_of_a_provider_or_the_region_is_no_place():
    rows = candidates(FACTS, scope(FACTS, "hasc"), today=TODAY)
    named = dict(rows.select("key", "named").iter_rows())
    assert named["outside-lots-extended"] is None  # Medway Community Healthcare
    assert named["waits-hcrg"] is None  # Kent and Medway
    assert named["intermediate-care-began"] == "Medway"


def test_a_question_is_overdue_once_its_day_has_passed_without_word():
    own = scope(FACTS, "hosc")
    for today, overdue in ((dt.date(2026, 10, 26), False), (dt.date(2026, 10, 27), True)):
        rows = candidates(FACTS, own, today=today).filter(key="after-first-year")
        assert rows.select("overdue", "silent").row(0) == (overdue, not overdue)


def test_what_has_arisen_came_with_a_later_source():
    own, day = scope(FACTS, "hasc"), dt.date(2025, 8, 29)
    dates = {row["source_id"]: row["date"] for row in plain.where("sources")}
    later = arisen(FACTS, own, day)
    assert later.height
    assert all(dates[one] > day.isoformat() for one in later["source_id"])
    assert arisen(FACTS, own, dt.date(2030, 1, 1)).is_empty()
