"""One lot's services, and one service in every lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from html import escape

import polars as pl

from components.findings.evidence import page_words
from components.findings.services.services import (
    FOR,
    address,
    grouped,
    in_words,
    kinds,
    kinds_in,
    line_name,
    numbered,
    place,
    resting,
    sources_of,
)
from components.findings.services.ways import to_map
from components.html import matrix
from components.html.cards import Card
from components.html.tables import Column, Table, columns
from components.text.words import capital, cohort_name, plural, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import named
from data.queries import services
from data.queries.lots import lot_of

MATCHES = {
    "same": "the same line",
    "part": "related, not the same",
    "none": "no line of that name",
}


@kept
def default_lot(catalogue: Catalogue, area: str | None, cohort: str) -> str:
    """Return the lot that serves the cohort in the chosen area, else the cohort's first lot."""
    if area:
        return lot_of(catalogue, area, cohort=cohort)["lot_id"]
    return catalogue["lots"].filter(cohort=cohort).sort("number")["lot_id"][0]


@kept
def lot_finding(catalogue: Catalogue, lot_id: str) -> str:
    """Return in one sentence what is known of the services of a lot."""
    lot = _lot(catalogue, lot_id)
    lines = services.in_lot(catalogue, lot_id).height
    counted = plural(lines, f"{cohort_name(lot['cohort']).lower()} service line")
    return (
        f"Lot {lot['number']} ({place(lot)}) may have {'all ' * (lines > 1)}{counted}; "
        "no paper says which of them it has"
    )


def lot_card(catalogue: Catalogue, rows: pl.DataFrame, *, lot_id: str, area: str | None) -> Card:
    """Return the card of one lot; `rows` are those of `services.in_lot`, searched or not."""
    lot, everything = _lot(catalogue, lot_id), services.in_lot(catalogue, lot_id)
    which = f"{rows.height} of {everything.height}" if rows.height < everything.height else "All"
    caption = f"{which} {cohort_name(lot['cohort']).lower()} service lines of Lot {lot['number']}"
    source_ids = sources_of(everything)
    refs = {source_id: number for number, source_id in enumerate(source_ids, start=1)}
    body = (
        matrix.key_line(kinds_in(everything))
        + matrix.lot_list(
            _with_pages(catalogue, with_remarks(catalogue, rows)),
            caption=caption,
            grouped=grouped(everything),
            line_href=lambda line: address(area, lot["cohort"], view="service", service=line),
            refs=refs,
        )
        + _numbered_sources(catalogue, source_ids)
        + matrix.key(kinds(catalogue, rows, kinds_in(everything)))
        + page_words.note(catalogue, everything)
    )
    return Card(
        slug=f"services-{lot_id}",
        headline=resting(catalogue, everything, lot["cohort"]),
        subtitle=f"{caption}, {place(lot)}, by service area, with the evidence for each",
        body=body,
        table=_record(catalogue, rows, caption),
        source_ids=source_ids,
        basis=tuple(everything["basis"].drop_nulls().unique()),
        how=_places(everything),
    )


