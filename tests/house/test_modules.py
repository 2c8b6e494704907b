"""House rules of the code, kept by reading it: how long a module is, and what it may say."""

from __future__ import annotations

import ast
import re
from collections.abc import Container
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ROOMS = ("data", "geo", "components", "pages", "web")
LONGEST_PAGE = 80
LONGEST_MODULE = 300
THEIR_INSIDES = "web.streamlit_host"  # docs/streamlit.md lists what it touches
MOST_MODULES = 17  # of a folder; of pages there are as many as the page list has rows

# Words of Kent and Medway, also as parts of ids that are joined by underscores.
OURS = re.compile(
    r"(?<![^\W_])(kent|medway|swale|hosc|hasc|faversham|dartford|gravesham|swanley|canterbury|maidstone|"
    r"thanet|sevenoaks|ashford|lot-[1-9])(?![^\W_])",
    flags=re.IGNORECASE,
)
NAMES_OF_CODE = ("name", "id", "attr", "arg", "module")

# A page's text holds no colour, no amount, no large number and no address of a source.
FIGURES = {
    "a colour": re.compile(r"#[0-9a-fA-F]{3,8}\b"),
    "an amount": re.compile("£"),
    "a number": re.compile(r"\d,\d{3}|\d\s?%|\d\s(million|billion)"),
    "a source": re.compile(r"https?://"),
}


def modules() -> dict[str, Path]:
    """Every module of the rooms by its dotted name."""
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return {_name(path): path for path in [*files, ROOT / "app.py"]}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return module.split(".")[0]


@cache
def nodes(path: Path) -> list[ast.AST]:
    """All that a module is made of."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


MODULES = modules()
PAGES = sorted((ROOT / "pages").glob("*.py"))


def test_modules_can_be_read_in_one_sitting():
    lines = {module: len(path.read_text("utf-8").splitlines()) for module, path in MODULES.items()}
    long = {
        module: count
        for module, count in lines.items()
        if count > (LONGEST_PAGE if room_of(module) == "pages" else LONGEST_MODULE)
    }
    assert long == {}


def rooms() -> dict[Path, list[Path]]:
    """Every folder of the code with its modules."""
    folders = sorted({path.parent for path in MODULES.values()} - {ROOT})
    return {folder: sorted(folder.glob("*.py")) for folder in folders}


def test_every_room_says_what_lives_there_and_what_may_not():
    silent = {
        str(folder.relative_to(ROOT)): said
        for folder in rooms()
        if len(re.findall(r"[.:](?:\s|$)", said := _documented(folder / "__init__.py"))) < 2
    }
    assert silent == {}


def _documented(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def test_no_room_is_crowded():
    crowded = {
        str(folder.relative_to(ROOT)): len(inside)
        for folder, inside in rooms().items()
        if folder.name != "pages" and len(inside) - 1 > MOST_MODULES  # its `__init__` apart
    }
    assert crowded == {}


def test_pages_hold_no_figure_colour_or_source():
    found = {
        f"{path.name}: {what} in {text!r}"
        for path in PAGES
        for text in texts(path)
        for what, pattern in FIGURES.items()
        if pattern.search(text)
    }
    assert found == set()


def texts(path: Path, *, but: Container[int] = ()) -> list[str]:
    """Every text in a module, `but` those nodes."""
    return [
        node.value
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in but
    ]


def test_the_code_names_no_place_of_its_own():
    named = {
        f"{module}: {text!r}"
        for module, path in MODULES.items()
        for text in [*_spoken(path), module]
        if OURS.search(text)
    }
    assert named == set(), "the profile or the tables should be asked"


def _spoken(path: Path) -> list[str]:
    """Every text in a module but those that only document it, and every name that it uses."""
    documents = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
    names = (getattr(node, part, None) for node in nodes(path) for part in NAMES_OF_CODE)
    return [*texts(path, but=documents), *(name for name in names if isinstance(name, str))]


def test_private_members_of_packages_are_used_in_one_room_alone():
    used = {
        f"{module}: {name}"
        for module, path in MODULES.items()
        if not module.startswith(THEIR_INSIDES)
        for name in _private(path)
    }
    assert used == set()


def _private(path: Path) -> set[str]:
    """The private names that a module asks of others and does not define itself."""
    own = {getattr(node, "name", "") for node in nodes(path)}
    for node in nodes(path):
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.attr if isinstance(node, ast.Attribute) else node.id)
    asked = {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            asked |= {*(one.name for one in node.names), *(node.module or "").split(".")}
    return {name for name in asked - own if re.match("_[^_]", name)}


def test_every_page_script_is_in_the_page_list():
    from components.page_list import PAGES as ENTRIES

    assert sorted(entry.module for entry in ENTRIES) == [
        path.stem for path in PAGES if path.stem != "__init__"
    ]
    assert [entry.name for entry in ENTRIES if not entry.path] == [ENTRIES[0].name]
    assert len({entry.path for entry in ENTRIES}) == len(ENTRIES)
