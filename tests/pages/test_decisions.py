"""Decisions: who, when, under which power, on what, what it changed, what the other one decided."""

from __future__ import annotations

import re
from html import escape

import pytest

from components.findings.scrutiny import decisions
from components.page_model import downloads
from data.live.current import current
from tests import plain
from tests.made import html_of, made, notices

FACTS = current()
IDS = [row["decision_id"] for row in plain.rows("decisions")]


def parts(markup: str) -> dict[str, str]:
    """The part of each decision on a page, by its id."""
    found = re.split(r'<details class="point" id="', plain.unmarked(markup))[1:]
    return {part.partition('"')[0]: part.split("</details>")[0] for part in found}


PARTS = parts(html_of("decisions"))


def record_of(row: dict[str, str]) -> dict[str, str]:
    """The event or the statement that a decision is."""
    if row["event_id"]:
        return plain.the("events", event_id=row["event_id"])
    return plain.the("statements", statement_id=row["statement_id"])


def test_the_finding_is_what_both_committees_found():
    assert made("decisions").finding == (
        "HOSC decided: not a substantial variation of service. "
        "HASC decided: a substantial variation, for adult services"
    )


@pytest.mark.parametrize("one", IDS)
def test_a_decision_has_its_power_its_change_and_both_sources(one: str):
    row, part = plain.the("decisions", decision_id=one), PARTS[one]
    record = record_of(row)
    for told in (row, record):
        assert f"/sources?source={told['source_id']}" in part
        assert escape(told["place"]) in part
        assert escape(told["note"].removesuffix(".")) in part
    assert escape(record["caveat"]) in part
    whole = row["basis"] != "not in copy"
    assert escape(row["power"] or (decisions.NO_POWER if whole else decisions.CUT)) in part
    assert escape(row["changed"] or (decisions.NO_CHANGE if whole else decisions.CUT)) in part
    put = record["meeting_id"] and plain.the("meetings", meeting_id=record["meeting_id"])
    if put and record.get("kind") != "told":
        assert escape(put["what_was_put"]) in part
    else:
        assert decisions.NOT_PUT in part


def test_each_committee_stands_beside_the_other():
    told = {row["decision_id"]: row for row in plain.rows("decisions") if row["counterpart_id"]}
    assert set(told) == {"hosc-not-substantial", "hasc-substantial"}
    for one, row in told.items():
        other = record_of(told[row["counterpart_id"]])
        assert "The other committee" in PARTS[one]
        assert escape(other["text"].removesuffix(".")) in PARTS[one]
    assert "The other committee" not in PARTS["procurement-paused"]


def test_who_and_when_choose_and_every_choice_has_a_decision():
    page = made("decisions")
    who, year = page.choices
    seen = set()
    for key in who.options:
        for when in year.options:
            markup = html_of("decisions", who=key, year=when)
            shown = parts(markup)
            assert (decisions.NONE_FITS in markup) == (not shown)
            seen |= {(key, when)} if shown else set()
    assert {key for key, _ in seen} == set(who.options)
    assert {when for _, when in seen} == set(year.options)
    by_hasc = parts(html_of("decisions", who="hasc"))
    assert list(by_hasc) == ["hasc-substantial"]
    assert set(parts(html_of("decisions", year="2026"))) == {
        row["decision_id"]
        for row in plain.rows("decisions")
        if record_of(row).get("date", "").startswith("2026")
    }


@pytest.mark.parametrize("key", ["who", "year"])
def test_an_unknown_choice_is_told_in_a_sentence(key: str):
    (said,) = notices("decisions", **{key: "nonsense"})
    assert said.startswith(f"The web address has an unknown value for “{key}”. “All ")


def test_where_no_paper_says_who_decided_it_says_so():
    assert decisions.NOBODY in PARTS["contracts-run-on-to-october-2025"]


def test_the_file_has_every_decision_with_both_sources():
    file = downloads(made("decisions"))["decisions.csv"]
    text = str(file.write())
    assert text.count("\n") >= len(IDS)
    for row in plain.rows("decisions"):
        for said in (row["place"], record_of(row)["place"], row["power"], record_of(row)["caveat"]):
            assert said.replace('"', '""') in text
