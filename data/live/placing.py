"""The files of a package that came in, put into their places; what stood there is kept aside.

Nothing is written over: what had to make way may be what a person wrote, so it is kept in
`REPLACED`, under the version that took its place.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import tempfile
from pathlib import Path

from data.live.packages import DESCRIPTION, INCOMING, PREPARED, paths_in
from data.live.writing import HALF, write

REPLACED = "replaced"  # the folder of what was replaced, in the folder of the package


def finish(folder: Path, kept: list[Path]) -> bool:
    """Put the files of a package that came in into their places, and clear away what is left.

    Gives whether there was one; what had to make way is added to `kept`, where it is now. May be
    cut off and begun again at any point: until the last step `INCOMING` is whole and counts. The
    description goes last, so that the old one still tells which tables are no longer wanted.
    """
    incoming = folder / INCOMING
    came = incoming.is_dir()
    if came:
        paths = _paths(incoming / DESCRIPTION)
        aside = Aside(folder, incoming, kept)
        for path in paths:
            _place(incoming / path, folder / path, aside)
        for path in set(_paths(folder / DESCRIPTION)) - set(paths):
            _remove(folder, path, aside)
        _place(incoming / DESCRIPTION, folder / DESCRIPTION, aside)
        incoming.rename(tempfile.mkdtemp(prefix=PREPARED, dir=folder))
        to_disk(folder)
    for left in folder.glob(f"{PREPARED}*"):
        shutil.rmtree(left, ignore_errors=True)
    return came


def _paths(described: Path) -> tuple[str, ...]:
    """Return the paths of the tables of a description, if it is there.

    Raises OSError where it cannot be read: a disk that fails must not make a package look as if it
    had no tables.
    """
    try:
        return paths_in(described.read_bytes())
    except FileNotFoundError:
        return ()


class Aside:
    """Where files go that make way for those of a package that came in; adds them to `kept`."""

    def __init__(self, folder: Path, incoming: Path, kept: list[Path]) -> None:
        version = str(json.loads((incoming / DESCRIPTION).read_bytes())["version"])
        self._folder = folder
        self._into = folder / REPLACED / f"by-{version}"
        self._kept = kept

    def take(self, file: Path) -> None:
        place = self._into / file.relative_to(self._folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        names = (f"{place.stem}-{number}{place.suffix}" for number in itertools.count(2))
        while place.exists() and place.read_bytes() != file.read_bytes():
            place = place.with_name(next(names))
        file.replace(place)
        self._kept.append(place)


def _place(origin: Path, file: Path, aside: Aside) -> None:
    content = origin.read_bytes()
    if file.is_file() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{HALF}{file.name}")
    try:
        write(half, content)
        if file.exists():
            aside.take(file)
        half.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise
    to_disk(file.parent)


def _remove(folder: Path, path: str, aside: Aside) -> None:
    """Take away a table that the package no longer has, and nothing that lies elsewhere."""
    file = (folder / path).resolve()
    if file.suffix == ".csv" and file.is_relative_to(folder.resolve()) and file.exists():
        aside.take(folder / path)


def to_disk(folder: Path) -> None:
    """See to it that the names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
