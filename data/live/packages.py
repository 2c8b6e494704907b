"""Where the data package lies on disk, and how its many files are read as one.

A package is a folder with `datapackage.json` and the tables that it names. While a new one is being
put in its place (`data.steward.install`), the folder holds it whole under `INCOMING`; that one
counts from the moment its folder is there. So at any moment, also after a crash, there is one whole
package to read: `whole` says where, and `steadily` notices when it changed under a reader.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from data.checks.loading import InvalidData, load
from data.package.catalogue import Catalogue
from data.package.faults import Fault
from data.package.folder import (
    BUILT_IN as BUILT_IN,
    DESCRIPTION,
    INCOMING as INCOMING,
    VARIABLE as VARIABLE,
    home,
    whole,
)

PREPARED = ".prepared-"  # begins the name of a folder that no reader looks at

TRIES = 40
PAUSE = 0.05  # seconds; replacing a package takes about a tenth of one

Read = TypeVar("Read")
Fingerprint = tuple


def description(path: Path) -> Path:
    """Return the description of a package that is named by its folder or by its description.

    A file of another name may be a package too; one that is not there is taken for a description.
    """
    if path.is_dir():
        return whole(path) / DESCRIPTION
    return whole(path.parent) / DESCRIPTION if path.name == DESCRIPTION else path


def fingerprint(folder: Path) -> Fingerprint:
    """Return what changes whenever a file of the package does; no file is read for it.

    Costs about a third of a millisecond.
    """
    described = description(folder)
    stamp = _stamp(described)
    paths = _kept_paths(described, stamp) if stamp else ()
    return (described, stamp, *(_stamp(described.parent / path) for path in paths))


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=16)
def _kept_paths(described: Path, _stamp: tuple[int, int, int]) -> tuple[str, ...]:
    return table_paths(described)


def table_paths(described: Path) -> tuple[str, ...]:
    """Return the paths of the tables of a description; none of one that is broken in any way."""
    try:
        return paths_in(described.read_bytes())
    except OSError:
        return ()


def paths_in(content: bytes) -> tuple[str, ...]:
    """Return the paths of the tables in the text of a description; none of a broken one."""
    try:
        tables = json.loads(content)["resources"]
        return tuple(table["path"] for table in tables if isinstance(table["path"], str))
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()


def digest(described: Path) -> str:
    """Return what is the same for two packages only if all their files are (SHA-256).

    A file that cannot be read counts as one that is not there.
    """
    total = hashlib.sha256()
    for file in (described, *(described.parent / path for path in table_paths(described))):
        try:
            total.update(hashlib.sha256(file.read_bytes()).digest())
        except (OSError, ValueError):
            total.update(b"none")
    return total.hexdigest()


def steadily(folder: Path, read: Callable[[Path], Read]) -> Read:
    """Return what `read` makes of the description of a package that did not change meanwhile.

    `folder` may also be the path of a description. Passes on the exception of `read`, unless the
    package changed while it was read: then it is read again. Raises InvalidData when it never
    settles.
    """
    for _ in range(TRIES):
        before = fingerprint(folder)
        try:
            result = read(before[0])
        except Exception:
            if fingerprint(folder) == before:
                raise
        else:
            if fingerprint(folder) == before:
                return result
        time.sleep(PAUSE)
    message = "the files keep changing while they are read"
    raise InvalidData([Fault(DESCRIPTION, None, None, "file", None, message)])


def load_whole(
    folder: Path | None = None, *, thorough: bool = False, older: bool = False
) -> Catalogue:
    """Load the package of a folder, old or new but never a mixture; by default that of `home`.

    `folder` may also be the path of a description. `thorough` and `older` as `loading.load`.
    Raises InvalidData.
    """
    return steadily(folder or home(), lambda package: load(package, thorough=thorough, older=older))
