"""What the proof of accessibility did and found, as the statement tells it.

Figures and dates come from `static/accessibility.json`, which the proof in the browser writes
(`PROOF=full`, see tests/proof/test_accessibility.py).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from components.html.tables import Column, Table, columns
from components.page_list import PAGES, SERVICE
from components.text.words import listed
from data.package.dates import in_words

RESULTS = Path(__file__).parents[2] / "static" / "accessibility.json"
PREPARED = dt.date(2026, 11, 22)
REVIEWED = dt.date(2026, 11, 28)
_ROW = {
    "view": pl.String,
    "widths": pl.String,
    "looks": pl.String,
    "axe_runs": pl.Int64,
    "stops": pl.Int64,
    "settings": pl.String,
    "amiss": pl.Int64,
    "date": pl.String,
}


@dataclass(frozen=True, kw_only=True)
class Tested:
    """What the proof did, over all pages; its days, tools and widths.

    Numbers: kinds of `pages`, `states` that were opened, runs of axe with all its rules and with
    those on colour, faults, and the states that were seen in both looks, by keyboard and with
    other settings of the device.
    """

    pages: int
    states: int
    axe_runs: int
    colour_runs: int
    amiss: int
    first: dt.date
    last: dt.date
    axe: str
    browser: str
    widths: tuple[int, ...]
    in_both_looks: int
    by_keyboard: int
    with_settings: int


@cache
def results() -> Mapping[str, Any]:
    """The results as the proof wrote them, without any view where they are another dashboard's.

    Raises OSError or ValueError for a damaged file.
    """
    told = json.loads(RESULTS.read_text(encoding="utf-8"))
    return told if told["service"] == SERVICE else {**told, "surfaces": {}}


@cache
def tested() -> Tested:
    """The results over all pages."""
    told = results()
    records = told["surfaces"].values()
    days = sorted(dt.date.fromisoformat(record["date"]) for record in records) or [PREPARED]
    return Tested(
        pages=len({name.partition(":")[0] for name in told["surfaces"]}),
        states=len(records),
        axe_runs=sum(record["axe_runs"] for record in records),
        colour_runs=sum(record["colour_runs"] for record in records),
        amiss=sum(record["amiss"] for record in records),
        first=days[0],
        last=days[-1],
        axe=told["axe"],
        browser=told["browser"].partition(".")[0],
        widths=tuple(told["widths"]),
        in_both_looks=sum(len(record["looks"]) == 2 for record in records),
        by_keyboard=sum(record["keyboard_stops"] > 0 for record in records),
        with_settings=sum(record["with_settings"] for record in records),
    )


def not_yet_tested() -> list[str]:
    """The names of the pages that the results do not hold as they open."""
    return [page.name for page in PAGES if f"{page.name}: as it opens" not in results()["surfaces"]]


def table() -> Table:
    """Each view that was tested, a row each: widths, looks, runs of axe, stops and faults."""
    rows = [
        {
            "view": name,
            "widths": listed(map(str, record["widths"])),
            "looks": listed(record["looks"]),
            "axe_runs": record["axe_runs"],
            "stops": record["keyboard_stops"] or None,
            "settings": "yes" if record["with_settings"] else "no",
            "amiss": record["amiss"],
            "date": in_words(dt.date.fromisoformat(record["date"]), "day"),
        }
        for name, record in results()["surfaces"].items()
    ]
    return Table(
        caption="What was tested, and the faults found",
        frame=pl.DataFrame(rows, schema=_ROW),
        columns=(
            *columns(view="Page and view", widths="Widths in pixels", looks="Looks"),
            Column("axe_runs", "Runs of axe, all rules", "count"),
            Column("stops", "Keyboard stops", "number", empty="not walked"),
            Column("settings", "Other settings"),
            Column("amiss", "Faults", "count"),
            Column("date", "Tested"),
        ),
    )
