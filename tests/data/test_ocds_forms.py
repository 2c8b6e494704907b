"""The forms that the standard names, one by one: read right, or refused with the true reason.

All authorities, notices and amounts are made up.
"""

from __future__ import annotations

from typing import Any

import pytest

from data.notices.http import SourceProblem
from data.notices.ocds import Process, key, read_process
from data.notices.ocds_amounts import amounts
from data.notices.ocds_rows import NewRows, new_rows
from tests.official.arcgis import as_json
from tests.official.find_a_tender import (
    EMPTY,
    OCID,
    SOURCE,
    FindATender,
    award,
    lots,
    pounds,
    release,
    six_lots,
)
from tests.official.wire import quick

ONE_LOT = {"id": "T", "lots": lots(1)}


def process(*releases: dict) -> Process:
    service = FindATender({OCID: list(releases)}, size=100)
    return read_process(quick(service), OCID, service="http://service")


def rows(*releases: dict, tables: dict[str, list] = EMPTY) -> NewRows:
    return new_rows(process(*releases), SOURCE, tables)


def told(found: NewRows) -> list[tuple[str, str]]:
    return [(row["title"], row["date"]) for row in found.events]


def money(found: NewRows) -> list[tuple[str, str]]:
    return [
        (row["metric_id"].removeprefix("notice_").replace("_fts_made_up", ""), row["value"])
        for row in found.figures
    ]


def tender(number: int, moment: str, *tags: str, **more: Any) -> dict[str, Any]:
    return release(
        number, moment, *(tags or ("tender",)), tender={"id": "T", "lots": lots(1)} | more
    )


def contract(number: str, amount: float | None, **more: Any) -> dict[str, Any]:
    return {"id": number, "status": "active", "value": pounds(amount)} | more


# Several notices on a day


def test_every_notice_of_a_day_stands():
    found = rows(
        tender(1, "2030-02-02T09:00:00Z", value=pounds(1e6)),
        tender(2, "2030-02-02T16:00:00Z", "tenderUpdate", value=pounds(1.5e6)),
        release(3, "2030-04-01T09:00:00+01:00", "award", "contract", awards=[award("A1", 9, "1")]),
        release(
            4,
            "2030-04-01T15:00:00+01:00",
            "awardCancellation",
            awards=[{"id": "A1", "status": "cancelled"}],
        ),
    )
    assert told(found) == [
        ("Tender notice published", "2030-02-02"),
        ("Tender notice updated", "2030-02-02"),
        ("Award and contract notice published", "2030-04-01"),
        ("Award cancelled", "2030-04-01"),
    ]
    assert money(found) == [
        ("estimate", "1000000"),
        ("estimate", "1500000"),
        ("award__a1", "9"),
        ("award__a1", ""),
    ]
    assert found.figures[2]["note"] == (
        "Value of the award in the notice; notice 000004-2030 ended it"
    )
    assert found.figures[3]["note"] == (
        "The award was cancelled: its value in notice 000003-2030 no longer stands."
    )
    assert found.warnings == [
        "Notice 000004-2030, award A1: the award was cancelled: its value in notice 000003-2030 no "
        "longer stands."
    ]


def test_two_updates_in_one_minute_and_the_days_they_set_all_stand():
    found = rows(
        *(
            tender(
                n,
                "2030-02-02T09:00:00Z",
                "tenderUpdate",
                tenderPeriod={"endDate": f"2030-02-{n + 1:02}T12:00:00Z"},
            )
            for n in (1, 2, 3)
        )
    )
    assert told(found) == [
        ("Tender notice updated", "2030-02-02"),
        ("Bids due", "2030-02-02"),
        ("Tender notice updated", "2030-02-02"),
        ("Bids due", "2030-02-03"),
        ("Tender notice updated", "2030-02-02"),
        ("Bids due", "2030-02-04"),
    ]


def test_a_second_reading_on_the_same_day_adds_what_is_new():
    morning = rows(tender(1, "2030-02-02T09:00:00Z", value=pounds(5)))
    tables = {
        "events": morning.events,
        "metrics": morning.metrics,
        "figures": morning.figures,
    }
    found = rows(
        tender(1, "2030-02-02T09:00:00Z", value=pounds(5)),
        tender(2, "2030-02-02T16:00:00Z", "tenderUpdate", value=pounds(5)),
        tables=tables,
    )
    assert told(found) == [("Tender notice updated", "2030-02-02")]
    assert money(found) == [("estimate", "5")]
    assert found.metrics == []


# What a person wrote


def written(**more: str) -> dict[str, list]:
    row = {"event_id": "mine", "source_id": "fts-made-up", "lane": "procurement"} | more
    return EMPTY | {"events": [row]}


SAME_DAY = (
    tender(1, "2030-02-02T09:00:00Z"),
    tender(2, "2030-02-02T16:00:00Z", "tenderUpdate"),
)


def test_a_row_that_names_its_notice_holds_back_that_notice_only():
    found = rows(*SAME_DAY, tables=written(date="2030-02-02", place="Notice 000001-2030, part 1"))
    assert told(found) == [("Tender notice updated", "2030-02-02")]
    assert found.warnings == []


