"""The money of lots as rows to compare: sums, shares for each resident, what is held back."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from components.findings.compare.comparison import Row, Value
from components.text.words import MILLION, missing, pounds_short
from data.package.catalogue import Catalogue
from data.queries import envelopes

UNKNOWN = {
    "amount_gbp": None,
    "per_resident_gbp": None,
    "basis": "not published",
    "source_id": None,
}  # an envelope without a row


def money_rows(
    catalogue: Catalogue,
    lot_ids: Sequence[str],
    *,
    group: str = "Money",
    notes: Sequence[str] = (),
) -> list[Row]:
    """The money of lots, sums first. A larger lot gets a larger sum: only shares are ranked.

    `notes` are put behind the amounts, one for each lot.
    """
    rows = pl.concat([envelopes.by_year(catalogue), envelopes.five_years(catalogue)])
    each = {r["lot_id"]: r for r in envelopes.per_resident(catalogue).iter_rows(named=True)}
    behind = tuple(notes) or ("",) * len(lot_ids)

    def row(label: str, cells: Sequence[dict], column: str) -> Row:
        share = column == "per_resident_gbp"
        known = [cell for cell in cells if cell[column] is not None]
        return Row(
            group=group,
            label=label,
            values=tuple(
                _amount(cell, column, _in_row(cell[column], known, column), note)
                for cell, note in zip(cells, behind, strict=True)
            ),
            basis=tuple(dict.fromkeys(cell["basis"] for cell in known or cells)),
            source_ids=_of_cells(known or cells),
            ranked=share,
        )

    def of(year: str, component: str) -> list[dict]:
        found = rows.filter(contract_year=year, component=component)
        by_lot = {one["lot_id"]: one for one in found.iter_rows(named=True)}
        return [by_lot.get(one, UNKNOWN) for one in lot_ids]

    residents = "For each resident of its age group, a year"
    return [
        row("Published envelope for one year", of("1", "published"), "amount_gbp"),
        row(
            residents,
            [each.get(i, UNKNOWN) for i in lot_ids],
            "per_resident_gbp",
        ),
        row("Published envelope for 5 years", of("total", "published"), "amount_gbp"),
        row("Held back by the ICB, 5 years", of("total", "transformation"), "amount_gbp"),
    ]


def _of_cells(cells: Sequence[dict]) -> tuple[str, ...]:
    """The sources of the cells of a row, those of the residents last."""
    named = [
        cell[column]
        for column in ("source_id", "people_source_id")
        for cell in cells
        if cell.get(column)
    ]
    return tuple(dict.fromkeys(named))


def _in_row(amount: float | None, known: Sequence[dict], column: str) -> str | None:
    """An amount in the unit of its row: pence for shares, else millions where any is in millions.

    None where nothing is known.
    """
    if amount is None:
        return None
    if column == "per_resident_gbp":
        return f"£{amount:,.2f}"
    if max(cell[column] for cell in known) >= MILLION > amount:
        return f"£{amount / MILLION:.1f} million"
    return pounds_short(amount)


def _amount(cell: dict, column: str, shown: str | None, note: str) -> Value:
    amount = cell[column]
    if amount is None:
        return Value(None, missing=missing([cell["basis"]]))
    return Value(f"{shown or pounds_short(amount)}{note}", amount)
