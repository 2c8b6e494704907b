"""Starts the app as `make run` does, on a free port, and stops it by its own process id."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds until a server that does not answer counts as broken


@dataclass(frozen=True)
class Server:
    """A running app: its address without a slash at the end, the file it logs to, its process."""

    url: str
    log_file: Path
    pid: int

    @property
    def port(self) -> int:
        """The port of its address."""
        return int(self.url.rsplit(":", 1)[1])

    def log(self) -> str:
        """What it has written so far, to standard output and standard error."""
        return self.log_file.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Answer:
    """What a server answered: its status, its headers and its body as sent."""

    status: int
    headers: Message
    body: bytes


@contextmanager
def serving(
    folder: Path, *, log_file: Path, port: int | None = None, **settings: str
) -> Iterator[Server]:
    """Serve the `app.py` in a folder for as long as the block lasts.

    On a free port, unless one is given; `settings` are added to the environment.
    """
    port = port or free_port()
    with log_file.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=folder,
            env=os.environ | {"HOST": "127.0.0.1", "PORT": str(port)} | settings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Server(url=f"http://127.0.0.1:{port}", log_file=log_file, pid=process.pid)
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def _wait_for(server: Server, process: subprocess.Popen) -> None:
    """Wait for the health route: it answers without running any page."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The app stopped at its start:\n{server.log()}")
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The app did not answer within {PATIENCE} seconds:\n{server.log()}")
