"""docs/updating.md, done step by step as it says, on a copy of the project."""

from __future__ import annotations

import csv
import io
import itertools
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.cli import main
from data.live.packages import VARIABLE, load_whole
from data.package.catalogue import PACKAGE, Catalogue
from data.queries import scrutiny

ROOT = PACKAGE.parent.parent
GUIDE = (ROOT / "docs" / "updating.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = ".venv/bin/python"
# The rows that the guide adds to tables and takes away, by their first column.
ROWS = {
    "service_pages": ({"example-falls-east-kent"}, {"p188-west-kent"}),
    "sites": ({"example-victoria"}, set()),
    "evidence": ({"example-seat-met"}, set()),
    "decisions": ({"example-joint-team"}, set()),
}
CHANGED = ("sources", "figures", *ROWS)
DIFFERENT = 1  # what `diff` ends with


@dataclass(frozen=True)
class Step:
    """A block of the guide: a command, what it says (`text`), rows, cells or ends of a sheet."""

    kind: str
    sheet: str | None
    text: str


STEPS = [Step(*found) for found in BLOCK.findall(GUIDE)]


def run(project: Path, command: str) -> str:
    """Run a command of the guide as a person types it, and return what it says."""
    words = shlex.split(command)
    assert words[0] == PYTHON
    done = subprocess.run(
        [sys.executable, *words[1:]],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == (DIFFERENT if "diff" in words else 0), done.stderr
    assert done.stderr == ""
    return done.stdout


class Steward:
    """Runs the commands of the guide: the first of each kind as a person does.

    Those after it run in this process, on the same folder: what starts a process has been proved.
    """

    def __init__(self, project: Path, capsys: pytest.CaptureFixture) -> None:
        self._project, self._capsys, self._known = project, capsys, set[str]()

    def run(self, command: str) -> str:
        """Run a command and return what it says."""
        module, name, *words = shlex.split(command)[2:]
        if (module, name) not in self._known:
            self._known.add((module, name))
            return run(self._project, command)
        code = main([name, *words])
        said = self._capsys.readouterr()
        assert code == (DIFFERENT if name == "diff" else 0), said.err
        assert said.err == ""
        return said.out


def add_rows(sheet: Worksheet, text: str) -> None:
    """Type rows at the end of a sheet, as the guide shows them."""
    header, *rows = csv.reader(io.StringIO(text))
    assert [cell.value for cell in sheet[1]] == header
    for row in rows:
        sheet.append([cell or None for cell in row])


def change_cells(sheet: Worksheet, text: str) -> None:
    """Type over cells of the rows that the first column names, as the guide shows them."""
    (key, *columns), *rows = csv.reader(io.StringIO(text))
    heads = [cell.value for cell in sheet[1]]
    for name, *values in rows:
        (row,) = (one for one in sheet.iter_rows() if one[heads.index(key)].value == name)
        for column, value in zip(columns, values, strict=True):
            row[heads.index(column)].value = value


def delete_rows(sheet: Worksheet, text: str) -> None:
    """Delete the rows that their first column names, as the guide shows them."""
    for name in text.split():
        (row,) = (one[0].row for one in sheet.iter_rows() if one[0].value == name)
        sheet.delete_rows(row)


IN_A_SHEET = {"csv": add_rows, "cell": change_cells, "gone": delete_rows}


def in_the_workbook(file: Path, steps: Iterable[Step]) -> None:
    """Open a workbook, do all that the guide says before its next command, and save it."""
    book = load_workbook(file)
    for step in steps:
        assert step.sheet
        IN_A_SHEET[step.kind](book[step.sheet], step.text)
    book.save(file)


@pytest.fixture(scope="module")
def project(shown: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for room in ("data", "geo"):
        shutil.copytree(ROOT / room, folder / room, ignore=ignored)
    shutil.copytree(shown, folder / "data", dirs_exist_ok=True)
    return folder


def test_the_steps_do_what_the_guide_says(
    project: Path,
    shown: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
):
    before = load_whole(project / "data")
    monkeypatch.chdir(project)
    monkeypatch.setenv(VARIABLE, str(project / "data"))
    steward = Steward(project, capsys)
    said, workbook = "", project
    for is_typed, steps in itertools.groupby(STEPS, lambda step: step.kind in IN_A_SHEET):
        if is_typed:
            in_the_workbook(workbook, steps)
            continue
        for step in steps:
            if step.kind == "sh":
                said = "".join(steward.run(line) for line in step.text.splitlines())
                if exported := re.search(r"export-workbook (\S+)", step.text):
                    workbook = project / exported[1]
            else:
                missing = [line for line in step.text.splitlines() if line not in said]
                assert not missing, said
    _changed_as_told(project, shown, before, load_whole(project / "data"))


def _changed_as_told(project: Path, shown: Path, before: Catalogue, after: Catalogue) -> None:
    assert after.version != before.version
    assert after["sources"].height == before["sources"].height + 1
    assert after["figures"].height == before["figures"].height + 1
    corrected = after["figures"].filter(pl.col("figure_id").is_in(_cells()))
    assert corrected["value"].to_list() == [float(value) for value in _cells().values()]
    for name, (new, gone) in ROWS.items():
        was, now = (set(one[name][:, 0]) for one in (before, after))
        assert (now - was, was - now) == (new, gone)
    assert [_state(one, "hosc-2024-12-commit-seat") for one in (before, after)] == ["open", "met"]
    _, _, _, corrected_in, *_ = after.descriptor["changes"]
    assert corrected_in["summary"].startswith("Corrected: ")
    for name in before:
        if name not in CHANGED:
            file = before.resource(name)["path"]
            assert (project / "data" / file).read_bytes() == (shown / file).read_bytes()


def _state(facts: Catalogue, promise: str) -> str:
    """How a promise stands by the papers."""
    return scrutiny.statements(facts).filter(statement_id=promise)["state"].item()


def _cells() -> dict[str, str]:
    """The cells that the guide puts right, by the id of their row."""
    (typed,) = (step.text for step in STEPS if step.kind == "cell")
    _, *rows = csv.reader(io.StringIO(typed))
    return dict(rows)


def test_the_guide_has_every_step_and_no_other_kind_of_block():
    assert [step.kind for step in STEPS if step.kind != "text"] == [
        *("sh", "csv", "csv"),
        *("sh", "sh", "sh", "sh", "sh"),
        *("sh", "cell", "sh", "sh", "sh"),
        *("sh", "csv", "gone", "sh", "sh"),
        *("sh", "sh", "csv", "sh"),
        *("sh", "csv", "csv", "sh", "sh"),
    ]
    assert {step.kind for step in STEPS} == {"sh", "csv", "cell", "gone", "text"}


def test_the_other_commands_that_the_guide_names_are_there(project: Path):
    named = re.findall(rf"`{re.escape(PYTHON)} -m data ([a-z-]+)", GUIDE)
    assert set(named) >= {"install", "recover", "check"}
    for name in named:
        assert "usage: " in run(project, f"{PYTHON} -m data {name} --help")
    assert run(project, f"{PYTHON} -m data recover") == "There was nothing to finish.\n"
