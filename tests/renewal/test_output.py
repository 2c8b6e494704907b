"""What a command says, on an output that takes nothing: the command is done all the same."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from data.live.output import to_its_end
from data.package.catalogue import read
from tests.mutations import real_package, replace
from tests.served import ROOT

FULL = Path("/dev/full")
needs_it = pytest.mark.skipif(not FULL.exists(), reason="only Linux has /dev/full")


class Shut(io.StringIO):
    """An output that cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def write(self, _text: str) -> int:
        raise self._error


def said_into(output: Path, *words: str) -> subprocess.CompletedProcess:
    with output.open("w") as out:
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )


@needs_it
def test_what_was_installed_is_not_said_to_be_as_it_was(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        real_package(tmp_path / name)
    new = tmp_path / "new"
    replace(new / "tables" / "figures.csv", "event_signups,175,", "event_signups,176,")
    for words in (
        ("data", "new-version", str(new), "One sign-up more", "--version", "9.0.0"),
        ("data", "install", str(new), "--into", str(tmp_path / "old")),
    ):
        done = said_into(FULL, *words)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert line.startswith("The output could not be written (")
        assert line.endswith("), but the command is done.")
    assert read(tmp_path / "old" / "datapackage.json").version == "9.0.0"


@needs_it
@pytest.mark.parametrize("words", [("data", "check"), ("geo", "find", "Dover")])
def test_commands_that_only_tell_say_that_they_could_not(words):
    done = said_into(FULL, *words)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_who_reads_only_the_first_lines_is_told_nothing(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Shut(BrokenPipeError(32, "Broken pipe")))
    reached = []

    def command() -> int:
        sys.stdout.write("one")
        sys.stdout.write("two")
        reached.append(True)
        return 0

    assert to_its_end(command) == 0
    assert reached == [True]
    assert capsys.readouterr().err == ""


def test_the_code_of_what_failed_by_itself_stays(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Shut(OSError(28, "No space left on device")))

    def command() -> int:
        sys.stdout.write("one")
        return 2

    assert to_its_end(command) == 2
    assert "(No space left on device)" in capsys.readouterr().err
