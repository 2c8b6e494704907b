"""What is costly to make, kept between starts in a folder of the user's cache.

Where that folder cannot be read or written, things are made anew and one line of the log says why;
nothing else is lost. A copy goes when it was neither made nor first read by a process for `UNUSED`,
and the process that clears up does not use it: then it is of an older version.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

UNUSED = 60 * 86_400  # seconds

_log = logging.getLogger(__name__)
_WORDS = {"static": "static files"}  # for kinds whose name is no word for the log
_told: set[str] = set()  # the kinds of which the log has said that they cannot be kept


def keep(file: Path, content: bytes) -> None:
    """Write a file, all of it or nothing; of a disk that is full or shut only the log tells.

    It does so once in a process for each kind of copies.
    """
    kind = file.parent.name
    try:
        _write(file, content)
    except OSError as exc:
        if kind not in _told:
            _told.add(kind)
            _log.warning("Copies of %s cannot be kept: %s", _WORDS.get(kind, kind), exc.strerror)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        try:
            part.write(content)
            part.close()
            Path(part.name).replace(file)
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise


def mark_as_used(file: Path) -> None:
    """Note on a file that it is still of use; for copies that everybody's pages need."""
    with contextlib.suppress(OSError):
        os.utime(file)


def prune(folder: Path, *, current: Collection[str] = ()) -> None:
    """Delete what nobody has used for a long time, halves of files that were cut off included.

    Files of the names in `current` stay, however long ago they were marked as used.
    Several processes may do so at once: a file that another deletes first is gone either way, and
    one that is deleted while it is needed is made anew.
    """
    oldest = time.time() - UNUSED
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            if file.name in current:
                continue
            with contextlib.suppress(OSError):
                if file.is_file() and file.stat().st_mtime < oldest:
                    file.unlink()