def test_a_row_with_the_same_words_holds_back_that_notice_and_a_person_is_told():
    found = rows(*SAME_DAY, tables=written(date="2030-02-02", title="Tender notice updated"))
    assert told(found) == [("Tender notice published", "2030-02-02")]
    assert found.warnings == [
        "The row mine, which a person wrote, stands for what Notice 000002-2030 says. Name the "
        "notice in its place."
    ]


def test_a_row_whose_words_are_among_those_of_a_notice_holds_back_that_one():
    found = rows(
        release(1, "2030-02-02T09:00:00Z", "award", "contract"),
        release(2, "2030-02-02T16:00:00Z", "awardCancellation"),
        tables=written(date="2030-02-02", title="Award notice published"),
    )
    assert told(found) == [("Award cancelled", "2030-02-02")]


def test_a_row_read_by_program_that_a_person_gave_another_id_is_not_read_again():
    first = rows(*SAME_DAY)
    first.events[0]["event_id"] = "our-tender"
    found = rows(*SAME_DAY, tables=EMPTY | {"events": first.events})
    assert (found.events, found.warnings) == ([], [])


def test_a_row_of_a_notice_that_is_no_longer_given_holds_back_none():
    gone = rows(tender(7, "2030-02-02T07:00:00Z")).events
    assert len(rows(*SAME_DAY, tables=EMPTY | {"events": gone}).events) == 2


def test_a_row_that_may_be_for_either_notice_holds_back_neither():
    found = rows(*SAME_DAY, tables=written(date="2030-02-02", title="The search begins"))
    assert len(found.events) == 2
    assert found.warnings == [
        "The row mine, which a person wrote, may stand for what Notice 000001-2030 and Notice "
        "000002-2030 says. They were added beside it. Name the notice in its place."
    ]


def test_a_row_of_another_notice_or_lane_holds_back_nothing():
    for more in (
        {"date": "2030-02-02", "place": "Notice 000009-2030 and Notice 000001-2030-B"},
        {"date": "2030-02-02", "lane": "contract"},
        {"date": "2030-02-02", "date_precision": "month"},
        {"date": "2030-02-03"},
    ):
        tables = written(**more)
        if "place" in more:
            tables["events"][0]["date"] = "2030-02-05"
        assert len(rows(*SAME_DAY, tables=tables).events) == 2


def figure(**more: str) -> dict[str, list]:
    row = {"figure_id": "mine", "metric_id": "contract_value", "source_id": "fts-made-up"} | more
    return EMPTY | {"metrics": [{"metric_id": "contract_value", "unit": "GBP"}], "figures": [row]}


def test_one_figure_of_a_person_holds_back_one_kind_of_money():
    both = [
        tender(1, "2030-02-02T09:00:00Z", value=pounds(7)),
        release(2, "2030-05-02T09:00:00Z", "contract", contracts=[contract("C1", 7)]),
    ]
    found = rows(*both, tables=figure(value="7.0", as_at="2030-05-02"))
    assert money(found) == [("estimate", "7")]
    found = rows(*both, tables=figure(value="7", place="Notice 000001-2030"))
    assert money(found) == [("contract__c1", "7")]
    assert found.warnings == []


def test_what_was_read_by_program_before_holds_nothing_back():
    first = rows(tender(1, "2030-02-02T09:00:00Z", value=pounds(7)))
    tables = {"events": first.events, "metrics": first.metrics, "figures": first.figures}
    found = rows(
        tender(1, "2030-02-02T09:00:00Z", value=pounds(7)),
        release(2, "2030-05-02T09:00:00Z", "award", awards=[award("A1", 7, "1")]),
        tables=tables,
    )
    assert money(found) == [("award__a1", "7")]


# Several contracts in a process


def test_two_contracts_are_two_things():
    found = rows(
        release(
            1,
            "2030-02-02T09:00:00Z",
            "award",
            "contract",
            tender=ONE_LOT,
            awards=[{"id": "A1", "status": "active", "relatedLots": ["1"]}],
            contracts=[contract("C1", 400_000, awardID="A1")],
        ),
        release(
            2,
            "2030-03-02T09:00:00Z",
            "award",
            "contract",
            tender=ONE_LOT,
            awards=[{"id": "A2", "status": "active", "relatedLots": ["1"]}],
            contracts=[contract("C2", 900_000, awardID="A2")],
        ),
    )
    assert money(found) == [("contract__c1", "400000"), ("contract__c2", "900000")]
    assert [row["label"] for row in found.metrics] == [
        "Contract C1 in a notice: Sampleton notices",
        "Contract C2 in a notice: Sampleton notices",
    ]
    assert found.warnings == []


def test_several_awards_in_one_notice_of_one_lot_are_read_each():
    found = rows(
        release(
            1,
            "2030-02-02T09:00:00Z",
            "award",
            tender=ONE_LOT,
            awards=[award("A1", 4, "1"), award("A2", 9), award("A3", None, status="unsuccessful")],
        )
    )
    assert money(found) == [("award__a1", "4"), ("award__a2", "9"), ("award__a3", "")]


def test_contracts_without_an_id_are_known_in_their_notice_only():
    found = rows(
        *(
            release(n, f"2030-0{n}-02T09:00:00Z", "contract", contracts=[{"value": pounds(n)}])
            for n in (1, 2)
        )
    )
    assert money(found) == [("contract__000001_2030", "1"), ("contract__000002_2030", "2")]


