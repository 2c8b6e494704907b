"""How many visitors one process serves: `python -m tests.benchmarks.bench_load [which …]`.

A fresh app is visited over real WebSockets (see `streamlit_client`), by this one process beside it:

- `200` and `500`: so many visitors at once, each with one interaction each 10 seconds (a look-up, a
  choice on the page, or a turn to another page). Measured is the time from the message sent to the
  script finished, the memory that a visitor takes, and the server's processor time, which does not
  depend on what else the machine does.
- `turnover`: as many visits as 200 visitors at once make in two hours, if each stays for ten
  minutes. They come one after the other as fast as they are served; memory must stay flat.

Without arguments all three are run. Results go to `load.csv` beside this file, one line for each
run, with the load of the machine at its end and how fast it ran Python then. Nothing here fails on
the clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import csv
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from geo.lookup import load
from tests.benchmarks.bench_lookup import some_postcodes
from tests.benchmarks.pace import pace
from tests.benchmarks.streamlit_client import PageMap, survey, visiting
from tests.served import ROOT, Server, serving

RESULTS = Path(__file__).with_name("load.csv")
COLUMNS = (
    "when",
    "run",
    "interactions",
    "p50_ms",
    "p95_ms",
    "worst_ms",
    "cpu_ms",
    "client_cpu_ms",
    "mb_start",
    "mb_end",
    "mb_each",
    "machine_load",
    "pace_s",
)
FINE = {"mb_each", "pace_s"}  # given to three places
PAUSE, WAVER = 10.0, 3.0  # seconds between a visitor's interactions, and how far they may be off
QUIET = 3.0  # seconds in which a server at rest does next to nothing
COMING = 20.0  # seconds in which all visitors come
MEASURED = 40.0  # seconds
VISITS, AT_ONCE, SETTLED = 2_400, 16, 400  # turnover: visits, how many at once, until it counts


@dataclass(frozen=True)
class Meter:
    """The server's process, and this one."""

    process: psutil.Process

    def cpu(self) -> float:
        """Processor time that the server has used, user and system, in seconds."""
        used = self.process.cpu_times()
        return used.user + used.system

    def until_idle(self) -> None:
        """Wait until what the server makes ahead after its start is made."""
        while True:
            used = self.cpu()
            time.sleep(QUIET)
            if self.cpu() - used < QUIET / 20:
                return

    def memory(self) -> float:
        """Its memory now (resident set) in megabytes."""
        return self.process.memory_info().rss / 1e6


class Visits:
    """What visitors do: the same choices in every run, and the seconds that each one took."""

    def __init__(self, pages: Mapping[str, PageMap]) -> None:
        self.pages = pages
        self.postcodes = some_postcodes(load(), 500)
        self.seconds: list[float] = []

    def someone(self, number: int) -> tuple[random.Random, PageMap]:
        """A visitor's own chance, and the page that they open first."""
        chance = random.Random(number)
        return chance, chance.choice(list(self.pages.values()))


async def at_once(server: Server, meter: Meter, visitors: int) -> dict[str, float]:
    """So many visitors at a time, each with an interaction each `PAUSE`."""
    visits = Visits(await survey(server.url))
    await _warm(server, visits)
    start, memory = time.monotonic(), meter.memory()
    begin, end = start + COMING + PAUSE / 2, start + COMING + PAUSE / 2 + MEASURED
    marks: dict[str, float] = {}

    async def stay(number: int) -> None:
        chance, page = visits.someone(number)
        await asyncio.sleep(COMING * number / visitors)
        async with visiting(server.url, page) as visitor:
            await visitor.open()
            turn = time.monotonic() + chance.uniform(0, PAUSE)
            while turn < end:
                await asyncio.sleep(turn - time.monotonic())
                postcode = chance.choice(visits.postcodes)
                took = await visitor.do_something(chance, visits.pages, postcode)
                if turn >= begin:
                    visits.seconds.append(took)
                turn = max(turn + PAUSE + chance.uniform(-WAVER, WAVER), time.monotonic())
            await asyncio.sleep(max(0.0, end + 1 - time.monotonic()))

    async def watch() -> None:
        await asyncio.sleep(begin - time.monotonic())
        marks["cpu"], marks["client"] = meter.cpu(), time.process_time()
        await asyncio.sleep(end - time.monotonic())
        marks["cpu"] = meter.cpu() - marks["cpu"]
        marks["client"] = time.process_time() - marks["client"]
        marks["memory"] = meter.memory()

    await asyncio.gather(watch(), *(stay(number) for number in range(visitors)))
    return _summary(visits, marks) | {
        "mb_start": memory,
        "mb_end": marks["memory"],
        "mb_each": (marks["memory"] - memory) / visitors,
    }


