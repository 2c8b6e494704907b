"""Files put in their places: all of them or none, also when the disk is full.

What fails after the change is done takes nothing of it back: it is told beside.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

HALF = ".half-"  # begins the name of a file that is being written, beside the one it replaces
WAS = ".was-"  # and of what it replaces, until all are in place


def write_all(files: Mapping[Path, bytes]) -> None:
    """Put each content in the place of its file. Raises OSError; then all is as it was.

    Folders are made where they are missing. The error names the file that could not be written.
    """
    made: list[Path] = []
    done: list[Path] = []
    file = next(iter(files))
    try:
        for file, content in files.items():
            _make_folder(file.parent, made)
            write(_beside(file, HALF), content)
            if file.exists():
                write(_beside(file, WAS), file.read_bytes())
        for file in files:
            _beside(file, HALF).replace(file)
            done.append(file)
    except BaseException as error:
        for changed in done:
            _put_back(changed)
        _tidy(files)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(file)) from error
        raise
    _tidy(files)


@contextlib.contextmanager
def folder_for_now(beginning: str, within: Path | None = None) -> Iterator[Path]:
    """A new folder to make things in, cleared away at the end. Raises OSError where none is made.

    One that cannot be cleared away is no fault of the command: a sentence names it.
    """
    folder = Path(tempfile.mkdtemp(prefix=beginning, dir=within))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            sys.stderr.write(f"{folder} could not be cleared away. Nothing needs it.\n")


def what_failed(error: OSError) -> str:
    """The file, where the error names one, and what is wrong with it."""
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


def write(file: Path, content: bytes) -> None:
    """Write a file so that it outlasts a power cut. Raises OSError."""
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _beside(file: Path, beginning: str) -> Path:
    return file.with_name(f"{beginning}{file.name}")


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those over it; note which were missing."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def _put_back(file: Path) -> None:
    was = _beside(file, WAS)
    with contextlib.suppress(OSError):
        if was.exists():
            was.replace(file)
        else:
            file.unlink()


def _tidy(files: Mapping[Path, bytes]) -> None:
    for file in files:
        for beginning in (HALF, WAS):
            with contextlib.suppress(OSError):
                _beside(file, beginning).unlink(missing_ok=True)