REPEATED = {
    "the same id twice in a notice": (
        [release(1, "2030-02-02T09:00:00Z", "award", awards=[award("A", 4), award("A", 9)])],
        "the id A stands for more than one award",
    ),
    "two without an id": (
        [
            release(
                1,
                "2030-02-02T09:00:00Z",
                "contract",
                contracts=[{"value": pounds(1)}, {"value": pounds(2)}],
            )
        ],
        "2 of its contracts have no id, so nobody can tell them apart",
    ),
    "a contract id under another award": (
        [
            release(
                n,
                f"2030-0{n}-02T09:00:00Z",
                "contract",
                awards=[{"id": f"A{n}"}],
                contracts=[contract("C", n, awardID=f"A{n}")],
            )
            for n in (1, 2)
        ],
        "the contract id C named another award before",
    ),
}


@pytest.mark.parametrize(("releases", "why"), REPEATED.values(), ids=REPEATED.keys())
def test_ids_that_repeat_are_refused(releases, why):
    found = rows(*releases)
    assert found.figures[-1]["value"] == ""
    assert why in found.warnings[-1]


def test_ids_that_differ_in_a_sign_or_a_capital_are_two_things():
    ids = ["A-1", "A 1", "A_1", "a-1", "A1", "a1", "Ä1", "A-1 ", "1" * 70, "1" * 71, "-", ""]
    for mark in ("-", "_"):
        made = [key(each, mark) for each in ids]
        assert len(set(made)) == len(ids)
        assert all(each.replace(mark, "").isascii() and each[0] != mark for each in made)


def test_the_same_notice_number_in_two_processes_is_two_notices():
    first = rows(tender(1, "2030-02-02T09:00:00Z"))
    found = new_rows(
        process(tender(1, "2030-02-02T09:00:00Z")),
        SOURCE | {"source_id": "other"},
        EMPTY | {"events": first.events},
    )
    assert told(found) == [("Tender notice published", "2030-02-02")]


def with_lots(**award_or_contract: Any) -> list[dict]:
    """A tender of six lots, then an award that names its lots in this way."""
    return six_lots({"id": "A", "status": "active", "value": pounds(5)} | award_or_contract)


ONE_OF_SIX = {
    "a list": with_lots(relatedLots=["2"]),
    "a number": with_lots(relatedLots=[2]),
    "no list": with_lots(relatedLots="2"),
    "the things that it buys": with_lots(items=[{"id": "1", "relatedLot": "2"}]),
    "a contract’s own lots": six_lots(
        award("A", None, *"123456", value=None),
        contracts=[contract("C", 5, awardID="A", relatedLots=["2"])],
    ),
    "the things that a contract buys": six_lots(
        award("A", None, *"123456", value=None),
        contracts=[contract("C", 5, awardID="A", items=[{"id": "1", "relatedLot": "2"}])],
    ),
}


@pytest.mark.parametrize("releases", ONE_OF_SIX.values(), ids=ONE_OF_SIX.keys())
def test_a_value_for_one_lot_of_six_is_never_taken_however_the_lot_is_named(releases):
    found = rows(*releases)
    assert found.figures[-1]["value"] == ""
    assert "it gives values for single lots of 6" in found.warnings[-1]


@pytest.mark.parametrize(
    "named",
    [
        {"relatedLots": {"id": "2"}},
        {"relatedLots": [{"id": "2"}]},
        {"relatedLots": [None]},
        {"relatedLots": 2.5},
        {"items": [{"id": "1", "relatedLot": {"id": "2"}}]},
    ],
)
def test_lots_that_cannot_be_read_give_no_value(named):
    found = rows(*with_lots(**named))
    assert found.figures[-1]["value"] == ""
    assert "an award or contract names a lot by no id" in found.warnings[-1]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("awards", {"id": "A"}),
        ("awards", ["A", {"id": "B"}]),
        ("contracts", "C"),
        ("tender", ["T"]),
        ("planning", "soon"),
    ],
)
def test_a_part_of_another_shape_is_named(part, value):
    found = rows(release(1, "2030-02-02T09:00:00Z", "award", **{part: value}))
    assert len(found.events) == 1
    assert found.warnings == [
        f"Notice 000001-2030: {part} is not of the shape that the standard gives it, so not all of "
        "it was read."
    ]


# Amounts, wherever one may stand

