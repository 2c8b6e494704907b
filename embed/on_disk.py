"""What is costly to make, kept between starts in a folder of the user's cache.

Where that folder cannot be read or written, things are made anew; nothing else is lost. A copy
that no start has used for `UNUSED` is of an older version and goes.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

UNUSED = 60 * 86_400  # seconds


def cache_folder(kind: str) -> Path:
    """Where copies of one kind are kept: in the user's cache, as XDG_CACHE_HOME has it."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(home) / "community-services-dashboard" / kind


def keep(file: Path, content: bytes) -> None:
    """Write a file, all of it or nothing; a disk that is full or shut is no harm."""
    with contextlib.suppress(OSError):
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


def prune(folder: Path) -> None:
    """Delete what nobody has used for a long time, halves of files that were cut off included.

    Several processes may do so at once: a file that another deletes first is gone either way, and
    one that is deleted while it is needed is made anew.
    """
    oldest = time.time() - UNUSED
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            with contextlib.suppress(OSError):
                if file.is_file() and file.stat().st_mtime < oldest:
                    file.unlink()
