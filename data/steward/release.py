"""A version number and an entry in the change log, written so that nobody has to edit JSON."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from data.live.packages import description, home, load_whole
from data.live.writing import write_all
from data.package.versions import START_AGAIN, WRITTEN, made_from, next_version, number
from data.steward.diff import difference


class NoNewVersion(Exception):
    """There is nothing to give a version to, or it cannot have this one; one sentence."""


def new_version(
    package: Path,
    summary: str,
    *,
    version: str | None = None,
    day: dt.date | None = None,
    before: Path | None = None,
) -> str:
    """Give a package a version and its entry in the change log; return the version.

    The tables that differ from the package `before`, by default the one that is shown, are named
    in the entry. Without `version` the second number goes up by one; `day` is today by default.
    Where the package has a version of its own already, its entry is written anew. Raises
    InvalidData or NoNewVersion.
    """
    shown, candidate = load_whole(before or home()), load_whole(package)
    tables = [table.table for table in difference(shown, candidate).tables]
    if not tables:
        raise NoNewVersion("No table differs from the package that is shown.")
    if not summary.strip():
        raise NoNewVersion("The entry needs a sentence that says what changed.")
    same = shown.descriptor["name"] == candidate.descriptor["name"]
    if same and not made_from(shown.descriptor, candidate.descriptor):
        raise NoNewVersion(
            f"This package was not made from version {shown.version}, the one that is shown, and "
            f"would undo what came with that. {START_AGAIN}"
        )
    given = version or next_version(shown.version)
    if not WRITTEN.fullmatch(given):
        raise NoNewVersion(f"A version is written in numbers, like 1.2.0, and {given} is not.")
    if number(given) <= number(shown.version):
        raise NoNewVersion(f"The version has to come after {shown.version}.")
    file = description(package)
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    entry = {
        "version": given,
        "date": (day or dt.date.today()).isoformat(),
        "summary": summary.strip(),
        "tables": [name for name in tables if name in candidate],
    }
    known = {change["version"] for change in shown.descriptor["changes"]}
    kept = [change for change in descriptor["changes"] if change["version"] in known]
    descriptor |= {"version": given, "changes": [entry, *kept]}
    text = json.dumps(descriptor, ensure_ascii=False, indent=1)
    try:
        write_all({file: f"{text}\n".encode()})
    except OSError as error:
        raise NoNewVersion(f"{error.filename} cannot be written: {error.strerror}.") from None
    return given
