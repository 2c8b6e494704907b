"""How a made-up service is reached: over a real socket, or in the process for speed."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from data.notices.http import Getter, Manners
from data.notices.http_cache import Cache


@dataclass(frozen=True)
class Reply:
    """What a service answers. `missing` bytes are announced and never sent; `delay` in seconds."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    missing: int = 0
    delay: float = 0
    drip: float = 0


Service = Callable[[str, dict[str, str], Mapping[str, str]], Reply]


@contextmanager
def served(service: Service) -> Iterator[str]:
    """Serve on a free port of 127.0.0.1 for as long as the block lasts; gives the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = _taken_apart(self.path)
            reply = service(path, query, self.headers)
            time.sleep(reply.delay)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body) + reply.missing))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # the reader gave up
                self._send(reply)
            if reply.missing:
                self.close_connection = True

        def _send(self, reply: Reply) -> None:
            if not reply.drip:
                self.wfile.write(reply.body)
                return
            for place in range(0, len(reply.body), 64):
                self.wfile.write(reply.body[place : place + 64])
                self.wfile.flush()
                time.sleep(reply.drip)

        def log_message(self, *_: object) -> None:
            """Tests read answers, not logs."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class InProcess(BaseAdapter):
    """Lets a session ask a service without a socket: thousands of answers in a second."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service

    def send(self, request: requests.PreparedRequest, **_: object) -> requests.Response:
        path, query = _taken_apart(str(request.url))
        reply = self.service(path, query, request.headers)
        answer = requests.Response()
        answer.status_code, answer.url = reply.status, str(request.url)
        answer.request = request
        answer.headers.update(reply.headers)
        answer.raw = HTTPResponse(
            io.BytesIO(reply.body), headers=dict(reply.headers), preload_content=False
        )
        return answer

    def close(self) -> None:
        """Nothing is open."""


def quick(service: Service | None = None, **changes: object) -> Getter:
    """A getter that does not wait; with a service, one that asks it in the process."""
    session = requests.Session()
    session.trust_env = False
    if service:
        session.mount("http://", InProcess(service))
    manners = Manners(**{"connect": 2, "silence": 2, "whole": 5, "tries": 3, **changes})
    return Getter(Cache(None), manners, session, lambda _seconds: None)


def _taken_apart(target: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(target)
    return parts.path, dict(parse_qsl(parts.query, keep_blank_values=True))
