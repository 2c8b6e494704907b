"""What stands beside the map of a service: its lots by mark, the table, the ways there and back.

And the other way round: all lines of the lots of an area, by their marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from components.findings.places import cards as places
from components.findings.services import on_map, services as told, ways
from components.html import folds, matrix
from components.html.cards import Card
from components.html.tables import Column, Table, columns
from components.maps.evidence import SHADINGS
from components.text.words import cohort_name, plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import cited, named
from data.queries import services

SHEET = "/embed/small-maps"
WAYS = (
    ("money", "See the envelopes year by year"),
    ("services", "See each service line and its evidence"),
)


@kept
def beside_html(catalogue: Catalogue, service: str, *, area: str | None) -> str:
    """Return what stands beside the map: its lots with their marks, its shades, the way back."""
    name, cohort = on_map.name(catalogue, service), on_map.cohort_of(catalogue, service)
    query = {"view": "service", "service": service}
    if on_map.is_area(catalogue, service):
        query = {"q": name}
    back = ways.from_map(query, name, area=area, cohort=cohort)
    return lots_html(catalogue, service) + back


@kept
def lots_html(catalogue: Catalogue, service: str) -> str:
    """Return the lots with their marks, and how they are shaded."""
    rows = on_map.rows_of(catalogue, service)
    items = "".join(
        f"<li><strong>Lot {lot['number']}</strong> {escape(told.place(lot))} {_marks(part)}</li>"
        for lot, part in on_map.by_lot(catalogue, rows)
    )
    return f'<ul class="lot-marks">{items}</ul>{_shading(catalogue, service)}'


def _shading(catalogue: Catalogue, service: str) -> str:
    shown = {one.kind for one in on_map.evidence(catalogue, service).lots}
    words = ". ".join(
        f"{shading.words}: {matrix.lower(matrix.LABELS[kind])}"
        for kind, shading in SHADINGS.items()
        if kind in shown
    )
    several = on_map.rows_of(catalogue, service)["service_id"].n_unique() > 1
    rule = " Each lot is shaded as most of its lines are." if several else ""
    return f'<p class="map-note">{escape(words)}.{rule}</p>'


def _marks(rows: pl.DataFrame) -> str:
    """The marks of one lot with their words; of several lines, with how many have each."""
    many = rows.height > 1
    return " ".join(
        f'<span class="evidence">{matrix.mark(kind)} <span>'
        f"{f'{n} ' if many else ''}{escape(_after(kind, many))}</span></span>"
        for kind, n in on_map.tallies(rows).items()
    )


def _after(kind: str, many: bool) -> str:
    return matrix.lower(matrix.LABELS[kind]) if many else matrix.LABELS[kind]


def sheet_html() -> str:
    """Return the way to the small maps of all service areas."""
    words = "All service areas as small maps, on one sheet to print"
    return f'<p class="way-on">{ways.link(SHEET, words)}</p>'


@kept
def sheet_card(catalogue: Catalogue) -> Card:
    """Return the card of all service areas, each in every lot, without its small maps."""
    rows = [
        {"area": one.name, "lot": lot.name, "said": lot.said}
        for key in on_map.every_area(catalogue)
        for one in (on_map.evidence(catalogue, key),)
        for lot in one.lots
    ]
    cells = pl.concat(on_map.rows_of(catalogue, key) for key in on_map.every_area(catalogue))
    return Card(
        slug="small-maps",
        headline="Each service area in every lot",
        subtitle="Service lines by the evidence for each lot, a map for each service area",
        table=Table(
            caption="Service areas by the evidence in each lot",
            frame=pl.DataFrame(rows),
            columns=columns(area="Service area", lot="Lot", said="Evidence"),
        ),
        source_ids=_sources(cells),
        basis=tuple(cells["basis"].drop_nulls().unique()) or ("not published",),
        how=("Each lot is shaded as most of the lines of the service area are.",),
    )


@kept
def card(catalogue: Catalogue, service: str, *, area: str | None) -> Card:
    """Return the card of a service on the map: what each mark rests on, and the table as a file."""
    rows, of = on_map.rows_of(catalogue, service), on_map.name(catalogue, service)
    source_ids = _sources(rows) or cited(catalogue["services"])
    short = dict(named(catalogue, source_ids).select("source_id", "short_name").iter_rows())
    several = rows["service_id"].n_unique() > 1
    return Card(
        slug=f"on-map-{service}",
        headline=f"{of}: what each mark rests on",
        subtitle=f"{of}, services for {told.FOR[on_map.cohort_of(catalogue, service)]}, "
        "by the evidence in each lot",
        body=matrix.key(told.kinds(catalogue, rows, [*on_map.tallies(rows)])),
        table=Table(
            caption=f"{of}: the evidence in each lot",
            frame=_in_words(catalogue, rows, short, area),
            columns=(
                Column("lot", "Lot"),
                *((Column("service", "Service line"),) if several else ()),
                Column("evidence", "Evidence"),
                Column("sources", "Sources", empty="–"),
                Column("place", "Place in the sources", empty="–"),
            ),
            marked="chosen",
        ),
        source_ids=source_ids,
        basis=tuple(rows["basis"].drop_nulls().unique()) or ("not published",),
        how=("Which line sits in which lot is this dashboard’s reading of those lists.",),
    )


def _in_words(
    catalogue: Catalogue, rows: pl.DataFrame, short: dict[str, str], area: str | None
) -> pl.DataFrame:
    here = catalogue["lot_areas"].filter(hcp_area_id=area)["lot_id"] if area else []
    cells = rows.sort("number", maintain_order=True)
    said = [matrix.words(row) for row in cells.iter_rows(named=True)]
    sources = ["; ".join(short[one] for one in _of(row)) for row in cells.iter_rows(named=True)]
    return cells.with_columns(
        lot=pl.col("lot_id").replace_strict(told.lot_names(catalogue)),
        evidence=pl.Series(said, dtype=pl.String),
        sources=pl.Series([one or None for one in sources], dtype=pl.String),
        chosen=pl.col("lot_id").is_in(list(here)),
    )


def of_area(catalogue: Catalogue, area: str | None) -> tuple[Card, ...]:
    """Return the cards that stand folded on the map: of an area, or of all."""
    return (
        places.councils_card(catalogue, area),
        places.money_card(catalogue, area),
        lines_card(catalogue, area),
        places.providers_card(catalogue, area),
    )


@kept
def lines_card(catalogue: Catalogue, area: str | None) -> Card:
    """Return the card that counts lines; for an area, with each line of its lots by its marks."""
    counted = places.services_card(catalogue, area)
    if area is None:
        return counted
    lots = catalogue["lots"].join(catalogue["lot_areas"], on="lot_id").filter(hcp_area_id=area)
    parts = "".join(_lot(catalogue, lot_id) for lot_id in lots.sort("number")["lot_id"])
    return replace(counted, body=f'<p class="lead">{told.MARKS_CLAIM}</p>{parts}')


def _lot(catalogue: Catalogue, lot_id: str) -> str:
    """The lines of one lot, folded by service area, each by its marks."""
    rows = services.in_lot(catalogue, lot_id)
    lot = catalogue["lots"].filter(lot_id=lot_id).row(0, named=True)
    groups = [
        folds.Group(name=area, many=_tallied(part), markup=_lines(part), level=4)
        for area, part in _by_area(rows)
    ]
    heading = f"Lot {lot['number']}, {cohort_name(lot['cohort']).lower()} services"
    key = matrix.key_line([*on_map.tallies(rows)])
    return f"<h3>{escape(heading)}</h3>{key}{folds.html(groups)}"


def _by_area(rows: pl.DataFrame) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for area, part in groupby(rows.iter_rows(named=True), itemgetter("service_area")):
        yield area, list(part)


def _tallied(lines: list[dict[str, Any]]) -> str:
    counts = on_map.tallies(pl.DataFrame(lines, infer_schema_length=None))
    told_of = (f"{n} {matrix.lower(matrix.LABELS[kind])}" for kind, n in counts.items())
    return ". ".join((plural(len(lines), "line"), *told_of))


def _lines(lines: list[dict[str, Any]]) -> str:
    items = "".join(
        f"<li>{''.join(map(matrix.mark, matrix.kinds_of(row)))} {escape(row['service'])}"
        f'<span class="visually-hidden">: {escape(matrix.words(row))}</span></li>'
        for row in lines
    )
    return f'<ul class="marked-lines">{items}</ul>'


def _of(row: dict[str, Any]) -> list[str]:
    """The sources of a row, whatever its kinds of evidence."""
    return [row[name] for name in row if name.endswith("source_id") and row[name]]


def _sources(rows: pl.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for row in rows.iter_rows(named=True) for one in _of(row)))
