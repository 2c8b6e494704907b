"""How many visitors are served: `python -m tests.benchmarks.bench_load [which …]`.

A fresh app is visited over real WebSockets (see `streamlit_client`), by this one process beside it:

- `200` and `500`: so many visitors at once, each with one interaction each 10 seconds (a look-up, a
  choice on the page, or a turn to another page). Measured is the time from the message sent to the
  script finished, the memory that a visitor takes, and the server's processor time, which does not
  depend on what else the machine does. Who is sent a plain page, because the process is full, opens
  no WebSocket, as a browser does, and asks for a page each 10 seconds: `plain_p95_ms`.
- `500x2`, or with any other numbers: so many visitors of so many processes behind nginx, as
  docs/operating.md has it. What nginx itself takes is not counted.
- `turnover`: as many visits as 200 visitors at once make in two hours, if each stays for ten
  minutes. They come one after the other as fast as they are served; memory must stay flat.

Without arguments all four are run. Results go to `load.csv` beside this file, one line for each
run, with the load of the machine at its end and the median of how fast it ran Python meanwhile.
Nothing here fails on the clock.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import csv
import datetime as dt
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from geo.lookup.lookup import load
from tests.benchmarks.bench_lookup import some_postcodes
from tests.benchmarks.http_client import ask, connected, is_offered_live
from tests.benchmarks.pace import pace
from tests.benchmarks.streamlit_client import PageMap, survey, visiting
from tests.proxied import NO_LIMITS, proxying
from tests.served import ROOT, Server, serving

RUNS = ("200", "500", "500x2", "turnover")
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
    "live",
    "plain_p95_ms",
)
FINE = {"mb_each", "pace_s"}  # given to three places
PAUSE, WAVER = 10.0, 3.0  # seconds between a visitor's interactions, and how far they may be off
QUIET = 3.0  # seconds in which a server at rest does next to nothing
COMING = 20.0  # seconds in which all visitors come
MEASURED = 40.0  # seconds
GLANCES = 0.5  # seconds between looks at how fast the machine is
VISITS, AT_ONCE, SETTLED = 2_400, 16, 400  # turnover: visits, how many at once, until it counts

Found = Mapping[str, float | str]  # by column; empty where there is nothing to tell


@dataclass(frozen=True)
class Service:
    """The address that visitors open, and the processes of the app that serve it."""

    url: str
    apps: Sequence[Server]

    @property
    def processes(self) -> list[psutil.Process]:
        """The processes of the app."""
        return [psutil.Process(app.pid) for app in self.apps]

    def cpu(self) -> float:
        """Processor time that they have used, user and system, in seconds."""
        return sum(used.user + used.system for used in (one.cpu_times() for one in self.processes))

    def until_idle(self) -> None:
        """Wait until what they make ahead after their start is made."""
        while True:
            used = self.cpu()
            time.sleep(QUIET)
            if self.cpu() - used < QUIET / 20:
                return

    def memory(self) -> float:
        """Their memory now (resident set) in megabytes."""
        return sum(one.memory_info().rss for one in self.processes) / 1e6


class Visits:
    """What visitors do, the same in every run; how long each thing took, and paces meanwhile."""

    def __init__(self, pages: Mapping[str, PageMap]) -> None:
        self.pages = pages
        self.postcodes = some_postcodes(load(), 500)
        self.seconds: list[float] = []
        self.plain: list[float] = []
        self.paces: list[float] = []

    def someone(self, number: int) -> tuple[random.Random, PageMap]:
        """A visitor's own chance, and the page that they open first."""
        chance = random.Random(number)
        return chance, chance.choice(list(self.pages.values()))


async def at_once(service: Service, visitors: int) -> Found:
    """So many visitors at a time, each with an interaction each `PAUSE`."""
    visits = await _warmed(service)
    start, memory = time.monotonic(), service.memory()
    begin, end = start + COMING + PAUSE / 2, start + COMING + PAUSE / 2 + MEASURED
    marks: dict[str, float] = {}

    async def read(chance: random.Random) -> None:
        connection, pages = await connected(service.url), list(visits.pages)
        while (asked := time.monotonic()) < end:
            await ask(connection, service.url, f"/{chance.choice(pages)}")
            if asked >= begin:
                visits.plain.append(time.monotonic() - asked)
            await asyncio.sleep(PAUSE + chance.uniform(-WAVER, WAVER))
        connection[1].close()

    async def act(chance: random.Random, page: PageMap) -> None:
        marks["live"] = marks.get("live", 0) + 1
        async with visiting(service.url, page) as visitor:
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

    async def stay(number: int) -> None:
        chance, page = visits.someone(number)
        await asyncio.sleep(COMING * number / visitors)
        first = await connected(service.url)
        is_live = await is_offered_live(first, service.url, f"/{page.path}")
        first[1].close()
        await (act(chance, page) if is_live else read(chance))

    async def watch() -> None:
        await asyncio.sleep(begin - time.monotonic())
        marks["cpu"], marks["client"] = service.cpu(), time.process_time()
        while time.monotonic() < end:
            await asyncio.sleep(GLANCES)
            visits.paces.append(pace(part=0.01))
        marks["cpu"] = service.cpu() - marks["cpu"]
        marks["client"] = time.process_time() - marks["client"]
        marks["memory"] = service.memory()

    await asyncio.gather(watch(), *(stay(number) for number in range(visitors)))
    return _summary(visits, marks) | {
        "mb_start": memory,
        "mb_end": marks["memory"],
        "mb_each": (marks["memory"] - memory) / visitors,
        "live": marks["live"],
    }


