"""Events, meetings and statements broken one way at a time, and what the check says of it."""

from __future__ import annotations

import pytest

from data.checks.cross_checks import cross_faults
from data.package.catalogue import read
from tests.data.conftest import Broken


def test_nothing_is_wrong_with_the_committed_tables():
    assert cross_faults(read()) == []


def test_a_month_begins_on_its_first_day(broken: Broken):
    (said,) = broken(
        "events",
        "Community services review relaunched,Review relaunched,2024-02-01,month",
        "Community services review relaunched,Review relaunched,2024-02-02,month",
    )
    assert "column date: this should be the first day of a month (rule: precision" in said
    assert '"2024-02-02"' in said


def test_an_event_ends_after_it_begins(broken: Broken):
    (said,) = broken("events", "2025-02-14,day,on,2025-04-17", "2025-02-14,day,on,2025-02-13")
    assert "this should lie after the first day, 2025-02-14" in said


def test_a_date_moves_within_its_milestone(broken: Broken):
    (said,) = broken("events", ",itt-planned-december-2024,,", ",award-made,,")
    assert "column replaced_by: this should be an event of the same milestone" in said


def test_moves_go_round_in_no_circle(broken: Broken):
    found = broken("events", ",itt-published,,", ",itt-planned-september-2024,,")
    assert any("this leads back to the event itself" in said for said in found)


def test_a_plan_is_not_left_behind(broken: Broken):
    (said,) = broken("events", ",itt-planned-december-2024,,", ",,,")
    assert "a later date is given for this milestone" in said


def test_events_have_the_dates_of_their_meetings(broken: Broken):
    (said,) = broken(
        "meetings",
        "hosc-2023-12-07,hosc,hosc,2023-12-07",
        "hosc-2023-12-07,hosc,hosc,2023-12-08",
    )[:1]
    assert "this should be the date of the meeting, 2023-12-08" in said


def test_a_dated_meeting_is_an_event(broken: Broken):
    (said,) = broken(
        "events",
        "2023-07-19,day,on,,actual,,hosc,hosc-2023-07-19",
        "2023-07-19,day,on,,actual,,hosc,",
    )
    assert "no event has this meeting" in said


def test_a_statement_is_made_at_one_place(broken: Broken):
    (said,) = broken(
        "statements",
        "hasc-2023-10-children,hasc-2023-10-17,,hasc",
        "hasc-2023-10-children,,,hasc",
    )
    assert "a statement is made at one meeting or one event" in said


@pytest.mark.parametrize("table", ["readings", "gaps"])
def test_subjects_are_metrics_or_milestones(broken: Broken, table: str):
    found = broken(table, "number_of_lots", "number_of_plots")
    assert [said for said in found if "no metric or milestone has this name" in said]
