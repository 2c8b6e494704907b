"""Chromium for the browser tests, and visitors in it."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.chromium import find_or_install
from tests.browser.visitor import PATIENCE, Visitor
from tests.served import Server
from tests.served_to_all import pytest_configure_node  # noqa: F401 - a hook

FLAGS = (
    # Draw WebGL without a graphics card, for the maps.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    # On a busy machine that drawing is slow, and would be taken for hanging and stopped.
    "--disable-gpu-watchdog",
    # All the rest of a page is drawn plainly: through such WebGL it takes longer.
    "--disable-gpu-rasterization",
    # The browser itself must not go out either.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# What spares half of the processor's time and shows the same. Pictures and benchmarks go without.
SPARING = (
    # Put together what is drawn by the processor alone, too: only WebGL itself goes through WebGL.
    "--disable-gpu-compositing",
    # No page stands so long that compiling its scripts to the last is worth it.
    "--js-flags=--no-opt",
)

# Three browsers and their servers share the machine: what comes late still comes.
expect.set_options(timeout=PATIENCE)

NewVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session. Its sandbox cannot start for root, so it is left out there."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_or_install(), args=[*FLAGS, *SPARING, *sandbox]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> dict[str, BrowserContext]:
    """The profiles of the browser that visitors share, by their settings; each keeps its cache."""
    return {}


@pytest.fixture
def new_visitor(
    browser: Browser, profiles: dict[str, BrowserContext], request: pytest.FixtureRequest
) -> Iterator[NewVisitor]:
    """Makes visitors: `new_visitor(width=360, look="dark")`; `server=` for another than the usual.

    Further settings go to Playwright's browser context, which those with the same settings share;
    `is_new` is one who never was here. After the test each visitor must have met no other host and
    no complaint of the browser.
    """
    made: list[Visitor] = []
    own: list[BrowserContext] = []

    def make(
        *,
        width: int = 1280,
        height: int = 900,
        look: str = "light",
        server: Server | None = None,
        is_new: bool = False,
        **settings: object,
    ) -> Visitor:
        home = (server or request.getfixturevalue("server")).url
        settings |= {"color_scheme": look, "locale": "en-GB"}
        context = None if is_new else profiles.get(str(settings))
        if context is None:
            context = browser.new_context(**settings)
            if is_new:
                own.append(context)
            else:
                profiles[str(settings)] = context
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        made.append(Visitor(page=page, home=home))
        return made[-1]

    yield make
    for visitor in made:
        visitor.leave()
    for context in own:
        context.close()


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    """A visitor at a desk: 1280 px wide, light."""
    return new_visitor()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and remembers what was asked for."""

    asked: list[str]

    def log_message(self, _format: str, *_args: object) -> None:
        self.asked.append(self.path)


@pytest.fixture
def elsewhere(tmp_path):
    """Another site: serves the files of a folder on a port of its own."""
    asked: list[str] = []
    handler = type("Handler", (Quiet,), {"asked": asked})
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(tmp_path))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}", tmp_path, asked
    server.shutdown()
    server.server_close()
