"""Messages to visitors come whole and in order, and go out together."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import ConnectionClosedOK
from websockets.sync.client import connect

from embed import web_sockets
from embed.web_sockets import SentTogether

MESSAGES = [bytes([number]) * (1 + 300 * number) for number in range(60)]


class Counted(SentTogether, WebSocketsSansIOProtocol):
    """Counts how often it writes."""

    written = 0

    def _write_out(self) -> None:
        Counted.written += 1
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
def served():
    """The app on a free port; gives the port."""
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
        assert Counted.written < len(MESSAGES) / 2
        visitor.send(b"thanks")
        assert visitor.recv() == b"last"
        try:
            visitor.recv()
        except ConnectionClosedOK:
            pass
        else:
            raise AssertionError("the end did not come")


def test_an_app_that_ends_without_a_word_has_its_messages_sent():
    with served() as port, connect(f"ws://127.0.0.1:{port}/short", max_size=None) as visitor:
        assert [visitor.recv() for _ in MESSAGES] == MESSAGES


def test_it_is_made_for_the_release_that_is_installed(monkeypatch, caplog):
    assert web_sockets.fits()
    monkeypatch.setattr(web_sockets, "version", lambda _name: "9.9.9")
    assert not web_sockets.fits()
    assert "one by one" in caplog.text