GBP = {"currency": "GBP"}
VALUES = {
    "amount": ({"amount": 5} | GBP, 5),
    "amount beside that with VAT": ({"amount": 5, "amountGross": 6} | GBP, 5),
    "no VAT is due": ({"amount": 5, "amountGross": 5} | GBP, 5),
    "net only": ({"amountNet": 5} | GBP, 5),
    "net, with VAT in the amount": (
        {"amount": 6, "amountNet": 5, "valueAddedTaxIncluded": True} | GBP,
        5,
    ),
    "net, and the amount is that with VAT": (
        {"amount": 6, "amountNet": 5, "amountGross": 6} | GBP,
        5,
    ),
    "pence": ({"amount": 5.005} | GBP, 5.0),
    "gross only": ({"amountGross": 6} | GBP, "with VAT only"),
    "VAT included": ({"amount": 6, "valueAddedTaxIncluded": True} | GBP, "with VAT only"),
    "two nets": ({"amount": 4, "amountNet": 5} | GBP, "two values without VAT, which differ"),
    "more without than with": ({"amount": 6, "amountGross": 5} | GBP, "larger than that with VAT"),
    "pounds by a small word": ({"amount": 5, "currency": "gbp"}, "not in pounds"),
    "euros": ({"amount": 5, "currency": "EUR"}, "not in pounds"),
    "no number": ({"amount": "5"} | GBP, "no amount that is a number"),
    "a tenth of a penny": ({"amount": 0.001} | GBP, "below a penny"),
    "a net of a tenth of a penny": ({"amount": 6, "amountNet": 0.001} | GBP, "below a penny"),
    "almost nothing": ({"amount": 1e-300} | GBP, "below a penny"),
    "nothing": ({}, "no amount that is a number"),
    "too long for any number": ({"amount": 10**400} | GBP, "not an amount that can be"),
}


@pytest.mark.parametrize(("value", "right"), VALUES.values(), ids=VALUES.keys())
def test_a_value_is_read_without_vat_or_refused(value, right):
    found = rows(tender(1, "2030-02-02T09:00:00Z", value=value))
    if isinstance(right, str):
        assert found.figures[0]["value"] == ""
        assert right in found.warnings[0]
    else:
        assert float(found.figures[0]["value"]) == right
        assert found.warnings == []


def planned(value: dict) -> dict:
    return release(1, "2030-02-02T09:00:00Z", "planning", planning={"budget": {"amount": value}})


PLACES = {
    "budget": (planned(pounds(5)), [("budget", "5")]),
    "least and largest": (
        tender(1, "2030-02-02T09:00:00Z", minValue=pounds(4), maxValue=pounds(6)),
        [("minimum", "4"), ("maximum", "6")],
    ),
    "a framework’s largest": (
        tender(
            1,
            "2030-02-02T09:00:00Z",
            techniques={"frameworkAgreement": {"value": pounds(6)}},
        ),
        [("maximum", "6")],
    ),
    "the only lot’s": (
        release(
            1,
            "2030-02-02T09:00:00Z",
            "tender",
            tender={"lots": lots(1, value=pounds(5), minValue=pounds(4), maxValue=pounds(6))},
        ),
        [("estimate", "5"), ("minimum", "4"), ("maximum", "6")],
    ),
    "one of several lots’": (
        release(
            1,
            "2030-02-02T09:00:00Z",
            "tender",
            tender={"lots": lots(2, maxValue=pounds(6)), "value": pounds(10)},
        ),
        [("estimate", "10"), ("maximum", "")],
    ),
    "the whole and its only lot that differ": (
        tender(1, "2030-02-02T09:00:00Z", value=pounds(10), lots=lots(1, value=pounds(15))),
        [("estimate", "")],
    ),
    "the least of the whole and of its only lot that differ": (
        tender(1, "2030-02-02T09:00:00Z", minValue=pounds(9), lots=lots(1, minValue=pounds(8))),
        [("minimum", "")],
    ),
    "a lot larger than the whole": (
        tender(1, "2030-02-02T09:00:00Z", maxValue=pounds(9), lots=lots(2, maxValue=pounds(10))),
        [("maximum", "")],
    ),
    "the whole and its only lot that agree": (
        tender(1, "2030-02-02T09:00:00Z", value=pounds(10), lots=lots(1, value=pounds(10))),
        [("estimate", "10")],
    ),
    "the whole and a lot whose value was left out": (
        tender(1, "2030-02-02T09:00:00Z", value=pounds(10), lots=lots(1, value=pounds(0))),
        [("estimate", "10")],
    ),
    "two largest that differ": (
        tender(
            1,
            "2030-02-02T09:00:00Z",
            maxValue=pounds(5),
            techniques={"frameworkAgreement": {"value": pounds(6)}},
        ),
        [("maximum", "")],
    ),
}


@pytest.mark.parametrize(("notice", "right"), PLACES.values(), ids=PLACES.keys())
def test_each_kind_of_money_is_its_own(notice, right):
    assert money(rows(notice)) == right


