"""Notices from a service that speaks as Find a Tender does. All authorities are made up."""

from __future__ import annotations

import copy

import pytest

from data.notices.http import SourceProblem
from data.notices.ocds import Process, instant, read_process
from data.notices.ocds_amounts import Amount, amounts
from data.notices.ocds_lots import repeated
from data.notices.ocds_rows import new_rows
from tests.official.find_a_tender import (
    EMPTY,
    LICENCE,
    OCID,
    OTHER,
    SOURCE,
    FindATender,
    award,
    lots,
    one_lot,
    pounds,
    release,
    six_lots,
)
from tests.official.wire import Reply, quick, served


def read(service: FindATender) -> Process:
    return read_process(quick(service), OCID, service="http://service")


def process(releases: list[dict]) -> Process:
    return read(FindATender({OCID: releases}))


def read_amounts(releases: list[dict]) -> tuple[list[tuple], list[str]]:
    found, warnings = amounts(process(releases).releases)
    return [(each.kind, each.release.id, each.pounds) for each in found], warnings


def last(releases: list[dict]) -> tuple[Amount, list[str]]:
    found, warnings = amounts(process(releases).releases)
    return found[-1], warnings


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_notices_arrive_oldest_first_whatever_the_pages_are(size):
    found = read(FindATender({OCID: one_lot()[::-1]}, size=size))
    assert [each.id for each in found.releases] == [f"{n:06}-2030" for n in range(1, 6)]
    assert (found.licence, found.warnings) == (LICENCE, ())


def test_notices_arrive_over_a_real_connection():
    service = FindATender()
    with served(service) as url:
        service.host = url
        assert len(read_process(quick(), OCID, service=f"{url}/").releases) == 5
    assert len(service.asked) == 3


