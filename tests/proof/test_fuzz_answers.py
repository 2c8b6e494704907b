"""Answers of official services, broken by the thousand: a clean result or one clear sentence."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable

import pytest
import shapely
from hypothesis import given, strategies as st

from data.notices.http import SourceProblem
from data.notices.ocds import objects, read_process
from data.notices.ocds_amounts import amounts
from data.notices.ocds_lots import CLOSED, PARTS, lots_of
from data.notices.ocds_rows import new_rows
from data.package.files import WRITTEN
from geo.ons.checks import outlines
from geo.ons.ons import read_features, read_layer
from tests.fuzzing import ODD_TEXTS, change_bytes, examples, mutate, one_clear_sentence
from tests.official.arcgis import PATH, FeatureService, code_of
from tests.official.find_a_tender import (
    EMPTY,
    OCID,
    SOURCE,
    FindATender,
    award,
    one_lot,
    pounds,
    release,
    six_lots,
)
from tests.official.wire import Reply, Service, quick

NOTICES: tuple[Callable[[], list[dict]], ...] = (
    one_lot,
    lambda: six_lots(award("A1", 161_000)),
    lambda: six_lots(*(award(f"A{n}", n * 100, str(n)) for n in range(1, 7))),
    lambda: six_lots(
        award("A1", 100, "1"),
        award("A1", 200, "2"),
        contracts=[{"id": "C", "awardID": "A1", "value": {"amount": 9, "currency": "GBP"}}],
    ),
    lambda: [
        *one_lot(),
        release(6, "2030-08-01T09:00:00+01:00", "award", awards=[award("A2", 5), award("A3", 6)]),
        release(
            7,
            "2030-08-01T15:00:00+01:00",
            "awardCancellation",
            awards=[{"id": "A1", "status": "cancelled"}],
            contracts=[{"id": "A1", "status": "terminated"}, {"value": {"amountGross": 5}}],
        ),
        release(
            8,
            "2030-08-02T09:00:00+01:00",
            "planning",
            "tenderUpdate",
            planning={"budget": {"amount": pounds(9)}, "milestones": [{"dueDate": "2031-01-01"}]},
            tender={"status": "withdrawn", "minValue": pounds(4, amountNet=3, amountGross=5)},
        ),
    ],
)


def judge_notices(service: Service) -> None:
    """Read what a service gives as notices; look at every row that comes of it."""
    try:
        process = read_process(quick(service), OCID, service="http://service")
    except SourceProblem as problem:
        one_clear_sentence(problem)
        return
    assert [r.moment for r in process.releases] == sorted(r.moment for r in process.releases)
    found = new_rows(process, SOURCE, EMPTY)
    for warning in found.warnings:
        assert "\n" not in warning and len(warning) < 600
    published = [row for row in found.events if "-notice-" in row["event_id"]]
    assert [row["place"] for row in published] == [f"Notice {r.id}" for r in process.releases]
    assert len({row["event_id"] for row in found.events}) == len(found.events)
    for row in found.events:
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", row["event_id"])
        dt.date.fromisoformat(row["date"])
    for row in found.figures:
        assert re.fullmatch(r"[a-z0-9_]+", row["figure_id"])
        assert (row["value"] == "") == (row["basis"] == "not published")
        assert not row["value"] or WRITTEN["number"][0].fullmatch(row["value"])
    assert len({row["figure_id"] for row in found.figures}) == len(found.figures)
    no_value_for_one_lot_of_several(process.releases)


def no_value_for_one_lot_of_several(releases: tuple) -> None:
    """The promise, worked out another way: of several lots only the one value of all is taken.

    A value is always the one that its own award or contract gives in that notice.
    """
    for amount in amounts(releases)[0]:
        if amount.pounds is None or amount.kind not in PARTS:
            continue
        so_far = releases[: releases.index(amount.release) + 1]
        items = objects(amount.release.content.get(PARTS[amount.kind]))
        valued = [item for item in items if item.get("value") is not None]
        mine = [item for item in valued if str(item.get("id")) == amount.thing]
        mine = mine or [item for item in valued if item.get("id") is None]
        assert len(mine) == 1
        said = {mine[0]["value"].get(name) for name in ("amount", "amountNet")} - {None}
        assert amount.pounds in {round(float(each), 2) for each in said}
        assert last_status(so_far, amount.kind, mine[0]) not in CLOSED
        lots = lots_of(so_far)
        if len(lots) < 2:
            continue
        assert [i for i in valued if last_status(so_far, amount.kind, i) not in CLOSED] == mine
        related = mine[0].get("relatedLots")
        if amount.kind == "award" and isinstance(related, list):
            named = {str(lot) for lot in related if isinstance(lot, str | int)}
            assert named in (set(), lots)
        if amount.kind == "contract" and mine[0].get("awardID") is None:
            own = [mine[0].get("relatedLots"), *(i.get("relatedLot") for i in bought_by(mine[0]))]
            assert any(lot is not None for lot in own)


def bought_by(item: dict) -> list[dict]:
    """The things that an award or contract buys."""
    return objects(item.get("items"))


def last_status(releases: tuple, kind: str, item: dict) -> str:
    """The last status that any notice gives an award or contract."""
    told = item.get("status")
    for notice in releases if item.get("id") is not None and not isinstance(told, str) else ():
        for each in objects(notice.content.get(PARTS[kind])):
            if str(each.get("id")) == str(item["id"]) and "status" in each:
                told = each["status"]
    return told.strip().casefold() if isinstance(told, str) else ""


@examples(100, 10_000)
@given(data=st.data())
def test_notices_with_anything_anywhere(data):
    releases = data.draw(st.sampled_from(NOTICES))()
    mutate(data, releases)
    judge_notices(FindATender({OCID: releases}, size=data.draw(st.integers(1, 6))))


@examples(60, 1_500)
@given(data=st.data())
def test_packages_with_anything_anywhere(data):
    service = FindATender()

    def changed(path, query, headers):
        package = service.package(OCID, None)
        mutate(data, package)
        return Reply(body=json.dumps(package).encode())

    judge_notices(changed)


def odd_reply(data: st.DataObject, whole: bytes) -> Reply:
    """The reply that a service, or something between, may send in place of its own."""
    headers = data.draw(
        st.dictionaries(
            st.sampled_from(["Retry-After", "ETag", "Content-Type", "Content-Encoding", "Date"]),
            st.sampled_from(["0", "-1", "1e9", "soon", "gzip", "text/html", 'W/"x"', "", "٣"])
            | st.text(st.characters(max_codepoint=255, exclude_categories=["C"]), max_size=9),
            max_size=2,
        )
    )
    status = data.draw(
        st.sampled_from([200, 200, 200, 200, 204, 304, 400, 403, 404, 429, 500, 503])
    )
    body = data.draw(
        st.sampled_from([b"", b"<html>", b"null", b"[" * 5_000, whole[: len(whole) // 2]])
        | st.builds(lambda: change_bytes(data, whole))
        | st.binary(max_size=40)
    )
    return Reply(status, body, headers)


@examples(50, 2_000)
@given(data=st.data())
def test_notices_of_any_bytes(data):
    whole = json.dumps(FindATender(size=9).package(OCID, None)).encode()
    judge_notices(lambda *_: odd_reply(data, whole))


WANTED = [code_of(number) for number in (1, 2, 3)]


def judge_outlines(service: Service) -> None:
    """Read what a service gives as a layer; whatever passes is whole and valid."""
    getter = quick(service)
    try:
        layer = read_layer(getter, f"http://service{PATH}")
        code = layer.field("LSOA11CD")
        features = read_features(getter, layer, fields=(code,))
        found = outlines(layer, features, code_field=code, wanted=set(WANTED))
    except SourceProblem as problem:
        one_clear_sentence(problem)
        return
    assert list(found.codes) == WANTED
    assert all(shape.is_valid and shape.area >= 100 for shape in found.shapes)
    for west, south, east, north in shapely.bounds(found.shapes):
        assert 4_000 < west < east < 671_000 and 4_000 < south < north < 1_226_000


@examples(100, 10_000)
@given(data=st.data())
def test_a_layer_with_anything_anywhere(data):
    service = FeatureService(count=3, most=2, pages=data.draw(st.booleans()))
    turn = data.draw(st.integers(0, 4), label="which answer")

    def changed(path, query, headers):
        reply = service(path, query, headers)
        if len(service.asked) - 1 != turn:
            return reply
        told = json.loads(reply.body)
        mutate(data, told)
        return Reply(body=json.dumps(told).encode())

    judge_outlines(changed)


@examples(40, 1_500)
@given(data=st.data())
def test_a_layer_of_any_bytes(data):
    service = FeatureService(count=3, most=2)
    turn = data.draw(st.integers(0, 4), label="which answer")

    def changed(path, query, headers):
        reply = service(path, query, headers)
        return odd_reply(data, reply.body) if len(service.asked) - 1 >= turn else reply

    judge_outlines(changed)


POINTS = st.lists(
    st.one_of(
        st.floats(allow_nan=False, allow_infinity=False),
        st.integers(549_000, 551_000),
        st.sampled_from([0, 1e308, -1e308, 51.2, 0.5]),
    ),
    min_size=0,
    max_size=4,
)


@examples(60, 2_000)
@given(
    st.lists(st.lists(POINTS, max_size=7), max_size=2),
    st.sampled_from(["Polygon", "MultiPolygon", "LineString", ""]),
)
def test_outlines_of_any_points(rings, kind):
    shape = {"type": kind, "coordinates": [rings] if kind == "MultiPolygon" else rings}
    judge_outlines(FeatureService(count=3, geometries={2: shape}))


@examples(100, 2_000)
@given(st.text(max_size=30) | ODD_TEXTS)
def test_any_address_and_any_process(text):
    with pytest.raises(SourceProblem) as caught:
        read_layer(quick(lambda *_: Reply(404)), text)
    one_clear_sentence(caught.value)
    with pytest.raises(SourceProblem) as caught:
        read_process(quick(lambda *_: Reply(404)), text, service="http://service")
    one_clear_sentence(caught.value)
