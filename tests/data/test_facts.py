"""The committed tables: keys join, every fact has its source, nothing hangs loose, no odd value."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest

from data.queries.claims import WITHOUT_VALUE
from tests import plain

# Tables that define names for others to use; what they say of the world stands elsewhere.
DEFINITIONS = {"metrics", "milestones"}
BASES = {"stated", "derived", "approximate", *WITHOUT_VALUE, "not found since"}

# Rows that no other table leads to, and why they are kept all the same.
KEPT = {
    "sources": {
        "os-codepoint": "the postcode index in geo/ is made from it",
        "geonames": "the villages of the place index in geo/ are made from it",
        "ons-areas-2024": "the lines of wards in geo/ are made from it",
        "census-2021": "it settles to which ward a small area counts that lies in two",
    },
    "organisations": dict.fromkeys(
        (
            "csr-steering",
            "community-improvement-group",
            "kmpt",
            "age-uk",
            "stroke-association",
            "healthwatch-kent",
            "healthwatch-medway",
            "involving-medway",
            "one-you-kent",
        ),
        "a paper names it and its part in the story",
    ),
    "reporters": {"hcrg": "its rows are of all of England, and none of them is taken"},
}

FIRST_DAYS = {
    "day": lambda day: True,
    "not stated": lambda day: True,  # it only puts what has no date in order
    "week": lambda day: day.weekday() == 0,
    "month": lambda day: day.day == 1,
    "season": lambda day: day.day == 1 and day.month in (3, 6, 9, 12),
    "quarter": lambda day: day.day == 1 and day.month in (1, 4, 7, 10),
    "year": lambda day: (day.month, day.day) == (1, 1),
    "financial year": lambda day: (day.month, day.day) == (4, 1),
}
DATES = (
    ("sources", "date", "date_precision"),
    ("figures", "as_at", "as_at_precision"),
    ("engagement_events", "starts", "date_precision"),
)


def names(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def keys_and_links(table: str) -> tuple[list[str], list[dict]]:
    schema = plain.described(table)["schema"]
    return names(schema["primaryKey"]), schema.get("foreignKeys", [])


LINKS = [
    (table, names(link["fields"]), link["reference"]["resource"] or table, link["reference"])
    for table in plain.tables()
    for link in keys_and_links(table)[1]
]


@pytest.mark.parametrize("table", plain.tables())
def test_each_key_stands_once(table: str):
    key, _ = keys_and_links(table)
    counts = Counter(tuple(row[name] for name in key) for row in plain.rows(table))
    assert all(all(cells) for cells in counts)
    assert [cells for cells, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("table", "columns", "other", "reference"),
    LINKS,
    ids=[f"{table}-{'-'.join(columns)}" for table, columns, *_ in LINKS],
)
def test_each_foreign_key_joins(table: str, columns: list[str], other: str, reference: dict):
    known = {tuple(r[name] for name in names(reference["fields"])) for r in plain.rows(other)}
    wanted = {tuple(row[name] for name in columns) for row in plain.rows(table)}
    assert {cells for cells in wanted if any(cells)} <= known


@pytest.mark.parametrize("table", plain.tables())
def test_a_column_called_like_a_key_that_others_lead_to_leads_there(table: str):
    keys = {names(reference["fields"])[0] for _, _, _, reference in LINKS}
    linked = {name for link in keys_and_links(table)[1] for name in names(link["fields"])}
    own = set(keys_and_links(table)[0])
    assert set(plain.rows(table)[0]) & keys <= linked | own


@pytest.mark.parametrize("table", [t for t in plain.tables() if t not in DEFINITIONS])
def test_each_fact_has_a_source_and_a_place_in_it(table: str):
    columns = set(plain.rows(table)[0])
    assert "source_id" in columns
    for row in plain.rows(table):
        assert row["source_id"]
        if table != "sources":
            assert row["basis"] in BASES
            assert row.get("place") or row.get("expected_place")


@pytest.mark.parametrize("table", [t for t in plain.tables() if t != "sources"])
def test_what_is_said_to_be_stated_is_not_from_our_own_workings(table: str):
    for row in plain.rows(table):
        if row.get("basis") == "stated":
            assert row["source_id"] != "workings", row


# Events and statements are facts of their own, which others may lead to and need not.
OF_THEIR_OWN = {"events", "statements"}
USED_BY_OTHERS = sorted({other for table, _, other, _ in LINKS if other != table} - OF_THEIR_OWN)


@pytest.mark.parametrize("table", USED_BY_OTHERS)
def test_no_row_that_others_are_to_use_hangs_loose(table: str):
    key = keys_and_links(table)[0]
    used = {
        tuple(row[name] for name in columns)
        for other, columns, target, reference in LINKS
        if target == table and names(reference["fields"]) == key and other != table
        for row in plain.rows(other)
    }
    loose = {row[key[0]] for row in plain.rows(table) if tuple(row[k] for k in key) not in used}
    assert loose <= set(KEPT.get(table, {}))


def test_every_area_has_its_people_and_every_person_an_area():
    for kind, table, key in (
        ("hcp_area", "hcp_areas", "hcp_area_id"),
        ("lot", "lots", "lot_id"),
        ("former_ccg", "former_ccgs", "ccg_code"),
        ("authority", "authorities", "lad_code"),
    ):
        areas = {row["area_id"] for row in plain.where("population", area_kind=kind)}
        assert areas == {row[key] for row in plain.rows(table)}


@pytest.mark.parametrize(("table", "date", "precision"), DATES)
def test_a_date_is_the_first_day_of_what_is_known(table: str, date: str, precision: str):
    for row in plain.rows(table):
        if row[date]:
            assert FIRST_DAYS[row[precision]](dt.date.fromisoformat(row[date])), row
        else:
            assert row[precision] == "not stated"


def test_figures_are_a_number_or_words_as_their_metric_has_it():
    for row in plain.rows("figures"):
        unit = plain.the("metrics", metric_id=row["metric_id"])["unit"]
        in_words = unit in ("text", "wording", "date")
        assert bool(row["value_text"]) == in_words, row
        assert bool(row["value"]) == (not in_words and row["basis"] not in WITHOUT_VALUE), row
        if unit == "date":
            assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", row["value_text"]), row


@pytest.mark.parametrize(
    ("unit", "low", "high"),
    [
        ("percent", 0, 100),
        ("years", 1, 100),
        ("lots", 1, 6),
        ("providers", 1, 5),
        ("events", 1, 100),
        ("surveys", 1, 1_000),
        ("people", 1, 2_000_000),
    ],
)
def test_figures_lie_in_a_range_that_can_be(unit: str, low: float, high: float):
    metrics = {row["metric_id"] for row in plain.where("metrics", unit=unit)}
    values = [float(r["value"]) for r in plain.rows("figures") if r["metric_id"] in metrics]
    assert values
    assert all(low <= value <= high for value in values)


def test_dates_lie_between_the_oldest_source_and_the_last_day_of_a_contract():
    for table, date, _ in DATES:
        days = [dt.date.fromisoformat(row[date]) for row in plain.rows(table) if row[date]]
        assert all(dt.date(2014, 1, 1) <= day <= dt.date(2035, 1, 1) for day in days)


WORDS = [
    (table, row, column)
    for table in plain.tables()
    for row in plain.rows(table)
    for column in row
    if row[column]
    # a place is found by the paper’s own words, and a page by its address
    and column not in ("place", "address")
    and not column.endswith(("_id", "in_paper", "in_notice", "_text", "working"))
]


def test_words_are_in_the_house_style():
    for table, row, column in WORDS:
        text = row[column]
        where = (table, column, text)
        assert text == text.strip(), where
        assert "  " not in text, where
        assert "'" not in text, where  # the typographic apostrophe; a paper's own stays as it is
        assert not re.search(r"!|\b(we|our|us|simply|unlock)\b", text.casefold()), where
