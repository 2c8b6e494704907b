"""Writes to visitors' WebSockets: what is sent in one moment is packed and goes out as one."""

from __future__ import annotations

import logging
import zlib
from asyncio import TimerHandle
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.typing import ExtensionParameter

MADE_FOR = "0.54.0"  # the release of uvicorn that this fits
TOGETHER = 0.002  # seconds
SMALL = 300  # bytes; what is smaller is not worth compressing
QUICKLY = 1  # zlib's level
TAKE = "dashboard.take"  # among the extensions of a scope: what takes a message there and then

_log = logging.getLogger(__name__)


def fits() -> bool:
    """Whether the release of uvicorn is the one that this was made for; the log says if not."""
    if version("uvicorn") == MADE_FOR:
        return True
    _log.warning("uvicorn is not %s, so messages to visitors are sent one by one.", MADE_FOR)
    return False


class Compressor:
    """Compresses what goes out together as one text, and holds nothing in between.

    A compressor for each visitor would hold 32 kB to 256 kB for as long as they read. A browser
    reads on where a new one begins: it only never points back to what the last one has sent.
    """

    def __init__(self, window_bits: int) -> None:
        self._window_bits = window_bits
        self._now: Any = None

    def compress(self, data: bytes) -> bytes:
        """As zlib's compressor."""
        if self._now is None:
            self._now = zlib.compressobj(QUICKLY, zlib.DEFLATED, -self._window_bits)
        return self._now.compress(data)

    def flush(self, mode: int) -> bytes:
        """As zlib's compressor."""
        return self._now.flush(mode)

    def let_go(self) -> None:
        """Forget all; the next text begins anew."""
        self._now = None


class Compression(ServerPerMessageDeflateFactory):
    """Agrees with a browser on how messages are compressed, with a `Compressor` of ours."""

    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[ExtensionParameter], Any]:
        """As in the parent, which also says what it raises."""
        agreed, extension = super().process_request_params(params, accepted_extensions)
        if not extension.local_no_context_takeover:
            extension.encoder = Compressor(extension.local_max_window_bits)
        return agreed, extension


class SentTogether:
    """What uvicorn's `WebSocketsSansIOProtocol` needs to write binary messages together.

    A page of the dashboard is 20 to 90 messages. Each has its frame, as before, but not its own
    call of the system, during which another thread would take over. All else that is written takes
    the waiting frames along, so their order stays. The app finds `take` in its scope, and need not
    send each message through all that lies between.
    """

    _due: TimerHandle | None = None
    _waiting = 0  # messages that wait for the visitor to read, or for the end of the handshake

    def __init__(self, *asked: Any, **named: Any) -> None:
        super().__init__(*asked, **named)
        if self.config.ws_per_message_deflate:
            self.conn.available_extensions = [Compression(client_max_window_bits=12)]

    async def send(self, message: Any) -> None:
        """Take one message from the app."""
        data = message.get("bytes") if message["type"] == "websocket.send" else None
        if data is not None and self.take(data):
            return
        self._waiting += 1
        try:
            await super().send(message)
        finally:
            self._waiting -= 1

    def take(self, data: bytes) -> bool:
        """Take one binary message if it may go out now; tells whether it was taken."""
        if self._waiting or not self._open:
            return False
        if len(data) < SMALL:
            self.conn.writes.append(Frame(Opcode.BINARY, data).serialize(mask=False))
        else:
            self.conn.send_binary(data)
        if self._due is None:
            self._due = self.loop.call_later(TOGETHER, self._write_out)
        return True

    async def run_asgi(self) -> None:
        """Run the app for this visitor. Where it ends without a word, what waits goes out first."""
        app = self.app
        self.scope["extensions"][TAKE] = self.take

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
        for extension in self.conn.extensions:
            if isinstance(encoder := getattr(extension, "encoder", None), Compressor):
                encoder.let_go()
        frames = self.conn.data_to_send()
        if frames and not self.transport.is_closing():
            self.transport.write(b"".join(frames))
