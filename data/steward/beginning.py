"""`python -m data begin`: an empty data package for another ICB, made from the project's own.

The new description has the same tables and rules, the names of the other ICB, and nothing that only
this project's ICB has: what that is stands in its own profile.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.live.output import Commands
from data.live.writing import write_all
from data.package.files import MAY_BE_EMPTY
from data.package.folder import BUILT_IN, DESCRIPTION
from data.package.profile import KEY, faults

# The values of lists in the description that a part of a profile names, which are its ICB's own.
OWN = {"thread": "thread_id", "earlier_round": "audience", "story": "topic"}
FIRST_VERSION = "0.1.0"
# Without these there are no places and no lots; any other table may stay empty.
NEEDED = (
    "sources",
    "organisations",
    "hcp_areas",
    "former_ccgs",
    "authorities",
    "area_joins",
    "population",
    "lots",
    "lot_areas",
    "service_areas",
    "services",
)


class NotBegun(Exception):
    """No package was begun; one sentence says why."""


def begin(folder: Path, names: Mapping[str, Any], *, day: dt.date | None = None) -> Path:
    """Write an empty package into a new folder and return the path of its description.

    `names` is what stands under `dashboard`, and `name`, short, of small letters and hyphens.
    `day` is that of the first entry of the change log, today by default. Raises NotBegun.
    """
    told = {key: value for key, value in names.items() if key != "name"}
    wrong = faults({KEY: told})
    if wrong:
        raise NotBegun(f"The names cannot be used: {wrong[0]}.")
    if not isinstance(names.get("name"), str) or not names["name"]:
        raise NotBegun("The names cannot be used: they need a text under name.")
    if folder.exists():
        raise NotBegun("The folder is there already; name a new one.")
    descriptor = _description(names["name"], told, day or dt.date.today())
    path = folder / DESCRIPTION
    text = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
    files = {folder / table["path"]: _head(table).encode() for table in descriptor["resources"]}
    try:
        write_all(files | {path: text.encode()})
    except OSError as error:
        raise NotBegun(f"The folder {folder} cannot be written: {error.strerror}.") from None
    return path


def _description(name: str, told: dict[str, Any], day: dt.date) -> dict[str, Any]:
    descriptor = json.loads((BUILT_IN / DESCRIPTION).read_bytes())
    ours = descriptor[KEY]
    tables = descriptor["resources"]
    instead = _instead(ours, told)
    for table in tables:
        if table["name"] not in NEEDED:
            table[MAY_BE_EMPTY] = True
        for column in table["schema"]["fields"]:
            _replace(column, instead)
    entry = {"version": FIRST_VERSION, "date": day.isoformat(), "summary": "Begun", "tables": []}
    entry["tables"] = [table["name"] for table in tables]
    return descriptor | {
        "name": name,
        "title": told["service"],
        "description": f"Tidy tables behind the dashboard of {told['service']}.",
        "version": FIRST_VERSION,
        "created": f"{day.isoformat()}T00:00:00Z",
        "changes": [entry],
        KEY: told,
    }


def _instead(ours: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what stands in lists instead of each value that only our ICB has: the other's, if any.

    The first of our committees gives way to all of the other's.
    """
    first, *more = ours["committees"]
    instead = {ours["whole_kind"]: [told["whole_kind"]], first: told["committees"]}
    instead |= {committee: [] for committee in more}
    for part, name in OWN.items():
        if part in ours:
            instead[ours[part][name]] = [told[part][name]] if part in told else []
    return instead


def _replace(column: dict[str, Any], instead: Mapping[str, list[str]]) -> None:
    """Put the other ICB's values into the list of a column; a list that is then empty goes."""
    rules = column.get("constraints", {})
    values = rules.get("enum")
    if not values:
        return
    kept = [new for one in values for new in instead.get(one, [one])]
    if kept:
        rules["enum"] = list(dict.fromkeys(kept))
    else:
        del rules["enum"]


def _head(table: Mapping[str, Any]) -> str:
    line = io.StringIO()
    names = [column["name"] for column in table["schema"]["fields"]]
    csv.writer(line, lineterminator="\n").writerow(names)
    return line.getvalue()


def add_command(commands: Commands) -> None:
    """Add `begin` to the commands of `python -m data`."""
    parser = commands.add_parser("begin", help="write an empty package for another ICB")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="new folder of the package")
    parser.add_argument("names", metavar="NAMES.json", type=Path, help="its names, as JSON")
    parser.set_defaults(run=_run)


def _names(file: Path) -> dict[str, Any]:
    """Read a file of names. Raises NotBegun."""
    try:
        names = json.loads(file.read_bytes())
    except FileNotFoundError:
        raise NotBegun(f"There is no file {file}.") from None
    except OSError as error:
        raise NotBegun(f"The file of names cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise NotBegun("The file of names cannot be read as JSON.") from None
    if not isinstance(names, dict):
        raise NotBegun("The names should be one JSON object.")
    return names


def _run(options: argparse.Namespace) -> int:
    try:
        path = begin(options.folder, _names(options.names))
    except NotBegun as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(f"An empty package is at {path}. Fill its tables, then check it.\n")
    return 0
