"""Where a service line or a service area stands on the map: what is chosen, and what is said of it.

What speaks for a line in a lot are the kinds of `components.html.matrix`, one or more of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from components.choices import Choice
from components.findings.services import services as told
from components.html import matrix
from components.maps.evidence import SHADINGS, SIGNS, Evidence, Marked
from components.maps.shows import Cohort
from components.text.words import cohort_name, few, plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries import services
from data.queries.lots import lot_of
from data.queries.service_pages import PAGE_KINDS

EVERY = "all"
# A line on a local list is on the list of the programme too.
SAID_FIRST = "programme scope"
ALSO = {"local list": SAID_FIRST}
WITH_FOR = "not stated"  # the one kind that is told of a lot, not in it


@kept
def service_choice(catalogue: Catalogue, cohort: str) -> Choice[str]:
    """Return the choice of a service: all, a service area, or a line; those of `cohort` first."""
    areas = {
        key: f"Service area: {name} ({plural(lines, 'line')})"
        for key, name, lines in service_areas(catalogue).iter_rows()
    }
    options = {EVERY: "All services", **areas, **told.line_names(catalogue, cohort)}
    return Choice(key="service", label="Service", options=options, default=EVERY)


def every_choice(catalogue: Catalogue) -> list[str]:
    """Return the ids of all that can be chosen."""
    return [key for key in service_choice(catalogue, "adults").options if key != EVERY]


@kept
def service_areas(catalogue: Catalogue) -> pl.DataFrame:
    """Return the service areas into which a paper groups lines: id, name and number of lines."""
    lines = catalogue["services"].group_by("service_area_id").agg(lines=pl.len())
    areas = catalogue["service_areas"].join(lines, on="service_area_id").sort("display_order")
    grouped = areas.filter(pl.len().over("cohort") > 1)
    return grouped.select("service_area_id", "name", "lines")


def every_area(catalogue: Catalogue) -> list[str]:
    """Return all service areas; lines that no paper groups are one."""
    held = catalogue["services"]["service_area_id"]
    areas = catalogue["service_areas"].sort("display_order")["service_area_id"]
    return areas.filter(areas.is_in(held.implode())).to_list()


def is_area(catalogue: Catalogue, service: str) -> bool:
    """Return whether this is the id of a service area, not of a line."""
    return service in set(catalogue["service_areas"]["service_area_id"])


@kept
def cohort_of(catalogue: Catalogue, service: str) -> Cohort:
    """Return whose lots a service line or a service area is drawn on."""
    cohort: Cohort = _lines(catalogue, service)["cohort"][0]
    return cohort


@kept
def name(catalogue: Catalogue, service: str) -> str:
    """Return the name of a service line, or of a service area; a children’s line says so."""
    if is_area(catalogue, service):
        return catalogue["service_areas"].filter(service_area_id=service)["name"].item()
    line = _lines(catalogue, service).row(0, named=True)
    return line["name"] if line["cohort"] == "adults" else told.line_name(line["name"], "children")


@kept
def rows_of(catalogue: Catalogue, service: str) -> pl.DataFrame:
    """Return a line, or all lines of an area, in every lot; columns as `services.matrix`."""
    lines = _lines(catalogue, service)
    wanted = pl.col("service_id").is_in(lines["service_id"].implode())
    return services.matrix(catalogue, lines["cohort"][0]).filter(wanted)


@kept
def finding(catalogue: Catalogue, service: str, area: str | None) -> str:
    """Return in one sentence what the papers say of a service lot by lot, or in a chosen area."""
    if area is None:
        return f"{name(catalogue, service)}: {said_of(catalogue, service)}"
    lot = lot_of(catalogue, area, cohort=cohort_of(catalogue, service))
    where = catalogue["hcp_areas"].filter(hcp_area_id=area)["name"].item()
    here = said_of(catalogue, service, lot_id=lot["lot_id"])
    return f"{name(catalogue, service)} in {where}, Lot {lot['number']}: {here}"


@kept
def standfirst(catalogue: Catalogue, service: str, area: str | None) -> str:
    """Return that a mark proves nothing; where an area is chosen, first what is said of all."""
    everywhere = f"{finding(catalogue, service, None)}. " if area else ""
    return f"{everywhere}{_named_on_pages(catalogue, service)}{told.MARKS_CLAIM}"


def _named_on_pages(catalogue: Catalogue, service: str) -> str:
    """In which lots a page names the service, whole or in part; nothing where none does."""
    rows = rows_of(catalogue, service).drop_nulls("pages")
    lots = rows["number"].unique().sort().to_list()
    if not lots:
        return ""
    what = "it" if rows_of(catalogue, service)["service_id"].n_unique() == 1 else "some of it"
    return f"Pages also name {what} in places of {told.numbered(pl.DataFrame({'number': lots}))}. "


@kept
def said_of(catalogue: Catalogue, service: str, *, lot_id: str | None = None) -> str:
    """Return what is known of a service in each lot, or in one, as a sentence goes on.

    `listed for the whole programme in all four adult lots; also on a local list in Lot 3`. What
    pages name is told of one lot; of all of them `standfirst` tells it.
    """
    rows, cohort = rows_of(catalogue, service), cohort_of(catalogue, service)
    lines, lots = rows["service_id"].n_unique(), rows["number"].unique().sort().to_list()
    if lot_id:
        rows, lots = rows.filter(lot_id=lot_id), []
    parts: list[str] = []
    for kind, by_lot in _counted(rows):
        if lots and kind in PAGE_KINDS:
            continue
        for number in sorted(set(by_lot.values()), reverse=True):
            having = [lot for lot in by_lot if by_lot[lot] == number]
            where = _where(having, lots, cohort)
            link = " for " if kind == WITH_FOR else " in "
            many = "" if lines == 1 else _how_many(number, lines, is_first=not parts)
            said = many + matrix.lower(matrix.LABELS[kind])
            parts.append(said + link + where if where else said)
    return "; ".join(parts)


@kept
def evidence(catalogue: Catalogue, service: str) -> Evidence:
    """Return what the map draws of a service: of several lines, the shade that most of them have.

    Where as many have one as another, it is the weaker.
    """
    return Evidence(
        name=name(catalogue, service),
        lots=tuple(
            Marked(
                lot_id=lot["lot_id"],
                name=f"Lot {lot['number']}, {told.place(lot)}",
                kind=_commonest(rows),
                signs=_signs(rows),
                said=said_of(catalogue, service, lot_id=lot["lot_id"]),
            )
            for lot, rows in by_lot(catalogue, rows_of(catalogue, service))
        ),
    )


def by_lot(catalogue: Catalogue, rows: pl.DataFrame) -> Iterator[tuple[dict, pl.DataFrame]]:
    """Yield each lot of some rows of the matrix, as its table has it, with its rows."""
    lots = {lot["lot_id"]: lot for lot in catalogue["lots"].iter_rows(named=True)}
    in_order = rows.sort("number", maintain_order=True)
    for part in in_order.partition_by("lot_id", maintain_order=True):
        yield lots[part["lot_id"][0]], part


def tallies(rows: pl.DataFrame) -> dict[str, int]:
    """Return how many marks of each kind some rows have, in the order of the key."""
    kinds = Counter(kind for row in rows.iter_rows(named=True) for kind in matrix.kinds_of(row))
    return {kind: kinds[kind] for kind in matrix.LABELS if kinds[kind]}


def _counted(rows: pl.DataFrame) -> Iterator[tuple[str, Counter[int]]]:
    """How many lines of each lot each kind speaks for: what is said of all first."""
    counted: dict[str, Counter[int]] = {kind: Counter() for kind in (SAID_FIRST, *matrix.LABELS)}
    for row in rows.sort("number").iter_rows(named=True):
        kinds = matrix.kinds_of(row)
        for kind in {*kinds, *(ALSO[kind] for kind in kinds if kind in ALSO)}:
            counted[kind][row["number"]] += 1
    return ((kind, by_lot) for kind, by_lot in counted.items() if by_lot)


def _where(having: list[int], lots: list[int], cohort: str) -> str:
    """The lots in words, among all of a cohort; nothing where only one lot is spoken of."""
    whose = cohort_name(cohort).lower()
    if not lots:
        return ""
    if len(lots) > 1 and having == lots:
        every = "both" if len(lots) == 2 else f"all {few(len(lots))}"
        return f"{every} {whose} lots"
    return told.numbered(pl.DataFrame({"number": having}))


def _how_many(number: int, lines: int, *, is_first: bool) -> str:
    """How many lines, with their noun but once: `all 9 lines `, then `5 `."""
    noun = f"{'line' if number == 1 else 'lines'} " if is_first else ""
    return f"{'all ' if number == lines else ''}{number} {noun}"


def _commonest(rows: pl.DataFrame) -> str:
    kinds, order = Counter(rows["evidence"]), list(SHADINGS)
    return max(kinds, key=lambda kind: (kinds[kind], order.index(kind)))


def _signs(rows: pl.DataFrame) -> str:
    """The signs of one line; of several, how many stand on each list, as there is no more room."""
    counts = tallies(rows)
    if rows.height == 1:
        return " ".join(SIGNS[kind] for kind in counts)
    return " ".join(f"{SIGNS[kind]}{n}" for kind, n in counts.items() if kind in SHADINGS)


def _lines(catalogue: Catalogue, service: str) -> pl.DataFrame:
    """The rows of a line or of all lines of a service area. Raises LookupError for another id."""
    column = "service_area_id" if is_area(catalogue, service) else "service_id"
    rows = catalogue["services"].filter(pl.col(column) == service)
    if rows.is_empty():
        raise LookupError(f"no such service: {service}")
    return rows
