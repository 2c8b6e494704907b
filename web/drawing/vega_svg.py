"""Charts and maps as SVG, from the specifications that the app's own charts are drawn from.

Drawing takes up to a second. What every visitor may see is drawn ahead and kept on the disk, so
that the next start has it at hand.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

import vl_convert

from data.package.folder import cache_folder
from web.kit.on_disk import keep, mark_as_used, prune

_ahead = ContextVar("ahead", default=False)
_copies: set[str] = set()  # names on the disk of what this process has drawn ahead


@contextlib.contextmanager
def ahead() -> Iterator[None]:
    """What is drawn in this block is kept on the disk.

    Nothing that a visitor asked for is drawn in such a block: a picture may show where they live.
    At its end, what such blocks of no process have drawn for a long time goes.
    """
    token = _ahead.set(True)
    try:
        yield
    finally:
        _ahead.reset(token)
        prune(cache_folder("drawings"), current=_copies)


def svg(spec: Mapping[str, Any], *, width: int) -> str:
    """Draw a Vega-Lite specification `width` px wide, as an SVG element whose text stays text.

    It is hidden from assistive technology: the alternative text and the table beside a picture
    say what it shows. Drawn once for each specification and width. Raises ValueError where the
    specification cannot be drawn.
    """
    return _drawn(json.dumps(spec, sort_keys=True), width)


@lru_cache(maxsize=256)
def _drawn(spec: str, width: int) -> str:
    file = _file(spec, width)
    if _ahead.get():
        _copies.add(file.name)
    if kept := _kept(file):
        if _ahead.get():
            mark_as_used(file)
        return kept
    sized = json.loads(spec)
    if sized.get("width", "container") == "container":
        sized["width"] = width
        # The width of the whole picture, axes and words included, as in a browser.
        sized.setdefault("autosize", {"type": "fit-x", "contains": "padding"})
    drawn = vl_convert.vegalite_to_svg(sized)
    drawn = drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    if _ahead.get():
        keep(file, drawn.encode())
    return drawn


def _file(spec: str, width: int) -> Path:
    named = f"{vl_convert.__version__} {width} {spec}"
    name = hashlib.sha256(named.encode()).hexdigest()[:32]
    return cache_folder("drawings") / f"{name}.svg"


def _kept(file: Path) -> str:
    """The drawing as kept on the disk, if it is there and whole; else nothing."""
    try:
        drawn = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    return drawn if drawn.startswith("<svg ") and drawn.rstrip().endswith("</svg>") else ""