def with_remarks(catalogue: Catalogue, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `remarks`, a list of texts: printed name, note, the earlier list.

    The earlier list is named only in the lot that its lines are matched for.
    """
    local = catalogue["lot_services"].filter(pl.col("local_source_id").is_not_null())
    lots, earlier = set(local["lot_id"]), earlier_remarks(catalogue)
    remarks = [
        [*_printed(row), *(earlier[row["service_id"]] if row["lot_id"] in lots else ())]
        for row in rows.iter_rows(named=True)
    ]
    return rows.with_columns(pl.Series("remarks", remarks, dtype=pl.List(pl.String)))


def _with_pages(catalogue: Catalogue, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `told`, a list of what each page says that names the line there."""
    cells = page_words.by_cell(catalogue)
    told = [
        [page_words.whole(page) for page in cells.get(cell, ())]
        for cell in rows.select("service_id", "lot_id").iter_rows()
    ]
    return rows.with_columns(pl.Series("told", told, dtype=pl.List(pl.String)))


def earlier_remarks(catalogue: Catalogue) -> Mapping[str, list[str]]:
    """Return by line how the earlier list names it, a text for each of its items."""
    remarks, short = defaultdict(list), profile().earlier_list.short
    for row in services.earlier_list(catalogue).iter_rows(named=True):
        remarks[row["service_id"]].append(
            f"{short}, item {row['item']}: “{row['name_in_paper']}” ({MATCHES[row['match']]})"
        )
    return remarks


@kept
def service_finding(catalogue: Catalogue, service_id: str) -> str:
    """Return in one sentence what is known of where a service line sits."""
    rows, line = services.across_lots(catalogue, service_id), _line(catalogue, service_id)
    when = named(catalogue, [line["source_id"]])["when"].item()
    finding = (
        f"{line_name(line['name'], line['cohort'])} is on the list of {when} for the whole "
        "programme"
    )
    local = rows.filter(evidence="local list")
    if not local.is_empty():
        return f"{finding}, and on a local list for {numbered(local)}"
    if "earlier scope" in set(rows["evidence"]):
        return f"{finding}, drawn up {profile().earlier_scope.when}"
    return finding


@kept
def service_card(catalogue: Catalogue, service_id: str, *, area: str | None) -> Card:
    """Return the card of one service line: its evidence in each lot, and its names."""
    rows, line = services.across_lots(catalogue, service_id), _line(catalogue, service_id)
    by_kind = [
        f"{numbered(rows.filter(evidence=kind))}: {matrix.lower(matrix.LABELS[kind])}"
        for kind in rows.sort("number")["evidence"].unique(maintain_order=True)
    ]
    headline = "; ".join(by_kind)
    return Card(
        slug=f"service-{service_id}",
        headline=capital(headline),
        subtitle=f"{line['name']}, services for {FOR[line['cohort']]}, in each lot",
        body=_facts(catalogue, rows, service_id)
        + f"<p>{to_map(service_id, line['name'], area=area, cohort=line['cohort'])}</p>"
        + _lots_table(catalogue, rows, area)
        + page_words.folded(catalogue, service_id, area=area)
        + matrix.key(kinds(catalogue, rows, kinds_in(rows)))
        + page_words.note(catalogue, rows),
        table=_record(catalogue, rows, f"{line['name']}: the evidence in each lot"),
        source_ids=sources_of(rows),
        basis=tuple(rows["basis"].drop_nulls().unique()),
        how=_places(rows),
    )


def _lots_table(catalogue: Catalogue, rows: pl.DataFrame, area: str | None) -> str:
    lots = catalogue["lots"].join(rows.select("lot_id", "evidence", "pages"), on="lot_id")
    lines = "".join(
        '<tr class="line"><th scope="row">'
        f'<a href="{escape(address(area, lot["cohort"], view="lot", lot=lot["lot_id"]))}">'
        f'Lot {lot["number"]}</a><span class="remark">{escape(place(lot))}</span></th>'
        f"<td>{matrix.labelled(lot)}</td></tr>"
        for lot in lots.sort("number").iter_rows(named=True)
    )
    return (
        '<table class="matrix lot-list"><caption class="visually-hidden">The evidence in each lot'
        '</caption><thead><tr><th scope="col">Lot</th><th scope="col">Evidence</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _facts(catalogue: Catalogue, rows: pl.DataFrame, service_id: str) -> str:
    row, area = rows.row(0, named=True), _area_of(catalogue, service_id)
    pairs = [
        ("Service area", area),
        ("Printed in the paper as", row["name_in_paper"]),
        ("Note", row["service_note"]),
        *_earlier_pairs(catalogue, service_id),
    ]
    items = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in pairs if text
    )
    return f'<dl class="line-facts">{items}</dl>'


def _area_of(catalogue: Catalogue, service_id: str) -> str:
    """Return the service area of a line; where the paper has no such groups, that it has none."""
    line = _line(catalogue, service_id)
    area = catalogue["service_areas"].filter(service_area_id=line["service_area_id"])
    if grouped(services.matrix(catalogue, line["cohort"])):
        return area["name"].item()
    return area["note"].item()


def _earlier_pairs(catalogue: Catalogue, service_id: str) -> list[tuple[str, str]]:
    matched = services.earlier_list(catalogue).filter(service_id=service_id)
    return [
        (
            f"In {profile().earlier_list.name}",
            f"Item {row['item']}: {row['name_in_paper']} ({MATCHES[row['match']]}). "
            + sentence(row["note"]),
        )
        for row in matched.iter_rows(named=True)
    ]


def _printed(row: dict) -> list[str]:
    """Return the printed name where it is another than the one shown, and the line's note."""
    shown, printed = (_letters(row[name]) for name in ("service", "name_in_paper"))
    names = [] if shown == printed else [f"Printed as “{row['name_in_paper']}”"]
    return names + ([row["service_note"]] if row["service_note"] else [])


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold().replace("&", "and") if c.isalpha())


def _numbered_sources(catalogue: Catalogue, source_ids: tuple[str, ...]) -> str:
    names = dict(named(catalogue, source_ids).select("source_id", "short_name").iter_rows())
    lines = "".join(f"<li>{escape(names[source_id])}</li>" for source_id in source_ids)
    return f'<p class="numbered-head">Sources by number</p><ol class="numbered">{lines}</ol>'


def _places(rows: pl.DataFrame) -> tuple[str, ...]:
    """Return where the lists stand, a sentence for each kind of evidence that has a place."""
    known = rows.filter(pl.col("place").is_not_null()).unique("evidence", maintain_order=True)
    places = known.select("evidence", "place").iter_rows()
    return tuple(f"{matrix.LABELS[kind]}: {where}." for kind, where in places)


def _record(catalogue: Catalogue, rows: pl.DataFrame, caption: str) -> Table:
    short = dict(named(catalogue, sources_of(rows)).select("source_id", "short_name").iter_rows())
    frame = in_words(_with_pages(catalogue, with_remarks(catalogue, rows))).with_columns(
        pl.col("told").list.join(" "),
        pl.col("source_id", "local_source_id").replace_strict(short, default=None),
        pl.format("Lot {}", "number").alias("lot"),
        pl.col("remarks").list.join("; "),
    )
    return Table(
        caption=f"{caption}, in words, with sources and notes",
        frame=frame,
        columns=(
            *columns(
                service="Service line", service_area="Service area", lot="Lot", evidence="Evidence"
            ),
            Column("source_id", "Source", empty="–"),
            Column("local_source_id", "Local source", empty="–"),
            Column("place", "Place in the sources", empty="–"),
            Column("told", "What pages name", empty="–"),
            Column("remarks", "Notes"),
        ),
    )


def _lot(catalogue: Catalogue, lot_id: str) -> dict:
    return catalogue["lots"].filter(lot_id=lot_id).row(0, named=True)


def _line(catalogue: Catalogue, service_id: str) -> dict:
    return catalogue["services"].filter(service_id=service_id).row(0, named=True)
