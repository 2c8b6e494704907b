"""A first visit to each kind of page: first paint, bytes, requests and app ready, in Chromium.

`python -m tests.benchmarks.bench_first_visit` prints medians of visits with an empty cache, at
full speed and on a line like fast 3G (1.6 Mbit/s, 150 ms there and back). The first paint is that
of a browser as it comes, beside that of a few bytes of text (the health route), which is what the
machine needs for any page; all else is of the browser that draws WebGL in software, for the map.
The last line says how fast the machine was (`pace`).
"""

from __future__ import annotations

import contextlib
import itertools
import os
import statistics
import sys
import time
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.benchmarks.bench_load import fresh
from tests.benchmarks.pace import pace
from tests.browser.chromium import find_or_install
from tests.browser.conftest import FLAGS

PAGES = {"text": "scrutiny", "charts": "", "pydeck": "map"}
LINES = {
    "full speed": None,
    "fast 3G": {
        "offline": False,
        "latency": 150,
        "downloadThroughput": 1_600_000 / 8,
        "uploadThroughput": 750_000 / 8,
    },
}
FLOOR = "healthz"
VISITS, PAINTS = 3, 7
SETTLING = 1.5  # seconds after which nothing more is loaded
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def cold(browser: Browser, line: dict | None) -> tuple[BrowserContext, Page, CDPSession]:
    """A browser that has kept nothing, on a line."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    if line:
        cdp.send("Network.emulateNetworkConditions", line)
    return context, page, cdp


def first_paint(browser: Browser, address: str, line: dict | None) -> float:
    """Milliseconds from the request until there is something to read."""
    context, page, _ = cold(browser, line)
    page.goto(address, wait_until="commit")
    while not (painted := page.evaluate(PAINT)):
        page.wait_for_timeout(5)
    context.close()
    return painted


def visit(browser: Browser, address: str, line: dict | None) -> dict[str, float]:
    """One visit with an empty cache; times in ms from the request on."""
    context, page, cdp = cold(browser, line)
    loaded: list[float] = []
    cdp.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("h1").first.wait_for()
    page.locator("#plain").wait_for(state="detached", timeout=90_000)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    ready = (time.perf_counter() - begin) * 1000
    page.wait_for_timeout(SETTLING * 1000)
    context.close()
    return {"kB": sum(loaded) / 1000, "requests": len(loaded), "ready": ready}


def paints(browser: Browser, home: str) -> Iterator[str]:
    """A line for each line and page, the floor first."""
    for line, conditions in LINES.items():
        for kind, path in {"floor": FLOOR, **PAGES}.items():
            times = [first_paint(browser, f"{home}/{path}", conditions) for _ in range(PAINTS)]
            yield f"{line:11} {kind:8} paint {statistics.median(times):8.0f}"


def medians(browser: Browser, home: str) -> Iterator[str]:
    """A line for each page and line."""
    for line, conditions in LINES.items():
        for kind, path in PAGES.items():
            visits = [visit(browser, f"{home}/{path}", conditions) for _ in range(VISITS)]
            middle = {name: statistics.median(one[name] for one in visits) for name in visits[0]}
            numbers = "  ".join(f"{name} {value:8.0f}" for name, value in middle.items())
            yield f"{line:11} {kind:8} {numbers}"


def main() -> None:
    """Measure the server at the address given, or one of its own."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with contextlib.ExitStack() as stack:
        given = sys.argv[1:] or [stack.enter_context(fresh(1)).url]
        home = given[0].rstrip("/")
        chromium = stack.enter_context(sync_playwright()).chromium
        plain, drawing = (
            chromium.launch(executable_path=find_or_install(), args=[*flags, *sandbox])
            for flags in ((), FLAGS)
        )
        for path in PAGES.values():
            visit(drawing, f"{home}/{path}", None)
        for told in itertools.chain(paints(plain, home), medians(drawing, home)):
            print(told, flush=True)
        print(f"pace {pace():.2f}")


if __name__ == "__main__":
    main()
