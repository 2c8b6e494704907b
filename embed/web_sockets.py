"""Writes to visitors' WebSockets: what is sent within a moment goes out in one piece."""

from __future__ import annotations

import logging
from asyncio import TimerHandle
from importlib.metadata import version
from typing import Any

from websockets.protocol import State

MADE_FOR = "0.54.0"  # the release of uvicorn that this fits
TOGETHER = 0.002  # seconds

_log = logging.getLogger(__name__)


def fits() -> bool:
    """Whether the release of uvicorn is the one that this was made for; the log says if not."""
    if version("uvicorn") == MADE_FOR:
        return True
    _log.warning("uvicorn is not %s, so messages to visitors are sent one by one.", MADE_FOR)
    return False


class SentTogether:
    """What uvicorn's `WebSocketsSansIOProtocol` needs to write binary messages together.

    A page of the dashboard is 20 to 90 messages. Each has its frame, as before, but not its own
    call of the system, during which another thread would take over. All else that is written takes
    the waiting frames along, so their order stays.
    """

    _due: TimerHandle | None = None

    async def send(self, message: Any) -> None:
        """Take one message from the app."""
        if message["type"] != "websocket.send" or not self._open or message.get("bytes") is None:
            await super().send(message)
            return
        self.conn.send_binary(message["bytes"])
        if self._due is None:
            self._due = self.loop.call_later(TOGETHER, self._write_out)

    async def run_asgi(self) -> None:
        """Run the app for this visitor. Where it ends without a word, what waits goes out first."""
        app = self.app

        async def to_the_last_frame(*asked: Any) -> Any:
            try:
                return await app(*asked)
            finally:
                if self._due is not None:
                    self._due.cancel()
                    self._write_out()

        self.app = to_the_last_frame
        await super().run_asgi()

    @property
    def _open(self) -> bool:
        """Whether messages may go out now, without waiting for the visitor to read."""
        may_write = self.writable.is_set() and not self.transport.is_closing()
        return may_write and self.conn.state is State.OPEN and self.initial_response is None

    def _write_out(self) -> None:
        self._due = None
        frames = self.conn.data_to_send()
        if frames and not self.transport.is_closing():
            self.transport.write(b"".join(frames))
