"""Where sources disagree, found a second and plainer way, and in tables made to disagree."""

from __future__ import annotations

import calendar
import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from data import Catalogue
from data.checks.loading import load
from data.package.catalogue import read
from data.queries import conflicts
from tests import plain
from tests.mutations import real_package, replace
from tests.packages import SOURCE, append

SAID = ("stated", "approximate")
LENGTHS = {"month": 1, "season": 3, "quarter": 3, "year": 12, "financial year": 12}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read()


def test_a_newer_paper_on_an_envelope_is_told_as_a_disagreement(tmp_path: Path):
    """As docs/updating.md says: both amounts as figures of one metric."""
    package = real_package(tmp_path)
    tables = tmp_path / "tables"
    append(tables / "sources.csv", SOURCE)
    append(
        tables / "metrics.csv",
        'envelope_lot_5_year_1,money,"Lot 5, year 1, total",GBP,children,,Total of the year\n',
    )
    append(
        tables / "figures.csv",
        "lot5_y1_csr,envelope_lot_5_year_1,9757651,,2024-12-05,day,stated,,,csr-2024-12,Table,\n"
        "lot5_y1_update,envelope_lot_5_year_1,9900000,,2026-11-24,day,stated,,,update-2026,2,\n",
    )
    rows = conflicts.disagreements(load(package)).filter(subject_id="envelope_lot_5_year_1")
    assert rows.select("value", "source_id", "newest").rows() == [
        (9_757_651, "csr-2024-12", False),
        (9_900_000, "update-2026", True),
    ]


def days(event: plain.Row) -> set[int]:
    """Return every day that an event's date can mean, within the years that the tables span."""
    first = dt.date.fromisoformat(event["date"])
    if event["date_end"]:
        last = dt.date.fromisoformat(event["date_end"])
    elif event["date_precision"] in LENGTHS:
        last = first
        for _ in range(LENGTHS[event["date_precision"]]):
            last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
            last += dt.timedelta(days=1)
        last -= dt.timedelta(days=1)
    else:
        last = first + dt.timedelta(days=6 if event["date_precision"] == "week" else 0)
    if event["date_sense"] == "by" and event["status"] == "actual":
        first = dt.date(2000, 1, 1)
    if event["date_sense"] == "from":
        last = dt.date(2040, 1, 1)
    return set(range(first.toordinal(), last.toordinal() + 1))


def naive() -> tuple[set[str], set[str]]:
    """Return the disputed metrics and milestones by plain loops over rows of text."""
    metrics = {}
    for row in plain.rows("figures"):
        if row["basis"] in SAID:
            number = float(row["value"]) if row["value"] else row["value_text"]
            metrics.setdefault(row["metric_id"], set()).add(number)
    dates = {}
    for row in plain.rows("events"):
        if row["basis"] in SAID and row["milestone_id"]:
            dates.setdefault(row["milestone_id"], []).append(days(row))
    return (
        {name for name, given in metrics.items() if len(given) > 1},
        {name for name, given in dates.items() if not set.intersection(*given)},
    )


def test_both_ways_of_finding_agree(catalogue: Catalogue):
    metrics, milestones = naive()
    assert conflicts.disputed(catalogue) == metrics
    assert conflicts.disputed(catalogue, "milestone") == milestones
    points = conflicts.points(catalogue)
    assert set(points.filter(kind="metric")["subject_id"]) == metrics
    assert points.height == len(metrics) + len(milestones)


def test_what_the_customer_asked_for_is_found(catalogue: Catalogue):
    assert {
        "number_of_lots",
        "community_organisations",
        "survey_children",
        "survey_staff",
        "main_providers",
        "childrens_scope",
    } <= conflicts.disputed(catalogue)
    assert {
        "contract-start",
        "existing-contracts-end",
        "invitation-to-tender",
        "award",
        "hasc-september-2023",
        "faversham-pause",
    } == conflicts.disputed(catalogue, "milestone")


def test_what_agrees_is_left_out(catalogue: Catalogue):
    assert not {"survey_adults", "messaging_reach", "surveys_all"} & conflicts.disputed(catalogue)
    agreeing = {"planning-notice", "intention-to-award", "engagement-report", "award-notice"}
    assert not agreeing & conflicts.disputed(catalogue, "milestone")


def test_every_saying_of_a_disputed_subject_is_kept_with_its_source(catalogue: Catalogue):
    rows = conflicts.disagreements(catalogue)
    for metric in conflicts.disputed(catalogue):
        expected = [row for row in plain.where("figures", metric_id=metric) if row["basis"] in SAID]
        shown = rows.filter(kind="metric", subject_id=metric)
        assert sorted(shown["source_id"]) == sorted(row["source_id"] for row in expected)
        assert sorted(shown["place"]) == sorted(row["place"] for row in expected)
        newest = max(row["as_at"] for row in expected)
        assert shown.filter("newest")["as_at"].cast(pl.String).unique().to_list() == [newest]
    assert rows["source_id"].null_count() == rows["place"].null_count() == 0


def test_what_has_no_date_is_never_the_newest(catalogue: Catalogue):
    rows = conflicts.disagreements(catalogue)
    undated = rows.filter(as_at_precision="not stated")
    assert undated.height
    assert not undated["newest"].any()
    assert rows["newest"].null_count() == 0


def test_a_paper_may_differ_from_itself(catalogue: Catalogue):
    points = conflicts.points(catalogue)
    alone = set(points.filter("within_one")["subject_id"])
    assert {"contract-start", "hasc-september-2023", "extension_length"} <= alone
    # A paper that reports how a scope moved over the months does not contradict itself.
    assert not {"childrens_scope", "number_of_lots", "invitation-to-tender"} & alone


def test_readings_and_questions_stand_with_their_subject(catalogue: Catalogue):
    points = {row["subject_id"]: row for row in conflicts.points(catalogue).iter_rows(named=True)}
    for reading in plain.rows("readings"):
        shown = points[reading["subject_id"]]  # a reading of what is not in dispute is a fault
        assert shown["reading"] == reading["reading"]
        assert shown["reading_source_id"] == reading["source_id"]
    assert points["invitation-to-tender"]["reading"] is None
    assert points["invitation-to-tender"]["questions"] == [
        plain.the("gaps", gap_id="itt-slip-reason")["question"]
    ]


def test_a_new_conflict_shows_without_anyone_writing_it_up(tmp_path: Path):
    package = real_package(tmp_path)
    figures = tmp_path / "tables/figures.csv"
    row = "survey_adults_csr_2024_12,survey_adults,135"
    replace(figures, row, row.replace("135", "153"))
    event = "Planning notice published,Planning notice,2024-07-18"
    later = event.replace("07-18", "08-01")
    replace(tmp_path / "tables/events.csv", event, later)
    changed = read(package)
    before = read()
    assert conflicts.disputed(changed) - conflicts.disputed(before) == {"survey_adults"}
    assert conflicts.disputed(changed, "milestone") - conflicts.disputed(before, "milestone") == {
        "planning-notice"
    }
    shown = conflicts.disagreements(changed).filter(subject_id="survey_adults")
    assert shown["value"].to_list() == [135, 153]
    assert shown["newest"].to_list() == [False, True]
