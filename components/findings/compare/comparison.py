"""What stands side by side: facts as rows, areas or lots as columns, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from components.text.words import NOT_PUBLISHED, missing

DIFFERS, SAME = "differs", "the same"


@dataclass(frozen=True)
class Item:
    """One column: an area or a lot by its id, and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class Value:
    """What a fact is for one item: in words, as a number where there is one, None where unknown.

    `missing` says why it is unknown.
    """

    shown: str | None
    number: float | None = None
    missing: str = NOT_PUBLISHED

    @property
    def words(self) -> str:
        """The fact in words, or why there is none."""
        return self.shown or self.missing


@dataclass(frozen=True, kw_only=True)
class Row:
    """One fact of every item, in the order of the items.

    With `ranked`, the largest and the smallest number are named; it is left out where numbers
    cannot be held against each other.
    """

    group: str
    label: str
    values: tuple[Value, ...]
    basis: tuple[str, ...]
    source_ids: tuple[str, ...]
    ranked: bool = False

    @property
    def silent(self) -> bool:
        """Whether no item has a value."""
        return self._told() == {None}

    def _told(self) -> set[str | float | None]:
        return {value.shown if value.number is None else value.number for value in self.values}

    @property
    def state(self) -> str:
        """DIFFERS, SAME, or why no item has a value."""
        told = self._told()
        if self.silent:
            return missing(self.basis)
        return SAME if len(told) == 1 else DIFFERS

    def rank(self, place: int) -> str:
        """`largest` or `smallest` for the value at this place, or nothing; `larger` of two."""
        numbers = [value.number for value in self.values if value.number is not None]
        number = self.values[place].number
        if number is None or not self.ranked or len(set(numbers)) < 2 or numbers.count(number) > 1:
            return ""
        most, least = superlatives(len(numbers))
        return {max(numbers): most, min(numbers): least}.get(number, "")


def superlatives(items: int) -> tuple[str, str]:
    """What the ends of a row are called: `larger` and `smaller` where there are two."""
    return ("larger", "smaller") if items == 2 else ("largest", "smallest")


def frame(rows: Sequence[Row], items: Sequence[Item]) -> pl.DataFrame:
    """Return the rows as a table to download: numbers bare, a column for each item.

    Columns: group, fact, one for each item by its name, compared, basis, sources.
    """
    return pl.DataFrame(
        [
            {
                "group": row.group,
                "fact": row.label,
                **{item.name: _bare(value) for item, value in zip(items, row.values, strict=True)},
                "compared": row.state,
                "basis": "; ".join(row.basis),
                "sources": " ".join(row.source_ids),
            }
            for row in rows
        ]
    )


def _bare(value: Value) -> str:
    if value.number is not None:
        return f"{value.number:.10g}"
    return value.words
