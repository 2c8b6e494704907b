"""What differs between two data packages: rows, figures, disagreements, and the pages they show on.

Both packages are catalogues, so both are valid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from data.package.catalogue import Catalogue
from data.package.older import completed
from data.package.versions import version_faults
from data.papers.page_usage import pages_of_table
from data.steward.diff_figures import ConflictDifference, FigureDifference, conflicts, figures

Row = Mapping[str, Any]
Key = tuple[str, ...]


@dataclass(frozen=True)
class ChangedRow:
    """A row by its key, with the cells that differ: column, before and after as text or None."""

    key: str
    cells: Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True)
class TableDifference:
    """What differs in one table; `added` and `removed` are rows by their keys.

    `reordered` where the same rows stand in another order, `described_anew` where the description
    of the table changed.
    """

    table: str
    title: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[ChangedRow, ...]
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    reordered: bool
    described_anew: bool
    pages: tuple[str, ...]

    def __bool__(self) -> bool:
        rows = (self.added, self.removed, self.changed, self.reordered)
        return any((*rows, self.columns_added, self.columns_removed, self.described_anew))


@dataclass(frozen=True)
class Difference:
    """All that differs, by table, by figure and by subject.

    `version_faults` are sentences on what version and change log fail to tell.
    """

    old_version: str
    new_version: str
    tables: tuple[TableDifference, ...]
    figures: tuple[FigureDifference, ...]
    conflicts: tuple[ConflictDifference, ...]
    version_faults: tuple[str, ...]
    same_description: bool

    def __bool__(self) -> bool:
        return bool(self.tables) or not self.same_description

    @property
    def pages(self) -> dict[str, list[str]]:
        """Each page on which something changes, with what does: tables, figures, disagreements."""
        found: dict[str, list[str]] = {}
        for table in self.tables:
            for page in table.pages:
                found.setdefault(page, []).append(f"table {table.table}")
        for one in (*self.figures, *self.conflicts):
            for page in one.pages:
                found.setdefault(page, []).append(one.label)
        return {page: list(dict.fromkeys(what)) for page, what in sorted(found.items())}


def difference(old: Catalogue, new: Catalogue, *, back: bool = False) -> Difference:
    """Return what differs from an older package to a newer one.

    With `back`, the newer may carry an older version: somebody undoes a change.
    """
    names = list(dict.fromkeys([*old, *new]))
    tables = tuple(found for name in names if (found := _table(old, new, name)))
    changed = [table.table for table in tables]
    return Difference(
        old_version=old.version,
        new_version=new.version,
        tables=tables,
        figures=figures(completed(old), completed(new)),
        conflicts=conflicts(completed(old), completed(new)),
        version_faults=tuple(
            version_faults(old.descriptor, new.descriptor, changed=changed, back=back)
        ),
        same_description=dict(old.descriptor) == dict(new.descriptor),
    )


def _table(old: Catalogue, new: Catalogue, name: str) -> TableDifference:
    before, after = _rows(old, name), _rows(new, name)
    columns_before, columns_after = _columns(old, name), _columns(new, name)
    both = [column for column in columns_after if column in columns_before]
    kept = [key for key in before if key in after]
    latest = new if name in new else old
    return TableDifference(
        table=name,
        title=latest.resource(name)["title"],
        added=tuple(_spoken(key) for key in after if key not in before),
        removed=tuple(_spoken(key) for key in before if key not in after),
        changed=tuple(_changed(kept, before, after, columns=both)),
        columns_added=tuple(c for c in columns_after if c not in columns_before),
        columns_removed=tuple(c for c in columns_before if c not in columns_after),
        reordered=kept != [key for key in after if key in before],
        described_anew=name in old and name in new and old.resource(name) != new.resource(name),
        pages=pages_of_table(name),
    )


def _changed(
    keys: Sequence[Key], before: Mapping[Key, Row], after: Mapping[Key, Row], *, columns: list[str]
) -> Iterator[ChangedRow]:
    for key in keys:
        cells = {
            column: (_text(before[key][column]), _text(after[key][column]))
            for column in columns
            if before[key][column] != after[key][column]
        }
        if cells:
            yield ChangedRow(_spoken(key), cells)


def _rows(catalogue: Catalogue, name: str) -> dict[Key, Row]:
    """Return the rows of a table by their key; none where the package has no such table.

    A table without a key is known by its whole rows, and by how often each stands there.
    """
    if name not in catalogue:
        return {}
    frame: pl.DataFrame = catalogue[name]
    key = catalogue.resource(name)["schema"].get("primaryKey") or frame.columns
    columns = key if isinstance(key, list) else [key]
    rows: dict[Key, Row] = {}
    for row in frame.iter_rows(named=True):
        cells = tuple(_text(row[column]) or "" for column in columns)
        times = 1
        while cells in rows:
            times += 1
            cells = (*cells[: len(columns)], f"time {times}")
        rows[cells] = row
    return rows


def _columns(catalogue: Catalogue, name: str) -> list[str]:
    return catalogue[name].columns if name in catalogue else []


def _spoken(key: Key) -> str:
    return ", ".join(key)


def _text(value: object) -> str | None:
    """Return a cell as the CSV file has it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
