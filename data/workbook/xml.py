"""The XML of a workbook, walked through without keeping more than the cell that is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import IO
from xml.etree import ElementTree

from openpyxl.utils import column_index_from_string

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def elements(stream: IO[bytes], wanted: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a name one by one, and forget each before the next."""
    with stream:
        path: list[ElementTree.Element] = []
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            if event == "start":
                path.append(element)
                continue
            path.pop()
            if tag(element) == wanted:
                yield element
            if not any(tag(outer) == wanted for outer in path):
                _forget(element, path)


def placed(
    stream: IO[bytes],
) -> Iterator[tuple[tuple[int, int] | None, ElementTree.Element]]:
    """Yield the cells of a sheet, each with row and column, and merged ranges without.

    Raises ValueError where a cell lies beyond what a sheet can have.
    """
    row = column = 0
    with stream:
        path: list[ElementTree.Element] = []
        for event, element in ElementTree.iterparse(stream, events=("start", "end")):
            name = tag(element)
            if event == "start":
                path.append(element)
                if name == "row":
                    row, column = int(element.get("r") or row + 1), 0
                continue
            path.pop()
            if name == "mergeCell":
                yield None, element
            elif name == "c":
                column += 1
                if place := _PLACE.fullmatch(element.get("r", "")):
                    column, row = column_index_from_string(place[1]), int(place[2])
                if not (0 < row <= MOST_ROWS and column <= MOST_COLUMNS):
                    raise ValueError("a cell lies beyond the sheet")
                yield (row, column), element
            if not any(tag(outer) == "c" for outer in path):
                _forget(element, path)


def _forget(element: ElementTree.Element, path: Sequence[ElementTree.Element]) -> None:
    element.clear()
    if path:
        path[-1].remove(element)


def tag(element: ElementTree.Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def text_of(element: ElementTree.Element) -> str:
    """Return the text of a string with all its pieces, without how it is spoken."""
    pieces = []
    for part in element:
        if tag(part) == "t":
            pieces.append(part.text or "")
        elif tag(part) == "r":
            pieces += [piece.text or "" for piece in part if tag(piece) == "t"]
    return unescaped("".join(pieces))


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
