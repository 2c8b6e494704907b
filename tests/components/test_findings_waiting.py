"""Waiting: what is said equals the rows, a gap is no fall, and England is named as England."""

from __future__ import annotations

import polars as pl
import pytest

from components.findings import screens
from components.findings.waiting import care, how_long, months, providers, services, waiting
from data.live.current import current
from data.package.catalogue import Catalogue
from tests import plain
from tests.made import html_of, made, notices

COHORT = {row["wait_service_id"]: row["cohort"] for row in plain.rows("wait_services")}
TABLES = ("reporters", "wait_services", "wait_reports", "waits", "care_measures")
LAST = "2025-07-01"
SILENT = ["2024-11-01", "2024-12-01", "2025-01-01"]


@pytest.fixture(scope="module")
def facts() -> Catalogue:
    return current()


def people(cohort: str, *columns: str, month: str = LAST, reporter: str = "icb") -> int:
    """People on lists, added up row by row."""
    held = plain.where("waits", month=month, reporter_id=reporter)
    of_cohort = [row for row in held if COHORT[row["wait_service_id"]] == cohort]
    return sum(int(row[column]) for row in of_cohort for column in columns)


def without(facts: Catalogue, *tables: str) -> Catalogue:
    empty = {name: facts[name].clear() for name in tables}
    return Catalogue({**facts.tables, **empty}, facts.descriptor)


def test_the_finding_counts_adults_and_children_and_calls_itself_a_baseline(facts):
    adults, children = (people(cohort, "waiting") for cohort in ("adults", "children"))
    long = people("children", "weeks_52_or_more")
    assert people("adults", "weeks_52_or_more") == 1
    assert waiting.finding(facts) == (
        f"{adults:,} adults and {children:,} children were on waiting lists in July 2025. "
        f"Of these, {long:,} children and 1 adult had waited 52 weeks or more"
    )
    told = waiting.standfirst(facts)
    assert "baseline" in told
    assert "start on 27 October 2025" in told
    assert "Medway Community Healthcare did not report for November 2024 to January 2025" in told
    assert "no fall" in told


def test_it_is_no_baseline_once_lists_are_newer_than_the_contracts(facts):
    def later(table: str) -> pl.DataFrame:
        return facts[table].with_columns(pl.col("month").dt.offset_by("6mo"))

    newer = {name: later(name) for name in ("waits", "wait_reports")}
    assert waiting.baseline(Catalogue({**facts.tables, **newer}, facts.descriptor)) == ""


@pytest.mark.parametrize("cohort", ["adults", "children"])
def test_a_month_that_lacks_somebody_has_no_bar(facts, cohort):
    card = months.card(facts, cohort, look="light")
    gaps = [row for row in card.spec["data"]["values"] if row["kind"] == "gap"]
    assert [row["month"] for row in gaps] == SILENT
    assert {row["words"] for row in gaps} == {"MCH did not report"}
    bars = [row for row in card.spec["data"]["values"] if row["kind"] == "part"]
    drawn: dict[str, int] = {}
    for row in bars:
        drawn[row["month"]] = drawn.get(row["month"], 0) + row["people"]
    assert not drawn.keys() & set(SILENT)
    assert drawn == {month: people(cohort, "waiting", month=month) for month in drawn}
    assert len(drawn) == 9
    table = card.table.frame.filter(pl.col("MCH").is_null())
    assert table["said"].to_list() == ["November 2024", "December 2024", "January 2025"]
    assert all("Medway Community Healthcare" in caveat for caveat in table["caveat"])
    assert any("Medway Community Healthcare" in caveat for caveat in card.caveats)


def test_totals_before_a_break_are_never_told_as_a_fall(facts):
    card = months.card(facts, "adults", look="light")
    assert card.headline == (
        "18,437 adults on lists in July 2025; totals before March 2025 may be of other lists"
    )
    (line,) = (row for row in card.spec["data"]["values"] if row["kind"] == "break")
    assert line["month"] == "2025-03-01"
    assert any("11,744" in caveat and "3,663" in caveat for caveat in card.caveats)
    assert "18,437 − 14,016 − 1,554 = 2,867" in card.how[0]


