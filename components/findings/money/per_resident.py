"""The published envelope of a year for each resident of the lot's age group, cohort by cohort."""

from __future__ import annotations

import polars as pl

from components.charts import money as charts
from components.html.cards import Card
from components.html.not_published import no_card
from components.html.tables import Column, Table
from components.text.words import few, pounds
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries import envelopes
from data.queries.people import counted_in

ONE = {"adults": "adult", "children": "child"}
AGES = {"adults": "18 and over", "children": "under 18"}


@kept
def cards(catalogue: Catalogue, *, look: LookName) -> tuple[Card, ...]:
    """Return a card for each cohort of which an envelope is published, children first.

    One card says that nothing is published where there is none.
    """
    rows = envelopes.per_resident(catalogue).drop_nulls("per_resident_gbp")
    cohorts = rows["cohort"].unique().sort(descending=True)
    return tuple(
        _card(catalogue, rows.filter(cohort=cohort), cohort, look) for cohort in cohorts
    ) or (no_card("per-resident", "Published envelope for each resident"),)


def _card(catalogue: Catalogue, rows: pl.DataFrame, cohort: str, look: LookName) -> Card:
    ordered = rows.sort("per_resident_gbp", descending=True).rows(named=True)
    most, least = ordered[0], ordered[-1]
    headline = f"About {pounds(most['per_resident_gbp'])} a year for each {ONE[cohort]} in " + (
        f"Lot {most['number']}"
        if len(ordered) == 1
        else f"Lot {most['number']} and {pounds(least['per_resident_gbp'])} in "
        f"Lot {least['number']}{', the most and the least' if len(ordered) > 2 else ''}"
    )
    whose, when = f"resident {AGES[cohort]}", counted_in(catalogue)
    return Card(
        slug=f"per-{ONE[cohort]}",
        headline=headline,
        subtitle=f"Published envelope for one year for each {whose}, {when} population",
        body=_difference(most, least) if len(ordered) > 1 else _whose_population(cohort),
        spec=charts.per_resident(rows, whose=AGES[cohort], look=look),
        alt=f"{_dots(len(ordered))}. {headline}.",
        table=Table(
            caption=f"Published envelope for one year for each {whose}",
            frame=rows,
            columns=(
                Column("name", "Lot"),
                Column("amount_gbp", "Published envelope for one year", "pounds"),
                Column("residents", f"Residents {AGES[cohort]}, {when}", "count"),
                Column("per_resident_gbp", "For each", "pence"),
            ),
        ),
        source_ids=tuple(dict.fromkeys([*rows["source_id"], *rows["people_source_id"]])),
        basis=("derived",),
        how=tuple(
            f"Lot {row['number']}: {row['working']} = £{row['per_resident_gbp']:,.2f}."
            for row in rows.iter_rows(named=True)
        ),
    )


def _difference(most: dict, least: dict) -> str:
    """How far the most and the least lie apart, and whose population they are worked out with."""
    gap = most["per_resident_gbp"] - least["per_resident_gbp"]
    share = gap / least["per_resident_gbp"]
    cohort = most["cohort"]
    return (
        f"<p>The difference is £{gap:,.2f} for each {ONE[cohort]}, or {share:.1%}: "
        f"£{most['per_resident_gbp']:,.2f} less £{least['per_resident_gbp']:,.2f}. "
        f"{_POPULATION.format(cohort)}</p>"
    )


def _whose_population(cohort: str) -> str:
    return f"<p>{_POPULATION.format(cohort)}</p>"


def _dots(number: int) -> str:
    return "One dot on one line" if number == 1 else f"{few(number).capitalize()} dots on one line"


_POPULATION = "The population is that of the areas, not of the {} who use the services."
