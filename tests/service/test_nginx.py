"""The running app behind a real nginx with the configuration in deploy/nginx: it is passed on.

What nginx keeps, limits and says when something fails is proved in tests/proof/test_deploy.py.
"""

from __future__ import annotations

import urllib.request

import pytest

from tests.proxied import NoNginx, find_or_install, proxying
from tests.served import PATIENCE


def test_answers_come_through(tmp_path, server, ask):
    try:
        find_or_install()
    except NoNginx as exc:
        pytest.skip(str(exc))
    with proxying(tmp_path / "nginx", [server.port]) as proxy:
        for path in ("/embed/timeline", "/open-data/tables/lots.csv", "/briefing/"):
            with urllib.request.urlopen(proxy.url + path, timeout=PATIENCE) as through:
                assert through.headers["Server"].startswith("nginx")
                assert through.read() == ask(path).body
        with urllib.request.urlopen(f"{proxy.url}/money", timeout=PATIENCE) as page:
            assert b"<title>" in page.read()
