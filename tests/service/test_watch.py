"""What the operator sees: health, counters for the holder of the token, and the log."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message

import pytest

import data
from components.operate import counters
from components.operate.release import VERSION
from components.page_list import PAGES
from data.live.current import current
from data.package.faults import Fault
from geo.errors import GeoProblem, SeveralPlaces
from tests.benchmarks.streamlit_client import survey, visiting
from tests.served import PATIENCE, ROOT, Server, serving
from web import health_and_metrics as watch
from web.kit.settings import NO_CONTACT, Misconfigured
from web.server import logs

SECRET = "a token of the operator"
POSTCODE, NOWHERE = "ME13 8XX", "ME13 8AAA"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    text: str


def get(server: Server, path: str, **headers: str) -> Answer:
    request = urllib.request.Request(f"{server.url}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return Answer(answer.status, answer.headers, answer.read().decode())
    except urllib.error.HTTPError as exc:
        with exc:
            return Answer(exc.code, exc.headers, exc.read().decode())


def metrics(server: Server) -> dict[str, float]:
    """The series by name and labels, such as `dashboard_visits_total{page="map"}`."""
    answer = get(server, "/metrics", Authorization=f"Bearer {SECRET}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == watch.METRICS_TYPE
    lines = (line for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A running app with a token, and a log that tells everything."""
    log_file = tmp_path_factory.mktemp("watched") / "log.txt"
    with contextlib.ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(watch.TOKEN, SECRET)
            patch.setenv(logs.LEVEL, "debug")
            running = stack.enter_context(serving(ROOT, log_file=log_file))
        yield running


async def visit(url: str) -> None:
    """Open three pages, make a choice, look two places up, one of them badly typed."""
    pages = await survey(url)
    async with visiting(url, pages["map"]) as visitor:
        await visitor.open()
        widget, options = next(iter(pages["map"].choices.items()))
        await visitor.choose(widget, options[1])
        await visitor.turn_to(pages["find-my-area"])
        await visitor.look_up(POSTCODE)
        await visitor.look_up(NOWHERE)


@pytest.fixture(scope="module")
def counted(watched):
    """The counters after a survey of all pages and one visit."""
    before = metrics(watched)
    asyncio.run(visit(watched.url))
    after = metrics(watched)
    return {name: value - before.get(name, 0) for name, value in after.items()}


def test_visits_are_counted_by_page_and_not_by_choice(counted):
    surveyed = 1
    assert counted['dashboard_visits_total{page="map"}'] == surveyed + 1
    assert counted['dashboard_visits_total{page="find-my-area"}'] == surveyed + 1
    assert counted['dashboard_visits_total{page="money"}'] == surveyed
    assert counted['dashboard_run_seconds_count{page="map"}'] >= surveyed + 2
    known = {counters.page_label(entry.path) for entry in PAGES}
    names = [name for name in counted if name.startswith("dashboard_visits_total")]
    assert {name.split('"')[1] for name in names} == known


def test_look_ups_are_counted_by_outcome_without_their_content(watched, counted):
    assert counted['dashboard_look_ups_total{outcome="postcode",where="page"}'] == 1
    problems = [
        value
        for name, value in counted.items()
        if name.startswith("dashboard_look_ups_total") and "outcome" in name
    ]
    assert sum(problems) == 2
    told = get(watched, "/metrics", Authorization=f"Bearer {SECRET}").text
    assert "ME13" not in told.upper()


