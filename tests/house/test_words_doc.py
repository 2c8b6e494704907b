"""docs/words.md says which words the house uses, and what stands in none of its texts."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Iterator
from pathlib import Path

from tests.served import ROOT
from tests.shown_words import house_words, not_our_words

ROOMS = ("data", "geo", "components", "pages", "web")
FOR_READERS = ("README.md", "web/embeds/README.md", "CHANGELOG.md")


def said_in_code(file: Path) -> Iterator[str]:
    """The texts of a module, joined as they are written, without its docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (one.value if isinstance(one, ast.Constant) else "…" for one in node.values)
            yield "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield str(node.value)


def texts() -> Iterator[tuple[str, str]]:
    """Each text that people may come to read, with the file that it stands in."""
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield from ((str(file.relative_to(ROOT)), text) for text in said_in_code(file))
    for file in sorted((ROOT / "web" / "templates").rglob("*.html")):
        yield str(file.relative_to(ROOT)), file.read_text("utf-8")
    for file in sorted((ROOT / "data" / "tables").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            yield from ((file.name, cell) for row in csv.reader(lines) for cell in row)
    package = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))
    yield "datapackage.json", json.dumps(package, ensure_ascii=False)
    for name in FOR_READERS:
        yield name, (ROOT / name).read_text("utf-8")


def test_every_row_has_its_word_and_what_it_is_of():
    rows = house_words()
    assert len(rows) > 10
    assert all(word and of_what for word, of_what, _ in rows)
    words = [word for word, _, _ in rows]
    assert len(words) == len(set(words))
    assert not_our_words(" ".join(words)) == []


def test_what_is_not_our_word_stands_in_no_text():
    found = [f"{where}: {one}" for where, text in texts() for one in not_our_words(text)]
    assert list(dict.fromkeys(found)) == []


def test_a_wording_is_found_in_any_case_and_across_lines():
    assert not_our_words("Not in the Copy\nheld, about £3") == ["copy held"]
    assert not_our_words("It holds 3 copies; the event is held in May") == []
