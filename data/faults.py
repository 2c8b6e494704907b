"""What is wrong with a table, in one sentence that says where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: `row` is the line of the CSV file, the header being line 1."""

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
            where.append(f"column {self.column}")
        value = "" if self.value is None else f" Value: {self.value!r}."
        return f"{', '.join(where)}: {self.message} Rule: {self.rule}.{value}"
