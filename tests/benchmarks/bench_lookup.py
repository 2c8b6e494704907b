"""How long a look-up takes and how much memory it needs: `python -m tests.benchmarks.bench_lookup`.

Two indexes: the one that ships, and a made-up one of the size of all Great Britain (1.7 million
postcodes, 8,000 wards, 360 authorities, 160 HCP areas), to show that the same code would serve
another ICB, or all of them. Times are processor time, so that a busy machine does not blur them.
Each measure runs in a fresh process, five times, and the median is written to `lookup.csv` beside
this file. Nothing here fails on the clock.
"""

import csv
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from geo.areas import Areas, Authority, HcpArea, Lot, areas
from geo.folder import folder as geo_folder
from geo.lookup.gazetteer import Gazetteer, read_localities, read_towns
from geo.lookup.lookup import Index
from geo.lookup.postcode import UNIT_LETTERS
from geo.lookup.store import Entry, encode, read

RESULTS = Path(__file__).with_name("lookup.csv")
RUNS = 5
LOOKUPS = 4_000
SECTORS, POSTCODES = 11_000, 1_700_000
WARDS, AUTHORITIES, HCP_AREAS = 8_000, 360, 160


def made_up_areas() -> Areas:
    """As many areas, lots and authorities as the country might have, by number."""
    hcp = {f"area-{n}": HcpArea(f"area-{n}", f"Area {n}") for n in range(HCP_AREAS)}
    lots = {
        f"lot-{cohort}-{n}": Lot(f"lot-{cohort}-{n}", n, f"Lot {n}", cohort, (f"area-{n}",))
        for cohort in ("adults", "children")
        for n in range(HCP_AREAS)
    }
    authorities = {
        f"E{n}": Authority(f"E{n}", f"Authority {n}", "district", "committee")
        for n in range(AUTHORITIES)
    }
    return Areas(hcp_areas=hcp, former_ccgs={}, lots=lots, authorities=authorities)


def made_up_sectors(chance: random.Random) -> Iterator[tuple[str, list[Entry]]]:
    """Sectors of about 155 postcodes, each in a few wards, in steps of 20 metres."""
    units = [first + second for first in UNIT_LETTERS for second in UNIT_LETTERS]
    for number in range(SECTORS):
        district, digit = divmod(number, 10)
        letters = f"{'ABCDEFGHLN'[district // 100 % 10]}{'ABCDEFGHKL'[district // 1000]}"
        east, north = chance.randrange(32_000), chance.randrange(64_000)
        ward = number * WARDS // SECTORS
        entries = [
            Entry(
                unit=unit,
                ward=min(ward + chance.randrange(4), WARDS - 1),
                area=ward * HCP_AREAS // WARDS,
                east=east + chance.randrange(200),
                north=north + chance.randrange(200),
            )
            for unit in chance.sample(units, POSTCODES // SECTORS + number % 2)
        ]
        yield f"{letters}{district % 100} {digit}", entries


def write_made_up(path: Path) -> None:
    """The made-up index as a file of the same format."""
    wards = [
        [f"W{n}", f"Ward {n}", f"E{n * AUTHORITIES // WARDS}", 1, 1, [[n * HCP_AREAS // WARDS, 9]]]
        for n in range(WARDS)
    ]
    directory = {
        "edition": "made up",
        "attribution": [],
        "metres": 20,
        "hcp_areas": [f"area-{n}" for n in range(HCP_AREAS)],
        "wards": wards,
        "settlements": [],
        "near": {},
    }
    path.write_bytes(encode(directory, made_up_sectors(random.Random(1))))


def some_postcodes(index: Index, count: int) -> list[str]:
    """Postcodes of the index from all over it, the same ones every time."""
    names = list(index.gazetteer.store.directory["sectors"])
    chance = random.Random(2)
    chosen = []
    for name in chance.choices(names, k=count):
        entry = chance.choice(index.gazetteer.store.sector(name).entries())
        chosen.append(f"{name}{entry.unit}")
    return chosen


def memory_mb() -> float:
    """Memory of this process now (resident set, Linux), in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def measure(path: Path, *, made_up: bool) -> dict[str, float]:
    """One run in this process: load once, then look many postcodes up."""
    if made_up:
        joins, towns, localities = made_up_areas(), {}, {}
    else:
        joins, towns = areas(), read_towns(geo_folder() / "towns.csv")
        localities = read_localities(geo_folder() / "localities.csv")
    before, start = memory_mb(), time.process_time()
    index = Index(Gazetteer(read(path), joins, towns, localities).prepare())
    load_ms = (time.process_time() - start) * 1e3
    postcodes = some_postcodes(index, LOOKUPS)
    start = time.process_time()
    for postcode in postcodes:
        index.postcode(postcode)
    lookup_us = (time.process_time() - start) / LOOKUPS * 1e6
    return {
        "file_kb": path.stat().st_size / 1e3,
        "load_ms": load_ms,
        "lookup_us": lookup_us,
        "memory_mb": memory_mb() - before,
    }


def medians(path: Path, *, made_up: bool) -> dict[str, float]:
    """The median of several runs, each in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_lookup", str(path), str(int(made_up))]
    runs = [
        json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        for _ in range(RUNS)
    ]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def main() -> None:
    """Measure both indexes, print them and write them down."""
    shipped = geo_folder() / "index" / "places.bin"
    rows = [{"index": "shipped", "postcodes": 52_126} | medians(shipped, made_up=False)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made_up.bin"
        write_made_up(path)
        store = read(path)
        count = sum(store.sector(name).postcodes for name in store.directory["sectors"])
        rows.append({"index": "made up", "postcodes": count} | medians(path, made_up=True))
    with RESULTS.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, fieldnames=list(rows[0]), lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow({k: round(v, 1) if isinstance(v, float) else v for k, v in row.items()})
    print(RESULTS.read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measure(Path(sys.argv[1]), made_up=sys.argv[2] == "1")))
    else:
        main()
