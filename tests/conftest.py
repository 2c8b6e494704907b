"""What all tests may use: a page run without a browser, and the app as it is served."""

from __future__ import annotations

import contextlib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data.steward.release import new_version
from tests.mutations import real_package, replace
from tests.packages import with_new_paper
from tests.served import PATIENCE, ROOT, Answer, Server, serving

# A busy machine is no fault of the code: no test fails by the clock.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

OpenPage = Callable[..., AppTest]
Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


def _run_the_app(script: str) -> None:
    exec(
        compile(Path(script).read_text(encoding="utf-8"), script, "exec"),
        {"__name__": "__main__", "__file__": script},
    )


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens a page by its path as its own URL would: `open_page("money", area="east-kent")`.

    Fails on an exception that the page lets through.
    """
    # Seeing a folder called pages/, AppTest would run the file of the page alone at a cold start;
    # app.py tells the real server not to.
    monkeypatch.setattr(script_runner, "_mpa_v1", _run_the_app)

    def open_cold(path: str = "", **params: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        # `switch_page` would run the overview first; a visitor with a deep link does not.
        app._page_hash = calc_hash(path)
        for key, value in params.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception, app.exception[0].stack_trace
        return app

    return open_cold


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One running app for all tests; at the end, its log must hold nothing but its address.

    Who shares tests out over processes may have started it for all of them.
    """
    with contextlib.ExitStack() as stack:
        if shared := getattr(request.config, "workerinput", {}).get("server"):
            url, log_file, pid = shared
            running = Server(url, Path(log_file), pid)
        else:
            log_file = tmp_path_factory.mktemp("server") / "log.txt"
            running = stack.enter_context(serving(ROOT, log_file=log_file))
        yield running
        surplus = [line for line in running.log().splitlines() if running.url not in line]
    assert not surplus, "\n".join(["The server complained:", *surplus])


@pytest.fixture(scope="session")
def ask(server: Server) -> Ask:
    """Sends one request to the running app: `ask("/map", method="HEAD", Origin="…")`."""

    def send(
        path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            f"{server.url}{path}", data=body, headers=named, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as exc:
            with exc:
                return Answer(exc.code, exc.headers, exc.read())

    return send


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The folder of a copy of the package."""
    (tmp_path / "old").mkdir()
    return real_package(tmp_path / "old").parent


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The folder of a package with one more paper and another word in a table."""
    folder = with_new_paper(tmp_path / "new")
    replace(folder / "tables" / "themes.csv", "Care itself", "The care itself")
    new_version(folder, "A new paper", version="9.9.0")
    return folder


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Server]:
    """A running app that nobody has visited yet."""
    with serving(ROOT, log_file=tmp_path / "log.txt") as running:
        yield running
