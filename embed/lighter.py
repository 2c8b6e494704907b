"""What Streamlit and Altair do for each page though nothing changed, done once or in one go.

A run of a page here costs some 15 ms of processor time, and half of it was Streamlit's own: the
colours of the theme written into a message, texts searched for style sheets, charts read and
written again, one waking of the server for each element. Each function below gives what
Streamlit's own gives; tests hold them against each other. They belong to one release: with any
other, Streamlit stays as it is.
"""

from __future__ import annotations

import functools
import logging
from collections import deque
from collections.abc import Callable
from typing import Any

import streamlit
from altair.utils import schemapi
from google.protobuf.message import Message
from streamlit.elements import html as html_element
from streamlit.elements import vega_charts
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime_util import serialize_forward_msg
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient

from embed.web_sockets import TAKE

MADE_FOR = "1.67.0"  # the release of Streamlit that these fit
TOGETHER = 0.02  # seconds for which what a page draws is gathered before it is sent

_DRAWN = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
_MAY_WAIT = {ScriptRunnerEvent.SCRIPT_STARTED, _DRAWN}

_log = logging.getLogger(__name__)


def begin() -> bool:
    """Put them in the place of Streamlit's own, once; tells whether this release is theirs.

    Charts are no longer held against Altair's schema, a good third of building one. Tests do.
    """
    schemapi.disable_debug_mode()
    if streamlit.__version__ != MADE_FOR:
        _log.warning("Streamlit is not %s, so its runs are not made lighter.", MADE_FOR)
        return False
    if AppSession._on_scriptrunner_event is not on_event:
        AppSession._on_scriptrunner_event = on_event
        StarletteSessionClient.write_forward_msg = at_once(StarletteSessionClient.write_forward_msg)
        for name in ("_populate_theme_msg", "_populate_config_msg"):
            setattr(app_session, name, written_once(getattr(app_session, name)))
        html_element.clean_text = trimmed(html_element.clean_text)
        html_element._html_only_style_tags = only_styles(html_element._html_only_style_tags)
        vega_charts._stabilize_vega_json_spec = renamed(vega_charts._stabilize_vega_json_spec)
    return True


def on_event(self: AppSession, sender: Any, event: ScriptRunnerEvent, **told: Any) -> None:
    """Hand what the thread of a page tells to the server's thread, in its order.

    What is drawn is gathered for a moment, so that the server wakes once for most pages, and the
    two threads do not take turns for each element. The end of a run takes all before it along.
    """
    waiting: _Waiting = self.__dict__.setdefault("_waiting_events", _Waiting())
    waiting.events.append((sender, event, told))
    if event not in _MAY_WAIT:
        self._call_soon_on_event_loop(lambda: _hand_over(self, waiting))
    elif not waiting.expected:
        waiting.expected = True
        later = self._event_loop.call_later
        self._call_soon_on_event_loop(lambda: later(TOGETHER, _hand_over, self, waiting))


class _Waiting:
    """What one session has still to be told, and whether somebody is going to tell it."""

    __slots__ = ("events", "expected")

    def __init__(self) -> None:
        self.events: deque[tuple[Any, ScriptRunnerEvent, dict[str, Any]]] = deque()
        self.expected = False


def _hand_over(session: AppSession, waiting: _Waiting) -> None:
    """Tell a session what waits, on the server's thread, and send what it draws to its visitor.

    `expected` falls first: an event that comes from now on either is still met below or asks for
    another handing over. An event that fails is told to the loop and does not hold up the others.
    """
    waiting.expected = False
    if not waiting.events:
        return
    wake, session._message_enqueued_callback = session._message_enqueued_callback, None
    way = _Way(session)
    try:
        while waiting.events:
            sender, event, told = waiting.events.popleft()
            if event is _DRAWN and sender is session._scriptrunner:
                way.send(told["forward_msg"])
                continue
            try:
                session._handle_scriptrunner_event_on_event_loop(sender, event, **told)
            except Exception as exc:
                failed = {"message": "An event of a page failed", "exception": exc}
                session._event_loop.call_exception_handler(failed)
            way.flush()
    finally:  # also when the server is told to stop in the middle of it
        session._message_enqueued_callback = wake
        if wake and not way.end():
            wake()


