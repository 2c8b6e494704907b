"""What a made-up browser may send: widgets of any kind and value, and bytes that are no message."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given, strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from components.page_list import PAGES
from tests.benchmarks.streamlit_client import PageMap, read, survey, visiting
from tests.fuzzing import ODD_TEXTS, change_bytes, examples
from tests.served import ROOT, Server, serving

TYPED = "words that somebody typed"  # which must not be found in any log
TEXTS = (ODD_TEXTS | st.just(TYPED) | st.just("ME13 8XX") | st.just("y" * 100_000)).map(
    lambda text: text.encode(errors="ignore").decode()  # a message holds UTF-8 only
)
WHOLE = st.integers(-(2**63), 2**63 - 1)
VALUES = st.one_of(
    st.tuples(st.just("trigger_value"), st.booleans()),
    st.tuples(st.just("bool_value"), st.booleans()),
    st.tuples(st.just("int_value"), WHOLE),
    st.tuples(st.just("double_value"), st.floats()),
    st.tuples(st.sampled_from(["string_value", "json_value"]), TEXTS),
    st.tuples(st.just("bytes_value"), st.binary(max_size=20)),
    st.tuples(st.just("string_array_value"), st.lists(TEXTS, max_size=3)),
    st.tuples(st.just("int_array_value"), st.lists(WHOLE, max_size=3)),
    st.tuples(st.just("double_array_value"), st.lists(st.floats(), max_size=3)),
    st.tuples(st.just("string_trigger_value"), TEXTS),
)
QUERIES = st.sampled_from(["", "area=nowhere", "place=ME13-8", "view=%00&cohort=children"])


@dataclass(frozen=True)
class Visited:
    """A running app, its pages by path, and the ids of the widgets of each."""

    server: Server
    pages: Mapping[str, PageMap]
    widgets: Mapping[str, list[str]]


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """The app with a log of its own; what was typed must not be in it at the end."""
    log_file = tmp_path_factory.mktemp("widgets") / "log.txt"
    with serving(ROOT, log_file=log_file) as server:
        pages = asyncio.run(survey(server.url))
        widgets = {path: asyncio.run(widgets_on(server, page)) for path, page in pages.items()}
        yield Visited(server, pages, widgets)
    log = log_file.read_text(encoding="utf-8")
    assert TYPED not in log
    assert "ME13 8XX" not in log
    assert "Traceback" not in log


async def widgets_on(server: Server, page: PageMap) -> list[str]:
    """The ids of everything on a page that can be set."""
    async with visiting(server.url, page) as visitor:
        elements = elements_of(await read(visitor))
    shown = [getattr(element, element.WhichOneof("type")) for element in elements]
    return [element.id for element in shown if getattr(element, "id", "")]


def elements_of(messages: list[ForwardMsg]) -> list:
    deltas = [one.delta for one in messages if one.WhichOneof("type") == "delta"]
    return [delta.new_element for delta in deltas if delta.WhichOneof("type") == "new_element"]


def state_of(widget: str, kind: str, value: object) -> WidgetState:
    """Any value under any id, as no browser of ours would send it."""
    state = WidgetState(id=widget)
    if isinstance(value, list):
        getattr(state, kind).SetInParent()
        getattr(state, kind).data.extend(value)
    elif kind == "string_trigger_value":
        state.string_trigger_value.data = value
    else:
        setattr(state, kind, value)
    return state


@examples(24, 10_000)
@given(st.sampled_from([entry.path for entry in PAGES]), QUERIES, st.data())
def test_every_page_stands_or_says_in_a_sentence_that_it_cannot(visited, path, query, data):
    ids = st.sampled_from(visited.widgets[path]) | st.just("$$ID-made-up")
    chosen = data.draw(st.dictionaries(ids, VALUES, min_size=1, max_size=4), label="widgets")
    states = [state_of(widget, *value) for widget, value in chosen.items()]

    async def send() -> list[ForwardMsg]:
        async with visiting(visited.server.url, visited.pages[path]) as visitor:
            visitor.query = query
            return await read(visitor, states)

    messages = asyncio.run(send())
    assert "Traceback" not in str(messages)
    elements = elements_of(messages)
    assert not [one for one in elements if one.WhichOneof("type") == "exception"]
    assert not [one for one in messages if one.WhichOneof("type") == "session_event"]
    alerts = [one.alert.body for one in elements if one.WhichOneof("type") == "alert"]
    heads = [one for one in elements if "<h1>" in one.html.body]
    assert heads or "Part of this page cannot be shown. The fault has been noted." in alerts


@examples(8, 3_000)
@given(data=st.data())
def test_bytes_that_are_no_message_harm_nobody(visited, data):
    page = visited.pages[""]
    whole = BackMsg()
    whole.rerun_script.page_script_hash = page.hash
    garbled = change_bytes(data, whole.SerializeToString())

    async def send() -> list[ForwardMsg]:
        async with visiting(visited.server.url, page) as visitor:
            with contextlib.suppress(ConnectionClosed):
                await visitor.socket.send(garbled)
        async with visiting(visited.server.url, page) as visitor:
            return await read(visitor)

    assert [one for one in elements_of(asyncio.run(send())) if "<h1>" in one.html.body]
