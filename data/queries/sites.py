"""Questions of places of care: what pages say is there, and the points that a map can show.

A place is what the rows of one name tell of. What no page was seen to name may be there too.
"""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept

SITES, PRACTICES = "sites", "gp_practices"
TABLES = (SITES, PRACTICES)
POINT = ("easting", "northing", "longitude", "latitude")
IN_USE = "in use"  # what a page tells of, not as closed and not as a plan


@kept
def pages(catalogue: Catalogue) -> pl.DataFrame:
    """Return what each page says is in a place, in the order of the areas and of the names.

    Columns as the table and area (name). Of one place what is in use comes first, then the newest.
    """
    return _rows(catalogue, SITES).sort(
        "display_order",
        _by_name(),
        pl.col("told_as") != IN_USE,
        "page_date",
        "site_page_id",
        descending=[False, False, False, True, False],
        nulls_last=True,
    )


@kept
def practices(catalogue: Catalogue) -> pl.DataFrame:
    """Return the GP practices in the order of the areas and of the names, with the area by name."""
    return _rows(catalogue, PRACTICES).sort("display_order", _by_name(), "ods_code")


@kept
def points(catalogue: Catalogue, table: str) -> pl.DataFrame:
    """Return each place that has a point and is in use, once: its name, area and point."""
    rows = pages(catalogue) if table == SITES else practices(catalogue)
    if table == SITES:
        used = rows.filter(told_as=IN_USE)["name"].unique().implode()
        rows = rows.filter(pl.col("name").is_in(used))
        rows = rows.drop_nulls(POINT).unique("name", keep="first", maintain_order=True)
    return rows.select("name", "area", *POINT)


def _by_name() -> pl.Expr:
    return pl.col("name").str.to_lowercase().str.strip_prefix("the ")


def _rows(catalogue: Catalogue, table: str) -> pl.DataFrame:
    """The rows of a table with the name and the order of their areas."""
    areas = catalogue["hcp_areas"].select("hcp_area_id", "display_order", area="name")
    return catalogue[table].join(areas, on="hcp_area_id", maintain_order="left")
