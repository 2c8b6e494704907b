"""Where papers disagree: what the page says is what was found by comparing."""

from __future__ import annotations

import re
from html import escape

import pytest

from components.findings.papers import disagree, source_comparison
from data import Catalogue
from data.package.catalogue import read
from data.queries import conflicts, milestones
from tests import plain


@pytest.fixture(scope="module")
def facts() -> Catalogue:
    return read()


@pytest.fixture(scope="module")
def found(facts: Catalogue) -> tuple[disagree.Disagreement, ...]:
    return disagree.points(facts)


def test_every_point_found_is_shown_with_every_value(facts: Catalogue, found):
    assert {point.subject_id for point in found} == (
        conflicts.disputed(facts) | conflicts.disputed(facts, "milestone")
    )
    rows = conflicts.disagreements(facts)
    assert sum(len(point.sides) for point in found) == rows.height
    for point in found:
        values = {side.shown.lower() for side in point.sides}
        assert len(values) > 1, point.subject_id


def test_the_finding_counts_them(found):
    words = disagree.finding(found)
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    *kinds, moved = numbers[1:]
    assert numbers[0] == sum(kinds) == len(found) - moved
    assert moved == sum(point.kind == disagree.MOVED for point in found)
    alone = sum(point.within_one for point in found)
    apart = [point for point in found if point.kind != disagree.MOVED]
    read_ = sum(point.reading is not None for point in apart)
    assert f"A paper contradicts itself on {alone} points" in disagree.standfirst(found)
    # A plan that moved counts apart there, so it does here.
    assert f"A paper helps to explain {read_} of the {numbers[0]} points;" in (
        disagree.standfirst(found)
    )
    assert f"why the other {numbers[0] - read_} differ" in disagree.standfirst(found)


def test_values_read_as_people_say_them(found):
    shown = {point.subject_id: [side.shown for side in point.sides] for point in found}
    assert shown["community_organisations"] == ["14", "9"]
    assert shown["invitation-to-tender"][0] == "9 September 2024"
    assert shown["contract-start"] == [
        "By 1 April 2024",
        "By September 2025",
        "By 1 October 2025",
        "By 27 October 2025",
        "27 October 2025",
    ]


def test_the_newest_is_named_only_where_there_is_an_older_one(found):
    by_id = {point.subject_id: point for point in found}
    assert [side.newest for side in by_id["survey_staff"].sides] == [False, True]
    assert not any(side.newest for side in by_id["extension_length"].sides)


def test_choices(found):
    everything = disagree.EVERYTHING
    assert disagree.chosen(found, kind=everything, subject_id=everything) == found
    dates = disagree.chosen(found, kind="dates", subject_id=everything)
    assert {point.kind for point in dates} == {"dates"}
    (one,) = disagree.chosen(found, kind="figures", subject_id="contract-start")
    assert one.subject_id == "contract-start"
    names = disagree.point_names(found)
    assert list(names) == [everything, *(point.subject_id for point in found)]


def test_each_point_in_html_has_sources_places_and_why(found):
    for point in found:
        html = (
            source_comparison.head(point)
            + source_comparison.values(point)
            + source_comparison.why(point)
        )
        assert html.count("<li") >= len(point.sides)
        for side in point.sides:
            assert f"/sources?source={side.source_id}" in html
        if point.reading:
            assert "Our reading." in html
        else:
            assert "No paper collected here says why." in html


def test_a_point_shows_its_values_and_folds_places_and_notes(found):
    for point in found:
        shown, _, folded = source_comparison.html(point).partition("</summary>")
        assert escape(point.label) in shown
        assert "No paper collected here says why." in folded or "Our reading." in folded
        for side in point.sides:
            assert escape(side.shown) in shown
            for text in (side.place, side.note):
                assert escape(text) in folded
        assert " open>" not in shown
        assert " open>" in source_comparison.html(point, is_open=True).partition("</summary>")[0]


def test_links_to_one_source_are_told_apart(found):
    for point in found:
        links = re.findall(r"<a [^>]+>(.*?)</a>", source_comparison.html(point))
        assert links
        assert all(f"on {escape(point.label)}</span>" in link for link in links)


def test_a_reading_has_its_source(found):
    by_id = {point.subject_id: point for point in found}
    html = source_comparison.why(by_id["number_of_lots"])
    assert "/sources?source=hasc-2024-08" in html
    assert "10 May 2024" in html
    assert "To ask:" in html


def test_the_table_holds_every_value(found):
    frame = disagree.table(found).frame
    assert frame.height == sum(len(point.sides) for point in found)
    assert disagree.table(found).csv().count("\n") == frame.height + 1


def test_dates_stand_on_one_line_from_the_first_to_the_last(facts: Catalogue, found):
    for point in found:
        line = disagree.date_line(facts, point)
        assert bool(line) == (point.kind in ("dates", disagree.MOVED))
        if line:
            shares = [float(share) for share in re.findall(r"left: ([\d.]+)%", line)]
            steps = milestones.steps(facts).filter(milestone_id=point.subject_id)
            assert len(shares) == steps.height
            assert (min(shares), max(shares)) == (0, 100)
            planned = steps.filter(status="planned").height
            assert line.count("class=hollow") == planned


def test_sources_of_values_and_readings_are_named(found):
    known = {row["source_id"] for row in plain.rows("sources")}
    assert set(disagree.source_ids(found)) <= known
    assert "hys-children" in disagree.source_ids(found)
