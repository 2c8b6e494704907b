"""Visits the running app as a browser does: Streamlit's protocol over a real WebSocket.

A `Visitor` is one browser tab that draws nothing: of what the server sends it reads only the small
messages (the script has finished, the address has changed) and what the large ones are called,
which it tells the server as a browser does, so that it is not sent them again. So hundreds of them
fit beside the server on one machine. `survey` is a visitor that reads everything, once, and tells
the others which widgets each page has and what they may be set to.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from components.page_list import PAGES

SMALL = 400  # bytes; the messages that a visitor reads are smaller
LARGE = 10_000  # bytes; what is larger a browser holds, as Streamlit's `minCachedMessageSize` says
HELD_FOR = 2  # runs; and for as long as its `maxCachedMessageAge` says
FINISHED = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)
PATIENCE = 120.0  # seconds until a run that does not finish counts as lost
CARRIERS = ("area", "cohort")  # bound widgets out of sight, which nobody sets by hand
CHOICES = ("selectbox", "radio")
SET_BACK = "-find-list"  # ends the id of the list that the page itself empties once it is used


@dataclass(frozen=True)
class PageMap:
    """What a visitor can do on one page: its hash, and the id and options of each choice.

    `form` holds the ids of the box and the button of the look-up, on the page that has one.
    """

    path: str
    hash: str
    choices: Mapping[str, tuple[str, ...]]
    form: tuple[str, str] | None


@dataclass
class Visitor:
    """One tab: what it shows, the widgets it has set, and its connection."""

    socket: ClientConnection
    url: str
    page: PageMap
    query: str = ""
    states: dict[str, WidgetState] = field(default_factory=dict)
    runs: int = 0
    large: dict[str, int] = field(default_factory=dict)  # by hash, the run that last showed each

    async def open(self) -> float:
        """Ask for the page as a fresh tab does; gives the seconds until its script finished."""
        return await self._run([])

    async def turn_to(self, page: PageMap) -> float:
        """Go to another page; its widgets stand at their defaults."""
        self.page, self.query = page, ""
        self.states.clear()
        return await self._run([])

    async def choose(self, widget: str, option: str) -> float:
        """Set a list or a row of buttons."""
        return await self._run([WidgetState(id=widget, string_value=option)])

    async def look_up(self, text: str) -> float:
        """Send the form of Find my area. Raises TypeError on a page without one."""
        box, button = self.page.form
        states = [WidgetState(id=box, string_value=text), WidgetState(id=button)]
        states[1].trigger_value = True
        return await self._run(states)

    async def do_something(self, chance: random.Random, pages: Mapping[str, PageMap], text: str):
        """One interaction: a look-up, a choice, or a turn to another page; gives its seconds."""
        if self.page.form and chance.random() < 0.7:
            return await self.look_up(text)
        if self.page.choices and chance.random() < 0.6:
            widget = chance.choice(list(self.page.choices))
            return await self.choose(widget, chance.choice(self.page.choices[widget]))
        others = [page for page in pages.values() if page is not self.page]
        return await self.turn_to(chance.choice(others))

    async def _run(self, states: list[WidgetState]) -> float:
        start = time.perf_counter()
        await self.socket.send(self._message(states))
        async with asyncio.timeout(PATIENCE):
            async for _message in self._until_finished():
                pass
        return time.perf_counter() - start

    def _message(self, states: list[WidgetState]) -> bytes:
        """The request for a run, with all that the tab holds; a pressed button is not held."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_script_hash = self.query, self.page.hash
        run.context_info.url = f"{self.url}/{self.page.path}"
        run.context_info.timezone, run.context_info.locale = "Europe/London", "en-GB"
        run.context_info.color_scheme = "light"
        run.cached_message_hashes.extend(self.large)
        self.states |= {
            one.id: one for one in states if not one.trigger_value and not one.id.endswith(SET_BACK)
        }
        held = [state for name, state in self.states.items() if name not in {s.id for s in states}]
        run.widget_states.widgets.extend([*held, *states])
        return message.SerializeToString()

    async def _until_finished(self) -> AsyncIterator[bytes]:
        while True:
            data = await self.socket.recv(decode=False)
            yield data
            if SMALL < len(data) < LARGE:
                continue
            message = ForwardMsg.FromString(data)
            if message.metadata.cacheable:
                self.large[message.hash] = self.runs
            match message.WhichOneof("type"):
                case "ref_hash":
                    self.large[message.ref_hash] = self.runs
                case "script_finished" if message.script_finished in FINISHED:
                    self._forget_what_is_old()
                    return
                case "page_info_changed":
                    self.query = message.page_info_changed.query_string

    def _forget_what_is_old(self) -> None:
        self.runs += 1
        self.large = {
            name: shown for name, shown in self.large.items() if self.runs - shown <= HELD_FOR
        }


