"""What our style sheets and scripts name of Streamlit's page is still in the release installed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from web.streamlit_host import insides

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "components" / "static").glob("*.css"))
SCRIPTS = sorted((ROOT / "web" / "templates" / "streamlit_host").glob("*.js"))
# A name as an attribute, as `dataset` has it, and as a class of Streamlit's.
NAMES = re.compile(r'data-testid="(\w+)"|\.(st[A-Z]\w+)|data-test-(script-state)')


def named() -> dict[str, str]:
    """Each name of a part of Streamlit's page, with the file that uses it."""
    return {
        next(filter(None, found.groups())): path.name
        for path in (*SHEETS, *SCRIPTS)
        for found in NAMES.finditer(path.read_text(encoding="utf-8"))
    }


@cache
def bundle() -> str:
    """All scripts that Streamlit sends."""
    files = insides.static_folder().rglob("*.js")
    return "".join(path.read_text(encoding="utf-8") for path in files)


def test_every_part_that_we_name_is_there():
    gone = {name: file for name, file in named().items() if name not in bundle()}
    assert gone == {}, "see docs/streamlit.md"


@pytest.mark.parametrize(
    ("owner", "name", "use"),
    [
        (insides.PagesManager, "uses_pages_directory", insides.run_no_page_alone),
        (insides.streamlit.logger, "setup_formatter", lambda: insides.let_through(print)),
        (insides.file_util, "get_static_dir", insides.static_folder),
    ],
)
def test_what_has_moved_stops_the_start_with_a_sentence(monkeypatch, owner, name, use):
    monkeypatch.delattr(owner, name)
    with pytest.raises(insides.Moved, match=rf"Streamlit \S+ has no .*{name}: see docs/streamlit"):
        use()


def test_every_use_is_listed():
    told = (ROOT / "docs" / "streamlit.md").read_text(encoding="utf-8")
    rooms = ROOT / "web" / "streamlit_host", ROOT / "web" / "templates" / "streamlit_host"
    files = [
        path.name for room in rooms for path in room.iterdir() if path.suffix in (".py", ".js")
    ]
    assert [name for name in files if name not in told and name != "__init__.py"] == []


def test_nothing_outside_the_room_reaches_inside():
    inside = re.compile(r"^(?:from|import) streamlit\.(?!testing)", re.MULTILINE)
    rooms = ("components", "pages", "web", "data", "geo")
    files = [*(path for room in rooms for path in (ROOT / room).rglob("*.py")), ROOT / "app.py"]
    found = [
        str(path.relative_to(ROOT))
        for path in files
        if "streamlit_host" not in path.parts and inside.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
