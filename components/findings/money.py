"""Money: what the papers publish of the envelopes, and what they do not."""

from __future__ import annotations

import polars as pl

from components.cards import Card
from components.charts import money as charts
from components.held import no_card, where_held
from components.tables import Column, Table
from components.theme import LookName
from components.words import listed, pounds, pounds_short
from data import envelopes
from data.catalogue import Catalogue
from data.figures import newest
from data.kept import kept

YEAR_COLUMNS = tuple(Column(f"year_{n}", f"Year {n}", "pounds", empty="–") for n in range(1, 6))
SOURCES = ("csr-2024-12", "fts-main", "fts-second-tier", "ons-population")
IN_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
COMPONENTS = {
    "published": "Published envelope",
    "transformation": "Transformation funding held by the ICB",
    "total": "Both together",
}


@kept
@where_held(
    "No envelope of a lot is published", tables=("envelopes",), metrics=("envelope_five_years",)
)
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in one sentence."""
    whole = newest(catalogue, "envelope_five_years")
    known = _published(catalogue)["number"].to_list()
    return (
        f"About {pounds_short(whole.value)} over 5 years, but the papers held publish the yearly "
        f"envelope of lots {listed(map(str, known))} only"
    )


@kept
@where_held("", tables=("envelopes",))
def standfirst(catalogue: Catalogue) -> str:
    """Return what the published lots come to, in a sentence or two."""
    rows = _published(catalogue)
    parts = listed(
        f"Lot {row['number']} ({row['name']}) {pounds_short(row['amount_gbp'])}"
        for row in rows.iter_rows(named=True)
    )
    return f"A year of the published envelope: {parts}. For {_others(catalogue)} no figure is held."


@kept
def envelope_card(catalogue: Catalogue, lot_id: str, *, look: LookName) -> Card:
    """Return the card of one published lot: its envelope by year and component."""
    lot = catalogue["lots"].filter(lot_id=lot_id).row(0, named=True)
    rows = envelopes.by_year(catalogue).filter(pl.col("amount_gbp").is_not_null())
    one = rows.filter(lot_id=lot_id)
    totals = envelopes.five_years(catalogue).filter(lot_id=lot_id, component="total")
    first = one.filter(contract_year="1", component="published").row(0, named=True)
    years = _by_year_total(rows)
    headline = f"Lot {lot['number']}: {pounds_short(first['amount_gbp'])} a year"
    return Card(
        slug=f"envelope-{lot_id}",
        headline=headline,
        measure=f"{lot['name']}, pounds in each contract year, based on 2024-25 contract values",
        spec=charts.envelope(one, look=look, top_gbp=years),
        alt=(
            f"Bars for five years. {headline}; "
            f"{pounds(totals['amount_gbp'].first())} with transformation funding over five years."
        ),
        table=envelope_table(catalogue, lot_id),
        source_ids=tuple(one["source_id"].unique(maintain_order=True)),
        basis=tuple(one["basis"].unique(maintain_order=True)),
        how=_how_envelope(catalogue, one),
    )


def envelope_table(catalogue: Catalogue, lot_id: str) -> Table:
    """Return one lot's envelope, years across, to the pound."""
    lot = catalogue["lots"].filter(lot_id=lot_id).row(0, named=True)
    frame = envelopes.table(catalogue, lot_id).with_columns(
        pl.col("component").replace_strict(COMPONENTS)
    )
    return Table(
        caption=f"Lot {lot['number']}, {lot['name']}: envelope by contract year, pounds",
        frame=frame,
        columns=(
            Column("component", "Component"),
            *YEAR_COLUMNS,
            Column("total", "Five years", "pounds", empty="–"),
        ),
    )


@kept
def unpublished_lots(catalogue: Catalogue) -> pl.DataFrame:
    """Return the lots without a published envelope: lot_id, number, name, note, source_id."""
    wholes = envelopes.five_years(catalogue).filter(component="total")
    rows = wholes.filter(basis="not published")
    columns = ("lot_id", "number", "name", "note", "source_id", "place")
    silent = catalogue["lots"].join(wholes, on="lot_id", how="anti")
    return pl.concat([rows.select(columns), silent.select(columns)]).sort("number")


