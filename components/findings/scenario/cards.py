"""The results of a scenario: by year, for each resident, and every sum."""

from __future__ import annotations

from typing import Any

import polars as pl

from components.charts import money as charts
from components.findings.money.per_resident import AGES, ONE
from components.findings.scenario.scenario import NO_PLAN
from components.hero import Hero
from components.html import bars
from components.html.cards import Card
from components.html.tables import Column, Table, columns
from components.text.words import listed, pounds_short
from components.theme import CHART_SIZE, LookName
from data.package.kept import kept
from data.queries.envelopes import YEARS
from data.queries.scenario.model import total

HEIGHT = 280  # px of the picture, its title among them
ROOM = {"width": 424, "height": 216}  # px of the picture to a room, where it is shown large
YEAR_COLUMNS = tuple(Column(year, f"Year {year}", "pounds") for year in YEARS)


@kept
def by_year(
    rows: pl.DataFrame, usual: pl.DataFrame, *, look: LookName, how: tuple[str, ...], **known: Any
) -> Card:
    """Return the card of each year: envelopes of all lots, with what is held back on top.

    `rows` as `worked_out`, `usual` likewise with the shares of the papers; `how` are the rules of
    all sums, and `known` the sources and caveats that all cards here have.
    """
    first, last = (total(rows.filter(contract_year=year)) for year in (YEARS[0], YEARS[-1]))
    return Card(
        slug="scenario-years",
        headline=_beside(total(rows), total(usual)),
        subtitle=f"{NO_PLAN}. Envelopes of all lots with what is held back, pounds a year",
        spec=_drawn(rows, look),
        alt=(
            f"{NO_PLAN}. A bar for each of {len(YEARS)} years. Year 1: {pounds_short(first)}. "
            f"Year {YEARS[-1]}: {pounds_short(last)}."
        ),
        table=_years_table(rows),
        basis=("derived",),
        how=how,
        **known,
    )


def per_head(rows: pl.DataFrame, **known: Any) -> Card:
    """Return the card of the envelope of year 1 for each resident of a lot's age group."""
    first = rows.filter(contract_year=YEARS[0])
    told = [
        f"{_between(of['per_head_gbp'].to_list())} for each {one}"
        for cohort, one in ONE.items()
        if not (of := first.filter(cohort=cohort)).is_empty()
    ]
    return Card(
        slug="scenario-per-head",
        headline=listed(told),
        subtitle=f"{NO_PLAN}. Envelope of year 1 for each resident of the lot’s age group",
        body=bars.html([_bar(row) for row in first.iter_rows(named=True)], beside=True),
        table=Table(
            caption="Envelope of each year for each resident of the lot’s age group, pounds",
            frame=_wide(rows, "per_head_gbp"),
            columns=(
                Column("lot", "Lot"),
                *(Column(one.name, one.title, "pence") for one in YEAR_COLUMNS),
            ),
            note=NO_PLAN,
        ),
        basis=("derived",),
        **known,
    )


def every_sum(rows: pl.DataFrame, **known: Any) -> Card:
    """Return the card of every sum: a row for each lot and year."""
    return Card(
        slug="scenario-sums",
        headline="Every sum of the scenario, lot by lot and year by year",
        subtitle=f"{NO_PLAN}. Pounds; what is held back stands beside the envelope",
        table=Table(
            caption="Each lot in each year, with its sums",
            frame=rows.with_columns(lot=pl.format("Lot {}", "number")),
            columns=(
                *columns(lot="Lot", contract_year="Year", working="Sum of the envelope"),
                Column("envelope_gbp", "Envelope", "pounds"),
                Column("held_working", "Sum of what is held back", empty="nothing is held back"),
                Column("held_gbp", "Held back", "pounds"),
                Column("residents", "Residents", "count"),
                Column("per_head_gbp", "For each", "pence"),
            ),
            note=NO_PLAN,
        ),
        basis=("derived",),
        **known,
    )


def hero(card: Card, finding: str, standfirst: str, keeps: tuple[str, ...]) -> Hero:
    """Return what is shown to a room: the years, with all that was chosen."""
    return Hero(
        finding=finding,
        subtitle=card.subtitle,
        spec={**(card.spec or {}), **ROOM},
        alt=card.alt,
        words=(standfirst,),
        source_ids=card.source_ids,
        basis=card.basis,
        how=card.how,
        keeps=keeps,
    )


def _drawn(rows: pl.DataFrame, look: LookName) -> dict[str, Any]:
    """The bars of the years under the words that they are no plan."""
    parts = rows.group_by("contract_year").agg(
        pl.col("envelope_gbp", "held_gbp").sum(), pl.col("both_gbp").sum()
    )
    long = pl.concat(
        parts.select("contract_year", amount_gbp=pl.col(name), component=pl.lit(component))
        for name, component in (("envelope_gbp", "published"), ("held_gbp", "transformation"))
    ).sort("contract_year", "component")
    spec = charts.envelope(
        long, look=look, top_gbp=max(parts["both_gbp"].to_list()), solid="Envelopes of all lots"
    )
    return spec | {"height": HEIGHT, "title": {"text": NO_PLAN, "fontSize": CHART_SIZE["subtitle"]}}


def _years_table(rows: pl.DataFrame) -> Table:
    parts = [
        _wide(rows, "envelope_gbp"),
        _all(rows, "held_gbp", "Held back, all lots"),
        _all(rows, "both_gbp", "Both together, all lots"),
    ]
    return Table(
        caption="Envelope of each lot by year, what is held back, and both together, pounds",
        frame=pl.concat(parts, how="diagonal_relaxed"),
        columns=(Column("lot", "Lot"), *YEAR_COLUMNS, Column("total", "Five years", "pounds")),
        note=NO_PLAN,
    )


def _all(rows: pl.DataFrame, column: str, name: str) -> pl.DataFrame:
    """One row for all lots, years across, with their sum."""
    return _wide(rows, column).select(
        *(pl.col(one).sum() for one in (*YEARS, "total")), lot=pl.lit(name)
    )


def _wide(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """A row for each lot, years across, with their sum."""
    wide = rows.pivot(on="contract_year", index=["number", "name"], values=column)
    return wide.with_columns(
        lot=pl.format("Lot {}: {}", "number", "name"), total=pl.sum_horizontal(*YEARS)
    )


def _beside(whole: float, usual: float) -> str:
    """What all years come to, and how far that is from the shares of the papers."""
    told = f"{pounds_short(whole)} over {len(YEARS)} years with what is held back"
    apart = whole - usual
    if abs(apart) < 1:
        return f"{told}, at the shares in the papers"
    more = "more" if apart > 0 else "less"
    return f"{told}: {pounds_short(abs(apart))} {more} than by the papers"


def _between(amounts: list[float]) -> str:
    """The least and the most in whole pounds, or the one amount that both are."""
    return " to ".join(dict.fromkeys(f"£{one:,.0f}" for one in (min(amounts), max(amounts))))


def _bar(row: dict) -> bars.Bar:
    people = f"{row['residents']:,} residents {AGES[row['cohort']]}"
    return bars.Bar(
        label=f"Lot {row['number']}: {row['name']}",
        value=row["per_head_gbp"],
        shown=f"£{row['per_head_gbp']:,.0f}",
        note=f"{pounds_short(row['envelope_gbp'])} ÷ {people}",
    )
