"""Money: what the papers publish of the envelopes, and what they do not."""

from __future__ import annotations

from html import escape

import polars as pl

from components.charts import money as charts
from components.findings.places.cards import money_card
from components.findings.timeline import now
from components.html import bars
from components.html.cards import Card
from components.html.not_published import holds, no_card, requires_data
from components.html.tables import Column, Table, columns
from components.text import words
from components.text.words import few_of, listed, pounds, pounds_short
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import bases, cited, whole_copy
from data.queries import envelopes
from data.queries.claims import WITHOUT_VALUE
from data.queries.figures import all_figures, newest

YEAR_COLUMNS = tuple(Column(f"year_{n}", f"Year {n}", "pounds", empty="–") for n in range(1, 6))
COMPONENTS = {
    "published": "Published envelope",
    "transformation": "Transformation funding kept by the ICB",
    "total": "Both together",
}


@kept
@requires_data(
    "No envelope of a lot is published", tables=("envelopes",), metrics=("envelope_five_years",)
)
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in one sentence."""
    all_lots = f"All {few_of(catalogue['lots'].height, 'lot')}"
    if both := now.sizes_briefly(catalogue):
        return f"{all_lots}: {both}"
    whole = newest(catalogue, "envelope_five_years")
    return f"{all_lots}: {words.about(whole.basis)}{pounds_short(whole.value)} over 5 years"


@kept
@requires_data("", tables=("envelopes",))
def standfirst(catalogue: Catalogue) -> str:
    """Return what terms the sums are for; where there is but one, the yearly envelopes."""
    if sizes := f"{now.terms(catalogue)} {now.size_caveat(catalogue)}".strip():
        return sizes
    rows = _published(catalogue)
    parts = listed(
        f"{pounds_short(row['amount_gbp'])} in Lot {row['number']} ({row['name']})"
        for row in rows.iter_rows(named=True)
    )
    return f"The published envelope for one year is {parts}."


@kept
@requires_data(
    no_card("envelopes", "The yearly envelope of each lot"),
    tables=("envelopes",),
    known=lambda facts: not _of_a_year(facts).is_empty(),
)
def envelopes_card(catalogue: Catalogue) -> Card:
    """Return the card of every lot's envelope of a year on one scale, with its years as a table.

    Lots without one have the words that say why.
    """
    published = _of_a_year(catalogue)
    missing = unknown_lots(catalogue)
    told = where_the_whole_is(catalogue)
    lots = [
        envelopes.by_year(catalogue).filter(lot_id=lot) for lot in published["lot_id"].to_list()
    ]
    return Card(
        slug="envelopes",
        headline=money_card(catalogue, None).headline,
        subtitle=f"Published envelope for contract year 1{rests_on(published)}",
        body=bars_html(catalogue) + (f"<p>{escape(told)}</p>" if told else ""),
        table=_years_table(catalogue),
        source_ids=cited(published, missing),
        basis=bases(published, missing),
        how=tuple(dict.fromkeys(line for rows in lots for line in _how_envelope(catalogue, rows))),
    )


def where_the_whole_is(catalogue: Catalogue) -> str:
    """Return where the envelopes are that the copies lack, in sentences, or nothing."""
    return whole_copy(catalogue, rows=unknown_lots(catalogue).rows(named=True))


def bars_html(catalogue: Catalogue) -> str:
    """Return a bar for each lot, as long as its envelope of a year, or why it has none."""
    return bars.html(of_lots(catalogue), beside=True)


def of_lots(catalogue: Catalogue) -> list[bars.Bar]:
    """Return the envelope of a year of each lot, or why it has none, as bars."""
    amounts = dict(_of_a_year(catalogue).select("lot_id", "amount_gbp").iter_rows())
    why = dict(unknown_lots(catalogue).select("lot_id", "basis").iter_rows())
    rows = catalogue["lots"].sort("number").iter_rows(named=True)
    return [
        bars.Bar(
            label=f"Lot {row['number']}: {row['name']}",
            value=(amount := amounts.get(row["lot_id"])),
            shown=pounds_short(amount)
            if amount is not None
            else words.capital(words.missing([why.get(row["lot_id"], "")])),
        )
        for row in rows
    ]


def _of_a_year(catalogue: Catalogue) -> pl.DataFrame:
    """The published envelopes of the first year; columns as `envelopes.by_year`."""
    published = ~pl.col("lot_id").is_in(unknown_lots(catalogue)["lot_id"].implode())
    rows = envelopes.by_year(catalogue).filter(published)
    return rows.filter(contract_year="1", component="published").drop_nulls("amount_gbp")


def _years_table(catalogue: Catalogue) -> Table:
    """The envelope of every lot, years across; one row for a lot that has none."""
    missing = unknown_lots(catalogue).select(
        pl.format("Lot {}", "number").alias("lot"), component=pl.lit("published"), basis="basis"
    )
    told = [
        envelopes.table(catalogue, row["lot_id"]).with_columns(lot=pl.lit(f"Lot {row['number']}"))
        for row in _of_a_year(catalogue).iter_rows(named=True)
    ]
    frame = pl.concat([missing, *told], how="diagonal_relaxed").sort("lot", maintain_order=True)
    return Table(
        caption="Envelope of each lot by contract year, pounds",
        frame=frame.with_columns(pl.col("component").replace_strict(COMPONENTS)),
        columns=(
            *columns(lot="Lot", component="Component"),
            *YEAR_COLUMNS,
            Column("total", "Five years", "pounds"),
        ),
    )


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
        subtitle=f"{lot['name']}, pounds in each contract year{rests_on(one)}",
        spec=charts.envelope(one, look=look, top_gbp=years),
        alt=(
            f"Bars for five years. {headline}; "
            f"{pounds(totals['amount_gbp'][0])} with transformation funding over five years."
        ),
        table=envelope_table(catalogue, lot_id),
        source_ids=cited(one),
        basis=bases(one),
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
def source_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources that the page draws on: those of the amounts that it shows."""
    named = (
        catalogue["envelopes"].drop_nulls("amount_gbp"),
        catalogue["funding_pots"],
        all_figures(catalogue).filter(topic="money"),
        catalogue["population"].filter(area_kind="lot"),
    )
    return cited(*named)


