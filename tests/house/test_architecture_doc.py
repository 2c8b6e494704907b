"""docs/architecture.md names what is there; each room stands in it and in the picture of rooms."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_file_that_it_names_is_there():
    named = set(re.findall(r"`([\w/]+(?:/|\.py|\.csv|\.js|\.md))`", DOC))
    assert len(named) > 20
    ours = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
    there = {
        f"/{path.relative_to(ROOT)}{'/' if path.is_dir() else ''}"
        for top in ours
        for path in (top, *top.rglob("*"))
    }
    held = "\n".join(there) + "\n"
    assert [name for name in named if f"/{name.removeprefix('/')}\n" not in held] == []


def test_every_room_has_a_row_and_stands_in_the_picture():
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert [room for room in rooms if f"| `{room}/` |" not in DOC] == []
    picture = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [room for room in rooms if f'{room}["{room}/<br>' not in picture] == []
