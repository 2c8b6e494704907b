"""Copies of the committed data package, and a new paper to put into one."""

from __future__ import annotations

from pathlib import Path

from data.release import new_version
from tests.mutations import real_package

SOURCE = (
    "update-2026,Community services: update,Update of November 2026,,NHS Kent and Medway,"
    "2026-11-24,day,stated,committee report,paper,Three numbered sections,,"
    "What an update says,\n"
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
