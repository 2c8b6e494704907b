"""Contract: who is named, what is never added, the clock by the day, and states without colour."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import polars as pl

from components.findings.contract import clock, on_record, sums, who
from components.findings.services import providers
from data.package.catalogue import Catalogue, read
from tests import plain
from tests.made import made, markup_of

FACTS = read()
TODAY = dt.date(2026, 12, 1)


def without(table: str) -> Catalogue:
    return Catalogue({**FACTS.tables, table: FACTS[table].clear()}, FACTS.descriptor)


def test_the_finding_names_the_supplier_of_the_notices_and_what_is_not_said():
    named = plain.the("provision", provision_id="award-kchft")["org_id"]
    name = plain.the("organisations", org_id=named)["name"]
    assert who.finding(FACTS) == (
        f"For the lots the notices name one supplier, {name}. "
        "Who runs which lot is not in the copy read here"
    )


def test_each_lot_has_a_row_and_no_lot_a_provider_that_no_source_gives_it():
    body = unescape(who.by_lot_card(FACTS).body)
    rows = re.findall(r"<tr><th scope=\"row\">(Lot \d).*?</tr>", body)
    assert rows == [f"Lot {one['number']}" for one in plain.rows("lots")]
    assert body.count(who.NOT_SEEN) == len(rows) - 1  # a copy tells of Lot 1
    assert not any(one["name"] in body for one in plain.where("organisations", kind="provider"))


def test_who_is_named_is_told_on_one_page_before_the_plan_and_on_another_since():
    here, there = who.named_card(FACTS), providers.provider_card(FACTS)
    told = {*here.table.frame["provision_id"], *there.table.frame["provision_id"]}
    assert told == {row["provision_id"] for row in plain.rows("provision")}
    assert not {*here.table.frame["provision_id"]} & {*there.table.frame["provision_id"]}
    for row in here.table.frame.iter_rows(named=True):
        assert row["caveat"] in here.body
        assert row["kind"] in here.body.lower()
    assert 'href="/contract"' in markup_of("services")


def test_every_value_stands_in_one_chart_and_only_one_record_is_added():
    card = sums.sums_card(FACTS)
    scopes = {one["metric_id"]: one["scope"] for one in plain.rows("metrics")}
    scoped = [
        float(one["value"])
        for one in plain.rows("figures")
        if scopes[one["metric_id"]] and one["value"]
    ]
    lots = [1_100_000_000, 161_756_988, 1_841_923_724]
    assert sorted(card.table.frame["value"]) == sorted([*scoped, *lots])
    assert card.body.count("<li>") == len(scoped) + 3
    assert re.findall(r"£[\d,]+ \+ [\d,]+ = £[\d,]+", card.body) == [
        "£176,586,019 + 171,070,298 = £347,656,317"
    ]
    assert 176_586_019 + 171_070_298 == 347_656_317
    assert "not given to a lot" in card.body
    for one in card.table.frame["caveat"].drop_nulls():
        assert one in card.body


def test_the_money_page_leads_to_the_awards_and_tells_them_no_second_time():
    page = markup_of("money")
    assert 'href="/contract"' in page
    assert "£25.1 million" not in page
    assert "£161.8 million" in markup_of("contract")


def test_the_clock_goes_by_the_day_that_is_asked():
    card = clock.clock_card(FACTS, today=TODAY)
    assert card.headline == (
        "Year 2 of 5, with 1,425 days left of the first term. "
        "One other first term has run out, with nothing found since"
    )
    assert (dt.date(2030, 10, 26) - TODAY).days == 1425
    assert (dt.date(2033, 10, 26) - TODAY).days == 2521
    assert "2,521 days" in card.body
    assert (TODAY - dt.date(2026, 10, 26)).days == 36
    assert "36 days" in card.body
    before = clock.clock_card(FACTS, today=dt.date(2025, 8, 1))
    assert before.headline == "To begin on 27 October 2025"
    row = card.table.frame.filter(contract_id="outside-lots").row(0, named=True)
    assert row["options"] == "26 April 2027 (in 146 days) and 26 October 2027 (in 329 days)"
    assert row["notice"] == "6 months"


def test_states_are_told_in_words_and_signs():
    card = on_record.steps_card(FACTS, today=TODAY)
    many = card.table.frame["state"].value_counts()
    assert card.headline.startswith(f"{card.table.frame.height} steps since the plan to award")
    for state, count in many.iter_rows():
        sign, rule = on_record.RULE[state]
        assert card.body.count(f'<span class="state">{sign} {state.capitalize()}') == count
        assert rule in card.body
        assert any(rule in line for line in card.how)


def test_a_package_without_contracts_says_so_and_the_page_stands():
    facts = without("contracts")
    for table in ("provision", "events", "figures", "contracts"):
        facts = Catalogue({**facts.tables, table: FACTS[table].clear()}, FACTS.descriptor)
    page = made("contract", facts=facts)
    assert page.finding == "No award of a contract is on paper"
    assert pl.DataFrame(page.unknown).is_empty()
    assert "not published" in clock.clock_card(facts, today=TODAY).headline
