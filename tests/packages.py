"""Copies of the committed data package, and a new paper to put into one."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from data.package.catalogue import PACKAGE
from data.package.versions import next_version
from data.steward.release import new_version
from tests.mutations import real_package

NOW: str = json.loads(PACKAGE.read_text("utf-8"))["version"]  # of the committed package
NEXT = next_version(NOW)
SOURCE = (
    "update-2026,Community services: update,Update of November 2026,,NHS Kent and Medway,"
    "2026-11-24,day,stated,committee report,paper,Three numbered sections,,"
    "What an update says,,\n"
)
FIGURE = (
    "event_signups_update_2026,event_signups,190,,2026-11-24,day,stated,,,update-2026,Section 2,\n"
)


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(text)


def with_new_paper(folder: Path, *, version: str | None = None) -> Path:
    """Write a valid package with one more paper and one more figure; return its folder.

    With `version`, it says so in its change log.
    """
    folder.mkdir(parents=True, exist_ok=True)
    package = real_package(folder)
    append(folder / "tables" / "sources.csv", SOURCE)
    append(folder / "tables" / "figures.csv", FIGURE)
    if version:
        new_version(package, "A new paper", version=version)
    return folder


def rewritten(file: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    """Write the table again with each row as `change` makes it."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [change(row) for row in csv.DictReader(lines)]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def with_envelopes(
    folder: Path, *lots: str, a_year: int = 40_000_000, price_base: str = ""
) -> Path:
    """Write a package in which a new paper gives the envelopes of lots that had none.

    `a_year` is in pounds; beside it 2% is held back in years 1 to 4. `price_base` is the financial
    year that the paper says they rest on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    real_package(folder)
    append(folder / "tables" / "sources.csv", SOURCE)

    def given(row: dict[str, str]) -> dict[str, str]:
        if row["lot_id"] not in lots:
            return row
        year = row["contract_year"]
        published = a_year * (5 if year == "total" else 1)
        held_back = a_year // 50 * {"total": 4, "5": 0}.get(year, 1)
        amounts = {"published": published, "transformation": held_back}
        return row | {
            "amount_gbp": str(amounts.get(row["component"], published + held_back)),
            "price_base": price_base,
            "basis": "stated",
            "source_id": "update-2026",
            "place": "Section 1",
            "note": "",
        }

    rewritten(folder / "tables" / "envelopes.csv", given)
    return folder