class _Way:
    """The way from a session to its visitor, for one handing over.

    Streamlit's own way keeps all messages in a queue, and wakes a loop that asks every session of
    the server whether it has something. It stays for what is told outside of a run, and for a
    visitor who is away. For one who turns out to have gone, the rest is dropped, as it is there.
    """

    def __init__(self, session: AppSession) -> None:
        self._session = session
        self._runtime = Runtime.instance() if Runtime.exists() else None
        manager = self._runtime._session_mgr if self._runtime else None
        self._visit = manager.get_active_session_info(session.id) if manager else None
        self._gone = False

    def send(self, message: Any) -> None:
        """Send a message after all that the session has told before, or keep it.

        An empty place waits in the queue for what may come into it, and what comes after it too:
        sent by itself, it would take away what stood there.
        """
        queue = self._session._browser_queue
        if self._visit is None or not queue.is_empty() or _is_empty_place(message):
            queue.enqueue(message)
        else:
            self._write(message)

    def end(self) -> bool:
        """Send what is left; tells whether there was somebody to send to."""
        if self._visit is None:
            return False
        self.flush()
        self._session.on_flushed_messages_sent()
        return True

    def flush(self) -> None:
        """Send what the session keeps, if there is somebody to send to."""
        if self._visit is not None:
            for message in self._session.flush_browser_queue():
                self._write(message)

    def _write(self, message: Any) -> None:
        if self._gone:
            return
        try:
            self._runtime._send_message(self._visit, message)
        except SessionClientDisconnectedError:
            self._gone = True
            self._runtime.disconnect_session(self._session.id, client=self._visit.client)


def _is_empty_place(message: Any) -> bool:
    return (
        message.WhichOneof("type") == "delta"
        and message.delta.WhichOneof("type") == "new_element"
        and message.delta.new_element.WhichOneof("type") == "empty"
    )


Write = Callable[[StarletteSessionClient, Any], None]


def at_once(write: Write) -> Write:
    """Return Streamlit's writing of a message to a visitor, without its queue where none waits.

    The queue is emptied by a task that sends each message through every layer of the app.
    """

    @functools.wraps(write)
    def write_at_once(self: StarletteSessionClient, msg: Any) -> None:
        take = self._websocket.scope.get("extensions", {}).get(TAKE)
        in_line = self._closed.is_set() or not self._send_queue.empty()
        if take is None or in_line or not take(serialize_forward_msg(msg)):
            write(self, msg)

    return write_at_once


def written_once(write: Callable[..., None]) -> Callable[..., None]:
    """Return a writer of settings into a message that asks for the settings once.

    They are read at the start and do not change; each kind of message is kept by what else the
    writer is asked with.
    """
    made: dict[tuple[Any, ...], bytes] = {}

    @functools.wraps(write)
    def write_again(message: Message, *asked: Any) -> None:
        if asked not in made:
            fresh = type(message)()
            write(fresh, *asked)
            made[asked] = fresh.SerializeToString()
        if made[asked]:
            message.MergeFromString(made[asked])

    return write_again


def trimmed(clean: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return Streamlit's trimming of a text, shorter for a text of one line.

    Only several lines can have an indent in common. Of style sheets, which are few, the answer is
    remembered; never of other texts, which may say where a visitor lives.
    """
    remembered = functools.lru_cache(maxsize=8)(clean)

    @functools.wraps(clean)
    def clean_quickly(text: Any) -> str:
        if type(text) is not str:
            return clean(text)
        if "\n" not in text:
            return text.strip()
        return (remembered if text.startswith("<style") else clean)(text)

    return clean_quickly


def only_styles(look: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return Streamlit's question whether markup is a style sheet and nothing else.

    Markup that begins with anything else is none; our own sheets are few and are remembered.
    """
    remembered = functools.lru_cache(maxsize=8)(look)

    @functools.wraps(look)
    def look_quickly(markup: str) -> bool:
        start = markup[:1000].lstrip()[:6].lower()
        if start and not start.startswith(("<style", "<!--")):
            return False
        return remembered(markup)

    return look_quickly


def renamed(rename: Callable[[str], str]) -> Callable[[str], str]:
    """Return Streamlit's renaming of what Altair numbers, which leaves a chart without it alone.

    Streamlit reads and writes each chart for it, maps with all their outlines twice.
    """

    @functools.wraps(rename)
    def rename_quickly(chart: str) -> str:
        return rename(chart) if '"view_' in chart or '"param_' in chart else chart

    return rename_quickly