ELSEWHERE = {
    "a unit price": (
        tender(1, "2030-02-02T09:00:00Z", items=[{"id": "1", "unit": {"value": pounds(3)}}]),
        "tender.items.unit.value",
    ),
    "parts of a budget": (
        release(
            1,
            "2030-02-02T09:00:00Z",
            "planning",
            planning={"budget": {"budgetBreakdown": [{"id": "1", "amount": pounds(3)}]}},
        ),
        "planning.budget.budgetBreakdown.amount",
    ),
    "payments": (
        release(
            1,
            "2030-02-02T09:00:00Z",
            "implementation",
            contracts=[{"id": "C", "implementation": {"transactions": [{"value": pounds(3)}]}}],
        ),
        "contracts.implementation.transactions.value",
    ),
    "bids": (
        release(
            1,
            "2030-02-02T09:00:00Z",
            "award",
            bids={"statistics": [{"id": "1", "measure": "lowestValidBidValue", "value": 3}]},
        ),
        "bids.statistics.value",
    ),
    "a change of a contract that is not signed": (
        release(
            1,
            "2030-02-02T09:00:00Z",
            "contractAmendment",
            contracts=[{"id": "C", "proposedAmendments": [{"id": "1", "value": pounds(3)}]}],
        ),
        "contracts.proposedAmendments.value",
    ),
    "a penalty": (
        release(
            1,
            "2030-02-02T09:00:00Z",
            "implementation",
            contracts=[
                {
                    "id": "C",
                    "implementation": {"performanceFailures": [{"penaltyValue": pounds(3)}]},
                }
            ],
        ),
        "contracts.implementation.performanceFailures.penaltyValue",
    ),
    "the most of a group of lots": (
        tender(1, "2030-02-02T09:00:00Z", lotGroups=[{"id": "1", "maximumValue": pounds(3)}]),
        "tender.lotGroups.maximumValue",
    ),
    "the most of an award of a framework": (
        release(
            1, "2030-02-02T09:00:00Z", "award", awards=[{"id": "A", "maximumValue": pounds(3)}]
        ),
        "awards.maximumValue",
    ),
    "a place that no standard names": (
        release(1, "2030-02-02T09:00:00Z", "award", guarantees=[{"amountGross": 3}]),
        "guarantees",
    ),
}


@pytest.mark.parametrize(("notice", "place"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_an_amount_anywhere_else_is_named_and_not_taken(notice, place):
    found = rows(notice)
    assert found.figures == []
    assert found.warnings == [
        f"Notice 000001-2030: amounts also stand in {place}. They are no value of the whole, an "
        "award or a contract, so they were not taken."
    ]


def test_a_count_of_bids_is_no_amount():
    statistics = [{"id": "1", "measure": "bids", "value": 7, "relatedLot": "1"}]
    found = rows(release(1, "2030-02-02T09:00:00Z", "award", bids={"statistics": statistics}))
    assert (found.figures, found.warnings) == ([], [])


# What a status says

STATUSES = {
    "a pending award": (
        [award("A", 5, status="pending")],
        ("5", "Value of the award in the notice; the award was not yet in force"),
    ),
    "an unknown status": (
        [award("A", 5, status="archived")],
        ("", "Its status “archived” is none that the standard names."),
    ),
    "capitals": ([award("A", 5, status="Cancelled")], ("", "The award was cancelled.")),
    "no status": ([{"id": "A", "value": pounds(5)}], ("5", "Value of the award in the notice")),
}


@pytest.mark.parametrize(("awards", "right"), STATUSES.values(), ids=STATUSES.keys())
def test_the_status_of_an_award_is_heeded(awards, right):
    found = rows(release(1, "2030-02-02T09:00:00Z", "award", awards=awards))
    assert [(row["value"], row["note"]) for row in found.figures] == [right]


def test_a_contract_that_ended_keeps_its_value():
    found = rows(
        release(
            1,
            "2030-02-02T09:00:00Z",
            "contractTermination",
            contracts=[contract("C", 5, status="terminated")],
        )
    )
    assert told(found) == [("Contract ended", "2030-02-02")]
    assert found.figures[0]["note"] == (
        "Value of the contract in the notice; the contract has come to its end"
    )


def test_a_status_of_an_earlier_notice_holds_on():
    """An award stays cancelled when a later notice gives its value and no status."""
    found = rows(
        release(1, "2030-02-02T09:00:00Z", "award", awards=[award("A", None, status="cancelled")]),
        release(2, "2030-03-02T09:00:00Z", "awardUpdate", awards=[{"id": "A", "value": pounds(5)}]),
    )
    assert found.figures[-1]["value"] == ""
    assert found.warnings[-1] == "Notice 000002-2030, award A: the award was cancelled."


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("cancelled", "Tender notice updated, tender cancelled"),
        ("withdrawn", "Tender notice updated, tender withdrawn"),
        ("unsuccessful", "Tender notice updated, tender ended without a winner"),
        ("complete", "Tender notice updated"),
    ],
)
def test_an_end_that_only_a_status_tells_is_told(status, title):
    found = rows(
        tender(1, "2030-02-02T09:00:00Z", value=pounds(5), status="active"),
        tender(2, "2030-03-02T09:00:00Z", "tenderUpdate", status=status),
        tender(3, "2030-04-02T09:00:00Z", "tenderUpdate", status=status),
    )
    assert [row["title"] for row in found.events][1:] == [title, "Tender notice updated"]
    if status == "complete":
        assert (money(found), found.warnings) == ([("estimate", "5")], [])
    else:
        assert money(found) == [("estimate", "5"), ("estimate", "")]
        assert found.warnings == [
            f"Notice 000002-2030, estimate: the procurement was {status}: its value in notice "
            "000001-2030 no longer stands."
        ]


def test_a_tag_that_ends_the_tender_ends_its_value_without_a_status():
    for said in ({}, {"tender": {"id": "T"}}, {"tender": {"id": "T", "status": ""}}):
        found = rows(
            tender(1, "2030-02-02T09:00:00Z", value=pounds(5)),
            release(2, "2030-03-02T09:00:00Z", "tenderCancellation", **said),
        )
        assert money(found) == [("estimate", "5"), ("estimate", "")]
        assert told(found)[1:] == [("Tender cancelled", "2030-03-02")]
        assert found.warnings == [
            "Notice 000002-2030, estimate: the procurement was cancelled: its value in notice "
            "000001-2030 no longer stands."
        ]


