"""What is done once or in one go gives what Streamlit's own gives."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Callable
from typing import Any

import altair as alt
import polars as pl
import pytest
import streamlit
from altair.utils import schemapi
from hypothesis import given
from hypothesis import strategies as st
from streamlit import config
from streamlit.elements import html as html_element
from streamlit.elements import vega_charts
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError

from components.charts.base import finished, records
from embed import lighter
from embed.web_sockets import TAKE

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar")

_clean = inspect.unwrap(html_element.clean_text)
_only_styles = inspect.unwrap(html_element._html_only_style_tags)
_theme = inspect.unwrap(app_session._populate_theme_msg)
_config = inspect.unwrap(app_session._populate_config_msg)
_rename = inspect.unwrap(vega_charts._stabilize_vega_json_spec)

PIECES = ("<style>", "</style>", "<!--", "-->", "<STYLE media='x'>", "p{}", " ", "\n", "\t", "\xa0")
markup = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12).map("".join)


def test_it_is_made_for_the_release_that_is_installed():
    assert streamlit.__version__ == lighter.MADE_FOR


def test_with_another_release_streamlit_stays_as_it_is(monkeypatch):
    monkeypatch.setattr(schemapi, "DEBUG_MODE", True)
    before = app_session.AppSession._on_scriptrunner_event, html_element.clean_text
    monkeypatch.setattr(streamlit, "__version__", "9.9.9")
    assert not lighter.begin()
    assert (app_session.AppSession._on_scriptrunner_event, html_element.clean_text) == before


@given(markup)
def test_texts_are_trimmed_as_streamlit_does(text):
    assert lighter.trimmed(_clean)(text) == _clean(text)


@given(markup)
def test_style_sheets_are_told_apart_as_streamlit_does(text):
    assert lighter.only_styles(_only_styles)(text) == _only_styles(text)


@pytest.mark.parametrize("text", [" " * 1200 + "<style></style>", "", " ", "\n<!-- x -->", "<p>"])
def test_so_are_those_at_the_edges(text):
    assert lighter.only_styles(_only_styles)(text) == _only_styles(text)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_theme_is_written_as_streamlit_writes_it(section):
    if section not in config._section_descriptions:
        pytest.skip("this release has no such section")
    once, own = lighter.written_once(_theme), CustomThemeConfig()
    _theme(own, section)
    for _ in range(2):
        message = CustomThemeConfig()
        once(message, section)
        assert message == own


FEATURES = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}}]
CHARTS = (
    {"mark": "bar", "params": [{"name": "pick"}]},
    {"data": {"values": FEATURES, "format": {}}, "mark": "geoshape"},
    {"data": {"values": FEATURES}, "layer": [{"name": "view_79c4_0"}, {"name": "view_1"}]},
    {"datasets": {"one": [{"view_2": 1}]}, "params": [{"name": "param_3", "views": ["view_2"]}]},
    {"hconcat": [{"title": "view_custom"}]},
)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_renamed_as_streamlit_does(chart):
    written = json.dumps(chart)
    assert json.loads(lighter.renamed(_rename)(written)) == json.loads(_rename(written))


def test_a_chart_with_nothing_to_rename_is_left_alone():
    assert lighter.renamed(lambda _chart: pytest.fail("asked"))(json.dumps(CHARTS[1]))


def test_settings_are_asked_for_once():
    asked = []

    def write(message: Config) -> None:
        asked.append(1)
        _config(message)

    own, once = Config(), lighter.written_once(write)
    _config(own)
    messages = [Config() for _ in range(3)]
    for message in messages:
        once(message)
    assert messages == [own] * 3
    assert len(asked) == 1


class _Session:
    """As much of a session as is told of events."""

    def __init__(self, fails_at: int | None = None) -> None:
        self._event_loop = asyncio.get_running_loop()
        self.told: list[int] = []
        self.called = self.woken = 0
        self.fails_at = fails_at
        self.id, self._scriptrunner = "one", object()
        self._browser_queue = ForwardMsgQueue()
        self.settled = 0
        self._message_enqueued_callback: Callable[[], None] | None = self._wake

    def _wake(self) -> None:
        self.woken += 1

    def flush_browser_queue(self) -> list[ForwardMsg]:
        return self._browser_queue.flush()

    def on_flushed_messages_sent(self) -> None:
        self.settled += 1

    def _call_soon_on_event_loop(self, callback: Callable[[], Any]) -> None:
        self.called += 1
        self._event_loop.call_soon_threadsafe(callback)

    def _handle_scriptrunner_event_on_event_loop(self, _sender, _event, number: int) -> None:
        if self._message_enqueued_callback:
            self._message_enqueued_callback()
        if number == self.fails_at:
            raise ValueError("no such number")
        self.told.append(number)


def _draw(session: Any, count: int, *, last: ScriptRunnerEvent | None) -> None:
    for number in range(count):
        lighter.on_event(session, None, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, number=number)
    if last:
        lighter.on_event(session, None, last, number=count)


def test_the_end_of_a_run_takes_all_before_it_along_in_its_order():
    async def run() -> _Session:
        session = _Session()
        await asyncio.to_thread(
            _draw, session, 50, last=ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
        )
        await asyncio.sleep(0)
        assert session.told == list(range(51))
        await asyncio.sleep(2 * lighter.TOGETHER)
        return session

    session = asyncio.run(run())
    assert session.told == list(range(51))
    assert session.called == 2
    assert 1 <= session.woken <= 2


def test_what_is_drawn_is_told_soon_even_if_the_run_goes_on():
    async def run() -> _Session:
        session = _Session()
        await asyncio.to_thread(_draw, session, 5, last=None)
        await asyncio.sleep(10 * lighter.TOGETHER)
        await asyncio.to_thread(_draw, session, 5, last=None)
        await asyncio.sleep(10 * lighter.TOGETHER)
        return session

    session = asyncio.run(run())
    assert session.told == [*range(5), *range(5)]


def test_an_event_that_fails_does_not_hold_up_the_others():
    failed: list[dict[str, Any]] = []

    async def run() -> _Session:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, told: failed.append(told))
        session = _Session(fails_at=2)
        _draw(session, 4, last=ScriptRunnerEvent.SHUTDOWN)
        await asyncio.sleep(0.001)
        return session

    session = asyncio.run(run())
    assert session.told == [0, 1, 3, 4]
    assert [type(told["exception"]) for told in failed] == [ValueError]
    assert session._message_enqueued_callback is not None


def test_a_server_told_to_stop_in_the_middle_keeps_the_way_to_wake_it():
    class Stopped(BaseException):
        pass

    def stop(*_told: object, **_named: object) -> None:
        raise Stopped

    async def run() -> _Session:
        session = _Session()
        session._handle_scriptrunner_event_on_event_loop = stop
        waiting = lighter._Waiting()
        waiting.events.append((None, ScriptRunnerEvent.SHUTDOWN, {}))
        with pytest.raises(Stopped):
            lighter._hand_over(session, waiting)
        return session

    session = asyncio.run(run())
    assert session._message_enqueued_callback == session._wake
    assert session.woken == 1


class _Runtime:
    """As much of Streamlit's runtime as sends: one visitor, who may have gone."""

    def __init__(self, *, connected: bool = True, gone_after: int = 99) -> None:
        self.client, self.gone_after = object(), gone_after
        self.sent: list[ForwardMsg] = []
        self.disconnected: list[tuple[str, object]] = []
        self._visit = self if connected else None
        self._session_mgr = self

    def exists(self) -> bool:
        return True

    def instance(self) -> _Runtime:
        return self

    def get_active_session_info(self, session_id: str) -> _Runtime | None:
        return self._visit if session_id == "one" else None

    def _send_message(self, visit: object, message: ForwardMsg) -> None:
        assert visit is self
        if len(self.sent) == self.gone_after:
            raise SessionClientDisconnectedError
        self.sent.append(message)

    def disconnect_session(self, session_id: str, *, client: object) -> None:
        self.disconnected.append((session_id, client))