@kept
@where_held(
    no_card("per-child", "Published envelope for each resident"),
    known=lambda facts: _published(facts).height > 1,
)
def per_child_card(catalogue: Catalogue, *, look: LookName) -> Card:
    """Return the card of the published envelope for each resident child."""
    rows = envelopes.per_resident(catalogue).drop_nulls("per_resident_gbp")
    by_size = rows.sort("per_resident_gbp", descending=True)
    most, least = by_size.row(0, named=True), by_size.row(-1, named=True)
    gap = most["per_resident_gbp"] - least["per_resident_gbp"]
    share = gap / least["per_resident_gbp"]
    headline = (
        f"About {pounds(most['per_resident_gbp'])} a year for each child in Lot {most['number']} "
        f"and {pounds(least['per_resident_gbp'])} in Lot {least['number']}"
    )
    return Card(
        slug="per-child",
        headline=headline,
        measure="Published envelope of one year for each resident under 18, mid-2020 population",
        body=(
            f"<p>The difference is about {pounds(gap)} a child, or {share:.1%}. The population is "
            "that of the areas, not of the children who use the services.</p>"
        ),
        spec=charts.per_resident(rows, look=look),
        alt=f"Two dots on one line. {headline}.",
        table=Table(
            caption="Published envelope of a year for each resident under 18",
            frame=rows,
            columns=(
                Column("name", "Lot"),
                Column("amount_gbp", "Published envelope of a year", "pounds"),
                Column("residents", "Residents under 18, mid-2020", "count"),
                Column("per_resident_gbp", "For each", "pence"),
            ),
        ),
        source_ids=("csr-2024-12", "ons-population"),
        basis=("derived",),
        how=tuple(
            f"Lot {row['number']}: {row['working']} = £{row['per_resident_gbp']:,.2f}."
            for row in rows.iter_rows(named=True)
        ),
    )


@kept
def rounding_table(catalogue: Catalogue) -> Table:
    """Return the sums printed in the paper that differ from their parts by a pound or two."""
    rows = envelopes.printed_differences(catalogue).with_columns(
        lot="Lot " + pl.col("lot_id").str.tail(1),
        component=pl.col("component").replace_strict(COMPONENTS),
    )
    return Table(
        caption="Printed five-year sums beside the sums of their years",
        frame=rows.with_columns(difference=pl.format("£{}", pl.col("difference_gbp").abs())),
        columns=(
            Column("lot", "Lot"),
            Column("component", "Component"),
            Column("printed_gbp", "Printed", "pounds"),
            Column("worked_gbp", "Sum of its parts", "pounds"),
            Column("difference", "Difference"),
        ),
    )


def _others(catalogue: Catalogue) -> str:
    """The lots without a published envelope, as a sentence names them: `the four adult lots`."""
    lots = unpublished_lots(catalogue)
    cohorts = catalogue["lots"].filter(pl.col("lot_id").is_in(lots["lot_id"].to_list()))["cohort"]
    whose = {"adults": "adult ", "children": "children’s "}
    kind = whose[cohorts[0]] if cohorts.n_unique() == 1 else ""
    return f"the {IN_WORDS.get(lots.height, lots.height)} {kind}lots"


def _published(catalogue: Catalogue) -> pl.DataFrame:
    return envelopes.per_resident(catalogue).drop_nulls("amount_gbp")


def _by_year_total(rows: pl.DataFrame) -> float:
    totals = rows.group_by("lot_id", "contract_year").agg(pl.col("amount_gbp").sum())
    return totals["amount_gbp"].max()


def _how_envelope(catalogue: Catalogue, rows: pl.DataFrame) -> tuple[str, ...]:
    efficiency = newest(catalogue, "efficiency_percent")
    held = newest(catalogue, "transformation_percent")
    derived = rows.filter(basis="derived")
    lines = [
        f"The published envelope already has the {efficiency.value:g}% efficiency taken out.",
        f"Another {held.value:g}% stays with the ICB for transformation in years 1 to 4.",
    ]
    if not derived.is_empty():
        row = derived.row(0, named=True)
        lines.append(f"{row['note']}; it is worked out as total less transformation funding.")
    return tuple(lines)