async def turnover(server: Server, meter: Meter) -> dict[str, float]:
    """`VISITS` visits, a few at a time: open a page, do one thing, go."""
    visits = Visits(await survey(server.url))
    await _warm(server, visits)
    numbers = iter(range(VISITS))
    memory: list[float] = []
    cpu, client = meter.cpu(), time.process_time()

    async def come_and_go() -> None:
        for number in numbers:
            chance, page = visits.someone(number)
            async with visiting(server.url, page) as visitor:
                await visitor.open()
                postcode = chance.choice(visits.postcodes)
                visits.seconds.append(await visitor.do_something(chance, visits.pages, postcode))
            if number % 100 == 0:
                memory.append(meter.memory())
                print(f"{number:5} visits {memory[-1]:7.1f} MB", flush=True)

    await asyncio.gather(*(come_and_go() for _ in range(AT_ONCE)))
    await asyncio.sleep(6)
    memory.append(meter.memory())
    marks = {"cpu": meter.cpu() - cpu, "client": time.process_time() - client}
    settled = statistics.median(memory[SETTLED // 100 : SETTLED // 100 + 4])
    last = statistics.median(memory[-4:])
    return _summary(visits, marks) | {
        "mb_start": settled,
        "mb_end": last,
        "mb_each": (last - settled) / (VISITS - SETTLED),
    }


async def _warm(server: Server, visits: Visits) -> None:
    """Have every page built once in every state that a first click leads to."""
    for page in visits.pages.values():
        async with visiting(server.url, page) as visitor:
            await visitor.open()
            for widget, options in page.choices.items():
                await visitor.choose(widget, options[-1])
            if page.form:
                await visitor.look_up(visits.postcodes[0])


def _summary(visits: Visits, marks: Mapping[str, float]) -> dict[str, float]:
    taken = sorted(visits.seconds)
    return {
        "interactions": len(taken),
        "p50_ms": 1000 * taken[len(taken) // 2],
        "p95_ms": 1000 * taken[int(len(taken) * 0.95)],
        "worst_ms": 1000 * taken[-1],
        "cpu_ms": 1000 * marks["cpu"] / len(taken),
        "client_cpu_ms": 1000 * marks["client"] / len(taken),
    }


@contextlib.contextmanager
def fresh_app() -> Iterator[tuple[Server, Meter]]:
    """A fresh app that has come to rest, and a meter on its process."""
    others = {child.pid for child in psutil.Process().children()}
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(ROOT, log_file=Path(folder) / "log.txt") as server,
    ):
        process, *_ = (one for one in psutil.Process().children() if one.pid not in others)
        meter = Meter(process)
        meter.until_idle()
        yield server, meter
        if surplus := [line for line in server.log().splitlines() if server.url not in line]:
            print("\n".join(["The server complained:", *surplus[:5]]))


def write_down(run: str, found: Mapping[str, float]) -> None:
    """Add a line to the results, and print it."""
    row = {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
        "run": run,
        "machine_load": os.getloadavg()[0],
        "pace_s": pace(),
        **found,
    }
    row = {
        name: round(row[name], 3 if name in FINE else 1)
        if isinstance(row[name], float)
        else row[name]
        for name in COLUMNS
    }
    is_new = not RESULTS.exists()
    with RESULTS.open("a", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, fieldnames=COLUMNS, lineterminator="\n")
        if is_new:
            table.writeheader()
        table.writerow(row)
    print(row)


def main() -> None:
    """Run what is asked for, each on a fresh app."""
    for run in sys.argv[1:] or ("200", "500", "turnover"):
        with fresh_app() as (server, meter):
            if run == "turnover":
                found = asyncio.run(turnover(server, meter))
            else:
                found = asyncio.run(at_once(server, meter, int(run)))
        write_down(run, found)


if __name__ == "__main__":
    main()
