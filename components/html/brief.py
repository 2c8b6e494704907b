"""A table for a room: of its columns and rows so many as can be read at five metres.

All is measured in lines and letters of the screen, which a slide has in common with it.
"""

from __future__ import annotations

import math
from dataclasses import replace

from components.html.tables import HOW_KNOWN, NUMBERS, Column, Table, text

ACROSS = 116  # letters in a line of a table as wide as the screen
GAP = 3  # letters between columns
LONGEST = 46  # letters of a column that runs on over more lines
LEAST, LEAST_NUMBER = 12, 6  # letters, so that no word of a column is cut
MOSTLY = 0.3  # a column that is empty in more of its rows is left out
PADDING = 0.4  # of a line, above and below each row together

# What the foot of a screen says of all rows at once.
_TOLD_BELOW = {column.name for column in HOW_KNOWN} | {"source", "papers", "caveat", "places"}


def brief(table: Table, *, lines: float, across: int = ACROSS) -> tuple[Table, int]:
    """Return the first columns and rows that fit in so many lines, and how many rows are left out.

    There is one row at least. What a row says of its source stands under the whole.
    """
    shown = replace(table, columns=_columns(table, across))
    if not shown.columns:
        return shown, 0
    parts = shares(shown)
    left = lines - _height([column.title for column in shown.columns], parts, across)
    rows = 0
    for row in shown.frame.iter_rows(named=True):
        left -= _height([text(column, row) for column in shown.columns], parts, across)
        if left < 0 and rows:
            break
        rows += 1
    return replace(shown, frame=shown.frame.head(rows)), shown.frame.height - rows


def shares(table: Table) -> tuple[float, ...]:
    """Return the part of the width that each column takes; together 1."""
    wanted = [_wanted(table, column) for column in table.columns]
    return tuple(one / sum(wanted) for one in wanted)


def _columns(table: Table, across: int) -> tuple[Column, ...]:
    """The columns that fit beside each other, the first of them and one more in any case."""
    found: list[Column] = []
    left = across
    for column in table.columns:
        if (
            column.kind in ("html", "basis")
            or column.name in _TOLD_BELOW
            or _is_bare(table, column)
        ):
            continue
        left -= _wanted(table, column)
        if left < 0 and len(found) > 1:
            break
        found.append(column)
    return tuple(found)


def _is_bare(table: Table, column: Column) -> bool:
    cells = [text(column, row) in ("", "–") for row in table.frame.iter_rows(named=True)]
    return sum(cells) > MOSTLY * len(cells)


def _wanted(table: Table, column: Column) -> int:
    cells = [len(text(column, row)) for row in table.frame.head(12).iter_rows(named=True)]
    longest = max(cells, default=0)
    if column.kind in NUMBERS:
        return max(longest, min(len(column.title), 2 * LEAST), LEAST_NUMBER) + GAP
    return max(min(max(longest, len(column.title)), LONGEST), LEAST) + GAP


def _height(cells: list[str], parts: tuple[float, ...], across: int) -> float:
    """The lines of a row: those of its longest cell, and the room around them."""
    return PADDING + max(
        math.ceil(len(cell) / max(1, share * across - GAP)) or 1
        for cell, share in zip(cells, parts, strict=True)
    )
