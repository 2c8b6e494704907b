"""The results of the whole proof, kept for the accessibility statement: one record a surface."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from components.findings.accessibility.results import RESULTS
from components.page_list import SERVICE
from tests.browser.proof_checks import Amiss
from tests.browser.proof_surfaces import WIDTHS, surfaces

FULL = os.environ.get("PROOF") == "full"
IS_KEPT = FULL or os.environ.get("PROOF") == "quick"  # else it is only tested


@dataclass
class Record:
    """What was done on one surface, and what was amiss."""

    axe_runs: int = 0
    colour_runs: int = 0  # of axe with its rules on colour only
    stops: int = 0
    is_with_settings: bool = False  # larger text, wider spacing, less motion, forced colours, print
    looks: set[str] = field(default_factory=set)
    widths: set[int] = field(default_factory=set)
    amiss: Amiss = field(default_factory=dict)

    def note(self, found: Amiss, where: str) -> None:
        """Add what a check found, and where."""
        for check, lines in found.items():
            self.amiss.setdefault(f"{check} ({where})", []).extend(lines)

    def as_json(self) -> dict[str, Any]:
        return {
            "looks": sorted(self.looks, reverse=True),
            "widths": sorted(self.widths),
            "axe_runs": self.axe_runs,
            "colour_runs": self.colour_runs,
            "keyboard_stops": self.stops,
            "with_settings": self.is_with_settings,
            "amiss": sum(map(len, self.amiss.values())),
            "date": dt.date.today().isoformat(),
        }


def keep(name: str, record: Record, *, axe: str, browser: str) -> None:
    """Put one surface's record in the file; surfaces that are no more go out of it."""
    with _locked() as results:
        kept = results.get("surfaces", {}) | {name: record.as_json()}
        results.update(
            service=SERVICE,
            axe=axe,
            browser=browser,
            widths=list(WIDTHS),
            surfaces={one.name: kept[one.name] for one in surfaces() if one.name in kept},
        )


@contextmanager
def _locked() -> Iterator[dict[str, Any]]:
    """Read the file, let it be changed and write it, while no other process does the same."""
    held = os.open(RESULTS.parent, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        yield results
        written = RESULTS.with_suffix(".new")
        text = json.dumps(results, indent=1, ensure_ascii=False)
        written.write_text(text + "\n", encoding="utf-8")
        written.replace(RESULTS)
    finally:
        os.close(held)
