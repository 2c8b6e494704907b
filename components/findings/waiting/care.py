"""What stands beside waits: urgent response within two hours, and community beds on a night."""

from __future__ import annotations

from typing import Any

import polars as pl

from components.html import bars
from components.html.cards import Card, caveats_of
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column
from components.text.words import count, listed
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited
from data.queries.waiting.lists import ENGLAND, ICB
from data.queries.waiting.measures import MEASURES, measured

COUNTRY = "All of England, to compare"
URGENT = "urgent within two hours"
PLACE = Column("place", "Place in the source")


@kept
@requires_data(
    no_card("urgent", "Urgent response within two hours"),
    tables=(MEASURES,),
    known=lambda facts: not measured(facts, URGENT).is_empty(),
)
def urgent_card(catalogue: Catalogue) -> Card:
    """Return the card of urgent response within two hours, with England to compare."""
    rows = _beside(catalogue, URGENT, "urgent referrals", label="Shares")
    return _card(
        rows,
        Column("value", "Percent within two hours", "number"),
        Column("more", "Referrals", "count", empty="–"),
        slug="urgent",
        headline=f"Urgent community response within two hours: {_both(rows, '{:.1f}%')}",
        subtitle=f"Share of the urgent referrals that were met in two hours, {_when(rows)}",
        body=_bars(rows, "{:.1f}%", "{} referrals"),
        caption="Urgent response within two hours",
    )


@kept
@requires_data(
    no_card("beds", "Community beds"),
    tables=(MEASURES,),
    known=lambda facts: not _beds(facts).is_empty(),
)
def beds_card(catalogue: Catalogue) -> Card:
    """Return the card of community beds on one night and of how long people stay in them."""
    rows = _beds(catalogue)
    beds = [f"{count(row['more'])} in {_where(row)}" for row in rows.iter_rows(named=True)]
    return _card(
        rows,
        Column("more", "Beds", "count", empty="–"),
        Column("value", "Average stay in days", "number"),
        slug="beds",
        headline=f"Average stay in a community bed: {_both(rows, '{:.1f} days')}",
        subtitle=f"Community beds on {_when(rows)}: {listed(beds)}",
        body=_bars(rows, "{:.1f} days", "{} beds on that day"),
        caption="Community beds",
    )


def _card(rows: pl.DataFrame, *numbers: Column, caption: str, **told: Any) -> Card:
    """A card with a bar and a row for each reporter, and what `told` says of them."""
    return Card(
        **told,
        table=Table(
            caption=f"{caption}, {_when(rows)}",
            frame=rows,
            columns=(Column("who", "Who"), *numbers, *caveat_column(rows), PLACE),
        ),
        source_ids=cited(rows),
        basis=("stated",),
        caveats=caveats_of(rows.rows(named=True)),
    )


def _beds(catalogue: Catalogue) -> pl.DataFrame:
    """Beds as `more`, and as `value` how long people stay in them."""
    rows = _beside(catalogue, "beds", "stay", label="Beds")
    return rows.rename({"value": "more", "more": "value"}).drop_nulls("value")


def _beside(catalogue: Catalogue, measure: str, more: str, *, label: str) -> pl.DataFrame:
    """A measure with another of the same reporters; `label` names what its caveats are of."""
    others = measured(catalogue, more).select("reporter_id", more="value")
    return (
        measured(catalogue, measure)
        .join(others, on="reporter_id", how="left", maintain_order="left")
        .with_columns(
            who=pl.when(level=ICB)
            .then(pl.lit(profile().region))
            .when(level=ENGLAND)
            .then(pl.lit(COUNTRY))
            .otherwise("name"),
            label=pl.lit(label),
        )
    )


def _bars(rows: pl.DataFrame, form: str, note: str) -> str:
    return bars.html(
        [
            bars.Bar(
                label=row["who"],
                value=row["value"],
                shown=form.format(row["value"]),
                note="" if row["more"] is None else note.format(count(row["more"])),
            )
            for row in rows.iter_rows(named=True)
        ]
    )


def _both(rows: pl.DataFrame, form: str) -> str:
    """The ICB and England side by side, as a headline says them."""
    told = rows.filter(pl.col("level").is_in([ICB, ENGLAND])).iter_rows(named=True)
    return ", ".join(f"{form.format(row['value'])} in {_where(row)}" for row in told)


def _where(row: dict) -> str:
    return ENGLAND if row["level"] == ENGLAND else row["who"]


def _when(rows: pl.DataFrame) -> str:
    return in_words(rows["as_at"][0], rows["as_at_precision"][0])
