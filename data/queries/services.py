"""Questions of services: which line sits in which lot, and on what evidence."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import cited
from data.queries.everyday import APOSTROPHES, plainly
from data.queries.service_pages import PAGE_KINDS, page_marks, service_pages

# From strongest to weakest; a cell without a row in `lot_services` is not stated at all.
EVIDENCE = ("local list", "programme scope", "earlier scope", "not stated")
# What a page names is told beside that, and says less.
KINDS = (*EVIDENCE, *PAGE_KINDS)


@kept
def matrix(catalogue: Catalogue, cohort: str) -> pl.DataFrame:
    """Return one row for each service line and lot of a cohort.

    Columns: service_area_id, service_area, area_order, service_id, service, service_order,
    name_in_paper, lot_id, number, evidence (one of EVIDENCE), source_id, place,
    local_source_id, note, service_note, pages (one of PAGE_KINDS, where a page names a place),
    page_source_id. Sorted as in the paper.
    """
    lines = (
        catalogue["services"]
        .filter(cohort=cohort)
        .join(catalogue["service_areas"], on="service_area_id", suffix="_area")
    )
    lots = catalogue["lots"].filter(cohort=cohort).select("lot_id", "number")
    evidence = catalogue["lot_services"]
    return (
        lines.select(
            "service_area_id",
            pl.col("name_area").alias("service_area"),
            pl.col("display_order_area").alias("area_order"),
            "service_id",
            pl.col("name").alias("service"),
            pl.col("display_order").alias("service_order"),
            "name_in_paper",
            pl.col("note").alias("service_note"),
        )
        .join(lots, how="cross")
        .join(evidence, on=["service_id", "lot_id"], how="left")
        .join(page_marks(catalogue), on=["service_id", "lot_id"], how="left")
        .with_columns(pl.col("evidence").fill_null("not stated"))
        .sort("area_order", "service_order", "number")
    )


def search(rows: pl.DataFrame, text: str, *, meant: Collection[str] = ()) -> pl.DataFrame:
    """Return the rows whose service, service area or printed name holds every word of `text`.

    Apostrophes are passed over. The lines `meant` are those that the words stand for: they are
    found too.
    """
    names = pl.concat_str("service", "service_area", "name_in_paper", separator=" ")
    haystack = names.str.to_lowercase().str.replace_all(f"[{APOSTROPHES}]", "")
    words = plainly(text).split()
    if not words:
        return rows
    found = pl.lit(True)
    for word in words:
        found &= haystack.str.contains(word, literal=True)
    if len(meant):
        found |= pl.col("service_id").is_in(list(meant))
    return rows.filter(found)


@kept
def in_lot(catalogue: Catalogue, lot_id: str) -> pl.DataFrame:
    """Return the service lines of one lot with their evidence; columns as `matrix`.

    Raises LookupError when there is no such lot.
    """
    lots = catalogue["lots"].filter(lot_id=lot_id)
    if lots.is_empty():
        raise LookupError(f"no such lot: {lot_id}")
    return matrix(catalogue, lots["cohort"][0]).filter(lot_id=lot_id)


@kept
def across_lots(catalogue: Catalogue, service_id: str) -> pl.DataFrame:
    """Return one service line in every lot of its cohort; columns as `matrix`.

    Raises LookupError when there is no such service line.
    """
    lines = catalogue["services"].filter(service_id=service_id)
    if lines.is_empty():
        raise LookupError(f"no such service line: {service_id}")
    return matrix(catalogue, lines["cohort"][0]).filter(service_id=service_id)


@kept
def counts(catalogue: Catalogue) -> pl.DataFrame:
    """Return the number of service areas and lines by cohort.

    Columns: cohort, service_areas, lines. The papers do not group children's lines, so
    their one service area is a heading of this dashboard.
    """
    return (
        catalogue["services"]
        .group_by("cohort")
        .agg(service_areas=pl.col("service_area_id").n_unique(), lines=pl.len())
        .sort("cohort")
    )


def kinds_told(catalogue: Catalogue) -> list[str]:
    """Return the kinds of evidence that the sources of a package have, and that none is stated."""
    held = {*catalogue["lot_services"]["evidence"], EVIDENCE[-1], *page_marks(catalogue)["pages"]}
    return [kind for kind in KINDS if kind in held]


@kept
def evidence_sources(catalogue: Catalogue, lot_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sources of what is listed for some lots: lists, local lists and pages."""
    of_lots = pl.col("lot_id").is_in(list(lot_ids))
    rows = catalogue["lot_services"].filter(of_lots)
    pages = service_pages(catalogue).filter(of_lots)
    return cited(rows, rows.select(source_id="local_source_id"), pages)


@kept
def earlier_list(catalogue: Catalogue) -> pl.DataFrame:
    """Return the list of an earlier paper beside today's lines.

    Columns: item (number in the paper's list; one that holds two lines of today has two rows),
    name, name_in_paper, match (same, part, none), service_id and service (today's line or
    null), basis, source_id, place, note; in the order of the paper.
    """
    today = catalogue["services"].select("service_id", pl.col("name").alias("service"))
    return (
        catalogue["earlier_services"]
        .join(today, on="service_id", how="left")
        .sort("display_order", "earlier_service_id")
        .select(
            pl.col("display_order").alias("item"),
            "name",
            "name_in_paper",
            "match",
            "service_id",
            "service",
            "basis",
            "source_id",
            "place",
            "note",
        )
    )
