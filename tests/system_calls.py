"""A disk that fails at one call: which one, and with what error, the test says."""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fuzzing import THOROUGH

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES) if THOROUGH else (errno.ENOSPC,)
BY_PATH = ("rename", "replace", "unlink", "mkdir", "rmdir", "chmod", "scandir", "listdir", "open")


class Failing:
    """Counts the calls under a folder, and lets the one of a number fail."""

    def __init__(self, folder: Path, nth: int, number: int) -> None:
        self.calls: list[str] = []
        self._folder, self._nth, self._number = str(folder), nth, number

    def count(self, what: str, file: object = None) -> None:
        self.calls.append(what)
        if len(self.calls) == self._nth:
            raise OSError(self._number, os.strerror(self._number), file and str(file))

    def counting(self, what: str, real: Callable) -> Callable:
        def call(path: Any, *more: Any, **named: Any) -> Any:
            if str(_place(path, named.get("dir_fd"))).startswith(self._folder):
                self.count(f"{what} {path}", path)
            return real(path, *more, **named)

        return call


def _place(path: Any, opened: int | None) -> Path:
    """Where a path lies that may be told by an open folder, as `shutil.rmtree` tells each."""
    if isinstance(path, int):
        return Path(f"/proc/self/fd/{path}").readlink()
    folder = Path() if opened is None else Path(f"/proc/self/fd/{opened}").readlink()
    return folder / os.fsdecode(path)


class _Written:
    """A file whose writing may fail."""

    def __init__(self, real: Any, failing: Failing) -> None:
        self._real, self._failing = real, failing

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self._real.close()

    def write(self, content: Any) -> int:
        self._failing.count("write")
        return self._real.write(content)


@contextlib.contextmanager
def failing(folder: Path, nth: int, number: int = errno.ENOSPC) -> Iterator[Failing]:
    """The call of this number under a folder fails with an error, the first being 1.

    Counted is what opens, writes, flushes to the disk, renames, removes and makes.
    """
    state = Failing(folder, nth, number)
    opened = io.open

    def opening(path: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        if not str(path).startswith(str(folder)):
            return opened(path, mode, *more, **named)
        state.count(f"open {mode} {Path(str(path)).name}", path)
        real = opened(path, mode, *more, **named)
        return _Written(real, state) if mode.strip("bt") in ("w", "a", "x") else real

    def to_disk(handle: int, real: Callable[[int], None] = os.fsync) -> None:
        state.count("fsync")
        real(handle)

    with pytest.MonkeyPatch.context() as patch:
        for name in BY_PATH:
            patch.setattr(os, name, state.counting(name, getattr(os, name)))
        for module in (io, builtins):
            patch.setattr(module, "open", opening)
        patch.setattr(os, "fsync", to_disk)
        yield state


def walk(
    tmp_path: Path,
    begin: Callable[[Path], None],
    run: Callable[[Path], int],
    judge: Callable[[Path, int], None],
    number: int,
    *,
    every: int = 1,
) -> int:
    """Run a command again and again, each time with the next call failing; count the calls.

    Of a slow command only `every` so manyth call fails, unless all is tried.
    """
    for nth in range(1, 2_000, 1 if THOROUGH else every):
        folder = tmp_path / f"walk-{nth}"
        begin(folder)
        with failing(folder, nth, number) as disk:
            code = run(folder)
            met = len(disk.calls) >= nth
        judge(folder, code)
        shutil.rmtree(folder)
        if not met:
            return nth
    raise AssertionError("it never ends")
