"""Dates with their precision, how far apart they lie, and how each milestone moved."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl
import pytest
from hypothesis import given, strategies as st

from data import Catalogue
from data.package.catalogue import read
from data.package.dates import in_words, last_day, range_in_words
from data.package.periods import Period, later_by
from data.queries import milestones, timeline
from tests import plain

PRECISIONS = ("day", "week", "month", "season", "quarter", "year", "financial year")
DAYS = st.dates(dt.date(2008, 1, 1), dt.date(2040, 12, 31))
WORDS = re.compile(r"(just over |nearly |)(\d+) (day|week|month)s? later")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "precision", "last"),
    [
        ("2024-12-05", "day", "2024-12-05"),
        ("2025-04-21", "week", "2025-04-27"),
        ("2024-02-01", "month", "2024-02-29"),
        ("2023-12-01", "month", "2023-12-31"),
        ("2023-12-01", "season", "2024-02-29"),
        ("2024-06-01", "season", "2024-08-31"),
        ("2023-10-01", "quarter", "2023-12-31"),
        ("2022-01-01", "year", "2022-12-31"),
        ("2023-04-01", "financial year", "2024-03-31"),
    ],
)
def test_the_last_day_of_a_period(first: str, precision: str, last: str):
    assert last_day(day(first), precision) == day(last)


def test_an_unknown_precision_is_refused():
    for words in (in_words, last_day):
        with pytest.raises(ValueError, match="unknown date precision: fortnight"):
            words(day("2024-01-01"), "fortnight")


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        ("2025-03-03", "2025-03-04", "day", "3 to 4 March 2025"),
        ("2025-02-14", "2025-04-17", "day", "14 February to 17 April 2025"),
        ("2024-12-30", "2025-01-02", "day", "30 December 2024 to 2 January 2025"),
        ("2015-05-01", "2017-10-31", "month", "May 2015 to October 2017"),
        ("2017-04-01", "2018-03-31", "financial year", "2017-18"),
        ("2024-06-01", "2024-08-31", "season", "summer 2024"),
    ],
)
def test_stretches_in_words(first: str, last: str, precision: str, words: str):
    assert range_in_words(day(first), day(last), precision) == words


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("2024-04-01", "2025-10-27", "nearly 19 months later"),
        ("2024-09-09", "2024-12-05", "just over 12 weeks later"),
        ("2025-04-22", "2025-04-23", "1 day later"),
        ("2025-01-01", "2025-01-15", "2 weeks later"),
        ("2024-04-01", "2025-10-01", "18 months later"),
        ("2024-01-31", "2025-02-28", "nearly 13 months later"),
        ("2025-10-27", "2025-10-01", "nearly 4 weeks earlier"),
        ("2025-10-27", "2025-10-27", "at the time planned"),
    ],
)
def test_how_far_apart_two_days_lie(earlier: str, later: str, words: str):
    one, two = day(earlier), day(later)
    assert later_by(Period(one, one), Period(two, two)) == words


def test_periods_give_a_span_and_never_more_than_is_known():
    april = Period(day("2024-04-01"), day("2024-04-30"))
    may = Period(day("2025-05-01"), day("2025-05-31"))
    assert later_by(april, may) == "about 12 to 14 months later"
    exact = Period(day("2025-08-08"), day("2025-08-08"))
    assert later_by(april, exact) == "about 15 to 16 months later"
    assert later_by(Period(day("2024-07-01"), day("2024-07-31")), april) == (
        "about 9 to 17 weeks earlier"
    )


@given(DAYS, st.integers(1, 4000))
def test_words_keep_to_the_days_they_stand_for(first: dt.date, apart: int):
    last = first + dt.timedelta(days=apart)
    words = later_by(Period(first, first), Period(last, last))
    qualifier, number, unit = WORDS.fullmatch(words).groups()
    length = {"day": 1, "week": 7, "month": 30.4375}[unit]
    # A month is no fixed number of days: allow for the longest run of long or short ones.
    slack = 4 if unit == "month" else 0
    counted = int(number) * length
    if qualifier == "just over ":
        assert counted - slack < apart < counted + length / 2 + slack
    elif qualifier == "nearly ":
        assert counted - length / 2 - slack <= apart < counted + slack
    else:
        assert abs(apart - counted) <= slack


@given(DAYS, st.sampled_from(PRECISIONS))
def test_a_period_holds_its_first_day(first: dt.date, precision: str):
    first = first.replace(day=1) if precision not in ("day", "week") else first
    assert last_day(first, precision) >= first


def test_events_come_oldest_first_with_their_words(catalogue: Catalogue):
    rows = timeline.events(catalogue)
    assert rows.height == len(plain.rows("events"))
    assert rows["date"].to_list() == sorted(rows["date"])
    when = dict(rows.select("event_id", "when").iter_rows())
    assert when["itt-published"] == "5 December 2024"
    assert when["contract-start-planned-april-2024"] == "by 1 April 2024"
    assert when["award-planned-2023-24"] == "by the end of 2023-24"
    assert when["award-planned-may-2025"] == "from May 2025"
    assert when["swale-alignment-discussed"] == "autumn 2023"
    assert when["procurement-paused"] == "October to December 2023"
    assert when["intention-planned"] == "week of 21 April 2025"
    assert when["ccgs-end"] == "2022"
    assert when["programme-year-1"] == "2023-24"


def test_every_lane_is_known(catalogue: Catalogue):
    assert set(catalogue["events"]["lane"]) <= set(timeline.LANES)
    described = next(
        field for field in plain.described("events")["schema"]["fields"] if field["name"] == "lane"
    )
    assert sorted(described["constraints"]["enum"]) == sorted(timeline.LANES)


def test_what_a_date_leaves_open(catalogue: Catalogue):
    rows = {row["event_id"]: row for row in timeline.events(catalogue).iter_rows(named=True)}
    report, award = rows["engagement-reports-available"], rows["award-planned-may-2025"]
    assert (report["fits_from"], report["fits_to"]) == (dt.date.min, day("2024-12-31"))
    assert (award["fits_from"], award["fits_to"]) == (day("2025-05-01"), dt.date.max)
    deadline = rows["contract-start-planned-april-2024"]
    assert (deadline["fits_from"], deadline["fits_to"]) == (day("2024-04-01"), day("2024-04-01"))


def test_milestones_as_planned_and_as_they_happened(catalogue: Catalogue):
    rows = {row["milestone_id"]: row for row in milestones.slips(catalogue).iter_rows(named=True)}
    start = rows["contract-start"]
    assert (start["first_when"], start["newest_when"]) == ("by 1 April 2024", "27 October 2025")
    assert start["slip_days"] == (day("2025-10-27") - day("2024-04-01")).days == 574
    assert start["slip"] == "nearly 19 months later"
    # The notices date the start ahead of it; no source reports the first day of service.
    assert start["newest_stage"] == milestones.SET
    tender = rows["invitation-to-tender"]
    assert tender["slip_days"] == (day("2024-12-05") - day("2024-09-09")).days == 87
    assert tender["slip"] == "just over 12 weeks later"
    assert tender["newest_stage"] == milestones.HAPPENED
    # The later of two first plans counts, so that no slip is overstated.
    assert rows["award"]["first_when"] == "by the end of 2023-24 or April 2024"
    assert rows["award"]["slip_days"] == (day("2025-08-08") - day("2024-04-30")).days
    assert rows["award-notice"]["slip"].endswith("after the earliest day planned")
    assert rows["intention-to-award"]["slip"] == "at the time planned"
    assert rows["engagement-report"]["slip"] is None
    assert rows["engagement-report"]["slip_days"] is None


def test_steps_are_told_in_order_and_first_plans_stand_first(catalogue: Catalogue):
    rows = milestones.steps(catalogue)
    assert rows.height == sum(bool(row["milestone_id"]) for row in plain.rows("events"))
    for _, steps in rows.group_by("milestone_id"):
        first = (steps["stage"] == milestones.FIRST).to_list()
        assert first == sorted(first, reverse=True)
        assert steps.filter(stage=milestones.FIRST)["slip"].null_count() == sum(first)
    assert set(rows["stage"]) <= set(milestones.STAGES)


def test_every_move_has_both_ends_within_its_milestone(catalogue: Catalogue):
    rows = {row["event_id"]: row for row in plain.rows("events")}
    moves = milestones.moves(catalogue)
    # A plan of several steps has no milestone: what replaced it is known, and is no move of a date.
    of_one = [row for row in rows.values() if row["replaced_by"] and row["milestone_id"]]
    assert moves.height == len(of_one)
    for move in moves.iter_rows(named=True):
        first, later = rows[move["event_id"]], rows[move["next_event_id"]]
        assert first["milestone_id"] == later["milestone_id"] == move["milestone_id"] != ""
    held = set(moves.filter(~pl.col("moved"))["event_id"])
    assert "planning-notice-july" in held  # July 2024 holds 18 July 2024
    assert "award-planned-may-2025" in held  # from May leaves August open
    assert "itt-planned-september-2024" not in held
