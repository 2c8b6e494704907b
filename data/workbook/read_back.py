"""The tables of a package out of a workbook that was written here and edited by a person.

A table that did not change keeps its file byte for byte.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from data.checks.loading import InvalidData
from data.live.packages import BUILT_IN, DESCRIPTION, description, home
from data.live.writing import write_all
from data.package.alike import alike
from data.package.description import describe
from data.package.files import BrokenRow, split
from data.package.versions import WRITTEN
from data.workbook.file import Book, read_workbook
from data.workbook.sheet import Rows, SheetReader
from data.workbook.workbook import NOTES, VERSION, BadWorkbook

OPEN_DATA = {"Cover", "Contents"}  # sheets of the workbook that visitors download
MOST_FAULTS = 200  # told at once
EXPORT = "Export one (python -m data export-workbook) and put your rows in."


def import_workbook(file: Path, into: Path | None = None) -> list[str]:
    """Write the tables of a spreadsheet as CSV files of a package; give those that changed.

    `into` is the folder of a package, by default one beside the workbook with its name. A folder
    that holds no package yet gets the description of the package that is shown, and all tables.
    The folder of the package that is shown is refused, and so is a workbook that was made from
    another version. Raises BadWorkbook with every fault, or InvalidData where a description cannot
    be used; then nothing was written.
    """
    folder = into or file.with_suffix("")
    if folder.resolve() in (home().resolve(), BUILT_IN.resolve()):
        raise BadWorkbook(
            [f"{folder} holds the package that is shown: name another folder, then install that."]
        )
    described = folder / DESCRIPTION
    shown, broken = describe(description(home()))
    origin = described if described.is_file() else description(home())
    descriptor, faults = describe(origin)
    if faults:
        raise InvalidData(faults)
    current = {} if broken else shown
    tables = read_workbook(file, lambda book: _read(book, descriptor, current))
    try:
        return _written(folder, origin, tables)
    except OSError as error:
        raise BadWorkbook(
            [f"{error.filename} cannot be written: {error.strerror}.", "Nothing was written."]
        ) from None


def _read(book: Book, base: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Rows]:
    """Return the rows of each table by its path. Raises BadWorkbook with every fault."""
    if wrong := _another(book, base) or _stale(book, base, shown):
        raise BadWorkbook([wrong])
    return _tables(book, base["resources"])


def _another(book: Book, base: Mapping[str, Any]) -> str | None:
    """Say what a workbook is that no export made; None for one that may be read back."""
    if set(book.names) >= OPEN_DATA:
        return (
            "This is the workbook that the page of open data gives out for reading, and it is not "
            f"read back. {EXPORT}"
        )
    known = {alike(table["name"]) for table in base["resources"]}
    if not known & {alike(name) for name in book.names}:
        sheets = ", ".join(book.names[:5]) or "none"
        return (
            f"This workbook has no sheet with the name of a table (its sheets: {sheets}). {EXPORT}"
        )
    if NOTES not in book.names:
        if other := next((name for name in book.names if alike(name) == alike(NOTES)), None):
            return _called(other, NOTES)
        return (
            f"Sheet {NOTES} is missing, and it says from which version this workbook was made. "
            f"{EXPORT}"
        )
    return None


def _called(name: str, wanted: str) -> str:
    return f"Sheet {name} should be called {wanted}: give it that name again."


def _stale(book: Book, base: Mapping[str, Any], shown: Mapping[str, Any]) -> str | None:
    """Say why a workbook would undo what came after it; None where it would not.

    `base` describes the package that it goes into, `shown` the one that is shown. A candidate that
    has a version of its own already may take the workbook from which it was made.
    """
    made_from = _version(book)
    if made_from is None:
        return (
            f"The sheet {NOTES} does not say from which version this workbook was made (cell A2): "
            "export anew and put your rows in."
        )
    log = [change["version"] for change in base["changes"]]
    if shown.get("name") == base["name"]:
        current = shown["version"]
        if current not in log:
            return (
                f"The folder holds a package made before version {current}, the current one: name "
                "a new folder."
            )
    else:
        current = next((v for v in log if v != base["version"]), base["version"])
    if made_from in (current, base["version"]):
        return None
    return (
        f"This workbook was made from version {made_from}; the current is {current}: export anew "
        "and put your rows in."
    )


def _version(book: Book) -> str | None:
    lines = (str(row[1].value) for row in book.sheet(NOTES).rows.values() if 1 in row)
    found = (re.match(rf"{VERSION} ({WRITTEN.pattern}),", line) for line in lines)
    return next((match[1] for match in found if match), None)


def _tables(book: Book, resources: Sequence[Mapping[str, Any]]) -> dict[str, Rows]:
    """Return the rows of each table by its path. Raises BadWorkbook with every fault."""
    names = [table["name"] for table in resources]
    missing = [name for name in names if name not in book.names]
    strange = [name for name in book.names if name not in (NOTES, *names)]
    faults = []
    for wanted in [*missing]:
        if other := next((name for name in strange if alike(name) == alike(wanted)), None):
            faults.append(_called(other, wanted))
            strange.remove(other)
            missing.remove(wanted)
    faults += [
        f"Sheet {name} is missing: put it back, or export the workbook again." for name in missing
    ]
    faults += [
        f"Sheet {name} is no table: remove it, or give it the name of its table again."
        for name in strange
    ]
    found = {}
    for table in resources:
        if table["name"] in book.names:
            reader = SheetReader(book.sheet(table["name"]), table)
            found[table["path"]] = reader.rows()
            faults += reader.faults
    if len(faults) > MOST_FAULTS:
        more = len(faults) - MOST_FAULTS
        faults[MOST_FAULTS:] = [f"There are {more:,} more such faults: mend these first."]
    if faults:
        raise BadWorkbook(faults)
    return found


def _written(folder: Path, origin: Path, tables: Mapping[str, Rows]) -> list[str]:
    """Write what changed, all of it or nothing, and return the names of these files."""
    files: dict[Path, bytes] = {}
    is_new = not (folder / DESCRIPTION).is_file()
    if is_new:
        files[folder / DESCRIPTION] = origin.read_bytes()
    base = origin.parent if is_new else folder
    changed = []
    for path, rows in tables.items():
        if rows != _rows(base / path):
            files[folder / path] = as_csv(rows).encode("utf-8")
            changed.append(path)
        elif is_new:
            files[folder / path] = (base / path).read_bytes()
    if files:
        write_all(files)
    return changed


def _rows(file: Path) -> Rows | None:
    try:
        return split(file.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, UnicodeDecodeError, BrokenRow):
        return None


def as_csv(rows: Rows) -> str:
    """Return rows as the CSV files of this project are written; a line in a cell ends in \\n."""
    text = io.StringIO(newline="")
    lines = ([re.sub(r"\r\n?", "\n", cell) for cell in row] for row in rows)
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()
