"""The socket that the app listens on."""

from __future__ import annotations

import contextlib
import socket

from web.kit.settings import Misconfigured


def bound_socket(host: str, port: str) -> socket.socket:
    """A bound socket. Raises `Misconfigured` for a bad or taken address.

    It does not listen yet: until everything is loaded, connections are refused, and a proxy asks
    another process. TCP_NODELAY, which accepted connections inherit, saves 40 ms on each kept-alive
    answer.
    """
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Misconfigured(f"PORT must be a number from 1 to 65535, not {port!r}.")
    with contextlib.ExitStack() as unless_bound:
        try:
            family = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0][0]
            bound = unless_bound.enter_context(socket.socket(family, socket.SOCK_STREAM))
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind((host, int(port)))
        except OSError as exc:
            raise Misconfigured(f"Cannot listen on {host}, port {port}: {exc.strerror}.") from exc
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        unless_bound.pop_all()
        return bound
