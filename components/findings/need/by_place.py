"""Need of lots, councils and wards: long lists in folds, and all of it as one file."""

from __future__ import annotations

import polars as pl

from components.findings.need.need import COLUMNS, SHARE, shown, table
from components.html import folds
from components.html.tables import Column, Table, html as table_html
from components.page_model import Download
from components.text.words import plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.need import places

KINDS: dict[places.Kind, str] = {
    "hcp_area": "HCP area",
    "lot": "Lot",
    "authority": "Council",
    "ward": "Ward of 2024",
}
OF_A_WARD = ("residents", "average", SHARE)
# The columns of the file, whose counts and shares are plain numbers.
IN_FULL = {
    "kind": "Kind of place",
    "id": "Code",
    "name": "Place",
    "group": "Council of the ward",
    "small_areas": "Small areas",
    "residents": "Residents",
    "average": "Average deprivation score",
    "most_deprived": "In the most deprived fifth",
    "health_deprived": "In the most deprived fifth for health",
    "disabled": "Disabled",
    "income_deprived": "In income deprivation, all ages",
    "children_income_deprived": "Children in income-deprived families, at least",
    "children_blank": "Small areas left blank for children",
    "older_income_deprived": "Older people in income deprivation, at least",
    "older_blank": "Small areas left blank for older people",
}


@kept
def lists_html(catalogue: Catalogue) -> str:
    """Return lots, councils and wards in folds, wards in one for each council; or nothing."""
    wards = places.by(catalogue, "ward")
    if wards.is_empty():
        return ""
    few = [_of_kind(catalogue, "lot", "Lots"), _of_kind(catalogue, "authority", "Councils")]
    many = [
        _fold(council, rows.height, "ward", _of_wards(council, rows))
        for (council,), rows in wards.group_by("group", maintain_order=True)
    ]
    return (
        f"<h2>Lots and councils</h2>{folds.html(few)}"
        f'<h2>Wards of 2024, by council</h2><div class="in-two">{folds.html(many)}</div>'
    )


def _of_kind(catalogue: Catalogue, kind: places.Kind, title: str) -> folds.Group:
    rows = places.by(catalogue, kind)
    return _fold(title, rows.height, KINDS[kind].lower(), table(catalogue, kind, title))


def _fold(name: str, number: int, noun: str, held: Table) -> folds.Group:
    markup = table_html(held, caption_hidden=True)
    return folds.Group(name=name, many=plural(number, noun), markup=markup, level=3)


def _of_wards(council: str, rows: pl.DataFrame) -> Table:
    """The wards of a council, those with the largest share first; the file has all measures."""
    ordered = shown(rows.sort(SHARE, "average", descending=True))
    columns = tuple(column for column in COLUMNS if column.name in OF_A_WARD)
    return Table(
        caption=f"Wards of {council}", frame=ordered, columns=(Column("name", "Ward"), *columns)
    )


def download(catalogue: Catalogue) -> Download:
    """Return the file with every measure of every area, lot, council and ward."""
    return Download(
        label="Download every area, lot, council and ward (CSV)",
        name="need-by-place.csv",
        write=lambda: in_full(catalogue).csv(),
    )


@kept
def in_full(catalogue: Catalogue) -> Table:
    """Return all places with all measures as plain numbers."""
    rows = [
        places.by(catalogue, kind).with_columns(kind=pl.lit(words)) for kind, words in KINDS.items()
    ]
    columns = tuple(Column(name, title) for name, title in IN_FULL.items())
    return Table(caption="Need by place", frame=pl.concat(rows), columns=columns)
