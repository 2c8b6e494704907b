"""Proxies that are set up in another way than deploy/nginx: what works, and what is told if not."""

from __future__ import annotations

import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.proxied import PATIENCE, command, find_or_install
from tests.served import ROOT, Server, free_port, serving
from tests.service.test_watch import SECRET, handshake, metrics
from web import health_and_metrics as watch

WAYS = {
    # Each as in `location`, where what is asked goes on to the app.
    "as it should be": "location / { proxy_pass APP; HOST_ON UPGRADE }",
    "changes Host": "location / { proxy_pass APP; proxy_set_header Host inside.local; UPGRADE }",
    "changes Host and says so": "location / { proxy_pass APP; proxy_set_header Host inside.local; "
    "proxy_set_header X-Forwarded-Host $http_host; UPGRADE }",
    "no WebSocket": "location / { proxy_pass APP; proxy_http_version 1.0; HOST_ON }",
    "below a path": "location /community/ { proxy_pass APP; HOST_ON UPGRADE }",
    "path cut off and told": "location /community/ { proxy_pass APP/; HOST_ON UPGRADE "
    "proxy_set_header X-Forwarded-Prefix /community; }",
}
WORDS = {
    "HOST_ON": "proxy_set_header Host $http_host;",
    "UPGRADE": "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; "
    "proxy_set_header Connection upgrade;",
}


@contextmanager
def proxies(folder: Path, app: str, ports: dict[str, int]) -> Iterator[None]:
    """Run one nginx with a server for each way."""
    servers = ""
    for name, rules in WAYS.items():
        for word, meaning in (WORDS | {"APP": app}).items():
            rules = rules.replace(word, meaning)
        servers += f"server {{ listen 127.0.0.1:{ports[name]}; {rules} }}\n"
    paths = "".join(
        f"{kind}_temp_path {kind};" for kind in ("client_body", "proxy", "fastcgi", "scgi", "uwsgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid n.pid; error_log stderr emerg; events {{}}\nhttp {{ access_log off; {paths}\n"
        f"{servers}}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(command(find_or_install(), folder))
    try:
        wait_for(ports["as it should be"], process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(port: int, process: subprocess.Popen) -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE).close()
            return
        except urllib.error.URLError:
            continue
    raise RuntimeError("nginx did not start")


@pytest.fixture(scope="module", params=["", "PUBLIC_URL"])
def reached(request, tmp_path_factory) -> Iterator[tuple[Server, dict[str, str], bool]]:
    """An app, the address of each proxy before it, and whether PUBLIC_URL is set.

    It is set to that of the first proxy that changes Host.
    """
    folder = tmp_path_factory.mktemp("proxies")
    ports = {name: free_port() for name in WAYS}
    known = {"PUBLIC_URL": f"http://127.0.0.1:{ports['changes Host']}"} if request.param else {}
    settings = known | {watch.TOKEN: SECRET}
    urls = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    log_file = folder / "log.txt"
    with (
        serving(ROOT, log_file=log_file, **settings) as app,
        proxies(folder, app.url, ports),
    ):
        yield app, urls, bool(request.param)


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as exc:
        with exc:
            return exc.code, exc.read().decode()


def session(url: str, path: str = "") -> int:
    return int(handshake(url, origin=url, path=f"{path}/_stcore/stream").split()[1])


def test_pages_come_through_every_proxy_that_shows_them_at_its_root(reached):
    _, urls, _ = reached
    for name in ("as it should be", "changes Host", "changes Host and says so", "no WebSocket"):
        status, page = get(f"{urls[name]}/money")
        assert (status, "<h1" in page) == (200, True), name
        assert get(f"{urls[name]}/healthz")[0] == 200
        assert get(f"{urls[name]}/embed/money")[0] == 200


def test_sessions_are_opened_or_refused_with_their_reason(reached):
    app, urls, is_public = reached
    before = metrics(app)
    assert session(urls["as it should be"]) == 101
    assert session(urls["changes Host"]) == (101 if is_public else 403)
    assert session(urls["changes Host and says so"]) == 403
    assert session(urls["no WebSocket"]) == 426
    assert session(urls["below a path"], "/community") == 403
    grown = {
        name.split('"')[1]: value - before.get(name, 0)
        for name, value in metrics(app).items()
        if name.startswith("dashboard_refused_sessions_total")
    }
    origin = {} if is_public else {"origin": 1}
    assert grown == {**origin, "host": 1, "upgrade": 1, "path": 1}
    for reason in grown:
        assert f'"reason": "{reason}"' in app.log()
    assert "127.0.0.1" not in app.log().replace(app.url, "")


def test_below_a_path_a_sentence_is_the_answer(reached):
    _, urls, _ = reached
    status, page = get(f"{urls['below a path']}/community/money")
    assert (status, "There is no page at this web address" in page) == (404, True)
    status, text = get(f"{urls['path cut off and told']}/community/money")
    assert status == 404
    assert text == "This dashboard needs a host name of its own: it cannot stand below a path.\n"
