"""What changed between two sources, since a date, and in the change log."""

from __future__ import annotations

import datetime as dt

import pytest

from data import Catalogue
from data.package.catalogue import read
from data.queries import changes
from data.queries.claims import claims
from tests import plain


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read()


def kinds(catalogue: Catalogue, earlier: str, later: str) -> dict[str, str]:
    rows = changes.between(catalogue, earlier, later)
    return dict(rows.select("subject_id", "change").iter_rows())


def test_between_two_papers(catalogue: Catalogue):
    found = kinds(catalogue, "hasc-2024-08", "csr-2024-12")
    assert found["community_organisations"] == changes.CHANGED
    assert found["survey_staff"] == changes.CHANGED
    assert found["invitation-to-tender"] == changes.CHANGED
    assert found["survey_adults"] == changes.SAME
    assert found["number_of_lots"] == changes.SAME
    assert found["childrens_scope"] == changes.SAME
    assert found["people_through_organisations"] == changes.NEW
    assert found["envelope_five_years"] == changes.NEW
    assert found["market-engagement"] == changes.GONE


def test_dates_that_can_be_the_same_have_not_changed(catalogue: Catalogue):
    found = kinds(catalogue, "hasc-2024-08", "fts-main")
    assert found["planning-notice"] == changes.SAME  # July 2024, 18 July 2024
    found = kinds(catalogue, "csr-2024-12", "fts-main")
    assert found["award"] == changes.SAME  # from May 2025, 8 August 2025
    assert found["contract-start"] == changes.CHANGED  # 1 or 27 October, 27 October


def test_the_other_way_round_mirrors(catalogue: Catalogue):
    mirrored = {changes.NEW: changes.GONE, changes.GONE: changes.NEW}
    there = kinds(catalogue, "briefing-2023", "csr-2024-12")
    back = kinds(catalogue, "csr-2024-12", "briefing-2023")
    assert back == {name: mirrored.get(change, change) for name, change in there.items()}


@pytest.mark.parametrize("source", ["briefing-2023", "hasc-2024-08", "csr-2024-12"])
def test_a_source_beside_itself_is_unchanged(catalogue: Catalogue, source: str):
    assert set(kinds(catalogue, source, source).values()) == {changes.SAME}


def test_each_source_counts_with_what_it_said_last(catalogue: Catalogue):
    rows = changes.between(catalogue, "briefing-2023", "hasc-2024-08")
    scope = rows.filter(subject_id="childrens_scope", side=changes.AFTER)
    assert scope["as_at"].to_list() == [dt.date(2024, 8, 7)]


def test_since_a_date(catalogue: Catalogue):
    rows = changes.since(catalogue, dt.date(2024, 12, 31))
    assert changes.GONE not in set(rows["change"])
    after = rows.filter(side=changes.AFTER)
    later = {row["source_id"] for row in plain.rows("sources") if row["date"] > "2024-12-31"}
    assert {"fts-main", "fts-second-tier", "mch-page"} <= set(after["source_id"]) <= later
    # The tender notice came out before that day, though the record of notices is dated later.
    assert "invitation-to-tender" not in set(after["subject_id"])
    change = dict(rows.select("subject_id", "change").iter_rows())
    assert change["contract_value"] == changes.NEW
    assert change["number_of_lots"] == changes.SAME
    starts = rows.filter(subject_id="contract-start", side=changes.BEFORE)
    assert starts["value_text"].to_list() == ["by 1 October 2025", "by 27 October 2025"]


def test_nothing_was_said_after_the_last_source(catalogue: Catalogue):
    assert changes.since(catalogue, dt.date(2026, 11, 22)).is_empty()


def test_sources_that_can_be_set_side_by_side(catalogue: Catalogue):
    ids = changes.comparable(catalogue)["source_id"].to_list()
    assert ids == sorted(
        ids,
        key=lambda name: (plain.the("sources", source_id=name)["date"], name),
    )
    # Medway's paper of 2017 measures what no other source does.
    assert "medway-2017" not in ids
    assert {"briefing-2023", "hosc-2024-07", "hasc-2024-08", "csr-2024-12", "fts-main"} <= set(ids)


def test_only_what_sources_say_is_compared(catalogue: Catalogue):
    assert set(claims(catalogue)["basis"]) == {"stated", "approximate"}


def test_the_change_log_names_tables_that_exist(catalogue: Catalogue):
    log = changes.change_log(catalogue)
    assert log["version"].to_list() == [c["version"] for c in plain.descriptor()["changes"]]
    assert log["version"].first() == catalogue.version
    for tables, titles in log.select("tables", "titles").iter_rows():
        assert titles == [catalogue.resource(name)["title"] for name in tables]
    logged = {name for tables in log["tables"] for name in tables}
    assert logged == set(catalogue)
