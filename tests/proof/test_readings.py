"""What is heard: each page as it opens, read by a screen reader from the top to the end.

The readings are kept as text beside this file, a line for each stop, so that a change in what is
heard is seen in review; `make readings-renew` writes them anew. The day is that of `tests/made.py`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from components.page_list import PAGES, PageEntry
from tests.browser.visitor import Visitor
from tests.made import html_of
from web.kit.writing import Written
from web.streamlit_host import start_page

READINGS = Path(__file__).parent / "readings"
RENEWS = "RENEW_READINGS" in os.environ

# What is said as one, with its name and its state.
ALONE = {
    "heading": "heading",
    "image": "picture",
    "DisclosureTriangle": "fold",
    "textbox": "text box",
    "searchbox": "search box",
    "spinbutton": "number",
    "combobox": "choice",
    "radio": "one of several",
    "checkbox": "box",
    "button": "button",
}
STATES = {
    "expanded": {True: "open", False: "closed"},
    "checked": {"true": "chosen", "false": "not chosen"},
}
# What is told as it is entered, and what only begins a line.
AROUND = {"navigation", "main", "region", "table", "group", "radiogroup", "status", "alert"}
LINES = {"paragraph", "listitem", "row", "term", "definition"}
CELLS = dict.fromkeys(("cell", "columnheader", "rowheader"), " | ")
# The words of a control are its name already; those of a group and of a table too.
SILENT = {"ListMarker", "Legend", "caption", "InlineTextBox"}

# Pieces are parted by spaces, and some begin with the sign that ends the piece before.
SPACED = re.compile(r" ([.,:;)’])")

Node = Mapping[str, Any]


def reading(visitor: Visitor, entry: PageEntry) -> str:
    """A page as it opens, a line for each stop of who listens to all of it."""
    written = Written(finding="", standfirst="", html=html_of(entry.path))
    address, body = f"{visitor.home}/{entry.path}", start_page.html(entry, written, goes_live=False)
    visitor.page.route(address, lambda route: route.fulfill(body=body, content_type="text/html"))
    visitor.page.goto(address)
    return spoken(visitor.page)


def spoken(page: Page) -> str:
    """What is heard of a page as it stands in the browser."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    pieces = [f"page: {_name(tree[0])}\n", *heard(tree[0], {one["nodeId"]: one for one in tree})]
    told = [SPACED.sub(r"\1", " ".join(line.split())) for line in "".join(pieces).splitlines()]
    return "\n".join(line for line in told if line).replace("•\n", "• ") + "\n"


def heard(node: Node, nodes: Mapping[str, Node]) -> Iterator[str]:
    """What is said of a node and of all within it, piece by piece, with the ends of lines."""
    role = _role(node)
    inside = [nodes[child] for child in node.get("childIds", []) if child in nodes]
    if role in SILENT:
        return
    if role in ALONE:
        levels = [_level(one) for one in inside if _role(one) == "heading"]
        yield f"\n{ALONE[role]}{_level(node)}{''.join(levels)}: {_name(node)}{_state(node)}\n"
        return
    yield _begins(role, _name(node), inside)
    if role == "LabelText":
        inside = list(_controls(node, nodes))
    if role not in ("StaticText", "link"):
        for one in inside:
            yield from heard(one, nodes)
    if role in LINES | AROUND:
        yield "\n"


def _begins(role: str, name: str, inside: list[Node]) -> str:
    """What is said of a part before what is in it."""
    if role == "list":
        return f"\nlist of {sum(_role(one) == 'listitem' for one in inside)}\n"
    if role in AROUND and (name or role != "group"):
        return f"\n{role}: {name}\n"
    if role in LINES:
        return "\n• " if role == "listitem" else "\n"
    return {"StaticText": f" {name} ", "link": f" [{name}] ", **CELLS}.get(role, "")


def _controls(node: Node, nodes: Mapping[str, Node]) -> Iterator[Node]:
    """The controls below a node, without the words around them."""
    for one in (nodes[child] for child in node.get("childIds", []) if child in nodes):
        yield from [one] if _role(one) in ALONE else _controls(one, nodes)


def _role(node: Node) -> str:
    return "" if node["ignored"] else node["role"]["value"]


def _name(node: Node) -> str:
    return str(node.get("name", {}).get("value", ""))


def _level(node: Node) -> str:
    """The level of a heading, which a fold takes from the heading in it."""
    level = _given(node).get("level")
    return "" if level is None else f" of level {level}"


def _state(node: Node) -> str:
    """What is chosen in a control, and whether it is open."""
    given = _given(node)
    told = [str(node.get("value", {}).get("value", ""))]
    told += [words.get(given.get(name), "") for name, words in STATES.items()]
    return "".join(f", {one}" for one in told if one)


def _given(node: Node) -> dict[str, object]:
    return {one["name"]: one["value"].get("value") for one in node.get("properties", [])}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_what_is_heard_is_as_it_was_read(visitor: Visitor, entry: PageEntry):
    kept = READINGS / f"{entry.path or 'overview'}.txt"
    now = reading(visitor, entry)
    if RENEWS:
        kept.write_text(now, encoding="utf-8")
    assert now.splitlines() == kept.read_text(encoding="utf-8").splitlines()


def test_only_pages_that_there_are_have_a_reading():
    assert {file.stem for file in READINGS.iterdir()} == {
        entry.path or "overview" for entry in PAGES
    }
