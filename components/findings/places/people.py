"""The people of a place: the card of their ages, and what other sources count."""

from __future__ import annotations

import polars as pl

from components.charts import people as charts
from components.findings.places.places import area_row
from components.html.cards import Card, caveats_of
from components.html.tables import Column, Table
from components.text.words import BASIS, about, count, percent, sentence
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited
from data.queries import lots
from data.queries.people import counted_elsewhere, counted_in

EVERYWHERE = profile().region


@kept
def people_card(catalogue: Catalogue, area: str | None, *, look: LookName) -> Card:
    """Return the card of people by age: the shares of the young and the old in each area."""
    rows = _with_everywhere(lots.areas(catalogue))
    shares = rows.with_columns(
        young=pl.col("under_18") / pl.col("all_ages"),
        old=pl.col("aged_65_plus") / pl.col("all_ages"),
        middle=pl.col("all_ages") - pl.col("under_18") - pl.col("aged_65_plus"),
    )
    name = area_row(catalogue, area)["name"] if area else None
    other = counted_elsewhere(catalogue)
    told = "; ".join(
        f"{row['name']}: {percent(row['young'])} and {percent(row['old'])}"
        for row in shares.iter_rows(named=True)
    )
    return Card(
        slug="people",
        headline=_people_headline(shares, name),
        subtitle=f"Share of residents under 18, and 65 and over, {counted_in(catalogue)}",
        spec=charts.ages(rows, look=look, marked=name),
        alt=f"Two dots for each area, under 18 and 65 and over. {told}.",
        table=Table(
            caption=f"Residents by age, {counted_in(catalogue)}",
            frame=shares.with_columns(chosen=pl.col("name").eq_missing(name)),
            columns=(
                Column("name", "Area"),
                Column("all_ages", "People", "count"),
                Column("under_18", "Under 18", "count"),
                Column("middle", "18 to 64", "count"),
                Column("aged_65_plus", "65 and over", "count"),
                Column("young", "Share under 18", "percent"),
                Column("old", "Share 65 and over", "percent"),
            ),
            marked="chosen",
        ),
        source_ids=tuple(dict.fromkeys([*lots.people_sources(catalogue), *cited(other)])),
        basis=("derived",),
        how=(
            "Summed over the small areas (LSOAs) that lie in each HCP area.",
            *(_counted(row) for row in other.iter_rows(named=True)),
        ),
        caveats=caveats_of(other.rows(named=True)),
    )


def _counted(row: dict) -> str:
    """How many another source counts, and how that is known."""
    counted = about(row["basis"]) + count(row["value"])
    return f"{row['label']}: {counted} ({BASIS[row['basis']]}). {sentence(row['note'] or '')}"


def _with_everywhere(rows: pl.DataFrame) -> pl.DataFrame:
    """The areas and their sum, as one more row."""
    ages = pl.col("all_ages", "under_18", "aged_65_plus")
    whole = rows.select(pl.lit(EVERYWHERE).alias("name"), ages.sum())
    return pl.concat([rows.select("name", ages), whole])


def _people_headline(shares: pl.DataFrame, name: str | None) -> str:
    areas = shares.filter(pl.col("name") != EVERYWHERE)
    if name is None:
        old, young = (areas.sort(share).row(-1, named=True) for share in ("old", "young"))
        return (
            f"{old['name']} has the largest share aged 65 and over, {percent(old['old'])}; "
            f"{young['name']} the largest under 18, {percent(young['young'])}"
        )
    here = shares.row(by_predicate=pl.col("name") == name, named=True)
    return (
        f"{percent(here['young'])} of people in {name} are under 18, "
        f"and {percent(here['old'])} are 65 and over"
    )
