"""How long adults and children have waited, band by band."""

from __future__ import annotations

import polars as pl

from components.charts import waiting as charts
from components.choices import COHORTS
from components.findings.waiting.waiting import list_caveats, newest, people_of
from components.html.cards import Card
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table
from components.text.words import count, listed, percent
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited
from data.queries.waiting import lists

LEAST = 0.005  # a share below it is not told as none
LONG = tuple(lists.BANDS[band] for band in ("weeks_18_to_52", "weeks_52_or_more"))


@kept
@requires_data(no_card("how-long", "How long people wait"), tables=lists.TABLES)
def card(catalogue: Catalogue, *, look: LookName) -> Card:
    """Return the card of how long adults and children on the lists of the ICB have waited."""
    rows = lists.by_band(catalogue).with_columns(who=pl.col("cohort").replace_strict(COHORTS))
    rows = rows.with_columns(
        words=pl.struct("share", "people").map_elements(
            lambda row: f"{_share(row['share'])}: {count(row['people'])}", return_dtype=pl.String
        )
    )
    long = (
        rows.group_by("cohort", "who")
        .agg(
            of=pl.col("people").sum(),
            people=pl.col("people").filter(pl.col("band").is_in(LONG)).sum(),
        )
        .with_columns(share=pl.col("people") / pl.col("of"))
        .sort("share", descending=True)
        .rows(named=True)
    )
    told = listed(f"{percent(row['share'])} of the {row['cohort']}" for row in long)
    return Card(
        slug="how-long",
        headline=f"{told} on lists had waited 18 weeks or more",
        subtitle=f"People on the lists of {profile().region} by how long they had waited, "
        f"{newest(catalogue)}",
        spec=charts.by_band(rows, look=look),
        alt=f"Two bars for each length of wait, adults and children. {_longest(rows)}",
        table=_table(catalogue, rows),
        source_ids=cited(catalogue[lists.WAITS]),
        basis=("stated", "derived"),
        how=tuple(
            f"{row['who']}: {count(row['people'])} of {count(row['of'])} had waited 18 weeks or "
            f"more, or {percent(row['share'], 1)}."
            for row in long
        ),
        caveats=list_caveats(catalogue, *COHORTS),
    )


def _longest(rows: pl.DataFrame) -> str:
    """How many had waited in each of the longest bands, in sentences."""
    return " ".join(
        f"{band}: {listed(people_of(*one) for one in told.iter_rows())}."
        for band in LONG
        for told in [rows.filter(band=band).select("cohort", "people")]
    )


def _share(share: float) -> str:
    return "under 1%" if 0 < share < LEAST else percent(share)


def _table(catalogue: Catalogue, rows: pl.DataFrame) -> Table:
    """A row for each band, with the people and the share of each cohort."""
    told = {cohort: name for cohort, name in COHORTS.items() if cohort in set(rows["cohort"])}
    columns = [
        column
        for cohort, name in told.items()
        for column in (
            Column(f"people_{cohort}", name, "count"),
            Column(f"share_{cohort}", f"Share of {cohort}", "percent"),
        )
    ]
    return Table(
        caption=f"People on lists by how long they had waited, {newest(catalogue)}",
        frame=rows.pivot("cohort", index="band", values=["people", "share"]),
        columns=(Column("band", "Waited"), *columns),
    )