def _drawn_by(runtime: _Runtime, monkeypatch, count: int = 5) -> _Session:
    """A session that drew so many messages, each at its own place of the page."""
    monkeypatch.setattr(lighter, "Runtime", runtime)

    async def run() -> _Session:
        session = _Session()
        for place in range(count):
            message = ForwardMsg()
            message.metadata.delta_path.append(place)
            message.delta.new_element.text.body = str(place)
            told = {"forward_msg": message}
            lighter.on_event(session, session._scriptrunner, lighter._DRAWN, **told)
        await asyncio.sleep(10 * lighter.TOGETHER)
        return session

    return asyncio.run(run())


def _words(messages: list[ForwardMsg]) -> list[str]:
    return [message.delta.new_element.text.body for message in messages]


def test_what_is_drawn_goes_to_its_visitor_at_once_and_wakes_nobody_else(monkeypatch):
    runtime = _Runtime()
    session = _drawn_by(runtime, monkeypatch)
    assert _words(runtime.sent) == list("01234")
    assert (session.woken, session.settled, runtime.disconnected) == (0, 1, [])
    assert session._browser_queue.is_empty()


def test_an_empty_place_is_not_sent_before_what_comes_into_it(monkeypatch):
    runtime = _Runtime()
    monkeypatch.setattr(lighter, "Runtime", runtime)

    async def run() -> None:
        session = _Session()
        for place, words in ((0, "above"), (1, ""), (2, "below"), (1, "in it")):
            message = ForwardMsg()
            message.metadata.delta_path.append(place)
            if words:
                message.delta.new_element.text.body = words
            else:
                message.delta.new_element.empty.SetInParent()
            told = {"forward_msg": message}
            lighter.on_event(session, session._scriptrunner, lighter._DRAWN, **told)
        await asyncio.sleep(10 * lighter.TOGETHER)

    asyncio.run(run())
    assert _words(runtime.sent) == ["above", "in it", "below"]


