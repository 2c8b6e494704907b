"""Waiting lists by service, as NHS England names them, the longest first."""

from __future__ import annotations

from html import escape

import polars as pl

from components.choices import COHORTS
from components.findings.services.services import address
from components.findings.waiting.waiting import may_be_one, newest
from components.html import folds
from components.html.cards import Card
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, html as table_html
from components.maps.shows import Cohort
from components.text.words import count, plural, small
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited
from data.queries.waiting import lists

# Lists by their length: the least people on one, and what the group is called.
GROUPS = {1_000: "1,000 people or more", 100: "100 to 999 people", 1: "1 to 99 people"}
NOBODY = "Nobody in this month"
NEVER = "Nobody in any month: it is not told whether no one waits or no list is kept"
NAMES = (
    "Names are those of NHS England. Some are of a disease of the lungs (COPD) or of "
    "tuberculosis (TB)."
)
COUNTS = (
    Column("waiting", "On the list", "count"),
    Column("weeks_18_or_more", "18 weeks or more", "count"),
    Column("weeks_52_or_more", "52 weeks or more", "count"),
)
NONE = no_card("by-service", "Waiting lists by service")


@kept
@requires_data(NONE, tables=lists.TABLES)
def card(catalogue: Catalogue, cohort: Cohort) -> Card:
    """Return the card of the lists of a cohort in the newest month, folded by their length."""
    lines = catalogue["services"].select("service_id", line="name")
    rows = lists.by_service(catalogue, cohort).join(
        lines, on="service_id", how="left", maintain_order="left"
    )
    if rows.is_empty():
        return NONE
    longest = rows.row(0, named=True)
    return Card(
        slug=f"by-service-{cohort}",
        headline=f"The longest list of {cohort} is that of the {small(longest['service'])}: "
        f"{count(longest['waiting'])} people",
        subtitle=f"{COHORTS[cohort]} on the lists of {profile().region} by service, "
        f"{newest(catalogue)}",
        body=_folded(rows, cohort),
        table=Table(
            caption=f"{COHORTS[cohort]} on lists by service, {newest(catalogue)}",
            frame=rows,
            columns=(
                Column("service", "Service"),
                *COUNTS,
                Column("line", "Service line of the programme", empty="–"),
                Column("caveat", "Caveat", empty="–"),
            ),
        ),
        source_ids=cited(catalogue[lists.WAITS]),
        basis=("stated",),
        how=(NAMES,),
        caveats=may_be_one(catalogue, cohort),
    )


def _folded(rows: pl.DataFrame, cohort: Cohort) -> str:
    """The lists in groups by length, the first group open."""
    name = pl.when(~pl.col("ever")).then(pl.lit(NEVER)).otherwise(pl.lit(NOBODY))
    for least, group in sorted(GROUPS.items()):
        name = pl.when(pl.col("waiting") >= least).then(pl.lit(group)).otherwise(name)
    grouped = rows.with_columns(
        group=name,
        named=pl.struct("service", "service_id", "line").map_elements(
            lambda row: _named(row, cohort), return_dtype=pl.String
        ),
    )
    return folds.html(
        folds.Group(
            name=group,
            many=plural(members.height, "list"),
            markup=_members(group, members, cohort),
            is_open=members["waiting"][0] == rows["waiting"][0],
            level=3,
        )
        for (group,), members in grouped.group_by("group", maintain_order=True)
    )


def _members(group: str, members: pl.DataFrame, cohort: Cohort) -> str:
    if members["waiting"].sum() == 0:
        items = "".join(f"<li>{named}</li>" for named in members["named"])
        return f'<ul class="points">{items}</ul>'
    columns = (Column("named", "Service", "html"), *COUNTS)
    caption = f"{COHORTS[cohort]}, {small(group)}"
    return table_html(Table(caption=caption, frame=members, columns=columns), caption_hidden=True)


def _named(row: dict, cohort: Cohort) -> str:
    """The service, and a way to the service line that is plainly the same, where there is one."""
    if not row["line"]:
        return escape(row["service"])
    href = escape(f"/services{address(None, cohort, view='service', service=row['service_id'])}")
    way = f'<a href="{href}" target="_self">{escape(row["line"])}</a>'
    return f"{escape(row['service'])}<br>In the programme: {way}"
