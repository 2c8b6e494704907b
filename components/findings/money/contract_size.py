"""The size of the contracts: ways to a year, what is left for a lot, what is held back."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from html import escape

import polars as pl

from components.html import bars
from components.html.cards import Card, caveats_of, figure_sentence
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column, columns
from components.text.words import few_of, listed, plural, pounds, pounds_short, remarks, value
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries import envelopes
from data.queries.claims import WITHOUT_VALUE
from data.queries.figures import Figure, newest, of_metric

# What each way to a year starts from; a way without an entry is named by its place.
WAYS = {
    "yearly_size_csr_2024_12_fifth": "A fifth of the 5-year size",
    "yearly_size_csr_2024_12_efficiency": "From the efficiency and what it comes to",
    "yearly_size_fts_main_notice_first_term": "The award notice, spread over its first term",
    "yearly_size_fts_main_notice": "The award notice, spread over its longest term",
}
HELD_BACK = (
    "efficiency_percent",
    "efficiency_amount",
    "transformation_percent",
    "transformation_pots",
)


@kept
@requires_data(no_card("yearly-size", "The size of one year"), metrics=("yearly_size",))
def yearly_size_card(catalogue: Catalogue) -> Card:
    """Return the ways to the size of one year, each with its sum."""
    ways = of_metric(catalogue, "yearly_size")
    ways_to = few_of(len(ways), "way").capitalize()
    every = f"All {few_of(catalogue['lots'].height, 'lot')}"
    low, high = min(way.value for way in ways), max(way.value for way in ways)
    frame = pl.DataFrame(
        {
            "way": [_way(way) for way in ways],
            "sum": [way.working for way in ways],
            "value": [way.value for way in ways],
            "basis": [way.basis for way in ways],
            "caveat": [way.caveat for way in ways],
        }
    )
    shown = [
        bars.Bar(_way(way), way.value, pounds_short(way.value), f"£{way.working}. {remarks(row)}")
        for way, row in zip(ways, map(asdict, ways), strict=True)
    ]
    return Card(
        slug="yearly-size",
        headline=(
            f"{ways_to} to work out the size of one year give {pounds_short(low)} to "
            f"{pounds_short(high)}"
        ),
        subtitle=f"{every}, pounds a year, each worked out here; {_from_each(catalogue, ways)}",
        body=bars.html(shown),
        table=Table(
            caption=f"{ways_to} to the yearly size of {every.lower()}",
            frame=frame,
            columns=(
                *columns(way="From", sum="Sum"),
                Column("value", "Pounds a year", "pounds"),
                Column("basis", "Basis", "basis"),
                *caveat_column(frame),
            ),
        ),
        source_ids=_sources(ways),
        basis=_basis(ways),
        how=tuple(figure_sentence(way, pounds(way.value)) for way in ways),
    )


@kept
@requires_data(
    "",
    tables=("envelopes",),
    metrics=("adult_lots_remainder",),
    known=envelopes.remainder_holds,
)
def remainder(catalogue: Catalogue) -> str:
    """Return what would be left for the lots without an envelope, with its sum.

    Nothing where other lots are published by now than those that the sum takes away.
    """
    left = newest(catalogue, "adult_lots_remainder")
    number = catalogue["lots"].height - len(envelopes.published(catalogue))
    these = f"these {few_of(number, 'lot')}" if number > 1 else "this lot"
    whole = round(left.value, -8)  # it rests on a figure that is itself rounded
    about = f"{'Nearly' if left.value < whole else 'About'} {pounds_short(whole)}"
    told = f"{about} would be left for {these} over 5 years (£{left.working})."
    return f"{told} {remarks(asdict(left))}"


@kept
@requires_data(
    no_card("held-back", "What is held back"), tables=("funding_pots",), metrics=HELD_BACK
)
def held_back_card(catalogue: Catalogue) -> Card:
    """Return what was taken out of the envelopes, and what the ICB keeps for transformation."""
    figures = [newest(catalogue, metric) for metric in HELD_BACK]
    cut, amount, kept, pots = figures
    stated = catalogue["funding_pots"].filter(~pl.col("basis").is_in(WITHOUT_VALUE))
    named = stated.drop_nulls("name")
    names = listed(
        name.lower() + (f" ({years.lower()})" if years else "")
        for name, years in named.select("name", "years").iter_rows()
    )
    missing = int(pots.value) - named.height
    return Card(
        slug="held-back",
        headline=(
            f"{value(cut.value, cut.unit)} was taken out before publication, and "
            f"{value(kept.value, kept.unit)} stays with the ICB"
        ),
        subtitle=f"The efficiency is about {pounds_short(amount.value)} across all lots",
        body=(
            f'<p class="lead">The {value(kept.value, kept.unit)} is for transformation, in '
            f"{plural(pots.value, 'pot')}. The paper names {escape(names)}. "
            f"{plural(missing, 'pot is', 'pots are')} not named in the copy read here. "
            f"{escape(kept.note or '')}.</p>"
        ),
        table=_figures_table("Efficiency and transformation funding", figures),
        source_ids=_sources(figures),
        basis=_basis(figures),
        how=tuple(figure_sentence(figure, value(figure.value, figure.unit)) for figure in figures),
        caveats=caveats_of(figures),
    )


def _from_each(catalogue: Catalogue, ways: list[Figure]) -> str:
    """How many of the ways rest on each source: `2 from the paper A and 2 from the paper B`."""
    names = dict(catalogue["sources"].select("source_id", "short_name").iter_rows())
    counted = Counter(way.source_id for way in ways)
    return listed(f"{number} from the {names[one]}" for one, number in counted.items())


def _figures_table(caption: str, figures: list[Figure]) -> Table:
    frame = pl.DataFrame(
        {
            "label": [figure.label for figure in figures],
            "shown": [
                pounds(figure.value) if figure.unit == "GBP" else value(figure.value, figure.unit)
                for figure in figures
            ],
            "basis": [figure.basis for figure in figures],
            "caveat": [figure.caveat for figure in figures],
            "note": [figure.note for figure in figures],
        },
        schema_overrides={"caveat": pl.String, "note": pl.String},
    )
    columns = [Column("label", "What"), Column("shown", "Value"), Column("basis", "Basis", "basis")]
    columns += caveat_column(frame)
    if frame["note"].drop_nulls().len():
        columns.append(Column("note", "Note", empty="–"))
    return Table(caption=caption, frame=frame, columns=tuple(columns))


def _way(figure: Figure) -> str:
    return WAYS.get(figure.figure_id, figure.place)


def _sources(figures: list[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.source_id for figure in figures))


def _basis(figures: list[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.basis for figure in figures))
