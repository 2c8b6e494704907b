"""What changed: sentences and tables against the frames they are made from."""

from __future__ import annotations

import datetime as dt
import re
from html import escape

import polars as pl
import pytest

from components.findings.papers import changes
from components.html import change_log
from data import Catalogue
from data.package.catalogue import read
from data.queries import changes as asked
from tests import plain


@pytest.fixture(scope="module")
def facts() -> Catalogue:
    return read()


def pair(facts: Catalogue, one: str, other: str) -> pl.DataFrame:
    return changes.compared(facts, asked.between(facts, one, other))


def test_the_two_newest_papers_stand_first(facts: Catalogue):
    assert changes.usual_pair(facts) == ("hasc-2024-08", "csr-2024-12")
    assert changes.in_order(facts, "csr-2024-12", "briefing-2023") == (
        "briefing-2023",
        "csr-2024-12",
    )


def test_one_row_for_each_subject(facts: Catalogue):
    said = asked.between(facts, "hasc-2024-08", "csr-2024-12")
    rows = changes.compared(facts, said)
    assert rows.height == said.select("kind", "subject_id").unique().height
    by_label = {row["label"]: row for row in rows.iter_rows(named=True)}
    organisations = by_label["Community organisations that gathered views"]
    assert (organisations["before"], organisations["after"]) == ("14", "9")
    assert organisations["difference"] == "5 fewer"
    assert organisations["places"].startswith("HASC paper: ")
    tender = by_label["Invitation to tender published"]
    assert tender["before"] == "9 September 2024 (planned)"
    assert tender["difference"] == "just over 12 weeks later"
    assert by_label["Adult surveys completed"]["difference"] is None
    assert by_label["Number of main providers"]["before"] is None


def test_the_finding_counts_points_of_both(facts: Catalogue):
    rows = pair(facts, "hasc-2024-08", "csr-2024-12")
    changed = rows.filter(change=asked.CHANGED).height
    same = rows.filter(change=asked.SAME).height
    names = changes.source_names(facts)
    words = changes.finding(rows, names["hasc-2024-08"], names["csr-2024-12"])
    assert words == (
        f"{changed} of {changed + same} points changed between the HASC paper (7 August 2024) "
        "and the community services review paper (December 2024)"
    )
    assert changes.standfirst(rows).startswith("Changed: 3 figures, 1 date and 3 points")


def test_sources_without_a_common_point(facts: Catalogue):
    rows = pair(facts, "briefing-2023", "hys-children")
    words = changes.finding(rows, "First HOSC briefing", "Children’s engagement page")
    assert words == (
        "No point is in both the first HOSC briefing and the children’s engagement page"
    )
    assert changes.table(rows).frame.is_empty()
    assert not changes.standfirst(rows).startswith("Changed")


@pytest.mark.parametrize("day", changes.days(read()))
def test_since_each_day(facts: Catalogue, day: str):
    said = asked.since(facts, dt.date.fromisoformat(day))
    rows = changes.compared(facts, said)
    words = changes.finding_since(rows, changes.days(facts)[day])
    assert f"{rows.filter(change=asked.CHANGED).height} point" in words
    assert f" {rows.filter(change=asked.NEW).height} w" in words
    card = changes.card(facts, rows, said, subtitle="")
    assert card.table.frame.height == rows.filter(change=asked.CHANGED).height


def test_the_last_source_is_no_day_to_look_back_from(facts: Catalogue):
    newest = max(row["date"] for row in plain.rows("sources") if row["kind"] == "copy of a notice")
    assert newest not in changes.days(facts)


def test_names_inside_a_sentence():
    assert changes.in_a_sentence("HASC paper") == "HASC paper"
    assert changes.in_a_sentence("Contract notices") == "contract notices"


def test_each_point_is_a_block_under_its_kind_of_change(facts: Catalogue):
    rows = pair(facts, "hasc-2024-08", "csr-2024-12")
    assert set(changes.table(rows).frame["change"]) == {asked.CHANGED}
    others = changes.others_html(rows)
    for change, title in changes.TITLES.items():
        some = rows.filter(change=change)
        if change != asked.CHANGED:
            assert f"<h2>{title}</h2>" in others
        told = change_log.points(some)
        assert told.count("<li>") == some.height > 0
        for row in some.iter_rows(named=True):
            for said in filter(None, (row["label"], row["before"], row["after"], row["places"])):
                assert escape(said) in told


def test_a_point_that_changed_says_from_what_to_what(facts: Catalogue):
    rows = pair(facts, "hasc-2024-08", "csr-2024-12").filter(change=asked.CHANGED)
    told = change_log.points(rows.filter(before="14"))
    assert re.sub("<[^>]+>", "", told).startswith(
        "Community organisations that gathered views14 →, then 95 fewer"
    )


def test_the_change_log_leads_to_the_tables(facts: Catalogue):
    html = change_log.html(asked.change_log(facts))
    for change in plain.descriptor()["changes"]:
        assert f"Version {change['version']}" in html
        for name in change["tables"]:
            assert f"/sources?table={name}" in html


def test_words_for_a_thing_that_stayed_are_no_change(facts: Catalogue):
    told = asked.between(facts, "hasc-2024-08", "csr-2024-12")["subject_id"].to_list()
    assert "model_of_care" in told
    assert "lot_6_area" not in told
    assert "standstill_order" not in asked.between(facts, "csr-2024-12", "fts-main")["subject_id"]