def test_a_tag_that_ends_an_award_ends_the_one_it_names_without_a_status():
    found = rows(
        release(1, "2030-02-02T09:00:00Z", "award", awards=[award("A", 5), award("B", 6)]),
        release(2, "2030-03-02T09:00:00Z", "awardCancellation", awards=[{"id": "A"}]),
    )
    assert money(found) == [("award__a", "5"), ("award__b", "6"), ("award__a", "")]
    assert told(found)[1:] == [("Award cancelled", "2030-03-02")]


def test_a_tag_that_ends_a_contract_is_noted_at_its_value_without_a_status():
    ended = {"id": "C", "value": pounds(5)}
    found = rows(release(1, "2030-02-02T09:00:00Z", "contractTermination", contracts=[ended]))
    assert found.figures[0]["note"].endswith("; the contract has come to its end")
    assert found.warnings == []


@pytest.mark.parametrize(
    ("tags", "said", "kind"),
    [
        (("awardCancellation",), {}, "award"),
        (("awardCancellation",), {"awards": [{"id": "A", "status": "active"}]}, "award"),
        (("award", "awardCancellation"), {"awards": [{"id": "A"}, {"id": "B"}]}, "award"),
        (("tenderCancellation",), {"tender": {"status": "active"}}, "tender"),
        (("contractTermination",), {}, "contract"),
    ],
)
def test_a_tag_that_ends_something_and_does_not_say_what_is_told(tags, said, kind):
    found = rows(
        release(1, "2030-02-02T09:00:00Z", "award", awards=[award("A", 5)]),
        release(2, "2030-03-02T09:00:00Z", *tags, **said),
    )
    assert money(found) == [("award__a", "5")]
    assert found.warnings == [
        f"Notice 000002-2030 has the tag {tags[-1]}, and no {kind} in it has such a status. "
        "What was read before stands. Read the notice itself."
    ]


def test_a_value_of_a_tender_that_came_to_nothing_is_refused():
    found = rows(tender(1, "2030-02-02T09:00:00Z", status="withdrawn", value=pounds(5)))
    assert [row["note"] for row in found.figures] == ["The procurement was withdrawn."]


def test_lots_that_were_cancelled_are_counted_in_the_note():
    found = six_lots()
    found[0]["tender"]["lots"][0]["status"] = "cancelled"
    assert "; 1 of the lots was cancelled or had no winner" in rows(*found).figures[0]["note"]


# Tags

TITLES = {
    ("planning", "tender"): "Planning and tender notice published",
    ("tender", "planning"): "Planning and tender notice published",
    ("planning", "tender", "award", "contract"): (
        "Planning, tender, award and contract notice published"
    ),
    ("planningUpdate", "tender"): "Planning notice updated, tender notice published",
    ("award", "contractAmendment"): "Award notice published, contract amended",
    ("tenderCancellation", "tenderUpdate"): "Tender notice updated, tender cancelled",
    ("awardUpdate", "contractUpdate"): "Award and contract notice updated",
    ("tenderAmendment",): "Tender notice amended",
    ("implementation", "implementationUpdate"): (
        "Notice on carrying out the contract published, notice on carrying out the contract updated"
    ),
}


@pytest.mark.parametrize(("tags", "title"), TITLES.items(), ids=lambda value: str(value))
def test_tags_together_are_all_told(tags, title):
    found = rows(release(1, "2030-02-02T09:00:00Z", *tags))
    assert (told(found), found.warnings) == ([(title, "2030-02-02")], [])


def test_a_tag_that_is_a_text_is_read():
    notice = release(1, "2030-02-02T09:00:00Z") | {"tag": "tender"}
    assert told(rows(notice)) == [("Tender notice published", "2030-02-02")]


@pytest.mark.parametrize(
    ("tags", "title"),
    [(["tender", "pipeline"], "Tender notice published"), (["pipeline"], "Notice published")],
)
def test_a_tag_that_the_standard_lacks_is_named(tags, title):
    found = rows(release(1, "2030-02-02T09:00:00Z", *tags))
    assert [row["title"] for row in found.events] == [title]
    assert found.warnings == [
        "Notice 000001-2030 has a tag that the standard does not name: pipeline."
    ]


# Days, wherever one may stand

NOON = "T12:00:00Z"
SET = {
    "tender.communication.futureNoticeDate": ("Tender notice due", "2030-03-01"),
    "tender.enquiryPeriod.endDate": ("Questions due", "2030-03-01"),
    "tender.expressionOfInterestDeadline": ("Requests to take part due", "2030-03-01"),
    "tender.tenderPeriod.startDate": ("Bids can be sent", "2030-03-01"),
    "tender.tenderPeriod.endDate": ("Bids due", "2030-03-01"),
    "tender.bidOpening.date": ("Bids opened", "2030-03-01"),
    "tender.awardPeriod.endDate": ("Award due", "2030-03-01"),
    "tender.contractPeriod.startDate": ("Contract term starts", "2030-03-01"),
    "tender.contractPeriod.endDate": ("Contract term ends", "2030-03-01"),
    "tender.contractPeriod.maxExtentDate": ("Latest end of the contract", "2030-03-01"),
    "tender.lots.0.contractPeriod.endDate": ("Contract term ends", "2030-03-01"),
    "awards.0.date": ("Contracts awarded", "2030-03-01"),
    "awards.0.standstillPeriod.endDate": ("Standstill ends", "2030-03-01"),
    "awards.0.contractPeriod.startDate": ("Contract term starts", "2030-03-01"),
    "contracts.0.dateSigned": ("Contract signed", "2030-03-01"),
    "contracts.0.period.endDate": ("Contract term ends", "2030-03-01"),
    "contracts.0.period.maxExtentDate": ("Latest end of the contract", "2030-03-01"),
}


