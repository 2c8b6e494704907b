"""Services: which line sits in which lot, and on what evidence."""

import polars as pl

from components.choices import COHORT, Asked, Choice, Control
from components.findings import screens
from components.findings.services import providers, search, services, views
from components.findings.services.controls import ROWS, VIEW, WANTED
from components.page_model import Block, CardBlock, Page, Status
from data.package.catalogue import Catalogue
from data.queries import services as queries
from data.queries.everyday import meant

Shown = tuple[tuple[Control, ...], list[str], str, tuple[Block, ...]]  # with lots and finding


def page(catalogue: Catalogue, asked: Asked) -> Page:
    """Return the page."""
    view = asked[VIEW]
    make = {"service": _one_line, "lot": _one_lot}.get(view, _all_lots)
    controls, lots, finding, body = make(catalogue, asked)
    whole = view == "all" and not asked[WANTED]
    further = [providers.provider_card(catalogue)]
    if view != "service" and services.has_local_list(catalogue, lots):
        further.append(providers.earlier_card(catalogue))
    return Page(
        finding=finding,
        standfirst=services.standfirst(catalogue),
        choices=controls,
        body=(*body, *(CardBlock(card, folded=True) for card in further), providers.SINCE),
        unknown=services.open_questions(catalogue, lots),
        sources=providers.source_ids(catalogue),
        hero=screens.of_services(catalogue, finding) if whole else None,
    )


def _one_line(catalogue: Catalogue, asked: Asked) -> Shown:
    names = services.line_names(catalogue, asked.cohort)
    lines = Choice(key="service", label="Service line", options=names, default=next(iter(names)))
    line = asked[lines]
    lots = services.lots_of(catalogue, services.cohort_of(catalogue, service=line))
    card = views.service_card(catalogue, line, area=asked.area(catalogue))
    return (VIEW, lines), lots, views.service_finding(catalogue, line), (CardBlock(card),)


def _one_lot(catalogue: Catalogue, asked: Asked) -> Shown:
    area, names = asked.area(catalogue), services.lot_names(catalogue)
    usual = views.default_lot(catalogue, area, asked.cohort)
    lots = Choice(key="lot", label="Lot", options=names, default=usual)
    lot = asked[lots]
    cohort = services.cohort_of(catalogue, lot=lot)
    rows, told, found = _found(catalogue, asked, queries.in_lot(catalogue, lot), cohort)
    card = views.lot_card(catalogue, rows, lot_id=lot, area=area) if rows.height else None
    body = (told, CardBlock(card)) if card else (told,)
    return (WANTED, VIEW, lots), [lot], found or views.lot_finding(catalogue, lot), body


def _all_lots(catalogue: Catalogue, asked: Asked) -> Shown:
    area, cohort = asked.area(catalogue), asked.cohort
    everything = queries.matrix(catalogue, cohort)
    by_rows = (ROWS,) if services.grouped(everything) else ()
    whole = bool(asked[WANTED]) or any(asked[control] == "lines" for control in by_rows)
    rows, told, found = _found(catalogue, asked, everything, cohort)
    body: tuple[Block, ...] = (told,)
    if rows.height:
        card = services.matrix_card(catalogue, rows, cohort=cohort, area=area, open_lines=whole)
        body = (told, CardBlock(card))
    lots = services.lots_of(catalogue, cohort)
    return (WANTED, VIEW, COHORT, *by_rows), lots, found or services.finding(catalogue), body


def _found(
    catalogue: Catalogue, asked: Asked, everything: pl.DataFrame, cohort: str
) -> tuple[pl.DataFrame, Status, str]:
    """What the words of a search leave of the rows, how many, and the heading; empty without."""
    text = asked[WANTED]
    rows = queries.search(everything, text, meant=meant(catalogue, text)["service_id"].drop_nulls())
    found = search.found(catalogue, rows, everything, text=text, cohort=cohort)
    finding = search.finding(rows, everything, cohort) if text else ""
    return rows, Status(found), finding
