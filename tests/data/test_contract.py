"""The contracts, found a second and plainer way: who is named, each end of a term, each step."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from data.checks.cross_checks import cross_faults
from data.package.catalogue import read
from data.queries.contract import awards, steps, terms
from data.queries.contract.steps import DONE, DUE, NOT_KNOWN
from tests import plain
from tests.mutations import real_package, replace
from tests.sample.reference import REFERENCE_DIR, needs_reference

FACTS = read()
TODAY = dt.date(2026, 12, 1)
PLAN = plain.the("events", event_id="intention-published")["date"]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def months_on(first: dt.date, months: int) -> dt.date:
    """The last day of so many months, counted one month after the other."""
    year, month = first.year, first.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return dt.date(year, month, first.day) - dt.timedelta(days=1)


def test_each_end_is_so_many_months_on():
    found = {(row[0], row[1]): row[2] for row in ends()}
    for row in plain.rows("contracts"):
        if row["begins"]:
            months = int(row["term_months"])
            for option, more in enumerate([0, *map(int, row["options_months"].split())]):
                months += more
                assert found.pop((row["contract_id"], option)) == months_on(
                    day(row["begins"]), months
                )
    assert not found


def ends() -> list[tuple[str, int, dt.date]]:
    return terms.option_ends(FACTS).select("contract_id", "option", "ends").rows()


@pytest.mark.parametrize(
    ("event", "contract", "option"),
    [
        ("contract-term-ends", "lots", 0),
        ("contract-latest-end", "lots", 1),
        ("outside-lots-first-end", "outside-lots", 0),
    ],
)
def test_ends_are_the_days_of_the_timeline(event: str, contract: str, option: int):
    known = day(plain.the("events", event_id=event)["date"])
    assert (contract, option, known) in ends()


@pytest.mark.parametrize(
    ("today", "year", "days", "stands"),
    [
        ("2025-10-26", None, 1826, terms.AHEAD),
        ("2025-10-27", 1, 1825, terms.RUNS),
        ("2026-10-26", 1, 1461, terms.RUNS),
        ("2026-10-27", 2, 1460, terms.RUNS),
        ("2030-10-26", 5, 0, terms.RUNS),
        ("2030-10-27", 6, -1, terms.OPTIONS),
        ("2033-10-27", 9, -1097, terms.OVER),
    ],
)
def test_the_clock_turns_with_the_day_that_is_asked(today, year, days, stands):
    row = terms.on(FACTS, day(today)).filter(contract_id="lots").row(0, named=True)
    assert (row["year"], row["days"], row["stands"]) == (year, days, stands)
    assert days == (dt.date(2030, 10, 26) - day(today)).days


def test_what_no_copy_says_is_not_known():
    rows = {row["contract_id"]: row for row in terms.on(FACTS, TODAY).iter_rows(named=True)}
    assert rows["second-tier"]["stands"] == terms.UNKNOWN
    assert rows["outside-lots"]["stands"] == terms.OPTIONS
    assert rows["dentistry"]["longest"] is None


def test_everybody_is_named_once_before_the_plan_to_award_or_since():
    since, before = awards.named_since(FACTS), awards.named_before(FACTS)
    dates = {row["source_id"]: row["date"] for row in plain.rows("sources")}
    expected = {
        row["provision_id"] for row in plain.rows("provision") if dates[row["source_id"]] >= PLAN
    }
    assert set(since["provision_id"]) == expected
    assert since.height + before.height == len(plain.rows("provision"))
    assert before["scope"].null_count() == before.height


def test_a_lot_has_the_second_tier_that_names_its_area_and_its_people():
    cohorts = {"adult services": {"adults"}, "adult and children’s": {"adults", "children"}}
    for lot in awards.by_lot(FACTS):
        areas = {row["hcp_area_id"] for row in plain.where("lot_areas", lot_id=lot.lot_id)}
        own = plain.the("lots", lot_id=lot.lot_id)["cohort"]
        expected = {
            row["event_id"]
            for row in plain.where("events", scope="second tier")
            for words, people in cohorts.items()
            if f"award: {words}" in row["title"]
            and own in people
            and areas & set(row["hcp_areas"].split())
        }
        assert {one["event_id"] for one in lot.second} == expected
        assert bool(lot.planned) == (lot.number == 1)


def test_a_step_is_done_only_by_a_source_of_its_day_or_later():
    said = {row["source_id"]: row["date"] for row in plain.rows("sources")}
    found = steps.steps(FACTS, TODAY)
    for row in found.iter_rows(named=True):
        event = plain.the("events", event_id=row["event_id"])
        last, told = event["date_end"] or event["date"], event["as_at"] or said[event["source_id"]]
        if event["date_precision"] == "week":
            last = str(day(event["date"]) + dt.timedelta(days=6))
        if day(last) >= TODAY:
            expected = DUE
        elif event["status"] == "actual" and told >= event["date"]:
            expected = DONE
        else:
            expected = NOT_KNOWN
        assert row["state"] == expected, row["event_id"]
    assert set(found["state"]) == {DONE, NOT_KNOWN, DUE}


@pytest.mark.parametrize(
    ("event", "today", "state"),
    [
        ("contract-term-starts", "2025-10-27", DUE),
        ("contract-term-starts", "2025-10-28", NOT_KNOWN),
        ("award-made", "2025-08-09", DONE),
        ("contract-term-ends", "2030-10-27", NOT_KNOWN),
    ],
)
def test_a_step_is_due_on_its_own_day_and_a_notice_beforehand_proves_nothing(event, today, state):
    assert steps.steps(FACTS, day(today)).filter(event_id=event)["state"].item() == state


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",60,36,", ",48,36,", "this should be 60 months"),
        (",60,36,", ",60,12 12,", "this should be 36 months"),
        (",2026-04-01,36,", ",,36,", "a term has its first day and its months"),
    ],
)
def test_a_term_that_cannot_be_is_told(tmp_path: Path, old: str, new: str, message: str):
    package = real_package(tmp_path)
    replace(tmp_path / "tables/contracts.csv", old, new)
    (said,) = map(str, cross_faults(read(package)))
    assert message in said


@needs_reference
def test_terms_are_as_the_record_has_them():
    with (REFERENCE_DIR / "after_award.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["fact_id"]: row for row in csv.DictReader(file)}
    outside = plain.the("contracts", contract_id="outside-lots")
    assert outside["begins"] == facts["B08"]["date"]
    assert str(months_on(day(outside["begins"]), 12)) == facts["B09"]["date"]
    assert "options of 6 months and a further 6 months; 6 months' notice" in facts["B09"]["subject"]
    assert (outside["options_months"], outside["notice_months"]) == ("6 6", "6")
    assert "from 1 October 2026 for five years with options of four more" in facts["B17"]["subject"]
    care = plain.the("contracts", contract_id="intermediate-care")
    assert (care["begins"], care["term_months"]) == ("2026-10-01", "60")
    assert care["options_months"] == "48"
    assert "from 1 April 2026 to 31 March 2029" in facts["B18"]["subject"]
    assert months_on(dt.date(2026, 4, 1), 36) == dt.date(2029, 3, 31)
