"""Whether a new package says that it is one: its version and its change log."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

START_AGAIN = "Start again from a new export (python -m data export-workbook) and put your rows in."
WRITTEN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){1,3}")  # a version, such as 1.2.0

Descriptor = Mapping[str, Any]


def version_faults(
    old: Descriptor, new: Descriptor, *, changed: Collection[str], back: bool = False
) -> list[str]:
    """Return what is wrong with the version and the change log of a new package, in sentences.

    Both are descriptions. `changed` names the tables that differ; where none does, the version must
    not go back either. With `back`, an older version may follow a newer one.
    """
    if old["name"] != new["name"]:
        return [
            f"This is a package of other data: its name is {new['name']} and not {old['name']}."
        ]
    if not back and (older := _older(old, new)):
        return [f"{older} {START_AGAIN}"]
    tables = ", ".join(sorted(changed))
    if changed and new["version"] == old["version"]:
        return [
            f"Tables changed ({tables}) and the version did not: it is still {old['version']}. "
            "Give it a new one and an entry in the change log with python -m data new-version."
        ]
    if back or new["version"] == old["version"]:
        return []
    return _log_faults(old, new, changed)


def made_from(old: Descriptor, new: Descriptor) -> bool:
    """Whether the change log of a package holds the newest entry of another, word for word.

    A package of the same number that was made beside the other has another entry.
    """
    entries = [entry for entry in old["changes"] if entry["version"] == old["version"]]
    return all(entry in new["changes"] for entry in entries)


def _older(old: Descriptor, new: Descriptor) -> str | None:
    """Say that a package comes before the one that is there; None where it does not."""
    if number(new["version"]) < number(old["version"]):
        return f"Version {new['version']} comes before {old['version']}, the one that is there now."
    if not made_from(old, new):
        return (
            f"This package was not made from version {old['version']}, the one that is there now, "
            "and would undo what came with that."
        )
    return None


def _log_faults(old: Descriptor, new: Descriptor, changed: Collection[str]) -> list[str]:
    log = new["changes"]
    versions = [change["version"] for change in log]
    lost = [c["version"] for c in old["changes"] if c["version"] not in versions]
    faults = [f"The change log has lost its entry for version {version}." for version in lost]
    if new["version"] not in versions:
        return [*faults, f"The change log has no entry for version {new['version']}: add one."]
    since = [change for change in log if number(change["version"]) > number(old["version"])]
    told = {name for change in since for name in change["tables"]}
    there = {table["name"] for table in new["resources"]}
    untold = sorted(set(changed) & there - told)
    if untold:
        faults.append(
            f"The change log does not say that these tables changed: {', '.join(untold)}. Add them "
            f"to tables in the entry for version {new['version']}."
        )
    return faults


def number(version: str) -> tuple[int, ...]:
    """Return the numbers of a version in order: 1.10.0 comes after 1.9.0."""
    return tuple(int(part) for part in re.findall(r"[0-9]+", version))


def next_version(version: str) -> str:
    """Return the version after one: 1.1.0 gives 1.2.0, and a text without numbers 0.1.0."""
    major, minor, *_ = (*number(version), 0, 0)
    return f"{major}.{minor + 1}.0"
