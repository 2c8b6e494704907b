"""A changed copy of a data package: tables as text, so that untouched files keep their bytes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from data.live.packages import DESCRIPTION, steadily
from data.package.versions import next_version

Row = dict[str, str]


class Candidate:
    """A copy of a package in a folder of its own, to be changed there.

    `tables` are rows of cells as they are written; `touched` names the tables that changed.
    """

    def __init__(self, package: Path, folder: Path) -> None:
        """Copy the package at a description or folder into `folder`, which must not be there.

        Raises OSError where that cannot be written or read.
        """
        self.folder = folder
        steadily(package, self._copy)
        self.descriptor: dict[str, Any] = json.loads(self.description.read_bytes())
        paths = {table["name"]: table["path"] for table in self.descriptor["resources"]}
        self._files = {name: folder / path for name, path in paths.items()}
        self.tables = {name: _rows(file) for name, file in self._files.items()}
        self.touched: list[str] = []

    @property
    def description(self) -> Path:
        return self.folder / DESCRIPTION

    def add(self, table: str, rows: Iterable[Mapping[str, str]]) -> None:
        """Add rows at the end of a table; cells that a row does not name are empty."""
        fresh = [dict.fromkeys(self._columns(table), "") | dict(row) for row in rows]
        if fresh:
            self.tables[table].extend(fresh)
            self.touch(table)

    def touch(self, table: str) -> None:
        """Note that rows of a table were changed in place."""
        if table not in self.touched:
            self.touched.append(table)

    def write(self, *, day: str, summary: str) -> None:
        """Write what changed, with a new version and its entry in the change log."""
        for name in self.touched:
            text = io.StringIO()
            columns = self._columns(name)
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([row[column] for column in columns] for row in self.tables[name])
            self._files[name].write_text(text.getvalue(), encoding="utf-8", newline="")
        version = next_version(self.descriptor["version"])
        entry = {"version": version, "date": day, "summary": summary, "tables": self.touched}
        self.descriptor["version"] = version
        self.descriptor["changes"].insert(0, entry)
        text = json.dumps(self.descriptor, ensure_ascii=False, indent=1)
        self.description.write_text(f"{text}\n", encoding="utf-8")

    def _columns(self, table: str) -> list[str]:
        found = next(each for each in self.descriptor["resources"] if each["name"] == table)
        return [column["name"] for column in found["schema"]["fields"]]

    def _copy(self, description: Path) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.copyfile(description, self.description)
        for table in json.loads(description.read_bytes())["resources"]:
            file = self.folder / table["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(description.parent / table["path"], file)


def _rows(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