def with_day(place: str, text: object = f"2030-03-01{NOON}", **more: Any) -> dict:
    """A notice with a day at one place; a number in the place stands for a list."""
    thing: Any = text
    for name in reversed(place.split(".")):
        thing = [{"id": "1", **more, **thing}] if name == "0" else {name: thing}
    return release(1, "2030-02-02T09:00:00Z", "tender", **thing)


@pytest.mark.parametrize(("place", "right"), SET.items(), ids=SET.keys())
def test_each_day_is_read_where_it_stands(place, right):
    found = rows(with_day(place))
    assert (told(found)[1:], found.warnings) == ([right], [])


@pytest.mark.parametrize("place", SET)
@pytest.mark.parametrize("text", ["2030-02-30", "soon", 20300301, "0030-03-01"])
def test_a_day_that_cannot_be_read_is_named(place, text):
    found = rows(with_day(place, text))
    assert len(found.events) == 1
    assert len(found.warnings) == 1 and "cannot be read as a date" in found.warnings[0]


@pytest.mark.parametrize(
    "place",
    [
        "planning.milestones.0.dueDate",
        "tender.milestones.0.dateMet",
        "contracts.0.implementation.milestones.0.dueDate",
        "tender.amendments.0.date",
        "tender.finalStatusDate",
        "awards.0.assessmentSummariesDateSent",
        "contracts.0.amendments.0.period.endDate",
        "tender.lots.0.renewal.deadline.startDate",
        "contracts.0.implementation.transactions.0.date",
    ],
)
def test_a_day_anywhere_else_is_named_and_not_taken(place):
    found = rows(with_day(place))
    assert len(found.events) == 1
    where = place.replace(".0", "")
    assert found.warnings == [
        f"Notice 000001-2030: dates also stand in {where}. They were not taken."
    ]


@pytest.mark.parametrize(
    ("place", "period"),
    [
        ("tender.contractPeriod", {"startDate": f"2030-03-01{NOON}", "durationInDays": 365}),
        ("tender.lots.0.contractPeriod", {"durationInDays": 90}),
        ("contracts.0.period", {"durationInDays": 30, "endDate": "soon"}),
    ],
)
def test_how_long_a_period_lasts_is_named_where_its_end_is_not_given(place, period):
    found = rows(with_day(place, period))
    assert found.warnings[-1] == (
        "Notice 000001-2030: how many days a period lasts, and not when it ends, stands in "
        f"{place.replace('.0', '')}. That was not taken."
    )
    assert "Contract term ends" not in {row["title"] for row in found.events}


def test_how_long_a_period_lasts_adds_nothing_to_its_end():
    period = {"endDate": f"2030-03-01{NOON}", "durationInDays": 365}
    assert rows(with_day("contracts.0.period", period)).warnings == []


BACK = {
    "bids due": "tender.tenderPeriod.endDate",
    "questions due": "tender.enquiryPeriod.endDate",
    "term ends": "tender.lots.0.contractPeriod.endDate",
}


@pytest.mark.parametrize("place", BACK.values(), ids=BACK.keys())
def test_a_day_that_is_moved_and_moved_back_stands_as_often_as_it_was_set(place):
    days = ("01", "15", "01", "01", "15")
    notices = [
        with_day(place, f"2030-06-{day}{NOON}")
        | {"id": f"{n:06}-2030", "date": f"2030-02-{n:02}T09:00:00Z"}
        for n, day in enumerate(days, start=1)
    ]
    set_days = [row for row in rows(*notices).events if row["date"].startswith("2030-06")]
    assert [(row["date"][-2:], row["as_at"][-2:]) for row in set_days] == [
        *(("01", "01"), ("15", "02"), ("01", "03"), ("15", "05"))
    ]
    assert len({row["event_id"] for row in set_days}) == 4
    first = rows(*notices[:2])
    again = rows(*notices, tables=EMPTY | {"events": first.events})
    assert [row for row in again.events if row["date"].startswith("2030-06")] == set_days[2:]
    everything = rows(*notices).events
    assert rows(*notices, tables=EMPTY | {"events": everything}).events == []


def test_a_notice_of_changes_only_adds_no_value_and_loses_none():
    """As the service words an update: the award's id and what changed, and nothing else."""
    found = rows(
        release(1, "2030-02-02T09:00:00Z", "award", "contract", awards=[award("A", 5, "1")]),
        release(
            2,
            "2030-03-02T09:00:00Z",
            "awardUpdate",
            "contractUpdate",
            awards=[{"id": "A", "amendments": [{"id": "2", "description": "Words put right"}]}],
        ),
    )
    assert money(found) == [("award__a", "5")]
    assert told(found)[1:] == [("Award and contract notice updated", "2030-03-02")]
    assert found.warnings == []


