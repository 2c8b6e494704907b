"""A first visit to each kind of page: bytes, requests, first paint and app ready, in Chromium.

`python -m tests.benchmarks.bench_first_visit` prints medians of three visits with an empty cache,
at full speed and on a line like fast 3G (1.6 Mbit/s, 150 ms there and back).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_or_install
from tests.browser.conftest import FLAGS
from tests.served import ROOT, serving

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
VISITS = 3
SETTLING = 1.5  # seconds after which nothing more is loaded
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def visit(browser: Browser, address: str, line: dict | None) -> dict[str, float]:
    """One visit with an empty cache; times in ms from the request on."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    if line:
        cdp.send("Network.emulateNetworkConditions", line)
    loaded: list[float] = []
    cdp.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("h1").first.wait_for()
    page.locator("#first-paint").wait_for(state="detached", timeout=90_000)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    ready = (time.perf_counter() - begin) * 1000
    page.wait_for_timeout(SETTLING * 1000)
    painted = page.evaluate(PAINT)
    context.close()
    return {"kB": sum(loaded) / 1000, "requests": len(loaded), "paint": painted, "ready": ready}


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
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=find_or_install(), args=[*FLAGS, *sandbox]
        )
        if len(sys.argv) > 1:
            for told in medians(browser, sys.argv[1].rstrip("/")):
                print(told, flush=True)
            return
        with serving(ROOT, log_file=Path(folder) / "log.txt") as server:
            for path in PAGES.values():
                visit(browser, f"{server.url}/{path}", None)
            for told in medians(browser, server.url):
                print(told, flush=True)


if __name__ == "__main__":
    main()
