"""What is costly to make, kept between starts in a folder of the user's cache.

Where that folder cannot be read or written, things are made anew; nothing else is lost.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


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