def test_days_of_files_are_no_days_of_the_procurement():
    found = rows(with_day("tender.documents.0.datePublished"))
    assert (len(found.events), found.warnings) == (1, [])


def test_days_that_differ_are_told_and_not_taken():
    found = rows(
        release(
            1,
            "2030-02-02T09:00:00Z",
            "contract",
            contracts=[{"id": str(n), "dateSigned": f"2030-01-0{n}"} for n in (1, 2)],
        )
    )
    assert len(found.events) == 1
    assert found.warnings == [
        "Notice 000001-2030 gives 2 days for “Contract signed”, so none was taken. Read the notice "
        "itself."
    ]


def test_a_contract_that_ends_before_it_starts_has_no_days():
    period = {"startDate": "2031-01-01", "endDate": "2030-01-01"}
    found = rows(
        release(1, "2030-02-02T09:00:00Z", "contract", contracts=[{"id": "C", "period": period}])
    )
    assert len(found.events) == 1
    assert "lets the contract end before it starts" in found.warnings[0]


def test_the_days_of_what_was_cancelled_are_not_taken():
    found = rows(with_day("awards.0.date", status="cancelled"))
    assert [row["title"] for row in found.events] == ["Tender notice published, award cancelled"]


def test_an_award_not_yet_in_force_is_decided_and_not_awarded():
    found = rows(with_day("awards.0.date", status="pending"))
    assert told(found)[1:] == [("Award decided", "2030-03-01")]


# Packages


def served(package: Any) -> Process:
    return read_process(quick(lambda *_: as_json(package, {})), OCID, service="http://service")


NOTICE = release(1, "2030-02-02T09:00:00Z", "tender")


def test_the_notices_in_the_records_of_a_record_package_are_read():
    record = {"ocid": OCID, "releases": [NOTICE], "compiledRelease": NOTICE | {"tag": ["compiled"]}}
    found = served({"version": "1.1", "records": [record]})
    assert [each.id for each in found.releases] == ["000001-2030"]
    assert found.warnings == ()


PACKAGES = {
    "a compiled release only": (
        {"records": [{"ocid": OCID, "compiledRelease": NOTICE}]},
        "service gave a summary of a process in place of its notices.",
    ),
    "a versioned release only": (
        {"records": [{"ocid": OCID, "versionedRelease": {"ocid": OCID}}]},
        "service gave a summary of a process in place of its notices.",
    ),
    "linked releases": (
        {"records": [{"ocid": OCID, "releases": [{"url": "http://service/1", "date": "x"}]}]},
        "service gave addresses of notices in place of the notices.",
    ),
    "a bare notice": (NOTICE, "service sent something else than a release package."),
    "records that are none": (
        {"records": ["text"]},
        "service sent something else than a release package.",
    ),
    "no records": ({"records": []}, f"No notice of {OCID} was given."),
}


@pytest.mark.parametrize(("package", "sentence"), PACKAGES.values(), ids=PACKAGES.keys())
def test_a_package_without_notices_says_what_it_is(package, sentence):
    with pytest.raises(SourceProblem) as caught:
        served(package)
    assert str(caught.value) == sentence


def test_releases_that_are_no_notices_of_the_process_are_named():
    nameless = {name: value for name, value in NOTICE.items() if name != "ocid"} | {"id": "2"}
    summary = NOTICE | {"tag": ["compiled"], "id": "3"}
    found = served({"releases": [NOTICE, nameless, summary]})
    assert [each.id for each in found.releases] == ["000001-2030"]
    assert found.warnings == (
        f"{OCID}: notice 2 does not name its process, so it was left out.",
        f"{OCID}: notice 3 is a summary of the others, so it was left out.",
    )


@pytest.mark.parametrize(("version", "fits"), [("1.1", 1), ("1.1.5", 1), ("1.10", 0), ("2.0", 0)])
def test_the_version_of_the_standard_is_read_as_a_version(version, fits):
    assert (served({"version": version, "releases": [NOTICE]}).warnings == ()) == bool(fits)


@pytest.mark.parametrize(
    "number", ["ocds-h6vhtk-fffff1-2030-02-02T09:00:00Z", "016417/2030", "Notice 7", "é"]
)
def test_any_id_that_the_standard_allows_is_a_notice(number):
    found = rows(NOTICE | {"id": number})
    assert found.events[0]["place"] == f"Notice {number}"


@pytest.mark.parametrize("number", ["", " ", None, 7, "a\nb", " 1", "1" * 101])
def test_an_id_that_cannot_be_printed_is_refused(number):
    with pytest.raises(SourceProblem, match="no id that can be used"):
        rows(NOTICE | {"id": number})


def test_notices_that_do_not_fit_together_give_no_value_of_an_award():
    releases = [
        release(1, "2030-02-02T09:00:00Z", "award", awards={"id": "A"}),
        release(2, "2030-03-02T09:00:00Z", "award", awards=[award("A", 5)]),
    ]
    found, warnings = amounts(process(*releases).releases)
    assert [each.pounds for each in found] == [None]
    assert "the notices up to it do not fit together" in warnings[0]
