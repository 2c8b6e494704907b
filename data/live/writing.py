"""Files put in their places: all of them or none, also when the disk is full."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
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
