"""docs/testing.md says where each promise is proved: its files are there, and none is left out."""

from __future__ import annotations

import re
from pathlib import Path

from tests.served import ROOT

TESTS = ROOT / "tests"
QUICK = re.search(r"^QUICK := (.*)$", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
# | promise | `make command` | `file`, `file` |
ROW = re.compile(r"^\|[^|]+\| `make (\w+)` \| (`.+`) \|$", flags=re.MULTILINE)


def rows() -> list[tuple[str, str]]:
    """The command and the file or files, as a pattern, of each promise."""
    doc = (ROOT / "docs" / "testing.md").read_text("utf-8")
    return [
        (command, pattern)
        for command, files in ROW.findall(doc)
        for pattern in re.findall(r"`([^`]+)`", files)
    ]


def command_of(file: Path) -> str:
    """The first command that runs a test file."""
    folder = file.relative_to(ROOT).parent.as_posix()
    if folder in QUICK[1].split():
        return "check"
    return "proof" if folder == "tests/proof" else "test"


def test_each_file_named_is_there():
    assert rows()
    assert [pattern for _, pattern in rows() if not list(TESTS.glob(pattern))] == []


def test_each_test_file_is_named_with_its_command():
    named = {(file, command) for command, pattern in rows() for file in TESTS.glob(pattern)}
    files = {(file, command_of(file)) for file in TESTS.rglob("test_*.py")}
    left_out = {
        f"{file.relative_to(TESTS)} under make {command}" for file, command in files - named
    }
    assert left_out == set()


def test_each_test_file_lies_in_the_folder_of_its_kind():
    assert sorted(file.name for file in TESTS.glob("test_*.py")) == []
