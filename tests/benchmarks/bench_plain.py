"""How light and how quick plain pages are: `python -m tests.benchmarks.bench_plain`.

- Each page: bytes over the wire with all that it needs, and the median time in Chromium, on a line
  like fast 3G, until its first control can be used, or until it stands where it has none.
- All pages in mixed choices, asked again and again over kept connections by 16 clients: answers a
  second and the 95th percentile of their times; first `/healthz`, a line of text, for the ratio.
- 2,000 readers at once, one page each 10 seconds each: the 50th and 95th percentile.

Results go to `plain.csv` beside this file, with how fast the machine ran Python (`pace`). Nothing
here fails on the clock.
"""

from __future__ import annotations

import asyncio
import csv
import os
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from components.page_list import PAGES
from data.live.current import current
from tests.benchmarks.bench_embed import under_load, weight
from tests.benchmarks.bench_first_visit import LINES, cold
from tests.benchmarks.bench_load import Service, fresh
from tests.benchmarks.http_client import Connection, ask, connected
from tests.benchmarks.pace import pace
from tests.browser.chromium import find_or_install

RESULTS = Path(__file__).with_name("plain.csv")
READERS, PAUSE, LASTING = 2_000, 10.0, 30.0  # seconds between two pages, and of the whole
CONNECTIONS = 64  # that the readers share, as behind a proxy
USABLE = "#plain form select, #plain form input, #plain h1"
VISITS = 3


def addresses() -> list[str]:
    """Every page as it opens, and for each HCP area and cohort."""
    areas = current()["hcp_areas"]["hcp_area_id"].to_list()
    chosen = ["", *(f"&area={area}" for area in areas), "&cohort=children"]
    return [f"/{entry.path}?plain{one}" for entry in PAGES for one in chosen]


def usable(browser: Browser, address: str) -> float:
    """Median milliseconds on a slow line until the first control of a page can be used."""
    times = []
    for _ in range(VISITS):
        context, page, _cdp = cold(browser, LINES["fast 3G"])
        begin = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.locator(USABLE).first.wait_for()
        times.append(1000 * (time.perf_counter() - begin))
        context.close()
    return statistics.median(times)


def readers(service: Service, paths: Sequence[str]) -> tuple[float, float]:
    """The 50th and 95th percentile in ms of what readers at once wait for a page each."""
    times = asyncio.run(_readers(service.url, paths))
    cuts = statistics.quantiles(times, n=20)
    return statistics.median(times), cuts[-1]


async def _readers(url: str, paths: Sequence[str]) -> list[float]:
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await connected(url))
    times: list[float] = []
    chance, until = random.Random(1), time.perf_counter() + LASTING

    async def reader() -> None:
        await asyncio.sleep(chance.uniform(0, PAUSE))
        while time.perf_counter() < until:
            begin = time.perf_counter()
            connection = await free.get()
            await ask(connection, url, chance.choice(paths))
            free.put_nowait(connection)
            times.append(1000 * (time.perf_counter() - begin))
            await asyncio.sleep(PAUSE)

    await asyncio.gather(*(reader() for _ in range(READERS)))
    while not free.empty():
        free.get_nowait()[1].close()
    return times


def main() -> None:
    """Measure, print, and write down."""
    rows: list[list[object]] = []

    def note(*row: object) -> None:
        rows.append([one if isinstance(one, str) else round(one, 2) for one in row])
        print(*rows[-1], sep="\t", flush=True)

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    paths = addresses()
    with fresh(1) as service:
        for path in paths:
            weight(service, path)  # made once, as a service that has been up for a while has it
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_or_install(), args=sandbox)
            for entry in PAGES:
                path = f"/{entry.path}?plain"
                note("page", path, weight(service, path), usable(browser, f"{service.url}{path}"))
            browser.close()
        for one in ("/healthz", *random.Random(1).sample(paths, 5)):
            note("answers a second, p95 ms", one, *under_load(service, one))
        note("2,000 readers: p50, p95 ms", "mixed", *readers(service, paths))
        note("pace", "", pace(), 0.0)
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()
