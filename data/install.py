"""Putting a new data package in the place of the current one: at any moment old or new.

Replaced a table at a time, the package would be a mixture when the process is killed; and a folder
that also holds code cannot be swapped whole. So the new package is written beside the old one,
checked there, and renamed to `INCOMING` in one step. From then on it is what readers read (see
`data.packages`), while its files are put in their places. What a killed process leaves undone, the
next one finishes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.catalogue import Catalogue
from data.description import describe
from data.diff import Difference, difference
from data.loading import InvalidData, load
from data.packages import (
    DESCRIPTION,
    INCOMING,
    PREPARED,
    home,
    load_whole,
    steadily,
    table_paths,
)

# Begins the name under which a file is written beside the one that it replaces.
HALF = ".half-"


class NotInstalled(Exception):
    """The package was not put in place; `reasons` are sentences. Nothing has changed."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class Installed:
    """What an installation did: `difference` is None where there was no valid package before."""

    folder: Path
    version: str
    difference: Difference | None


def install(candidate: Path, target: Path | None = None, *, back: bool = False) -> Installed:
    """Check a package and put it in the place of the current one, all of it or nothing.

    `candidate` is a folder with a `datapackage.json`, or that file. `target` is the folder of the
    current package, by default that which the service shows (`data.packages.home`). With `back` an
    older version may replace a newer one.

    Raises InvalidData when the candidate breaks a rule, and NotInstalled when its version or
    change log does not tell what changed, when another installation is under way, or when the
    folder cannot be written. A candidate that does not differ is left where it is.
    """
    folder = target or home()
    with _alone(folder):
        _finish(folder)
        prepared = _prepared(candidate, folder)
        try:
            new = load(prepared / DESCRIPTION, thorough=True)
            told = _difference(folder, new, back=back)
            if told is None or told:
                _commit(prepared, folder)
        finally:
            shutil.rmtree(prepared, ignore_errors=True)
    return Installed(folder, new.version, told)


def recover(target: Path | None = None) -> bool:
    """Finish an installation that was cut off; give whether there was one.

    Raises NotInstalled when an installation is under way or the folder cannot be written.
    """
    folder = target or home()
    with _alone(folder):
        return _finish(folder)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other installations out of a folder; the lock goes with the process that holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise NotInstalled(f"The folder {folder} cannot be used: {error.strerror}.") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise NotInstalled("Another installation is under way in this folder.") from None
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise NotInstalled(f"A file could not be read or written ({what}).") from error
    finally:
        os.close(handle)


def _prepared(candidate: Path, folder: Path) -> Path:
    """Copy a package into a folder of the target that no reader looks at, and return that.

    Only the description and the tables that it names are copied.
    """
    prepared = Path(tempfile.mkdtemp(prefix=PREPARED, dir=folder))
    try:
        prepared.chmod(0o755)  # a temporary folder is its owner's alone; readers may be others
        steadily(candidate, lambda source: _copy(source, prepared))
    except BaseException:
        shutil.rmtree(prepared, ignore_errors=True)
        raise
    return prepared


def _copy(source: Path, prepared: Path) -> None:
    """Copy a description and its tables; one that is not there is found missing by the check."""
    descriptor, faults = describe(source)
    if faults:
        raise InvalidData(faults)
    _write(prepared / DESCRIPTION, source.read_bytes())
    for table in descriptor["resources"]:
        with contextlib.suppress(FileNotFoundError):
            _write(prepared / table["path"], (source.parent / table["path"]).read_bytes())


def _difference(folder: Path, new: Catalogue, *, back: bool) -> Difference | None:
    """Return what differs from the current package; None where there is no valid one.

    Raises NotInstalled when version or change log do not tell of it.
    """
    try:
        old = load_whole(folder)
    except InvalidData:
        return None
    told = difference(old, new, back=back)
    if told.version_faults:
        raise NotInstalled(*told.version_faults)
    return told


def _commit(prepared: Path, folder: Path) -> None:
    """From the rename on, the new package is the one that is read."""
    for place in (prepared, *(path for path in prepared.rglob("*") if path.is_dir())):
        _to_disk(place)
    prepared.rename(folder / INCOMING)
    _to_disk(folder)
    _finish(folder)


def _finish(folder: Path) -> bool:
    """Put the files of a package that came in into their places, and clear away what is left.

    May be cut off and begun again at any point: until the last step `INCOMING` is whole and counts.
    The description goes last, so that the old one still tells which tables are no longer wanted.
    """
    incoming = folder / INCOMING
    came = incoming.is_dir()
    if came:
        paths = table_paths(incoming / DESCRIPTION)
        for path in paths:
            _place(incoming / path, folder / path)
        for path in set(table_paths(folder / DESCRIPTION)) - set(paths):
            _remove(folder, path)
        _place(incoming / DESCRIPTION, folder / DESCRIPTION)
        incoming.rename(tempfile.mkdtemp(prefix=PREPARED, dir=folder))
        _to_disk(folder)
    for left in folder.glob(f"{PREPARED}*"):
        shutil.rmtree(left, ignore_errors=True)
    return came


def _place(origin: Path, file: Path) -> None:
    content = origin.read_bytes()
    if file.is_file() and file.read_bytes() == content:
        return
    half = file.with_name(f"{HALF}{file.name}")
    _write(half, content)
    half.replace(file)
    _to_disk(file.parent)


def _remove(folder: Path, path: str) -> None:
    """Remove a table that the package no longer has, and nothing that lies elsewhere."""
    file = (folder / path).resolve()
    if file.suffix == ".csv" and file.is_relative_to(folder.resolve()):
        file.unlink(missing_ok=True)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _to_disk(folder: Path) -> None:
    """See to it that the names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
