"""`python -m data refresh`: the notices anew, as a candidate that must pass before it is shown.

Every source that is a procurement notice and names its process (ocds-…) is asked for. What is new
goes into a copy of the current package; the copy is checked, what differs is said, and only then
it takes the place of the current one, all of it or nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from data.checks.loading import InvalidData
from data.live.output import Commands
from data.live.packages import home, load_whole
from data.live.writing import folder_for_now, what_failed
from data.notices.http import Getter, SourceProblem, say_and_wait
from data.notices.http_cache import Cache
from data.notices.ocds import FIND_A_TENDER, OCID, Process, read_process
from data.notices.ocds_rows import new_rows
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.folder import cache_folder
from data.steward.candidate import Candidate
from data.steward.diff import Difference, difference
from data.steward.diff_words import as_text
from data.steward.install import NotInstalled, install


@dataclass(frozen=True)
class Refreshed:
    """A candidate that passed the check, and what differs. Both None where nothing was new."""

    notices: int
    warnings: tuple[str, ...]
    catalogue: Catalogue | None
    told: Difference | None


def refresh(getter: Getter, *, package: Path, into: Path, service: str, day: dt.date) -> Refreshed:
    """Read the notices of a package anew into a candidate in the new folder `into`.

    Nothing new leaves no folder, and neither does a fault. Raises `SourceProblem` where a source
    cannot be read, InvalidData where the current package or the candidate breaks a rule,
    NotInstalled where its version does not fit, and OSError where the folder cannot be written.
    """
    current = load_whole(package)
    ocids = dict(_processes(current))
    if not ocids:
        raise SourceProblem("No source of the data names a procurement process to ask for.")
    read = {id_: read_process(getter, ocid, service=service) for id_, ocid in ocids.items()}
    found = told = None
    try:
        candidate = Candidate(package, into)
        warnings = [w for id_, process in read.items() for w in _take(candidate, id_, process)]
        if candidate.touched:
            candidate.write(day=day.isoformat(), summary=_summary(candidate, current, day))
            found = load_whole(into, thorough=True)
            told = _told(current, found)
    finally:
        if told is None:
            shutil.rmtree(into, ignore_errors=True)
    notices = sum(len(process.releases) for process in read.values())
    return Refreshed(notices, tuple(warnings), found, told)


def add_command(commands: Commands) -> None:
    """Add `refresh` to the command line of `data`."""
    command = commands.add_parser(
        "refresh", help="read the procurement notices anew, check, and put them in place"
    )
    command.add_argument(
        "--into", type=Path, metavar="FOLDER", help="leave the candidate there, install nothing"
    )
    command.add_argument(
        "--source", default=FIND_A_TENDER, metavar="URL", help="the service (default: %(default)s)"
    )
    command.add_argument("--cache", type=Path, help="folder where answers are kept by their tag")
    command.set_defaults(run=_run)


def _processes(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The sources that name a process, each with its ocid.

    Raises `SourceProblem` for a source that names several: their awards would share their ids.
    """
    rows = catalogue["sources"].filter(kind="procurement notice")
    for source_id, reference in rows.select("source_id", "reference").iter_rows():
        named = sorted(set(OCID.findall(reference)))
        if len(named) > 1:
            raise SourceProblem(
                f"The source {source_id} names {len(named)} processes. Give each a row of its own."
            )
        for ocid in named:
            yield source_id, ocid


def _take(candidate: Candidate, source_id: str, process: Process) -> list[str]:
    """Put what is new into the candidate; return warnings."""
    tables = candidate.tables
    source = next(row for row in tables["sources"] if row["source_id"] == source_id)
    found = new_rows(process, source, tables)
    _move_date(candidate, source, process.releases[-1].day)
    candidate.add("metrics", found.metrics)
    candidate.add("figures", found.figures)
    candidate.add("events", found.events)
    return found.warnings


def _move_date(candidate: Candidate, source: dict[str, str], newest: dt.date) -> None:
    """A source is as new as its newest notice; what it told before keeps the day it was told."""
    before = source["date"]
    if newest.isoformat() <= before:
        return
    for row in candidate.tables["events"]:
        if row["source_id"] == source["source_id"] and not row["as_at"]:
            row["as_at"] = before
            candidate.touch("events")
    source["date"] = newest.isoformat()
    candidate.touch("sources")


def _told(current: Catalogue, found: Catalogue) -> Difference:
    told = difference(current, found)
    if told.version_faults:
        raise NotInstalled(*told.version_faults)
    return told


def _summary(candidate: Candidate, current: Catalogue, day: dt.date) -> str:
    added = {name: len(candidate.tables[name]) - current[name].height for name in candidate.touched}
    counts = ", ".join(f"{count} in {name}" for name, count in added.items() if count)
    rows = f": new rows: {counts}" if counts else ": newer date of a source"
    return f"Notices read from Find a Tender on {in_words(day, 'day')}{rows}"


def _run(options: argparse.Namespace) -> int:
    try:
        return _refreshed(options)
    except InvalidData as error:
        _say([*map(str, error.faults), "Nothing was changed."], error=True)
    except NotInstalled as refused:
        _say([*refused.reasons, "Nothing was changed."], error=True)
    except SourceProblem as problem:
        _say([str(problem), "Nothing was changed."], error=True)
    except OSError as error:
        what = f"A file could not be read or written ({what_failed(error)})."
        _say([what, "Nothing was changed."], error=True)
    return 1


def _refreshed(options: argparse.Namespace) -> int:
    getter = Getter(cache=Cache(options.cache or cache_folder("answers")), sleep=say_and_wait)
    package, day = home(), dt.datetime.now(dt.UTC).date()
    if options.into and options.into.exists():
        raise SourceProblem(f"{options.into} is there already; name a new folder.")
    with folder_for_now("refresh-") as own:
        into = options.into or own / "candidate"
        done = refresh(getter, package=package, into=into, service=options.source, day=day)
        _say(f"Look at this: {warning}" for warning in done.warnings)
        _say([f"{done.notices:,} notices were read."])
        if done.told is None:
            _say(["Nothing in them is new."])
            return 0
        _say([as_text(done.told).rstrip()])
        if options.into:
            _say([f"The candidate passed its check. Next: python -m data install {into}"])
        else:
            put = install(into)
            _say([f"Version {put.version} is in place.", *put.notes()])
    return 0


def _say(lines: Iterable[str], *, error: bool = False) -> None:
    (sys.stderr if error else sys.stdout).write("".join(f"{line}\n" for line in lines))
