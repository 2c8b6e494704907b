"""Waiting lists by organisation: how many are on them, and how many of these for long."""

from __future__ import annotations

import polars as pl

from components.choices import COHORTS
from components.findings.waiting.waiting import list_caveats, newest
from components.html import bars
from components.html.cards import Card, caveats_of
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table
from components.maps.shows import Cohort
from components.text.words import count, percent
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited
from data.queries.waiting import lists

OTHERS = "Organisations that the copy does not name"
NONE = no_card("by-organisation", "Waiting lists by organisation")


@kept
@requires_data(NONE, tables=lists.TABLES)
def card(catalogue: Catalogue, cohort: Cohort) -> Card:
    """Return the card of the lists of a cohort in the newest month by organisation."""
    rows = (
        lists.by_reporter(catalogue, cohort)
        .filter(pl.col("level") != lists.ICB, month=lists.last_month(catalogue))
        .drop_nulls("waiting")
        .with_columns(
            pl.col("name").fill_null(OTHERS),
            weeks_18_or_more=pl.col("weeks_18_to_52") + pl.col("weeks_52_or_more"),
        )
        .with_columns(share=pl.col("weeks_18_or_more") / pl.col("waiting"))
    )
    if rows.is_empty():
        return NONE
    most = rows.sort("share", descending=True).row(0, named=True)
    return Card(
        slug=f"by-organisation-{cohort}",
        headline=f"{percent(most['share'])} of the {cohort} on the lists of {most['name']} had "
        "waited 18 weeks or more, the largest share",
        subtitle=f"{COHORTS[cohort]} on the lists of {profile().region} by organisation, "
        f"{newest(catalogue)}",
        body=bars.html([_bar(row) for row in rows.iter_rows(named=True)]),
        table=Table(
            caption=f"{COHORTS[cohort]} on lists by organisation, {newest(catalogue)}",
            frame=rows,
            columns=(
                Column("name", "Organisation"),
                Column("waiting", "On lists", "count"),
                *(Column(band, words, "count") for band, words in lists.BANDS.items()),
                Column("weeks_104_or_more", "Of these, 104 weeks or more", "count"),
                Column("share", "Share of 18 weeks or more", "percent"),
            ),
        ),
        source_ids=cited(catalogue[lists.WAITS]),
        basis=("stated", "derived"),
        how=(
            f"{most['name']}: {count(most['weeks_18_or_more'])} of {count(most['waiting'])} = "
            f"{percent(most['share'], 1)}.",
        ),
        caveats=(
            *caveats_of(rows.rows(named=True), "name"),
            *list_caveats(catalogue, cohort),
        ),
    )


def _bar(row: dict) -> bars.Bar:
    of_them = count(row["weeks_52_or_more"]) if row["weeks_52_or_more"] else "none"
    note = (
        f"{count(row['weeks_18_or_more'])} for 18 weeks or more, {of_them} of them for 52 or more"
    )
    return bars.Bar(label=row["name"], value=row["waiting"], shown=count(row["waiting"]), note=note)
