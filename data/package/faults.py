"""What is wrong with the data, in one sentence that says where, which rule and what value."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from data.package.catalogue import Catalogue

# Longer values and messages are cut; a whole paragraph helps nobody to find a cell.
SHOWN, TOLD = 60, 600


@dataclass(frozen=True)
class Fault:
    """One fault of a file.

    `row` is the row as a spreadsheet shows it, the header being row 1; None where the fault is
    not in one row. `message` says what is wrong or what should be there: a clause without a
    full stop.
    """

    file: str
    row: int | None
    column: str | None
    rule: str
    value: str | None
    message: str

    def __str__(self) -> str:
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column:
            where.append(f"column{'s' if ', ' in self.column else ''} {self.column}")
        value = "" if self.value is None else f"; value: {_quoted(self.value)}"
        return f"{', '.join(where)}: {_on_one_line(self.message)} (rule: {self.rule}{value})."


def stray_space(value: str, fits: Callable[[str], object]) -> str | None:
    """Say where a space stands that is all that is wrong with a value; None where it is not.

    `fits` gives something true where a value keeps the rule. A space that keeps words on one line
    counts too.
    """
    bare = value.strip()
    if bare == value or not fits(bare):
        return None
    if value.startswith(bare):
        return "there is a space at the end"
    return "there is a space at the start" + ("" if value.endswith(bare) else " and at the end")


Check = Callable[[Catalogue], Iterator[Fault]]


def fault_at(
    catalogue: Catalogue, table: str, index: int | None, *, column: str, rule: str, **said: object
) -> Fault:
    """Return a fault at a row of a frame; `said` holds `message`, and `value` where there is one.

    The file has a header and counts from 1, so row 0 of the frame is row 2 of the file.
    """
    value = said.get("value")
    return Fault(
        file=catalogue.resource(table)["path"],
        row=None if index is None else index + 2,
        column=column,
        rule=rule,
        value=None if value is None else str(value),
        message=str(said["message"]),
    )


def ordered(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults by file, row and column, each once."""
    return sorted(
        set(faults), key=lambda f: (f.file, f.row or 0, f.column or "", f.rule, str(f.value))
    )


def _on_one_line(message: str) -> str:
    """Return a message without the control characters of a cell that it repeats, and cut."""
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in message)
    return shown if len(shown) <= TOLD else shown[:TOLD] + "…"


def _quoted(value: str) -> str:
    """Return a value in quotation marks, on one line and short; control characters escaped."""
    short = value if len(value) <= SHOWN else value[:SHOWN] + "…"
    return json.dumps(short, ensure_ascii=False)
