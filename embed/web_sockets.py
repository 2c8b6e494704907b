"""Writes to visitors' WebSockets: what is sent within a moment goes out in one piece."""

from __future__ import annotations

from asyncio import TimerHandle
from typing import Any

from websockets.protocol import State

TOGETHER = 0.002  # seconds


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
