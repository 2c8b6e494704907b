"""Answers of official services kept on disk with their ETag, so that unchanged ones stay there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kept:
    """An answer as it came, and the tag by which the service knows it again."""

    etag: str
    body: bytes


@dataclass(frozen=True)
class Cache:
    """One file for each address in `folder`, or nothing kept where it is None.

    The first line holds address, tag and hash; a file that was cut or changed is not used. A
    folder that cannot be written is no fault: then nothing is kept.
    """

    folder: Path | None

    def get(self, url: str) -> Kept | None:
        """The answer kept for an address, or None."""
        path = self._path(url)
        if path is None:
            return None
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            known = json.loads(head)
            whole = known["url"] == url and known["sha256"] == hashlib.sha256(body).hexdigest()
            return Kept(etag=str(known["etag"]), body=body) if whole else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, url: str, kept: Kept) -> None:
        """Keep an answer; another process sees the old file or the new one, never a part."""
        path = self._path(url)
        if path is None or not _fits_a_header(kept.etag):
            return
        digest = hashlib.sha256(kept.body).hexdigest()
        head = json.dumps({"url": url, "etag": kept.etag, "sha256": digest})
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(head.encode() + b"\n" + kept.body)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _path(self, url: str) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


def _fits_a_header(etag: str) -> bool:
    return etag.isascii() and etag.isprintable() and len(etag) < 1000
