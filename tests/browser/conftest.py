"""Chromium for the browser tests, and visitors in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chromium import find_or_install
from tests.browser.visitor import PATIENCE, Visitor
from tests.served import Server

FLAGS = (
    # Draw WebGL without a graphics card, for the maps.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    # All the rest of a page is drawn plainly: through such WebGL it takes longer.
    "--disable-gpu-rasterization",
    # The browser itself must not go out either.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# Two browsers and their servers share the machine: what comes late still comes.
expect.set_options(timeout=PATIENCE)

NewVisitor = Callable[..., Visitor]

# How Playwright words it, for a step and for an expectation that waited in vain.
OUT_OF_TIME = ["TimeoutError", r"Expect .* with timeout"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One more try for a test in the browser: a busy machine may keep a page waiting too long.

    Only running out of time counts; any other failure stands at once. A run says which tests it
    had to try again.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=OUT_OF_TIME))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session. Its sandbox cannot start for root, so it is left out there."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_or_install(), args=[*FLAGS, *sandbox]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_visitor(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewVisitor]:
    """Makes visitors: `new_visitor(width=360, look="dark")`; `server=` for another than the usual.

    Further settings go to Playwright's browser context. After the test each visitor must have
    met no other host and no complaint of the browser.
    """
    made: list[Visitor] = []

    def make(
        *,
        width: int = 1280,
        height: int = 900,
        look: str = "light",
        server: Server | None = None,
        **settings: object,
    ) -> Visitor:
        home = (server or request.getfixturevalue("server")).url
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=look,
            locale="en-GB",
            **settings,
        )
        made.append(Visitor(page=context.new_page(), home=home))
        return made[-1]

    yield make
    for visitor in made:
        visitor.leave()


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    """A visitor at a desk: 1280 px wide, light."""
    return new_visitor()
