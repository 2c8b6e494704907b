"""Messages to visitors come whole and in order, and go out together."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
import time
import zlib
from contextlib import contextmanager

import pytest
import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import ConnectionClosedOK
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.sync.client import connect

from embed import web_sockets
from embed.web_sockets import Compressor, SentTogether

MESSAGES = [bytes([number]) * (1 + 300 * number) for number in range(60)]


class Counted(SentTogether, WebSocketsSansIOProtocol):
    """Counts how often it writes."""

    written = bytes_written = 0
    last: Counted

    def _write_out(self) -> None:
        Counted.written += 1
        Counted.last = self
        Counted.bytes_written += sum(map(len, self.conn.writes))
        super()._write_out()


async def app(scope, receive, send) -> None:
    """Sends the messages, a word, and the end; at `/short` it ends after the messages."""
    await receive()
    await send({"type": "websocket.accept"})
    for message in MESSAGES:
        await send({"type": "websocket.send", "bytes": message})
    if scope["path"] == "/short":
        return
    await send({"type": "websocket.send", "text": "that is all"})
    await receive()
    await send({"type": "websocket.send", "bytes": b"last"})
    await send({"type": "websocket.close"})


@contextmanager
def served(app=app):
    """An app on a free port; gives the port."""
    config = uvicorn.Config(app, ws=Counted, lifespan="off", log_config=None, log_level="error")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield bound.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def test_messages_come_whole_and_in_order_in_few_writes():
    Counted.written = 0
    with served() as port, connect(f"ws://127.0.0.1:{port}", max_size=None) as visitor:
        assert [visitor.recv() for _ in MESSAGES] == MESSAGES
        assert visitor.recv() == "that is all"
        visitor.send(b"thanks")
        assert visitor.recv() == b"last"
        try:
            visitor.recv()
        except ConnectionClosedOK:
            pass
        else:
            raise AssertionError("the end did not come")
    # Counted once the server has ended: what is due may be written after all has been read.
    assert 0 < Counted.written < len(MESSAGES) / 2


def test_they_are_compressed_as_one_and_nothing_is_held_afterwards():
    Counted.bytes_written = 0
    with served() as port, connect(f"ws://127.0.0.1:{port}", max_size=None) as visitor:
        assert [agreed.name for agreed in visitor.protocol.extensions] == ["permessage-deflate"]
        for _ in range(len(MESSAGES) + 1):
            visitor.recv()
        (extension,) = Counted.last.conn.extensions
        assert extension.encoder._now is None
        assert Counted.bytes_written < sum(map(len, MESSAGES)) / 20
        visitor.send(b"thanks")
        assert visitor.recv() == b"last"


@pytest.mark.parametrize(
    "offer",
    [
        ClientPerMessageDeflateFactory(server_no_context_takeover=True),
        ClientPerMessageDeflateFactory(server_max_window_bits=9),
        ClientPerMessageDeflateFactory(client_no_context_takeover=True, client_max_window_bits=9),
        None,
    ],
)
def test_they_come_whole_whatever_a_browser_offers(offer):
    offers = {"compression": None, "extensions": [offer] if offer else None}
    with served() as port, connect(f"ws://127.0.0.1:{port}", max_size=None, **offers) as visitor:
        assert [visitor.recv() for _ in MESSAGES] == MESSAGES
        assert visitor.recv() == "that is all"
        visitor.send(bytes(5000))
        assert visitor.recv() == b"last"


def test_two_texts_one_after_the_other_are_read_as_one():
    texts = [b"one two three " * 99, b"two three four " * 99, b"three four five " * 99]
    compressor, browser = Compressor(15), zlib.decompressobj(-15)
    for text in texts:
        sent = compressor.compress(text) + compressor.flush(zlib.Z_SYNC_FLUSH)
        compressor.let_go()
        assert browser.decompress(sent) == text


def test_an_app_that_ends_without_a_word_has_its_messages_sent():
    with served() as port, connect(f"ws://127.0.0.1:{port}/short", max_size=None) as visitor:
        assert [visitor.recv() for _ in MESSAGES] == MESSAGES


def test_it_is_made_for_the_release_that_is_installed(monkeypatch, caplog):
    assert web_sockets.fits()
    monkeypatch.setattr(web_sockets, "version", lambda _name: "9.9.9")
    assert not web_sockets.fits()
    assert "one by one" in caplog.text


async def app_that_takes(scope, receive, send) -> None:
    """Hands over every other message there and then, and fills the way so that some must wait."""
    take = scope["extensions"][web_sockets.TAKE]
    await receive()
    assert not take(b"before the handshake")
    await send({"type": "websocket.accept"})
    for message in MANY:
        if not take(message):
            await send({"type": "websocket.send", "bytes": message})
    await send({"type": "websocket.close"})


MANY = [bytes([number]) + random.Random(number).randbytes(40_000) for number in range(200)]


def test_what_is_taken_there_and_then_keeps_its_place_among_what_must_wait():
    with (
        served(app_that_takes) as port,
        connect(f"ws://127.0.0.1:{port}", max_size=None, compression=None) as visitor,
    ):
        time.sleep(0.3)  # meanwhile the way is full
        assert [visitor.recv()[0] for _ in MANY] == list(range(len(MANY)))


def test_nothing_overtakes_a_message_that_waits():
    class Way:
        """Takes a message only when it is told to."""

        async def send(self, message) -> None:
            await self.free.wait()
            self.sent.append(message["bytes"])

    class Tried(SentTogether, Way):
        _open = True

        def __init__(self) -> None:
            self.free, self.sent = asyncio.Event(), []

    async def run() -> None:
        one = Tried()
        one._open = False
        slow = asyncio.create_task(one.send({"type": "websocket.send", "bytes": b"first"}))
        await asyncio.sleep(0)
        one._open = True
        assert not one.take(b"second")
        one.free.set()
        await slow
        assert one.sent == [b"first"]
        assert one._waiting == 0

    asyncio.run(run())
