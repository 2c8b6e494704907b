"""Killed at any moment, an installation or a refresh leaves the old package or the new, whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.live.packages import INCOMING, PREPARED
from data.steward.install import install, recover
from tests.renewal.test_install import files, state_of
from tests.renewal.test_refresh import tables_of
from tests.served import ROOT

KILLS = 40

# Installs one package and the other in turn until it is killed. The thorough check comes before
# the first file is touched and takes most of the time, so it is left out here.
CHILD = """
import functools, sys
from pathlib import Path
from data import install as installing
installing.load = lambda package, *, thorough: load(package)
from data.loading import load
one, other, target = map(Path, sys.argv[1:])
print("ready", flush=True)
while True:
    for candidate in (other, one):
        installing.install(candidate, target, back=True)
"""


@pytest.fixture
def reader(old: Path) -> Iterator[tuple[list[tuple[str, str]], list[Exception]]]:
    """Somebody who reads the package all the time; what they got, and what went wrong."""
    got: list[tuple[str, str]] = []
    wrong: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                got.append(state_of(old))
            except Exception as error:
                wrong.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    yield got, wrong
    stop.set()
    thread.join()


def test_killed_at_any_moment_it_is_old_or_new(old: Path, new: Path, tmp_path: Path, reader):
    kept = Path(shutil.copytree(old, tmp_path / "kept"))
    expected = {state_of(kept), state_of(new)}
    whole_ones = (files(kept), files(new))
    moments = random.Random(8)
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(kept), str(new), str(old)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        child.stdout.readline()
        time.sleep(moments.uniform(0, 0.5))
        os.kill(child.pid, signal.SIGKILL)
        child.communicate()
        assert state_of(old) in expected
        if (old / INCOMING).exists():
            recover(old)
            assert files(old) in whole_ones
    got, wrong = reader
    # Nobody kills these, however slow the machine: the reader gets to see both.
    for candidate in (kept, new):
        if state_of(old) != state_of(candidate):
            install(candidate, old, back=True)
        deadline = time.monotonic() + 60
        while state_of(candidate) not in got[-1:] and time.monotonic() < deadline:
            time.sleep(0.05)
    assert not wrong
    assert set(got) == expected


def test_killed_at_any_moment_the_package_is_old_or_new(command, package, tmp_path):
    """Killed once anywhere in the run, once while it checks, twice while files are put in place."""
    old = tables_of(package)
    moments = random.Random(9)
    began = time.monotonic()
    targets = [Path(shutil.copytree(package, tmp_path / f"killed-{n}")) for n in range(4)]
    assert refreshing(command, package).wait() == 0
    whole_run = time.monotonic() - began
    new = tables_of(package)
    assert new != old
    kills = [("", whole_run), (f"{PREPARED}*", 1), (INCOMING, 0.03), (INCOMING, 0.03)]
    for target, (awaited, seconds) in zip(targets, kills, strict=True):
        child = refreshing(command, target)
        while awaited and child.poll() is None and not list(target.glob(awaited)):
            time.sleep(0.001)
        time.sleep(moments.uniform(0, seconds))
        child.kill()
        child.wait()
        assert tables_of(target) in (old, new)
        recover(target)
        assert tables_of(target) in (old, new)


def refreshing(command: list[str], target: Path) -> subprocess.Popen:
    """The command in a process of its own, which writes into `target`."""
    return subprocess.Popen(
        [sys.executable, "-m", "data", *command],
        cwd=ROOT,
        env={**os.environ, "DATA_PACKAGE": str(target)},
        stdout=subprocess.DEVNULL,
    )
