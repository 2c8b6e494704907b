"""The accessibility statement says what the proof found, and the proof saw what there is now."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from components.findings.accessibility import (
    results as accessibility_results,
    statement as accessibility,
)
from components.page_list import PAGES
from tests.browser.proof_surfaces import WIDTHS, surfaces
from tests.made import html_of, markup_of


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_the_results_are_of_the_pages_and_states_that_there_are():
    """What is no more is not told of; what is new is said to be untested until it is proved."""
    assert set(accessibility_results.results()["surfaces"]) <= {one.name for one in surfaces()}
    said = words(accessibility.html(None))
    for name in accessibility_results.not_yet_tested():
        assert name in said.partition("do not hold yet")[2], name
    assert accessibility_results.results()["widths"] == list(WIDTHS)


def test_a_page_is_proved_as_it_opens_in_both_looks_and_at_all_widths():
    records = accessibility_results.results()["surfaces"]
    assert not accessibility_results.not_yet_tested()
    for entry in PAGES:
        record = records[f"{entry.name}: as it opens"]
        assert record["looks"] == ["light", "dark"], entry.name
        assert record["widths"] == list(WIDTHS), entry.name
        assert record["keyboard_stops"] > 0, entry.name
        assert record["with_settings"], entry.name


def test_no_fault_is_left():
    assert {
        name: record["amiss"]
        for name, record in accessibility_results.results()["surfaces"].items()
        if record["amiss"]
    } == {}


def test_each_barrier_names_its_criterion_and_what_there_is_instead():
    for one in accessibility.BARRIERS:
        assert re.fullmatch(r"\d\.\d\.\d+, .+ \(level A{1,2}\)", one.criterion)
        assert words(one.instead) in words(accessibility.html(None))
        assert one.plan


def test_a_barrier_is_told_with_its_criterion_and_what_there_is_instead(monkeypatch):
    barrier = accessibility.Barrier(
        what="A film has no words <yet>.",
        criterion="1.2.2, Captions (level A)",
        instead="Its words stand below it.",
        plan="Words are being written.",
    )
    monkeypatch.setattr(accessibility, "BARRIERS", (barrier,))
    markup = accessibility.html(None)
    assert "A film has no words &lt;yet&gt;." in markup
    for told in (barrier.criterion, barrier.instead, barrier.plan):
        assert told in words(markup)
    assert "partially compliant" in words(markup)
    assert "fully compliant" not in words(markup)
    assert "in part: 1 point" in accessibility.finding()
    assert "beside the points below" in accessibility.standfirst()


def test_a_fault_that_the_tests_found_is_told_before_it_is_explained(monkeypatch):
    found = dataclasses.replace(accessibility_results.tested(), amiss=1)
    monkeypatch.setattr(accessibility, "tested", lambda: found)
    said = words(accessibility.html(None))
    assert "in part: 1 point is not met yet" in accessibility.finding()
    assert "partially compliant" in said and "fully compliant" not in said
    assert "The tests found 1 fault." in said


def test_without_a_barrier_it_says_how_far_that_is_known():
    assert accessibility.BARRIERS == ()
    said = words(accessibility.html(None))
    assert "No fault is known against the Web Content" in said and "partially" not in said
    assert "not called fully compliant yet: programs have tested it" in said
    assert "Not done yet: tests with disabled people" in said
    assert "still to come" in accessibility.finding()
    assert "points" not in accessibility.finding() + accessibility.standfirst()


def test_it_has_the_parts_of_the_model_form():
    said = words(accessibility.html(None))
    for part in (
        accessibility.REGULATIONS,
        "fully compliant",
        accessibility.STANDARD,
        "level AA",
        "another format",
        "Equality and Human Rights Commission",
        "Equality Advisory and Support Service",
        "prepared on 22 November 2026",
    ):
        assert part in said, part


def test_its_figures_are_those_of_the_results():
    records = accessibility_results.results()["surfaces"].values()
    said = words(accessibility.html(None))
    for key, kind in (("axe_runs", "with all rules"), ("colour_runs", "with those on colour")):
        runs = sum(record[key] for record in records)
        assert re.search(rf"\b{runs:,} (runs )?{kind}", said), kind
    walked = sum(record["keyboard_stops"] > 0 for record in records)
    assert f"by keyboard, {walked} views" in said
    assert f"with other settings, {sum(one['with_settings'] for one in records)} views" in said
    assert f"opened {len(records)} views" in said
    assert accessibility_results.table().frame.height == len(records)
    last = max(dt.date.fromisoformat(record["date"]) for record in records)
    assert f"{last.day} {last:%B %Y}" in said


def test_the_contact_is_said_to_be_missing_until_it_is_set(monkeypatch):
    monkeypatch.delenv("ACCESSIBILITY_CONTACT", raising=False)
    assert "not given yet" in markup_of("accessibility")
    monkeypatch.setenv("ACCESSIBILITY_CONTACT", "access@example.org, <b>01234 567890</b>")
    said = markup_of("accessibility")
    assert "access@example.org" in said
    assert "&lt;b&gt;01234 567890" in said
    assert "not given yet" not in said


def test_each_page_leads_to_it():
    for entry in PAGES:
        assert 'href="/accessibility"' in html_of(entry.path), entry.name


def test_another_dashboards_results_are_not_told_as_this_ones(monkeypatch):
    monkeypatch.setattr(accessibility_results, "SERVICE", "Another dashboard")
    accessibility_results.results.cache_clear()
    accessibility_results.tested.cache_clear()
    try:
        assert accessibility_results.table().frame.is_empty()
        assert f"{accessibility.finding()}." == accessibility.UNTESTED
        assert "no fault" not in accessibility.standfirst()
        assert "compliant" not in words(accessibility.html(None))
        assert accessibility.UNTESTED in words(accessibility.html(None))
    finally:
        accessibility_results.results.cache_clear()
        accessibility_results.tested.cache_clear()
