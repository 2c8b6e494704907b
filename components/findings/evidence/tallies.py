"""How many lines of a lot stand on which evidence: as a table, in a sentence, and by pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import polars as pl

from components.findings.evidence import page_words
from components.html.cards import Card
from components.html.matrix import LABELS, lower
from components.html.tables import Column, Table
from components.text.words import count, listed, plural
from data.package.catalogue import Catalogue
from data.queries import services
from data.queries.service_pages import PAGE_KINDS, service_pages

# As rows of a table, under the sum of all lines.
OF_THEM = {kind: f"Of them, {lower(LABELS[kind])}" for kind in PAGE_KINDS}


def table(catalogue: Catalogue, lots: Sequence[Mapping[str, Any]]) -> Table:
    """Return the lots across and the kinds of evidence down, strongest first, with their sum.

    Under the sum, how many of the lines a page names.
    """
    counted: dict[str, list] = {"evidence": [*services.EVIDENCE, "all", *PAGE_KINDS]}
    for lot in lots:
        rows = services.in_lot(catalogue, lot["lot_id"])
        kinds = [rows.filter(evidence=kind).height for kind in services.EVIDENCE]
        pages = [rows.filter(pages=kind).height for kind in PAGE_KINDS]
        counted[lot["lot_id"]] = [*kinds, rows.height, *pages]
    frame = pl.DataFrame(counted)
    occurring = pl.any_horizontal(pl.exclude("evidence") > 0)
    return Table(
        caption="Service lines of each lot by evidence",
        frame=frame.filter(occurring).with_columns(
            pl.col("evidence").replace_strict({**LABELS, "all": "All lines", **OF_THEM})
        ),
        columns=(
            Column("evidence", "Evidence"),
            *(Column(lot["lot_id"], f"Lot {lot['number']}", "count") for lot in lots),
        ),
    )


def of_lists(catalogue: Catalogue, card: Card) -> Card:
    """Return a card of `table` with what is listed alone, where there is no room for pages."""
    pages = set(service_pages(catalogue)["source_id"])
    listed_only = card.table.frame.filter(~pl.col("evidence").is_in(list(OF_THEM.values())))
    return replace(
        card,
        body="",
        table=replace(card.table, frame=listed_only),
        source_ids=tuple(one for one in card.source_ids if one not in pages),
    )


def in_words(catalogue: Catalogue, lot_id: str) -> str:
    """Return how many lines of a lot stand on which evidence, and how many a page names."""
    rows = services.in_lot(catalogue, lot_id)
    lists = _told(rows, "evidence", services.EVIDENCE)
    pages = _told(rows, "pages", PAGE_KINDS)
    first = lists[0] if len(lists) == 1 else f"{count(rows.height)}: {'; '.join(lists)}"
    return f"{first}. Of them, {listed(pages)}" if pages else first


def _told(rows: pl.DataFrame, column: str, kinds: Sequence[str]) -> list[str]:
    counted = [(kind, rows.filter(pl.col(column) == kind).height) for kind in kinds]
    return [f"{count(number)} {lower(LABELS[kind])}" for kind, number in counted if number]


def here(catalogue: Catalogue, lot_ids: Sequence[str], area: str | None) -> str:
    """Return how many lines of some lots a page names in a place of an area, or of the lots."""
    pages = service_pages(catalogue).filter(pl.col("lot_id").is_in(list(lot_ids)))
    inside = pages if area is None else pages.filter(hcp_area_id=area)
    if inside.is_empty():
        return ""
    cohorts = catalogue["lots"].filter(pl.col("lot_id").is_in(list(lot_ids)))["cohort"]
    lines = catalogue["services"].filter(pl.col("cohort").is_in(cohorts.implode()))
    where = f" of {inside['area'][0]}" if area else ""
    return (
        f"<p>A page names {count(inside['service_id'].n_unique())} of "
        f"{plural(lines.height, 'line')} in some place{escape(where)}. {page_words.CLAIM}</p>"
    )
