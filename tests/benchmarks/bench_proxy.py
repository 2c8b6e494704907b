"""Embeds and data under wrk, of one process and of two behind nginx.

`python -m tests.benchmarks.bench_proxy` asks 127.0.0.1 alone, for a few seconds at a time:

- `app`: one process, asked directly;
- `nginx, nothing kept`: two processes behind nginx, each answer made by one of them;
- `nginx`: the same with answers kept as deploy/nginx has it, the way visitors meet it.

Each is asked ROUNDS times in turn, and medians are printed and written to `proxy.csv` beside this
file: answers a second, the median and the 99th percentile of their times, and the load of the
machine. The limits for one address are lifted, as all questions come from one. Nothing here fails
on the clock.
"""

from __future__ import annotations

import contextlib
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from tests.proxied import NO_LIMITS, proxying
from tests.served import ROOT, serving

RESULTS = Path(__file__).with_name("proxy.csv")
PATHS = ("/embed/map", "/embed/timeline", "/open-data/tables/services.csv")
ROUNDS, SECONDS, CONNECTIONS = 3, 3, 32
COLUMNS = ("asked", "path", "answers_a_second", "p50_ms", "p99_ms", "failed", "machine_load")

NOTHING_KEPT = "proxy_no_cache 1;\nproxy_cache_bypass 1;\n"

_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def asked(wrk: str, url: str) -> dict[str, float]:
    """One run of wrk: answers a second, times in milliseconds, and how many were no success."""
    orders = ["--latency", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: br"]
    told = subprocess.run([wrk, *orders, url], capture_output=True, text=True, check=True).stdout
    times = {
        share: float(number) * _UNITS[unit]
        for share, number, unit in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", told)
    }
    errors = re.findall(r"(?:Non-2xx or 3xx responses|connect|read|write|timeout):? (\d+)", told)
    return {
        "answers_a_second": float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]),
        "p50_ms": times["50"],
        "p99_ms": times["99"],
        "failed": sum(map(int, errors)),
        "machine_load": os.getloadavg()[0],
    }


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {name: round(statistics.median(run[name] for run in runs), 1) for name in runs[0]}


def main() -> None:
    """Measure, print, and write down."""
    wrk = shutil.which("wrk")
    if not wrk:
        sys.exit("This benchmark needs wrk: install it by hand.")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        apps = [
            stack.enter_context(serving(ROOT, log_file=folder / f"{name}.txt"))
            for name in ("first", "second")
        ]
        ports = [app.port for app in apps]
        unkept, kept = (
            stack.enter_context(proxying(folder / name, ports, limits=NO_LIMITS + rest))
            for name, rest in (("unkept", NOTHING_KEPT), ("kept", ""))
        )
        ways = {"app": apps[0].url, "nginx, nothing kept": unkept.url, "nginx": kept.url}
        runs = {(way, path): [] for way in ways for path in PATHS}
        for _ in range(ROUNDS):
            for way, path in runs:
                runs[way, path].append(asked(wrk, ways[way] + path))
        memory = [psutil.Process(app.pid).memory_info().rss / 1e6 for app in apps]
    rows = [{"asked": way, "path": path, **medians(of)} for (way, path), of in runs.items()]
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, fieldnames=COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    for row in rows:
        print(*row.values(), sep="\t")
    print(f"Memory of each process of the app: {memory[0]:.0f} and {memory[1]:.0f} MB")


if __name__ == "__main__":
    main()
