"""Photographs the scenes in Chromium, from a server of its own."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby

from PIL import Image
from playwright.sync_api import Locator, Page, TimeoutError, sync_playwright

from tests.browser.chromium import find_or_install
from tests.browser.conftest import FLAGS
from tests.browser.visitor import Visitor
from tests.visual.scenes import Scene

PATIENCE = 60_000  # ms; nothing fails here because a machine is busy
STILL = 0.6  # seconds between two looks at a page that should have come to rest
TRIES = 40


def photographs(home: str, scenes: Iterable[Scene]) -> Iterator[tuple[Scene, Image.Image | None]]:
    """Yield each scene of the app at `home` with its picture, in the pixels of its frame.

    None in the place of a picture: the page was not drawn in time. The others are still taken.
    """
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_or_install(), args=[*FLAGS, *sandbox]
        )
        for frame, shown in groupby(scenes, key=lambda scene: scene.frame):
            context = browser.new_context(
                viewport={"width": frame.width, "height": frame.height},
                color_scheme=frame.look,
                locale="en-GB",
                reduced_motion="reduce",
            )
            visitor = Visitor(page=context.new_page(), home=home)
            visitor.page.set_default_timeout(PATIENCE)
            for scene in shown:
                try:
                    pictures = [_taken(visitor.page, f"{home}/{p}", scene) for p in scene.paths]
                    picture = sheet(pictures) if scene.part else pictures[0]
                except TimeoutError:
                    picture = None
                yield scene, picture
            context.close()
        browser.close()


def _taken(page: Page, address: str, scene: Scene) -> Image.Image:
    page.goto(address)
    _drawn(page)
    return at_rest(page.locator(scene.part).first if scene.part else page)


def sheet(pictures: Sequence[Image.Image]) -> Image.Image:
    """Pictures of one size in rows of two."""
    wide, high = pictures[0].size
    whole = Image.new("RGB", (2 * wide, high * math.ceil(len(pictures) / 2)), "white")
    for number, picture in enumerate(pictures):
        whole.paste(picture, (number % 2 * wide, number // 2 * high))
    return whole


def _drawn(page: Page) -> None:
    """Wait for the app to have drawn what it was asked for; pages without it are there at once."""
    if page.locator("html:not([data-alone]) #root").count():
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        page.wait_for_function(
            "() => !document.querySelector('#plain, [data-testid=stSkeleton], [data-stale=true]')"
        )
    # A page that failed has no finding, and no picture of it is kept.
    page.locator("h1:visible").first.wait_for()


def at_rest(page: Page | Locator) -> Image.Image:
    """The picture of a page or a part once two looks at it are the same, or the last one taken."""
    before = b""
    for _ in range(TRIES):
        seen = page.screenshot(animations="disabled", caret="hide", timeout=PATIENCE)
        if seen == before:
            break
        before = seen
        time.sleep(STILL)
    return Image.open(BytesIO(before)).convert("RGB")