@kept
def unknown_lots(catalogue: Catalogue) -> pl.DataFrame:
    """Return the lots without an envelope: lot_id, number, name, basis, note, source_id, place."""
    wholes = envelopes.five_years(catalogue).filter(component="total")
    rows = wholes.filter(pl.col("basis").is_in(WITHOUT_VALUE))
    columns = ("lot_id", "number", "name", "basis", "note", "source_id", "place")
    silent = (
        catalogue["lots"]
        .join(wholes, on="lot_id", how="anti")
        .with_columns(basis=pl.lit(words.NOT_PUBLISHED))
    )
    return pl.concat([rows.select(columns), silent.select(columns)]).sort("number")


@kept
def rounding_table(catalogue: Catalogue) -> Table:
    """Return the sums printed in the paper that differ from their parts by a pound or two."""
    numbers = dict(catalogue["lots"].select("lot_id", "number").iter_rows())
    rows = envelopes.printed_differences(catalogue).with_columns(
        lot=pl.format("Lot {}", pl.col("lot_id").replace_strict(numbers)),
        component=pl.col("component").replace_strict(COMPONENTS),
    )
    return Table(
        caption="Printed five-year sums beside the sums of their years",
        frame=rows.with_columns(difference=pl.format("£{}", pl.col("difference_gbp").abs())),
        columns=(
            *columns(lot="Lot", component="Component"),
            Column("printed_gbp", "Printed", "pounds"),
            Column("worked_gbp", "Sum of its parts", "pounds"),
            Column("difference", "Difference"),
        ),
    )


def rests_on(rows: pl.DataFrame) -> str:
    """Return the contract values that all these envelopes rest on, as the end of a subtitle."""
    years = set(rows["price_base"])
    year = years.pop() if len(years) == 1 else None
    return f", based on {year} contract values" if year else ""


def _published(catalogue: Catalogue) -> pl.DataFrame:
    return envelopes.per_resident(catalogue).drop_nulls("amount_gbp")


def _by_year_total(rows: pl.DataFrame) -> float:
    totals = rows.group_by("lot_id", "contract_year").agg(pl.col("amount_gbp").sum())
    return max(totals["amount_gbp"])


def _how_envelope(catalogue: Catalogue, rows: pl.DataFrame) -> tuple[str, ...]:
    """What was taken out of an envelope and held back, where its own paper says so, and its sum."""
    own = set(rows["source_id"])
    lines = []
    if (cut := _of_own_paper(catalogue, "efficiency_percent", own)) is not None:
        lines.append(f"The published envelope already has the {cut:g}% efficiency taken out.")
    held = rows.filter(component="transformation")["contract_year"].sort().to_list()
    share = _of_own_paper(catalogue, "transformation_percent", own)
    if held and share is not None:
        lines.append(f"Another {share:g}% stays with the ICB for transformation in {_years(held)}.")
    derived = rows.filter(basis="derived")
    if not derived.is_empty():
        row = derived.row(0, named=True)
        worked_out = "It is worked out as total less transformation funding."
        lines.append(f"{words.sentence(row['note'])} {worked_out}".strip())
    return tuple(lines)


def _of_own_paper(catalogue: Catalogue, metric: str, papers: set[str]) -> float | None:
    """The newest figure of a metric, if the paper that gives the envelope is the one of it."""
    if not holds(catalogue, metrics=(metric,)):
        return None
    one = newest(catalogue, metric)
    return one.value if papers == {one.source_id} else None


def _years(years: list[str]) -> str:
    """The contract years as a sentence names them: `years 1 to 4`, `year 2`."""
    if len(years) == 1:
        return f"year {years[0]}"
    in_a_row = len(years) > 2 and int(years[-1]) - int(years[0]) == len(years) - 1
    return f"years {years[0]} to {years[-1]}" if in_a_row else f"years {listed(years)}"
