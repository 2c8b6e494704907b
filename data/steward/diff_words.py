"""A difference between packages, told: to people line by line, to programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from data.steward.diff import Difference, TableDifference
from data.steward.diff_figures import CHANGED, GONE, FigureDifference

SHOWN = 70  # characters of a cell


def as_json(found: Difference) -> str:
    """Return a difference as a JSON object, its `pages` included."""
    return json.dumps({**asdict(found), "pages": found.pages}, ensure_ascii=False, indent=1)


def as_text(found: Difference) -> str:
    """Return a difference in plain lines."""
    if not found:
        return f"No difference: version {found.new_version}."
    return "\n".join(_lines(found))


def _lines(found: Difference) -> Iterator[str]:
    yield f"From version {found.old_version} to {found.new_version}"
    yield from _part("Tables", [line for table in found.tables for line in _table(table)])
    yield from _part("Figures", [_figure(figure) for figure in found.figures])
    yield from _part(
        "Disagreements",
        [f"{one.label}: {one.change}: {'; '.join(one.values)}" for one in found.conflicts],
    )
    yield from _part("Pages", [f"{page}: {', '.join(what)}" for page, what in found.pages.items()])
    yield from _part("Before it is installed", found.version_faults)


def _part(heading: str, lines: list[str] | tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield ""
        yield heading
        yield from (f"  {line}" for line in lines)


def _table(table: TableDifference) -> Iterator[str]:
    counts = {
        "added": len(table.added),
        "removed": len(table.removed),
        "changed": len(table.changed),
    }
    rows = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    yield f"{table.table}: rows {rows}" if rows else f"{table.table}:"
    yield from (f"  + {key}" for key in table.added)
    yield from (f"  - {key}" for key in table.removed)
    for row in table.changed:
        for column, (before, after) in row.cells.items():
            yield f"  ~ {row.key}, {column}: {_short(before)} -> {_short(after)}"
    if table.columns_added:
        yield f"  new columns: {', '.join(table.columns_added)}"
    if table.columns_removed:
        yield f"  columns gone: {', '.join(table.columns_removed)}"
    if table.reordered:
        yield "  the rows stand in another order"
    if table.described_anew:
        yield "  the description of the table changed"


def _short(cell: str | None) -> str:
    if cell is None:
        return "(empty)"
    line = " ".join(cell.split())
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"


def _figure(figure: FigureDifference) -> str:
    if figure.change == GONE:
        what = f"no longer given: {figure.before}"
    elif figure.change == CHANGED:
        what = f"corrected from {figure.before} to {figure.after}"
    elif figure.before is None:
        what = f"given for the first time: {figure.after}"
    else:
        what = f"{figure.after}, before it {figure.before}"
    return f"{figure.label}: {what} ({figure.source}: {figure.place})"