async def turnover(service: Service) -> Found:
    """`VISITS` visits, a few at a time: open a page, do one thing, go."""
    visits = await _warmed(service)
    numbers = iter(range(VISITS))
    memory: list[float] = []
    cpu, client = service.cpu(), time.process_time()

    async def come_and_go() -> None:
        for number in numbers:
            chance, page = visits.someone(number)
            async with visiting(service.url, page) as visitor:
                await visitor.open()
                postcode = chance.choice(visits.postcodes)
                visits.seconds.append(await visitor.do_something(chance, visits.pages, postcode))
            if number % 100 == 0:
                memory.append(service.memory())
                visits.paces.append(pace(part=0.01))
                print(f"{number:5} visits {memory[-1]:7.1f} MB", flush=True)

    await asyncio.gather(*(come_and_go() for _ in range(AT_ONCE)))
    await asyncio.sleep(6)
    memory.append(service.memory())
    marks = {"cpu": service.cpu() - cpu, "client": time.process_time() - client}
    settled = statistics.median(memory[SETTLED // 100 : SETTLED // 100 + 4])
    last = statistics.median(memory[-4:])
    return _summary(visits, marks) | {
        "mb_start": settled,
        "mb_end": last,
        "mb_each": (last - settled) / (VISITS - SETTLED),
    }


async def _warmed(service: Service) -> Visits:
    """What visitors can do, once every process has built every page that a first click leads to."""
    visits = Visits(await survey(service.url))
    for app in service.apps:
        for page in visits.pages.values():
            async with visiting(app.url, page) as visitor:
                await visitor.open()
                for widget, options in page.choices.items():
                    await visitor.choose(widget, options[-1])
                if page.form:
                    await visitor.look_up(visits.postcodes[0])
    return visits


def _summary(visits: Visits, marks: Mapping[str, float]) -> Found:
    taken = sorted(visits.seconds)
    return {
        "interactions": len(taken),
        "p50_ms": 1000 * taken[len(taken) // 2],
        "p95_ms": 1000 * taken[int(len(taken) * 0.95)],
        "worst_ms": 1000 * taken[-1],
        "cpu_ms": 1000 * marks["cpu"] / len(taken),
        "client_cpu_ms": 1000 * marks["client"] / len(taken),
        "pace_s": statistics.median(visits.paces),
        "plain_p95_ms": 1000 * statistics.quantiles(visits.plain, n=20)[-1] if visits.plain else "",
    }


@contextlib.contextmanager
def fresh(processes: int) -> Iterator[Service]:
    """A fresh app that has come to rest; nginx stands before it if it is more than one process."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        apps = [
            stack.enter_context(serving(ROOT, log_file=folder / f"{number}.txt"))
            for number in range(processes)
        ]
        url = apps[0].url
        if processes > 1:
            ports = [app.port for app in apps]
            url = stack.enter_context(proxying(folder / "nginx", ports, limits=NO_LIMITS)).url
        service = Service(url, apps)
        service.until_idle()
        yield service
        for app in apps:
            if surplus := [line for line in app.log().splitlines() if app.url not in line]:
                print("\n".join(["The server complained:", *surplus[:5]]))


def write_down(run: str, found: Found) -> None:
    """Add a line to the results, and print it."""
    row = {
        "when": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
        "run": run,
        "machine_load": os.getloadavg()[0],
        **found,
    }
    row = {
        name: round(row[name], 3 if name in FINE else 1)
        if isinstance(row.get(name), float)
        else row.get(name, "")
        for name in COLUMNS
    }
    is_new = not RESULTS.exists()
    with RESULTS.open("a", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, fieldnames=COLUMNS, lineterminator="\n")
        if is_new:
            table.writeheader()
        table.writerow(row)
    print(row)


def _which(run: str) -> str:
    if run == "turnover" or re.fullmatch(r"[1-9][0-9]*(x[1-9][0-9]*)?", run):
        return run
    raise argparse.ArgumentTypeError(f"{run} is no run: give visitors, such as 200 or 500x2.")


def main() -> None:
    """Run what is asked for, each on a fresh app."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench_load")
    asked.add_argument("which", nargs="*", type=_which, default=RUNS, help=f"of {', '.join(RUNS)}")
    for run in asked.parse_args().which:
        visitors, _, processes = run.partition("x")
        with fresh(int(processes or 1)) as service:
            turns = turnover(service) if run == "turnover" else at_once(service, int(visitors))
            found = asyncio.run(turns)
        write_down(run, found)


if __name__ == "__main__":
    main()