def test_lists_that_may_be_one_show_what_that_would_make(facts):
    one = people("children", "waiting") - 2 * 1_166
    card = months.card(facts, "children", look="light")
    assert card.how[-1].endswith(f"13,706 − 2 × 1,166 = {one:,} children in July 2025.")
    for told in (card, providers.card(facts, "children"), services.card(facts, "children")):
        assert any("It may be one list" in caveat for caveat in told.caveats)
    hero = screens.of_waiting(facts, look="light")
    assert any("It may be one list" in words for words in hero.words)


def test_how_long_shows_its_sum(facts):
    card = how_long.card(facts, look="light")
    long = people("children", "weeks_18_to_52", "weeks_52_or_more")
    assert card.headline.startswith("47% of the children and 1% of the adults")
    assert card.how[0] == f"Children: {long:,} of 13,705 had waited 18 weeks or more, or 46.9%."
    rows = card.spec["data"]["values"]
    assert sum(row["share"] for row in rows if row["who"] == "Children") == pytest.approx(1)
    assert any("1 fewer" in caveat for caveat in card.caveats)


@pytest.mark.parametrize(
    ("cohort", "share", "name"),
    [("adults", 8, "Medway Community Healthcare"), ("children", 77, "Medway NHS Foundation Trust")],
)
def test_who_has_the_largest_share_of_long_waits(facts, cohort, share, name):
    card = providers.card(facts, cohort)
    assert card.headline.startswith(f"{share}% of the {cohort} on the lists of {name} had waited")
    named = card.table.frame["waiting"].sum()
    assert named == people(cohort, "waiting")
    assert card.body.count("<li>") == card.table.frame.height


def test_services_are_named_as_the_publisher_has_them_and_folded(facts):
    card = services.card(facts, "adults")
    assert card.headline.endswith("is that of the musculoskeletal service: 9,261 people")
    for row in plain.where("wait_services", cohort="adults"):
        assert row["name"].replace("'", "&#x27;") in card.body
    assert card.body.count("<details") == 3
    assert "Nobody in any month" in card.body
    assert card.body.count("In the programme:") == 6
    assert 'href="/services?cohort=adults&amp;view=service&amp;service=adult-falls"' in card.body


def test_england_is_named_as_england_and_no_one_else_as_the_icb(facts):
    for card in (care.urgent_card(facts), care.beds_card(facts)):
        *local, england = card.table.frame["who"]
        assert england == "All of England, to compare"
        assert local[0] == "Kent and Medway"
        assert card.caveats
    assert "83.9% in Kent and Medway, 84.5% in England" in care.urgent_card(facts).headline
    assert "32.1 days in Kent and Medway, 30.9 days in England" in care.beds_card(facts).headline
    assert "269 in Kent and Medway and 13,439 in England" in care.beds_card(facts).subtitle
    for card in (care.urgent_card(facts), providers.card(facts, "adults")):
        assert "HCRG" not in card.body + str(card.table.frame.to_dicts())


@pytest.mark.parametrize("gone", [TABLES, ("care_measures",), ("waits", "wait_reports")])
def test_a_package_without_lists_has_a_page_that_says_so(facts, gone):
    empty = without(facts, *gone)
    page = made("waiting", facts=empty)
    told = html_of("waiting", facts=empty, cohort="children")
    assert "not published" in told
    if "waits" in gone:
        assert page.finding == "Waiting lists: not published"
        assert page.hero and page.hero.spec is None


def test_a_package_with_lists_of_adults_alone_tells_of_them(facts):
    children = [service for service, cohort in COHORT.items() if cohort == "children"]
    adults = {
        "waits": facts["waits"].filter(~pl.col("wait_service_id").is_in(children)),
        "wait_reports": facts["wait_reports"].filter(cohort="adults"),
    }
    told = Catalogue({**facts.tables, **adults}, facts.descriptor)
    assert waiting.finding(told).startswith("18,437 adults were on waiting lists in July 2025")
    page = html_of("waiting", facts=told, cohort="children")
    assert "Waiting lists by month: not published" in page


def test_a_bad_address_gets_a_sentence(facts):
    assert notices("waiting", cohort="everybody") == [
        "The web address has an unknown value for “cohort”. “Adults” is shown instead."
    ]
