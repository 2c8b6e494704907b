"""docs/architecture.md names files that are there, and a row for each room."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOC = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_file_that_it_names_is_there():
    named = set(re.findall(r"`([\w/]+(?:/|\.py|\.csv|\.js|\.md))`", DOC))
    assert len(named) > 20
    gone = [
        name for name in named if not (ROOT / name).exists() and not list(ROOT.glob(f"*/**/{name}"))
    ]
    assert gone == []


def test_every_room_has_a_row():
    rooms = [path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()]
    assert [room for room in rooms if room != "tests" and f"| `{room}/` |" not in DOC] == []
