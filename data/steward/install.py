"""Putting a new data package in the place of the current one: at any moment old or new.

Replaced a table at a time, the package would be a mixture when the process is killed; and a folder
that also holds code cannot be swapped whole. So the new package is written beside the old one,
checked there, and renamed to `INCOMING` in one step. From then on it is what readers read (see
`data.live.packages`), while its files are put in their places. What a killed process leaves undone,
the next one finishes.

A fault before that rename ends as undone, and one after it as done: the new package is in use then,
and what is told says so. No file is written over: what stood in the place of another is kept in
a folder of its own (`data.live.placing`).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.checks.loading import InvalidData, load
from data.live.packages import (
    DESCRIPTION,
    INCOMING,
    PREPARED,
    description,
    home,
    load_whole,
    steadily,
)
from data.live.placing import finish, to_disk
from data.live.writing import what_failed, write
from data.package.catalogue import Catalogue
from data.package.description import describe
from data.package.versions import version_faults
from data.steward.diff import Difference, difference


class NotInstalled(Exception):
    """The package was not put in place; `reasons` are sentences. The one before it is shown."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class Installed:
    """What an installation did: `difference` is None where there was no valid package before.

    `kept` are the files that were replaced, where they are now. `unfinished` says why not all
    files of the package are in their places yet; it is shown all the same.
    """

    folder: Path
    version: str
    difference: Difference | None
    kept: tuple[Path, ...] = ()
    unfinished: str | None = None

    def notes(self) -> list[str]:
        """Return what a person should know besides, in sentences."""
        if self.unfinished is None:
            return _where_kept(self.kept)
        return [
            *_where_kept(self.kept),
            "The new package is in use, but not all of its files could be put in their places "
            f"({self.unfinished}). Mend that, then run python -m data recover.",
        ]


@dataclass(frozen=True)
class Finished:
    """An installation that was cut off and is finished now; `kept` are the files it replaced."""

    kept: tuple[Path, ...]

    def notes(self) -> list[str]:
        """Return what a person should know besides, in sentences."""
        return _where_kept(self.kept)


def _where_kept(kept: Sequence[Path]) -> list[str]:
    return [f"What was replaced is kept: {', '.join(map(str, kept))}."] if kept else []


def install(candidate: Path, target: Path | None = None, *, back: bool = False) -> Installed:
    """Check a package and put it in the place of the current one, all of it or nothing.

    `candidate` is a folder with a `datapackage.json`, or that file. `target` is the folder of the
    current package, by default that which the service shows (`data.live.packages.home`). With
    `back` an older version may replace a newer one.

    Raises InvalidData when the candidate breaks a rule, and NotInstalled when its version or
    change log does not tell what changed, when another installation is under way, or when the
    folder cannot be written. A candidate that does not differ is left where it is.
    """
    folder = target or home()
    with _alone(folder):
        kept: list[Path] = []
        finish(folder, kept)
        prepared = _prepared(candidate, folder)
        try:
            new = load(prepared / DESCRIPTION, thorough=True)
            told = _difference(folder, new, back=back)
            done = Installed(folder, new.version, told)
            if told is not None and not told:
                return done
            _commit(prepared, folder)
        finally:
            shutil.rmtree(prepared, ignore_errors=True)
        # From here on the new package is the one that is read, whatever happens.
        try:
            to_disk(folder)
            finish(folder, kept)
        except OSError as error:
            return replace(done, kept=tuple(kept), unfinished=what_failed(error))
        return replace(done, kept=tuple(kept))


def recover(target: Path | None = None) -> Finished | None:
    """Finish an installation that was cut off; None where there was none.

    Raises NotInstalled when an installation is under way or the folder cannot be written.
    """
    folder, kept = target or home(), []
    with _alone(folder):
        return Finished(tuple(kept)) if finish(folder, kept) else None


def cut_off(target: Path | None = None) -> bool:
    """Whether an installation into a folder was begun and is neither finished nor under way."""
    folder = target or home()
    folder = folder.parent if folder.name == DESCRIPTION else folder
    if not (folder / INCOMING).is_dir():
        return False
    try:
        with _alone(folder):
            return (folder / INCOMING).is_dir()
    except NotInstalled:
        return False


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
        raise NotInstalled(
            f"A file could not be read or written ({what_failed(error)})."
        ) from error
    finally:
        with contextlib.suppress(OSError):
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
    write(prepared / DESCRIPTION, source.read_bytes())
    for table in descriptor["resources"]:
        with contextlib.suppress(FileNotFoundError):
            content = (source.parent / table["path"]).read_bytes()
            (prepared / table["path"]).parent.mkdir(parents=True, exist_ok=True)
            write(prepared / table["path"], content)


def _difference(folder: Path, new: Catalogue, *, back: bool) -> Difference | None:
    """Return what differs from the current package; None where there is no valid one.

    Raises NotInstalled when version or change log do not tell of it. A current package with a fault
    still says whose it is and which version; OSError where it cannot be read.
    """
    try:
        old = load_whole(folder)
    except InvalidData:
        _not_before(folder, new, back=back)
        return None
    told = difference(old, new, back=back)
    if told.version_faults:
        raise NotInstalled(*told.version_faults)
    return told


def _not_before(folder: Path, new: Catalogue, *, back: bool) -> None:
    """Check the version of a package against that of one that has a fault."""
    file = description(folder)
    with contextlib.suppress(FileNotFoundError):
        file.read_bytes()
    descriptor, faults = describe(file)
    if faults:
        return
    if wrong := version_faults(descriptor, new.descriptor, changed=(), back=back):
        raise NotInstalled(*wrong)


def _commit(prepared: Path, folder: Path) -> None:
    """From the rename on, the new package is the one that is read."""
    for place in (prepared, *(path for path in prepared.rglob("*") if path.is_dir())):
        to_disk(place)
    prepared.rename(folder / INCOMING)
