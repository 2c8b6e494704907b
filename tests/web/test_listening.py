"""Where the app listens: each bad or taken address is one sentence."""

from __future__ import annotations

import socket

import pytest

from tests.served import free_port
from web.kit.settings import Misconfigured
from web.server.listening import bound_socket


@pytest.mark.parametrize("port", ["no", "0", "65536", "-1", "8501;", ""])
def test_a_bad_port_is_one_sentence(port):
    with pytest.raises(Misconfigured) as caught:
        bound_socket("127.0.0.1", port)
    assert str(caught.value) == f"PORT must be a number from 1 to 65535, not {port!r}."


def test_a_taken_port_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Misconfigured) as caught:
            bound_socket("127.0.0.1", str(port))
    assert str(caught.value).startswith(f"Cannot listen on 127.0.0.1, port {port}: ")


def test_an_unknown_host_is_one_sentence():
    with pytest.raises(Misconfigured) as caught:
        bound_socket("no.such.host.invalid", "8501")
    assert str(caught.value).startswith("Cannot listen on no.such.host.invalid, port 8501: ")


def test_what_is_bound_refuses_visitors_until_the_app_listens():
    port = free_port()
    with bound_socket("127.0.0.1", str(port)), pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
