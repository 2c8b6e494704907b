"""House rules of the code, kept by reading it: who imports whom, how long, what pages say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Each room may import itself and the rooms before it.
ROOMS = ("data", "geo", "components", "embed", "pages", "app")
# What a room must not know of, beside the rooms after it.
FOREIGN = {
    "data": {"streamlit", "altair", "pydeck", "geopandas", "shapely", "starlette", "uvicorn"},
    "geo": {"streamlit", "altair", "pydeck", "starlette", "uvicorn"},
    "components": {"starlette", "uvicorn", "geopandas", "shapely"},
    "embed": {"pydeck", "uvicorn", "geopandas", "shapely"},
    "pages": {"starlette", "uvicorn", "geopandas", "shapely"},
    "app": set(),
}
LONGEST_PAGE = 80
LONGEST_MODULE = 300

# A page's text holds no colour, no amount, no large number and no address of a source.
FIGURES = {
    "a colour": re.compile(r"#[0-9a-fA-F]{3,8}\b"),
    "an amount": re.compile("£"),
    "a number": re.compile(r"\d,\d{3}|\d\s?%|\d\s(million|billion)"),
    "a source": re.compile(r"https?://"),
}


def modules() -> dict[str, Path]:
    """Every module of the rooms by its dotted name."""
    files = [path for room in ROOMS[:-1] for path in sorted((ROOT / room).rglob("*.py"))]
    return {_name(path): path for path in [*files, ROOT / "app.py"]}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return module.split(".")[0]


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports; `from a import b` counts as a.b where that is one."""
    known = modules()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else str(node.module)


MODULES = modules()
PAGES = sorted((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_run_downwards(module):
    room = room_of(module)
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    wrong = {name for name in imports(MODULES[module]) if room_of(name) in above | FOREIGN[room]}
    assert not wrong, f"{module} must not import {sorted(wrong)}"


def test_no_module_imports_itself_in_a_circle():
    graph = {
        module: {name for name in imports(path) if name in MODULES and name != module}
        for module, path in MODULES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as exc:
        pytest.fail(f"these modules import each other: {' > '.join(exc.args[1])}")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_do_not_import_pages(path):
    assert not [name for name in imports(path) if room_of(name) == "pages"]


@pytest.mark.parametrize("module", MODULES)
def test_modules_can_be_read_in_one_sitting(module):
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= (LONGEST_PAGE if room_of(module) == "pages" else LONGEST_MODULE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_hold_no_figure_colour_or_source(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    found = {
        f"{what} in {text!r}"
        for text in texts
        for what, pattern in FIGURES.items()
        if pattern.search(text)
    }
    assert not found


def test_every_page_script_is_in_the_page_list():
    from components.page_list import PAGES as ENTRIES

    assert sorted(entry.script for entry in ENTRIES) == [path.name for path in PAGES]
    assert [entry.name for entry in ENTRIES if not entry.path] == [ENTRIES[0].name]
    assert len({entry.path for entry in ENTRIES}) == len(ENTRIES)
