"""Questions of pages that name a service in a place: never that a lot has it, and no wider.

A page counts for the places that it names. Where these are less than a lot, so is the mark.
"""

from __future__ import annotations

import datetime as dt
import re

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import last_day
from data.package.kept import kept
from data.package.periods import Period

TABLE = "service_pages"
PAGE_KINDS = ("page whole", "page part")  # what the pages name of a lot, most first
APART = "|"  # between two places
AGES = ("after", "around", "not known", "before")  # the newest first
PRECISIONS = ("year", "month", "day")  # of a page's date, by how many parts are written


def names_all(area: str, places: str) -> bool:
    """Return whether the places named are an area by its name, or all parts that its name lists."""
    named = {place.casefold().strip() for place in places.split(APART)}
    parts = {part.casefold() for part in re.split(r", | and ", area)}
    return area.casefold() in named or parts <= named


def first_day(page_date: str) -> tuple[dt.date, str]:
    """Return the first day of a page's date, which is a year, a month or a day, and which it is.

    Raises ValueError where there is no such day.
    """
    parts = page_date.split("-")
    return dt.date(*map(int, (*parts, "1", "1")[:3])), PRECISIONS[len(parts) - 1]


def period(page_date: str) -> Period:
    """Return the days within which a page's date lies."""
    first, precision = first_day(page_date)
    return Period(first, last_day(first, precision))


@kept
def service_pages(catalogue: Catalogue) -> pl.DataFrame:
    """Return each page that names a line in places of an area, with the lot of that area.

    Columns as the table, with `places` and `phone` as lists, area (name), cohort, lot_id and
    number. In the order of the lines and areas; of one area what names most, then what is newest.
    No row where the package has no such table.
    """
    if TABLE not in set(catalogue):
        return pl.DataFrame(schema=_SHAPE)
    lines = catalogue["services"].join(
        catalogue["service_areas"], on="service_area_id", suffix="_area"
    )
    areas = catalogue["hcp_areas"].select("hcp_area_id", "display_order", area="name")
    lots = catalogue["lots"].select("lot_id", "number", "cohort")
    return (
        catalogue[TABLE]
        .join(
            lines.select("service_id", "cohort", "display_order_area", line_order="display_order"),
            on="service_id",
        )
        .join(areas, on="hcp_area_id")
        .join(catalogue["lot_areas"].select("hcp_area_id", "lot_id"), on="hcp_area_id")
        .join(lots, on=["lot_id", "cohort"])
        .sort(
            "cohort",
            "display_order_area",
            "line_order",
            "display_order",
            _whole().not_(),
            pl.col("age").cast(pl.Enum(AGES)),
            pl.col("page_date"),
            "service_page_id",
            descending=[False] * 6 + [True, False],
            nulls_last=True,
        )
        .with_columns(pl.col("places", "phone").str.split(APART))
        .select(*_SHAPE)
    )


@kept
def of_line(catalogue: Catalogue, service_id: str) -> pl.DataFrame:
    """Return the pages that name a service line; columns and order as `service_pages`."""
    return service_pages(catalogue).filter(service_id=service_id)


@kept
def telephones(catalogue: Catalogue, area: str) -> pl.DataFrame:
    """Return the pages that give a telephone number of a service in an area, line by line.

    Columns and order as `service_pages`, with `name` of the line.
    """
    names = catalogue["services"].select("service_id", "name")
    rows = service_pages(catalogue).filter(pl.col("phone").is_not_null(), hcp_area_id=area)
    return rows.join(names, on="service_id", maintain_order="left")


@kept
def page_marks(catalogue: Catalogue) -> pl.DataFrame:
    """Return what pages name of each line in each lot, where one names anything.

    Columns: service_id, lot_id, pages (one of PAGE_KINDS), page_source_id. A lot is named whole
    only where each of its areas is, by a page on the line itself.
    """
    areas = catalogue["lot_areas"].group_by("lot_id").agg(areas=pl.len())
    whole = pl.col("hcp_area_id").filter(_whole()).n_unique() == pl.col("areas").first()
    return (
        service_pages(catalogue)
        .join(areas, on="lot_id", maintain_order="left")
        .group_by("service_id", "lot_id", maintain_order=True)
        .agg(
            pages=pl.when(whole).then(pl.lit(PAGE_KINDS[0])).otherwise(pl.lit(PAGE_KINDS[1])),
            page_source_id=pl.col("source_id").first(),
        )
    )


def _whole() -> pl.Expr:
    return (pl.col("match") == "same") & (pl.col("extent") == "whole area")


_SHAPE = {
    "service_page_id": pl.String,
    "service_id": pl.String,
    "cohort": pl.String,
    "hcp_area_id": pl.String,
    "area": pl.String,
    "lot_id": pl.String,
    "number": pl.Int64,
    "match": pl.String,
    "places": pl.List(pl.String),
    "extent": pl.String,
    "provider": pl.String,
    "phone": pl.List(pl.String),
    "kind": pl.String,
    "page_date": pl.String,
    "age": pl.String,
    "address": pl.String,
    "caveat": pl.String,
    "basis": pl.String,
    "source_id": pl.String,
    "place": pl.String,
    "note": pl.String,
}