def test_what_the_session_itself_tells_keeps_its_place(monkeypatch):
    runtime = _Runtime()
    monkeypatch.setattr(lighter, "Runtime", runtime)

    async def run() -> None:
        session = _Session()

        def tells(_sender, _event, number: int) -> None:
            message = ForwardMsg()
            message.delta.new_element.text.body = f"told {number}"
            session._browser_queue.enqueue(message)

        session._handle_scriptrunner_event_on_event_loop = tells
        lighter.on_event(session, None, ScriptRunnerEvent.SCRIPT_STARTED, number=1)
        message = ForwardMsg()
        message.delta.new_element.text.body = "drawn"
        told = {"forward_msg": message}
        lighter.on_event(session, session._scriptrunner, lighter._DRAWN, **told)
        stopped = ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
        lighter.on_event(session, None, stopped, number=2)
        await asyncio.sleep(10 * lighter.TOGETHER)

    asyncio.run(run())
    assert _words(runtime.sent) == ["told 1", "drawn", "told 2"]


def test_what_nobody_is_there_for_is_kept_until_somebody_is(monkeypatch):
    runtime = _Runtime(connected=False)
    session = _drawn_by(runtime, monkeypatch)
    assert not runtime.sent
    assert _words(session.flush_browser_queue()) == list("01234")
    assert session.woken == 1


def test_a_visitor_who_has_gone_is_let_go(monkeypatch):
    runtime = _Runtime(gone_after=2)
    session = _drawn_by(runtime, monkeypatch)
    assert runtime.disconnected == [("one", runtime.client)]
    assert session._browser_queue.is_empty()


def test_what_a_run_that_was_given_up_still_draws_is_left_to_streamlit(monkeypatch):
    monkeypatch.setattr(lighter, "Runtime", _Runtime())

    async def run() -> _Session:
        session = _Session()
        _draw(session, 3, last=None)
        await asyncio.sleep(10 * lighter.TOGETHER)
        return session

    session = asyncio.run(run())
    assert session.told == [0, 1, 2]
    assert session._browser_queue.is_empty()


def test_charts_are_the_same_without_being_held_against_the_schema(monkeypatch):
    chart = alt.layer(
        alt.Chart(records(pl.DataFrame({"n": [1, 2]}))).mark_bar().encode(x="n:Q", color="n:O"),
        alt.Chart().mark_rule(strokeDash=[4, 3]).encode(x=alt.datum(1)),
    )
    checked = finished(chart, "dark")
    monkeypatch.setattr(schemapi, "DEBUG_MODE", False)
    assert finished(chart, "dark") == checked


def test_here_charts_are_held_against_the_schema():
    wrong = alt.Chart().mark_bar()
    wrong.mark = "no such mark"
    with pytest.raises(schemapi.SchemaValidationError):
        finished(wrong, "light")


def test_a_chart_has_its_rows_in_each_layer_and_is_the_same_each_time():
    frame = pl.DataFrame({"n": [1, 2]})

    def drawn() -> dict:
        bars = alt.Chart(records(frame)).mark_bar().encode(x=alt.X("n:Q"))
        zoom = alt.selection_interval(name="zoom", bind="scales")
        dots = alt.Chart(records(frame.head(1))).mark_point().encode(x=alt.X("n:Q"))
        return finished(alt.layer(bars, alt.layer(dots.add_params(zoom))), "light")

    spec = drawn()
    assert spec["layer"][0]["data"] == {"values": [{"n": 1}, {"n": 2}]}
    assert spec["layer"][1]["data"] == {"values": [{"n": 1}]}
    assert "rows-" not in json.dumps(spec)
    assert spec == drawn()


class _Client:
    """A visitor's connection as Streamlit holds it; its door takes what it may."""

    def __init__(self, *, takes: bool = True, door: bool = True) -> None:
        self.taken: list[bytes] = []
        self.queued: list[ForwardMsg] = []
        self._send_queue: asyncio.Queue = asyncio.Queue()
        self._closed = asyncio.Event()
        self._takes = takes
        self._websocket = self
        self.scope = {"extensions": {TAKE: self.take}} if door else {}

    def take(self, data: bytes) -> bool:
        if self._takes:
            self.taken.append(data)
        return self._takes


def _write(client: _Client, words: str) -> None:
    message = ForwardMsg()
    message.delta.new_element.text.body = words
    lighter.at_once(lambda self, msg: self.queued.append(msg))(client, message)


def test_a_message_goes_to_the_connection_itself():
    client = _Client()
    _write(client, "one")
    assert _words([ForwardMsg.FromString(data) for data in client.taken]) == ["one"]
    assert not client.queued


@pytest.mark.parametrize("why", ["refused", "no door", "others wait", "closed"])
def test_it_is_left_to_streamlit_where_it_may_not_go_yet(why):
    client = _Client(takes=why != "refused", door=why != "no door")
    if why == "others wait":
        client._send_queue.put_nowait(b"earlier")
    if why == "closed":
        client._closed.set()
    _write(client, "one")
    assert not client.taken
    assert _words(client.queued) == ["one"]
