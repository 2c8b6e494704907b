"""The tables read the plain way, as rows of text, so that answers are worked out a second time."""

from __future__ import annotations

import csv
import json
import re
from functools import cache
from typing import Any

from data.package.catalogue import PACKAGE

Row = dict[str, str]


@cache
def descriptor() -> dict[str, Any]:
    """Return the description of the committed package."""
    return json.loads(PACKAGE.read_text(encoding="utf-8"))


def tables() -> list[str]:
    """Return the names of all tables."""
    return [resource["name"] for resource in descriptor()["resources"]]


def described(table: str) -> dict[str, Any]:
    """Return the description of one table."""
    return next(r for r in descriptor()["resources"] if r["name"] == table)


@cache
def rows(table: str) -> tuple[Row, ...]:
    """Return the rows of a table; an empty cell is an empty text."""
    with (PACKAGE.parent / described(table)["path"]).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def where(table: str, **values: str) -> list[Row]:
    """Return the rows of a table in which each named column has its value."""
    return [row for row in rows(table) if all(row[k] == v for k, v in values.items())]


def the(table: str, **values: str) -> Row:
    """Return the one row in which each named column has its value."""
    (row,) = where(table, **values)
    return row


def unmarked(markup: str) -> str:
    """Return the markup of a page as its builders wrote it, without what explains its terms."""
    markup = re.sub(r'<p class="short-forms">.*?</p>', "", markup)
    markup = re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", markup)
    for term in where("glossary"):
        if short := term["short"]:
            said = rf"\b({short}s?)(’s)? \({re.escape(term['term'])}s?(?:’s)?\)"
            markup = re.sub(said, r"\1\2", markup)
    return markup
