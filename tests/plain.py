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


@cache
def standing() -> dict[str, Row]:
    """The row of evidence from which the state of each request and promise comes, by its id.

    `state` is added to it: that by the papers alone.
    """
    found = {}
    for statement in rows("statements"):
        if statement["kind"] not in ("request", "commitment"):
            continue
        told = where("evidence", statement_id=statement["statement_id"])
        said = sorted((r for r in told if r["kind"] != "due changed"), key=lambda r: r["date"])
        met = [row for row in said if row["kind"] == "met"]
        last = (met or said)[-1]
        if last["kind"] in ("repeated", "still to come"):
            state = "open"
        elif last["kind"] in ("evidence found", "nothing found"):
            state = "not known"
        else:
            state = last["kind"]
        found[statement["statement_id"]] = last | {"state": state}
    return found


def due(statement: Row) -> tuple[str, str]:
    """The day by which a request or promise is due by the newest word on it, and its precision."""
    moved = where("evidence", statement_id=statement["statement_id"], kind="due changed")
    last = [statement, *sorted(moved, key=lambda row: row["date"])][-1]
    return last["due"], last["due_precision"]


def unmarked(markup: str) -> str:
    """Return the markup of a page as its builders wrote it, without what explains its terms."""
    markup = re.sub(r'<p class="short-forms">.*?</p>', "", markup)
    markup = re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", markup)
    for term in where("glossary"):
        if short := term["short"]:
            said = rf"\b({short}s?)(’s)? \({re.escape(term['term'])}s?(?:’s)?\)"
            markup = re.sub(said, r"\1\2", markup)
    return markup