def post(server: Server, path: str, body: str, media_type: str) -> int:
    headers = {"Content-Type": media_type}
    request = urllib.request.Request(f"{server.url}{path}", body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status
    except urllib.error.HTTPError as exc:
        with exc:
            return exc.code


def test_embeds_briefings_and_their_look_ups_are_counted_without_content(watched):
    before = metrics(watched)
    for path in ("/embed/map", "/embed/map", "/embed/nowhere", "/embed/", "/briefing/lot/lot-1"):
        get(watched, path)
    get(watched, "/briefing/lot/nowhere")
    form, told = "application/x-www-form-urlencoded", "application/json"
    assert post(watched, "/embed/find-my-area", "place=ME13+8XX", form) == 200
    assert post(watched, "/embed/find-my-area", "place=ME13+8AAA", form) == 200
    assert post(watched, "/open-data/lookup", json.dumps({"place": POSTCODE}), told) == 200
    assert post(watched, "/open-data/lookup", json.dumps({"place": "Faversham"}), told) == 200
    assert post(watched, "/open-data/lookup", json.dumps({"place": "Nowhere"}), told) == 404
    after = metrics(watched)
    grown = {
        name: after[name] - before.get(name, 0)
        for name in after
        if name.startswith(("dashboard_embeds", "dashboard_briefings", "dashboard_look_ups"))
        and after[name] != before.get(name, 0)
    }
    assert grown == {
        'dashboard_embeds_total{embed="map"}': 2,
        'dashboard_briefings_total{kind="lot"}': 1,
        'dashboard_look_ups_total{outcome="postcode",where="embed"}': 1,
        'dashboard_look_ups_total{outcome="malformed_postcode",where="embed"}': 1,
        'dashboard_look_ups_total{outcome="postcode",where="open-data"}': 1,
        'dashboard_look_ups_total{outcome="town",where="open-data"}': 1,
        'dashboard_look_ups_total{outcome="unknown_place",where="open-data"}': 1,
    }
    assert "ME13" not in "".join(after).upper()


def test_nothing_that_was_typed_and_nobody_s_address_is_logged(watched, counted):
    log = watched.log()
    assert "ME13" not in log.upper()
    lines = [line for line in log.splitlines() if watched.url not in line]
    told = [json.loads(line) for line in lines]
    assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, told))
    assert [one["data_version"] for one in told if one.get("event") == "data_loaded"]
    assert not any("127.0.0.1" in line for line in lines)


def handshake(url: str, *, origin: str | None, path: str = "/_stcore/stream") -> str:
    """First line of the answer to a WebSocket handshake from a page of `origin`."""
    host, port = url.removeprefix("http://").split(":")
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        *([f"Origin: {origin}"] if origin else []),
    ]
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return connection.recv(4096).decode().splitlines()[0]


def test_only_our_own_pages_may_open_a_session_and_others_are_counted(watched):
    before = metrics(watched).get('dashboard_refused_sessions_total{reason="origin"}', 0)
    assert " 101 " in handshake(watched.url, origin=watched.url)
    assert " 403 " in handshake(watched.url, origin="https://example.org")
    assert " 403 " in handshake(watched.url, origin="null")
    assert metrics(watched)['dashboard_refused_sessions_total{reason="origin"}'] == before + 2
    assert get(watched, "/_stcore/stream").status == 426
    lines = [line for line in watched.log().splitlines() if "session_refused" in line]
    assert [json.loads(line)["reason"] for line in lines] == ["origin", "upgrade"]
    assert "example.org" not in watched.log()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": f"Bearer {SECRET}!"}, {"Authorization": SECRET}],
    ids=["no token", "a wrong one", "no bearer"],
)
def test_without_the_token_the_counters_are_nowhere(watched, headers):
    answer, other = get(watched, "/metrics", **headers), get(watched, "/no-such-page", **headers)
    assert (answer.status, answer.text) == (other.status, other.text)
    assert answer.status == 404


def test_where_no_token_is_set_the_counters_are_nowhere(server):
    for token in ("", SECRET):
        assert get(server, "/metrics", Authorization=f"Bearer {token}").status == 404


def test_a_service_that_is_well_says_what_it_shows(server):
    answer = get(server, "/healthz")
    told = json.loads(answer.text)
    facts = current()
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert told == {
        "status": "well",
        "version": VERSION,
        "data_version": facts.version,
        "data_date": facts.date,
        "postcodes_of": told["postcodes_of"],
        "newer_data_refused": False,
        "accessibility_contact": False,
    }


def test_a_start_that_the_public_sees_without_a_contact_is_warned_of(tmp_path):
    address = {"PUBLIC_URL": "https://dashboard.example.org"}
    contact = {"ACCESSIBILITY_CONTACT": "access@example.org"}
    for number, (given, is_warned) in enumerate([({}, True), (contact, False)]):
        with serving(ROOT, log_file=tmp_path / f"{number}.txt", **address, **given) as running:
            assert json.loads(get(running, "/healthz").text)["accessibility_contact"] != is_warned
        lines = [line for line in running.log().splitlines() if line.startswith("{")]
        told = [(one["level"], one["message"]) for one in map(json.loads, lines)]
        assert told == ([("warning", NO_CONTACT)] if is_warned else [])


