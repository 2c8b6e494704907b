"""Money beside need: the published envelope for each child, and for each child in need."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import polars as pl

from components.findings.money.money import rests_on, unknown_lots, where_the_whole_is
from components.findings.money.per_resident import AGES, ONE
from components.findings.need.need import source_ids, titles
from components.html import bars
from components.html.cards import Card
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table
from components.text.words import (
    capital,
    count,
    listed,
    lots_listed,
    missing,
    plural,
    pounds,
)
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import cited
from data.queries.need import places
from data.queries.need.money import beside_need
from data.queries.people import counted_in

CHILD, IN_NEED = "for each child", "for each child in an income-deprived family"


@kept
@requires_data(
    no_card("money-beside-need", "Money beside need"),
    tables=(places.TABLE, "envelopes"),
    known=lambda facts: not _known(facts).is_empty(),
)
def card(catalogue: Catalogue) -> Card:
    """Return the card of the envelopes of a year by child and by child in need, lot by lot.

    Adult lots have the same rows, with the words that say why they are empty.
    """
    rows, silent = _known(catalogue), unknown_lots(catalogue)
    told = [
        f"{pounds(row['per_child_in_need_gbp'])} in Lot {row['number']}"
        for row in rows.iter_rows(named=True)
    ]
    drawn = [bar for row in rows.iter_rows(named=True) for bar in _bars(row, counted_in(catalogue))]
    return Card(
        slug="money-beside-need",
        headline=f"About {listed(told)} a year {IN_NEED}",
        subtitle=f"Published envelope for contract year 1{_rests_on(catalogue)}",
        body=bars.html([*drawn, *_empty(catalogue, silent)]) + _about(catalogue, rows),
        table=_table(rows, silent),
        source_ids=tuple(
            dict.fromkeys([*cited(rows, silent), *rows["people_source_id"], *source_ids(catalogue)])
        ),
        basis=("derived", *dict.fromkeys(silent["basis"])),
        how=tuple(_how(rows)),
        caveats=(_years(catalogue),),
    )


def _known(catalogue: Catalogue) -> pl.DataFrame:
    return beside_need(catalogue).drop_nulls("per_child_in_need_gbp")


def _bars(row: dict, when: str) -> tuple[bars.Bar, bars.Bar]:
    most = "at most " if row["children_blank"] else ""
    return (
        bars.Bar(
            label=f"Lot {row['number']}: {CHILD}",
            value=row["per_resident_gbp"],
            shown=pounds(row["per_resident_gbp"]),
            note=f"{row['working']} children {AGES['children']}, {when}",
        ),
        bars.Bar(
            label=f"Lot {row['number']}: {IN_NEED}",
            value=row["per_child_in_need_gbp"],
            shown=f"{most}{pounds(row['per_child_in_need_gbp'])}",
            note=f"{row['working_need']} such children",
        ),
    )


def _empty(catalogue: Catalogue, silent: pl.DataFrame) -> Iterator[bars.Bar]:
    """The same rows for lots without an envelope, with why they are empty."""
    rows = silent.join(catalogue["lots"].select("lot_id", "cohort"), on="lot_id")
    for (cohort, basis), lots in rows.group_by("cohort", "basis", maintain_order=True):
        whose, one = capital(lots_listed(lots["number"])), ONE[str(cohort)]
        yield bars.Bar(
            label=f"{whose}: for each {one}, and for each {one} in need",
            value=None,
            shown=capital(missing([str(basis)])),
        )


def _about(catalogue: Catalogue, rows: pl.DataFrame) -> str:
    """That the order turns where it does, and that an envelope is for everybody."""
    said = (
        "An envelope is for all children of its lot. "
        "The papers collected here do not say what is spent on those in need."
    )
    most = rows.sort("per_resident_gbp")["number"].last()
    if rows.height == 2 and rows.sort("per_child_in_need_gbp")["number"].first() == most:
        said = f"Lot {most} has more {CHILD}, and less {IN_NEED}. {said}"
    whole = where_the_whole_is(catalogue)
    return f"<p>{escape(said)}</p>" + (f"<p>{escape(whole)}</p>" if whole else "")


def _how(rows: pl.DataFrame) -> list[str]:
    sums = [
        f"Lot {row['number']}: {row['working']} = £{row['per_resident_gbp']:,.2f} {CHILD}; "
        f"{row['working_need']} = £{row['per_child_in_need_gbp']:,.2f} {IN_NEED}."
        for row in rows.iter_rows(named=True)
    ]
    blank = [
        f"Lot {row['number']}: the children of {plural(row['children_blank'], 'small area')} of "
        f"{count(row['small_areas'])} are left blank. So there may be more of them, and less for "
        "each."
        for row in rows.iter_rows(named=True)
        if row["children_blank"]
    ]
    return [*sums, *blank]


def _years(catalogue: Catalogue) -> str:
    return (
        f"The years differ: contract year 1, children of {counted_in(catalogue)}, and the "
        f"{titles(catalogue, 'source_id')}. "
        "Children are those under 18; the indices may count other ages."
    )


def _rests_on(catalogue: Catalogue) -> str:
    stated = catalogue["envelopes"].drop_nulls("amount_gbp")
    return rests_on(stated.filter(contract_year="1", component="published"))


def _table(rows: pl.DataFrame, silent: pl.DataFrame) -> Table:
    frame = pl.concat([silent.select("number", "name", "basis"), rows], how="diagonal_relaxed")
    return Table(
        caption="Published envelope of a year beside children and children in need",
        frame=frame.with_columns(lot=pl.format("Lot {}: {}", "number", "name")).sort("number"),
        columns=(
            Column("lot", "Lot"),
            Column("amount_gbp", "Published envelope for one year", "pounds"),
            Column("residents", "Children under 18", "count", empty="–"),
            Column("per_resident_gbp", "For each child", "pence", empty="–"),
            Column(
                "children_income_deprived",
                "Children in income-deprived families, at least",
                "count",
                empty="–",
            ),
            Column("per_child_in_need_gbp", "For each of those, at most", "pence", empty="–"),
        ),
    )
