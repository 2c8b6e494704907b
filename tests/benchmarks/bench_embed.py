"""How light and how quick the embeds are: `python -m tests.benchmarks.bench_embed`.

For each main embed: bytes over the wire; median time until its heading is painted in a Chromium
page that is new with all its process, and in one that was open and keeps no file; answers a second
and their 95th percentile with 16 clients that ask again and again over kept connections. First
the same of `/healthz`, a line of text, for what the browser and the server take for anything. The
app is asked once it has come to rest after its start. The figures are written to `embed.csv` beside
this file, with how fast the machine ran Python (`pace`). Nothing here fails on the clock.
"""

from __future__ import annotations

import csv
import http.client
import os
import statistics
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.bench_load import Service, fresh
from tests.benchmarks.pace import pace
from tests.browser.chromium import find_or_install

RESULTS = Path(__file__).with_name("embed.csv")
MAIN = ("find-my-area", "map", "services/lot-3", "money", "engagement", "timeline")
PATHS = ("/healthz", *(f"/embed/{name}" for name in MAIN))
COLUMNS = (
    "path",
    "bytes",
    "painted_new_ms",
    "painted_open_ms",
    "answers_a_second",
    "p95_ms",
    "pace_s",
)
VISITS, CLIENTS, SECONDS = 7, 16, 4.0
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def weight(service: Service, path: str) -> int:
    """Bytes of the body as a browser takes it."""
    connection = http.client.HTTPConnection(urlsplit(service.url).netloc)
    connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
    size = len(connection.getresponse().read())
    connection.close()
    return size


def painted_new(browser: Browser, service: Service, path: str) -> float:
    """Median milliseconds from the start of the visit to the first text, each in a new browser."""
    times = []
    for _ in range(VISITS):
        context = browser.new_context()
        times.append(_visit(context.new_page(), service, path))
        context.close()
    return statistics.median(times)


def painted_open(browser: Browser, service: Service, path: str) -> float:
    """The same in one tab that was open before and keeps no file, as a reader's is."""
    context = browser.new_context()
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    _visit(page, service, path)
    times = [_visit(page, service, path) for _ in range(VISITS)]
    context.close()
    return statistics.median(times)


def _visit(page: Page, service: Service, path: str) -> float:
    page.goto(f"{service.url}{path}")
    while not (shown := page.evaluate(PAINTED)):
        page.wait_for_timeout(5)
    return shown


def under_load(service: Service, path: str) -> tuple[float, float]:
    """Answers a second, and the 95th percentile of their times in milliseconds."""
    times: list[float] = []
    until = time.perf_counter() + SECONDS

    def ask() -> None:
        connection = http.client.HTTPConnection(urlsplit(service.url).netloc)
        while (start := time.perf_counter()) < until:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            connection.getresponse().read()
            times.append(1000 * (time.perf_counter() - start))
        connection.close()

    clients = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return len(times) / SECONDS, statistics.quantiles(times, n=20)[-1]


def main() -> None:
    """Measure, print, and write down."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    rows = []
    with fresh(1) as service, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=sandbox)
        for path in PATHS:
            size = weight(service, path)
            new, again = (how(browser, service, path) for how in (painted_new, painted_open))
            now = pace(part=0.1)
            rate, slowest = under_load(service, path)
            row = [path, size, *map(round, (new, again, rate)), round(slowest, 1), round(now, 2)]
            rows.append(row)
            print(*rows[-1], sep="\t", flush=True)
        browser.close()
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
