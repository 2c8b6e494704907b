"""Timeline, Where papers disagree and What changed in every state of their controls."""

from __future__ import annotations

import pytest

from components.findings.papers import changes, disagree
from components.findings.timeline import rows as timeline_rows
from data.package.catalogue import read
from data.queries.timeline import LANES
from tests.made import notices, words_of

FACTS = read()
ROWS = timeline_rows.dated(FACTS)
POINTS = disagree.points(FACTS)
SOURCES = list(changes.source_names(FACTS))


@pytest.mark.parametrize(
    ("lane", "show"),
    [*((lane, "all") for lane in LANES), *(("all", show) for show in timeline_rows.STATES)],
)
def test_timeline_by_lane_and_state(lane: str, show: str):
    assert notices("timeline", lane=lane, show=show) == []
    shown = timeline_rows.chosen(FACTS, timeline_rows.Choices(lane, show))
    assert timeline_rows.list_heading(shown, ROWS) in words_of("timeline", lane=lane, show=show)


@pytest.mark.parametrize("source", timeline_rows.source_names(FACTS, ROWS))
def test_timeline_by_source(source: str):
    assert notices("timeline", source=source) == []


@pytest.mark.parametrize("years", ["2016-2033", "2016-2022", "2023", "2024", "2025"])
def test_timeline_by_years(years: str):
    assert notices("timeline", years=years) == []


def test_timeline_with_nothing_to_draw():
    assert "No date fits these choices." in words_of("timeline", lane="background", show="planned")


def test_a_lane_that_does_not_exist_is_named_in_a_notice():
    (notice,) = notices("timeline", lane="finance")
    assert "“lane”" in notice


def test_timeline_tells_its_story_without_pictures():
    text = words_of("timeline")
    for part in (
        "The new contracts run from 27 October 2025, say the notices: nearly 19 months later than",
        "Next known date: ",
        "HOSC hears the plan and finds it is not a substantial variation",
        "HASC finds the change to adult services is a substantial variation",
        "Next date given: 5 December 2024, just over 12 weeks later",
        "First contract term ends",
        "Why was the invitation to tender put back from September to December 2024?",
        "Contract notices",
    ):
        assert part in text


@pytest.mark.parametrize("kind", disagree.KINDS)
def test_disagree_by_kind(kind: str):
    assert notices("disagree", kind=kind) == []
    text = words_of("disagree", kind=kind)
    for point in POINTS:
        assert (point.meaning in text) == (kind in ("all", point.kind))


@pytest.mark.parametrize("subject_id", [point.subject_id for point in POINTS])
def test_disagree_on_one_point(subject_id: str):
    assert notices("disagree", point=subject_id) == []
    (point,) = (one for one in POINTS if one.subject_id == subject_id)
    text = words_of("disagree", point=subject_id)
    assert point.label in text
    # Both values, their dates and their sources, in the text itself.
    for side in point.sides:
        assert f"Said {side.when}" in text
        assert side.source in text


def test_disagree_tells_its_story_without_pictures():
    text = words_of("disagree")
    assert disagree.finding(POINTS) in text
    for part in (
        "Said 7 August 2024 14",
        "Newest 9",
        "No paper collected here says why.",
        "Our reading.",
    ):
        assert part in text


@pytest.mark.parametrize("later", SOURCES)
@pytest.mark.parametrize("earlier", SOURCES[:2])
def test_changes_between_any_two(earlier: str, later: str):
    assert notices("changes", **{"from": earlier, "to": later}) == []


@pytest.mark.parametrize("day", changes.days(FACTS))
def test_changes_since_any_day(day: str):
    assert notices("changes", compare="since", since=day) == []
    assert "said for the first time" in words_of("changes", compare="since", since=day)


def test_changes_tell_their_story_without_pictures():
    text = words_of("changes")
    for part in (
        "points changed between the HASC paper (7 August 2024)",
        "Community organisations that gathered views",
        "5 fewer",
        "just over 12 weeks later",
        "What changed in this dashboard’s data",
        f"Version {FACTS.version}",
    ):
        assert part in text