def no_data():
    raise data.InvalidData([Fault("x.csv", None, None, "file", None, "the file is not there")])


def no_geography():
    raise GeoProblem("The place index places.bin could not be read.")


@pytest.mark.parametrize(
    ("place", "fault", "words"),
    [
        ("current", no_data, "data is not in order"),
        ("lookup.load", no_geography, "geography is not in order"),
        ("outlines.anchors", lambda _layer: [{"id": "elsewhere"}], "same areas"),
    ],
)
def test_a_service_that_is_unwell_says_why_in_a_sentence(monkeypatch, place, fault, words):
    monkeypatch.setattr(f"web.health_and_metrics.{place}", fault)
    answer = asyncio.run(watch.health(None))
    told = json.loads(answer.body)
    assert answer.status_code == 503
    assert words in told["sentence"]
    assert "x.csv" not in told["sentence"]


@pytest.mark.parametrize(
    ("problem", "outcome"), [(SeveralPlaces("x"), "several_places"), (None, "postcode_part")]
)
def test_outcomes_have_plain_names(problem, outcome):
    def value():
        return counters.REGISTRY.get_sample_value(
            "dashboard_look_ups_total", {"where": "page", "outcome": outcome}
        )

    before = value() or 0
    counters.count_look_up(None if problem else "postcode part", problem)
    assert value() == before + 1


def line(name: str, message: str, *args, exc_info=None, **extra) -> dict:
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, exc_info)
    vars(record).update(extra)
    return json.loads(logs.JsonLines().format(record))


def test_our_lines_are_logged_with_what_they_tell():
    told = line("data.live.current", "Version %s is shown.", "1.2.0", event="data_loaded", faults=0)
    assert told["message"] == "Version 1.2.0 is shown."
    assert (told["event"], told["faults"], told["level"]) == ("data_loaded", 0, "warning")


def test_lines_of_libraries_are_logged_without_texts_that_are_filled_in():
    told = line("uvicorn.error", "%s asked for %s", "10.0.0.7", "/find?place=ME13", color="red")
    assert told["message"] == "… asked for …"
    assert "color" not in told


@pytest.mark.parametrize(
    ("template", "filled_in", "said"),
    [
        ("Started server process [%d]", (4711,), "Started server process [4711]"),
        ("Waiting for application startup.", (), "Waiting for application startup."),
        ("%-5s took %.2f s", ("ME13", 1.5), "… took 1.5 s"),
        ("%(what)s of %(who)s", ({"what": "ME13", "who": "me"},), "… of …"),
    ],
)
def test_lines_of_libraries_keep_no_places_to_fill_in(template, filled_in, said):
    assert line("uvicorn.error", template, *filled_in)["message"] == said


@pytest.mark.parametrize(
    "text",
    ["ME13 8XX", "me138xx", "ME13+8XX", "ct1%202eh", "10.20.30.40", "2001:db8::ff00:42:8329"],
)
def test_what_may_be_personal_is_cut_out_even_of_our_own_lines(text):
    told = line("web.embeds.find", "No answer for %s.", text, place=text)
    assert text not in json.dumps(told)
    assert told["message"].startswith("No answer for [")


def test_queries_are_cut_out():
    assert "abc" not in line("embed", "Asked: /find?place=abc&x=1 twice")["message"]


def test_an_exception_is_logged_by_kind_and_place():
    try:
        raise ValueError(POSTCODE)
    except ValueError:
        told = line("streamlit.x", "Failed", exc_info=sys.exc_info())
    assert told["failed"].startswith("ValueError at test_watch.py:")
    assert POSTCODE not in json.dumps(told)


def test_refused_packages_are_counted():
    def value():
        return counters.REGISTRY.get_sample_value("dashboard_data_refusals_total")

    before = value()
    for event in (logs.REFUSED, "data_loaded", None):
        record = logging.makeLogRecord({"event": event} if event else {})
        assert logs.CountRefusals().filter(record)
    assert value() == before + 1


def test_a_level_that_there_is_not_is_refused():
    with pytest.raises(Misconfigured, match="LOG_LEVEL must be one of debug, info"):
        logs.set_up({"LOG_LEVEL": "loud"})