@pytest.mark.parametrize(
    ("service", "sentence"),
    [
        (FindATender({}), r"nothing at this address: .*fffff1 \(status 404\)"),
        (FindATender({OCID: []}), "No notice of ocds-h6vhtk-fffff1 was given"),
        (FindATender(circle=True), "lead in a circle"),
        (FindATender(endless=True), "do not end"),
        (FindATender(next_host="http://elsewhere"), "leads to another service; not followed"),
        (FindATender({OCID: ["text"]}), "a release that is not an object"),
        (FindATender({OCID: [{}]}), "has no id that can be used"),
        (FindATender({OCID: [{"id": "1-2030", "ocid": OCID}]}), "has no date that can be read"),
        (FindATender(early=[Reply(body=b"[]")]), "something else than a release package"),
        (FindATender(early=[Reply(body=b'{"error": "x"}')]), "answers with a fault: x"),
        (FindATender(early=[Reply(body=b"<html>")] * 3), "a web page in place of data"),
        (FindATender(early=[Reply(429, headers={"Retry-After": "999"})]), "alone for 17 minutes"),
        (FindATender(early=[Reply(503)] * 3), r"too busy or out of order \(status 503\)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_said_in_one_sentence(service, sentence):
    with pytest.raises(SourceProblem, match=sentence) as caught:
        read(service)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("ocid", ["", "016417-2025", "ocds-x", "../../etc", f"{OCID}?limit=1"])
def test_only_a_process_is_asked_for(ocid):
    with pytest.raises(SourceProblem, match="not the id of a procurement process"):
        read_process(quick(FindATender()), ocid, service="http://service")


def test_throttling_is_waited_for():
    service = FindATender(early=[Reply(429, b"Too Many Requests", {"Retry-After": "1"})])
    assert len(read(service).releases) == 5


def test_a_notice_given_twice_counts_once():
    releases = one_lot()
    assert process([*releases, copy.deepcopy(releases[0])]).warnings == ()
    changed = releases[0] | {"description": "other words", "date": "2030-01-11T09:00:00Z"}
    found = process([changed, *releases])
    assert found.warnings == (f"{OCID}: notice 000001-2030 came twice and differs; newer kept.",)
    assert found.releases[0].day.isoformat() == "2030-01-11"


def test_a_notice_of_another_process_is_left_out():
    found = process([*one_lot(), release(9, "2030-09-01T09:00:00Z", "award", ocid=OTHER)])
    assert len(found.releases) == 5
    assert found.warnings == (f"{OCID}: notice 000009-2030 belongs to another process.",)


def test_another_version_of_the_standard_is_said():
    assert "another version" in read(FindATender(version="1.0")).warnings[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2030-07-02T23:30:00+01:00", "2030-07-02"),  # the next day in no zone, this one in theirs
        ("2030-07-02T00:30:00+01:00", "2030-07-02"),
        ("2030-07-02T09:00:00Z", "2030-07-02"),
        ("2030-07-02", "2030-07-02"),
        ("0001-01-01T00:00:00+14:00", None),
        ("2030-13-01", None),
        ("soon", None),
        (20300702, None),
        (None, None),
    ],
)
def test_moments(text, day):
    found = instant(text)
    assert (found and found.date().isoformat()) == day


def test_repeated_ids_are_found():
    assert repeated([{"id": 1}, {"id": 2}, {"id": 1}, {"x": 1}, "y"]) == {"1"}
    assert repeated({"id": 1}) == frozenset()


def test_one_lot_gives_each_kind_of_money_its_own_amount():
    found, warnings = read_amounts(one_lot())
    assert found == [
        ("estimate", "000002-2030", 1_000_000),
        ("award", "000004-2030", 900_000.5),
        ("award", "000005-2030", 900_000.5),
        ("contract", "000005-2030", 910_000),
    ]
    assert warnings == []


def test_the_estimate_of_several_lots_is_for_all_of_them():
    tender = {"id": "T", "lots": lots(6, value=pounds(1e6)), "value": pounds(6e6)}
    found, _ = last([release(1, "2030-03-01T09:00:00Z", "tender", tender=tender)])
    assert found.pounds == 6_000_000
    assert found.note == "For all 6 lots together; by lot it is not published here"


def test_lots_with_values_and_no_whole_give_none():
    tender = {"id": "T", "lots": lots(2, value=pounds(1e6))}
    found, warnings = last([release(1, "2030-03-01T09:00:00Z", "tender", tender=tender)])
    assert found.pounds is None
    assert warnings == [
        "Notice 000001-2030, estimate: it gives values for single lots of 2 and none for the whole."
    ]


def test_the_only_value_of_several_lots_stands_for_no_lot():
    for related in ((), ("1", "2", "3", "4", "5", "6")):
        found, warnings = last(six_lots(award("A1", 161_000, *related)))
        assert (found.pounds, warnings) == (161_000, [])
        assert "the lot is not stated" in found.note


def later(number: int, tag: str, **content: object) -> dict:
    """A notice after those of `six_lots` and `two_lots`."""
    return release(number, f"2030-1{number - 2}-02T09:00:00Z", tag, **content)


def unrelated(number: str, amount: float) -> dict:
    """An award that does not say a word on its lots."""
    return {"id": number, "status": "active", "value": pounds(amount)}


def two_lots(*lots_given: dict) -> list[dict]:
    """A tender of two lots with these ids, of £5 and £6, and no value of the whole."""
    valued = [lot | {"value": pounds(each)} for lot, each in zip(lots_given, (5, 6), strict=True)]
    tender = {"id": "T1", "lots": valued}
    return [release(1, "2030-03-01T09:00:00Z", "tender", tender=tender)]


TRAPS = {
    "the same award id for several lots": (
        six_lots(award("A1", 100, "1"), award("A1", 200, "2")),
        "the id A1 stands for more than one award, and only the last value survives",
    ),
    "the same award id with no lots": (
        six_lots(award("A1", 100), award("A1", 200)),
        "the id A1 stands for more than one award",
    ),
    "an award for one lot": (
        six_lots(award("A1", 100, "2")),
        "it gives values for single lots of 6",
    ),
    "an award for each lot": (
        six_lots(*(award(f"A{n}", n * 100, str(n)) for n in range(1, 7))),
        "it gives values for single lots of 6",
    ),
    "an award for some of the lots": (
        six_lots(award("A1", 100, "1", "2")),
        "its value is for 2 of 6 lots together",
    ),
    "several awards without lots": (
        six_lots(award("A1", 100), award("A2", 200)),
        "it gives 2 values of this kind",
    ),
    "an award for a lot that the tender lacks": (
        [
            release(1, "2030-03-01T09:00:00Z", "tender", tender={"id": "T", "lots": lots(1)}),
            release(2, "2030-07-01T09:00:00Z", "award", awards=[award("A1", 100, "9")]),
        ],
        "it gives values for single lots of 2",
    ),
    "an award id that named another lot before": (
        [
            *six_lots(award("A1", 100, "1")),
            release(3, "2030-08-01T09:00:00Z", "award", awards=[award("A1", 200, "2")]),
        ],
        "the award id A1 named other lots in an earlier notice",
    ),
    "a contract of an award for one lot": (
        six_lots(
            award("A1", None, "2", value=None),
            contracts=[{"id": "C1", "awardID": "A1", "value": pounds(100)}],
        ),
        "it gives values for single lots of 6",
    ),
    "a contract without its award": (
        six_lots(contracts=[{"id": "C1", "awardID": "A9", "value": pounds(100)}]),
        "a contract belongs to an award that no notice holds",
    ),
    "an award whose lot only an earlier notice names": (
        [*six_lots(award("A3", 50, "3")), later(3, "awardUpdate", awards=[unrelated("A3", 6e7)])],
        "it gives values for single lots of 6",
    ),
    "an award whose lot was emptied": (
        [*six_lots(award("A3", 50, "3")), later(3, "awardUpdate", awards=[award("A3", 6e7)])],
        "it gives values for single lots of 6",
    ),
    "an award whose lot was taken away": (
        [
            *six_lots(award("A3", 50, "3")),
            later(3, "awardUpdate", awards=[award("A3", 6e7, relatedLots=None)]),
        ],
        "it gives values for single lots of 6",
    ),
    "one award of several without lots": (
        [*six_lots(award("A1", 100)), later(3, "award", awards=[award("A2", 200)])],
        "it is one award of 2 for 6 lots, and does not say for which of them",
    ),
    "an award id that stood for several awards before": (
        [
            *six_lots(award("A1", 100), award("A1", 200)),
            later(3, "awardUpdate", awards=[award("A1", 300)]),
        ],
        "the id A1 stands for more than one award",
    ),
    "a contract of an award id that stands for several": (
        six_lots(
            award("A1", 100),
            award("A1", 200),
            contracts=[{"id": "C1", "awardID": "A1", "value": pounds(100)}],
        ),
        "its award id A1 stands for more than one award",
    ),
    "an award without an id": (
        six_lots({"status": "active", "value": pounds(100)}),
        "one award in it has no id",
    ),
    "a contract that names no award": (
        six_lots(contracts=[{"id": "C1", "value": pounds(9_566_325)}]),
        "a contract does not name its award, which says for which of 6 lots it is",
    ),
    "contracts in notices of their own that name no award": (
        [
            *six_lots(contracts=[{"id": "C1", "value": pounds(100)}]),
            later(3, "contract", contracts=[{"id": "C2", "value": pounds(200)}]),
        ],
        "a contract does not name its award",
    ),
    "lots without ids": (two_lots({}, {}), "a lot has no id, or two have the same"),
    "lots of the same id": (
        two_lots({"id": "1"}, {"id": "1"}),
        "a lot has no id, or two have the same",
    ),
    "lots of the same id as a number and as a text": (
        two_lots({"id": 1}, {"id": "1"}),
        "a lot has no id, or two have the same",
    ),
    "an award of lots without ids": (
        [*two_lots({}, {}), later(2, "award", awards=[award("A1", 100)])],
        "a lot has no id, or two have the same",
    ),
    "a contract of lots of the same id": (
        [
            *two_lots({"id": "1"}, {"id": "1"}),
            later(2, "contract", contracts=[{"id": "C1", "value": pounds(100)}]),
        ],
        "a lot has no id, or two have the same",
    ),
    "cancelled": (six_lots(award("A1", 100, status="cancelled")), "was cancelled or unsuccessful"),
    "euros": (
        six_lots(award("A1", 1, value={"amount": 100, "currency": "EUR"})),
        "is not in pounds",
    ),
    "no currency": (six_lots(award("A1", 1, value={"amount": 100})), "is not in pounds"),
    "no amount": (six_lots(award("A1", None)), "has no amount that is a number"),
    "a text": (six_lots(award("A1", 1, value=pounds("100"))), "has no amount that is a number"),
    "true": (six_lots(award("A1", True)), "has no amount that is a number"),
    "nil": (six_lots(award("A1", 0)), "is 0, which cannot be told from a value left out"),
    "below nil": (six_lots(award("A1", -1)), "its value is below 0"),
    "endless": (six_lots(award("A1", 10**20)), "is not an amount that can be"),
    "a status that is a list, with no amount": (
        six_lots(award("A1", None, status=["active"])),
        "has no amount that is a number",
    ),
    "no value object": (six_lots(award("A1", 1, value="100")), "has no amount"),
}


@pytest.mark.parametrize(("releases", "why"), TRAPS.values(), ids=TRAPS.keys())
def test_each_trap_ends_as_not_published_with_a_warning(releases, why):
    found, warnings = last(releases)
    assert found.pounds is None
    assert why in found.note
    assert any(why in warning and found.release.id in warning for warning in warnings)


def test_no_contract_without_an_award_is_taken_in_any_notice():
    found, warnings = read_amounts(TRAPS["contracts in notices of their own that name no award"][0])
    assert [each for each in found if each[0] == "contract"] == [
        ("contract", "000002-2030", None),
        ("contract", "000003-2030", None),
    ]
    assert len(warnings) == 2


def test_the_first_of_several_awards_without_lots_is_not_taken_either():
    found, _ = read_amounts(TRAPS["one award of several without lots"][0])
    assert [pounds for kind, _, pounds in found if kind == "award"] == [None, None]


def test_a_contract_of_one_lot_needs_no_award():
    contracts = [{"id": "C1", "value": pounds(100)}]
    tender = {"id": "T1", "lots": lots(1)}
    found, warnings = last(
        [release(1, "2030-03-01T09:00:00Z", "contract", tender=tender, contracts=contracts)]
    )
    assert (found.pounds, warnings) == (100, [])


def test_the_estimate_of_the_whole_counts_lots_without_ids():
    releases = two_lots({}, {})
    releases[0]["tender"]["value"] = pounds(11)
    found, _ = last(releases)
    assert (found.pounds, found.note[:19]) == (11, "For all 2 lots toge")


def test_a_trap_becomes_a_row_that_says_so():
    found = new_rows(process(TRAPS["an award for each lot"][0]), SOURCE, EMPTY)
    row = next(row for row in found.figures if "award" in row["metric_id"])
    assert (row["basis"], row["value"]) == ("not published", "")
    assert row["note"].startswith("It gives values for single lots of 6")
    assert not any("lot_id" in row for row in (*found.events, *found.figures))


def test_rows_of_a_whole_procurement():
    found = new_rows(process(one_lot()), SOURCE, EMPTY)
    assert [(row["title"], row["date"], row["status"]) for row in found.events] == [
        ("Planning notice published", "2030-01-10", "actual"),
        ("Tender notice published", "2030-03-01", "actual"),
        ("Bids due", "2030-05-01", "planned"),
        ("Tender notice updated", "2030-03-20", "actual"),
        ("Bids due", "2030-05-15", "planned"),
        ("Award notice published", "2030-07-02", "actual"),
        ("Contracts awarded", "2030-07-01", "actual"),
        ("Award and contract notice published", "2030-08-01", "actual"),
        ("Contract term starts", "2031-04-01", "planned"),
        ("Contract term ends", "2036-03-31", "planned"),
    ]
    assert [(row["metric_id"], row["value"]) for row in found.figures] == [
        ("notice_estimate_fts_made_up", "1000000"),
        ("notice_award_fts_made_up__a1", "900000.50"),
        ("notice_award_fts_made_up__a1", "900000.50"),
        ("notice_contract_fts_made_up__a1", "910000"),
    ]
    assert [row["label"] for row in found.metrics] == [
        "Estimate in a notice: Sampleton notices",
        "Award A1 in a notice: Sampleton notices",
        "Contract A1 in a notice: Sampleton notices",
    ]
    assert found.warnings == []


def test_what_an_analyst_wrote_stands():
    mine = {"event_id": "mine", "source_id": "fts-made-up", "lane": "procurement"}
    tables = {
        "events": [mine | {"date": "2030-01-10"}],
        "metrics": [{"metric_id": "contract_value", "unit": "GBP"}],
        "figures": [
            {
                "figure_id": "my_value",
                "metric_id": "contract_value",
                "source_id": "fts-made-up",
                "value": "910000",
            }
        ],
    }
    found = new_rows(process(one_lot()), SOURCE, tables)
    assert "2030-01-10" not in [row["date"] for row in found.events]
    assert "910000" not in [row["value"] for row in found.figures]


def test_reading_again_adds_nothing():
    first = new_rows(process(one_lot()), SOURCE, EMPTY)
    tables = {"events": first.events, "metrics": first.metrics, "figures": first.figures}
    again = new_rows(process(one_lot()), SOURCE, tables)
    assert (again.events, again.metrics, again.figures) == ([], [], [])


def test_lots_that_differ_in_their_dates_give_no_date():
    contracts = [{"id": str(n), "period": {"startDate": f"2031-0{n}-01T00:00:00Z"}} for n in (1, 2)]
    rows = new_rows(
        process([release(1, "2030-03-01T09:00:00Z", "contract", contracts=contracts)]),
        SOURCE,
        EMPTY,
    )
    assert [row["title"] for row in rows.events] == ["Contract notice published"]


def test_a_notice_without_a_stage_is_named():
    found = new_rows(process([release(1, "2030-03-01T09:00:00Z")]), SOURCE, EMPTY)
    assert found.events[0]["title"] == "Notice published"
    assert found.warnings == ["Notice 000001-2030 does not say which stage it belongs to."]