@contextlib.asynccontextmanager
async def visiting(url: str, page: PageMap, *, cookie: str = "") -> AsyncIterator[Visitor]:
    """Connect as the script of a page does, and close at the end of the block."""
    async with connect(
        f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        origin=url,
        additional_headers={"Cookie": cookie} if cookie else None,
        subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],
        max_size=None,
        max_queue=None,
        ping_interval=None,
        open_timeout=PATIENCE,
        close_timeout=2,
    ) as socket:
        yield Visitor(socket=socket, url=url, page=page)


async def survey(url: str) -> dict[str, PageMap]:
    """All pages by their path, with what can be done on each; no link to elsewhere in the menu."""
    start = PageMap(path="", hash="", choices={}, form=None)
    hashes: dict[str, str] = {}
    async with visiting(url, start) as visitor:
        for message in await read(visitor):
            if message.WhichOneof("type") == "navigation":
                pages = message.navigation.app_pages
                hashes = {one.url_pathname: one.page_script_hash for one in pages}
    return {one.path: await _page_map(url, one.path, hashes[one.path]) for one in PAGES}


async def _page_map(url: str, path: str, code: str) -> PageMap:
    async with visiting(url, PageMap(path=path, hash=code, choices={}, form=None)) as visitor:
        elements = [
            message.delta.new_element
            for message in await read(visitor)
            if message.WhichOneof("type") == "delta"
        ]
    choices, boxes, buttons = {}, [], []
    for element in elements:
        kind = element.WhichOneof("type")
        widget = getattr(element, kind) if kind else None
        if kind in CHOICES and not widget.id.endswith(tuple(f"-{name}" for name in CARRIERS)):
            choices[widget.id] = tuple(widget.options)
        elif kind == "text_input" and widget.form_id:
            boxes.append(widget.id)
        elif kind == "button" and widget.is_form_submitter:
            buttons.append(widget.id)
    form = (boxes[0], buttons[0]) if boxes and buttons else None
    return PageMap(path=path, hash=code, choices=choices, form=form)


async def read(visitor: Visitor, states: Sequence[WidgetState] = ()) -> list[ForwardMsg]:
    """Open a page, with its widgets set, and read every message of its run."""
    await visitor.socket.send(visitor._message(list(states)))
    return [ForwardMsg.FromString(data) async for data in visitor._until_finished()]


async def address_of_a_file(visitor: Visitor) -> str:
    """Open a page and press its first button that offers a file: the address it is taken from.

    Raises StopIteration on a page without one, TimeoutError where no answer comes, and
    RuntimeError with what the server says where it has no file.
    """
    drawn = await read(visitor)
    button = next(
        message.delta.new_element.download_button
        for message in drawn
        if message.WhichOneof("type") == "delta"
        and message.delta.new_element.WhichOneof("type") == "download_button"
    )
    message = BackMsg()
    asked = message.backend_operation_request
    asked.request_id = button.id
    asked.session_id = next(
        one.new_session.initialize.session_id
        for one in drawn
        if one.WhichOneof("type") == "new_session"
    )
    asked.deferred_file.file_id = button.deferred_file_id
    await visitor.socket.send(message.SerializeToString())
    async with asyncio.timeout(PATIENCE):
        while True:
            answer = ForwardMsg.FromString(await visitor.socket.recv(decode=False))
            if answer.WhichOneof("type") == "backend_operation_response":
                break
    told = answer.backend_operation_response
    if told.error_msg:
        raise RuntimeError(told.error_msg)
    return told.deferred_file.url
