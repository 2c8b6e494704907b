"""Waiting lists month by month: a month that lacks an organisation is a gap, and no fall."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from components.blocks import facts
from components.charts import waiting as charts
from components.choices import COHORTS
from components.findings.waiting.waiting import may_be_one, newest
from components.html.cards import Card, caveats_of
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table
from components.maps.shows import Cohort
from components.text.words import capital, count, few_of, listed
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.package.profile import profile
from data.papers.sources import cited
from data.queries.waiting import lists

OTHERS = "Others, not named"
BREAK = "not like\nfor like"
NONE = no_card("by-month", "Waiting lists by month")


@kept
@requires_data(NONE, tables=lists.TABLES)
def card(catalogue: Catalogue, cohort: Cohort, *, look: LookName) -> Card:
    """Return the card of the lists of a cohort, month by month and in parts by organisation."""
    rows = lists.by_reporter(catalogue, cohort).with_columns(
        said=pl.col("month").map_elements(
            lambda day: in_words(day, "month"), return_dtype=pl.String
        ),
        who=pl.coalesce("short_name", "name", pl.lit(OTHERS)),
    )
    if rows.is_empty():
        return NONE
    totals = rows.filter(level=lists.ICB)
    silent, breaks = rows.filter(state=lists.SILENT), totals.filter(state=lists.BREAKS)
    whole = totals.filter(pl.col("state") != lists.WITHOUT)
    return Card(
        slug=f"by-month-{cohort}",
        headline=_headline(whole, breaks, cohort),
        subtitle=f"{COHORTS[cohort]} on the lists of {profile().region}, by month and organisation",
        body=facts(_names(rows)).html,
        spec=charts.by_month(_parts(rows, whole), _gaps(silent), _breaks(breaks), look=look),
        alt=_alt(whole, silent, breaks, cohort),
        table=_table(rows, cohort),
        source_ids=cited(catalogue[lists.WAITS]),
        basis=("stated", "derived"),
        how=_sums(catalogue, rows, cohort),
        caveats=(
            *caveats_of(totals.rows(named=True), "said"),
            *may_be_one(catalogue, cohort),
        ),
    )


def _headline(whole: pl.DataFrame, breaks: pl.DataFrame, cohort: Cohort) -> str:
    first, last = whole.row(0, named=True), whole.row(-1, named=True)
    told = f"{count(last['waiting'])} {cohort} on lists in {last['said']}"
    if breaks.height:
        return f"{told}; totals before {breaks['said'][-1]} may be of other lists"
    return f"{told}, and {count(first['waiting'])} in {first['said']}"


def _names(rows: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """The short forms in the picture with the names that they stand for."""
    known = rows.filter(pl.col("level") != lists.ICB).drop_nulls("short_name")
    yield from known.select("who", "name").unique(maintain_order=True).iter_rows()


def _parts(rows: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """What is drawn: the providers of each month whose total is whole, from the ground up."""
    drawn = rows.filter(
        pl.col("level") != lists.ICB, pl.col("month").is_in(whole["month"].implode())
    )
    order = {who: place for place, who in enumerate(drawn["who"].unique(maintain_order=True))}
    place = pl.col("who").replace_strict(order, return_dtype=pl.Int64)
    return drawn.select("month", "who", "said", people="waiting", place=place)


def _gaps(silent: pl.DataFrame) -> pl.DataFrame:
    return silent.group_by("month", maintain_order=True).agg(
        words=pl.format("{} did not report", pl.col("who").str.join(", "))
    )


def _breaks(breaks: pl.DataFrame) -> pl.DataFrame:
    return breaks.select("month", words=pl.lit(BREAK))


def _alt(whole: pl.DataFrame, silent: pl.DataFrame, breaks: pl.DataFrame, cohort: Cohort) -> str:
    first, last = whole.row(0, named=True), whole.row(-1, named=True)
    told = [
        f"A bar for each month, in parts by organisation: {count(first['waiting'])} {cohort} in "
        f"{first['said']}, {count(last['waiting'])} in {last['said']}."
    ]
    if silent.height:
        months = capital(few_of(silent["month"].n_unique(), "month"))
        who = listed(silent["name"].unique(maintain_order=True))
        told.append(f"{months} without a bar, as {who} did not report.")
    told += [
        f"A line before {month}: earlier totals may be of other lists." for month in breaks["said"]
    ]
    return " ".join(told)


def _table(rows: pl.DataFrame, cohort: Cohort) -> Table:
    """A row for each month: the total as it is published, each organisation, what to know."""
    known = rows.select("who", "level").unique(maintain_order=True)
    whole = known.filter(level=lists.ICB)["who"].item()
    wide = rows.pivot("who", index="said", values="waiting", maintain_order=True)
    caveats = rows.filter(level=lists.ICB).select("said", "caveat")
    return Table(
        caption=f"{COHORTS[cohort]} on lists by month and organisation",
        frame=wide.join(caveats, on="said", maintain_order="left"),
        columns=(
            Column("said", "Month"),
            Column(whole, "All, as published", "count"),
            *(
                Column(who, who, "count", empty="did not report")
                for who in known.filter(pl.col("level") != lists.ICB)["who"]
            ),
            Column("caveat", "Caveat", empty="–"),
        ),
    )


def _sums(catalogue: Catalogue, rows: pl.DataFrame, cohort: Cohort) -> tuple[str, ...]:
    """How those without a name are worked out, and what one list told more than once would mean."""
    last = rows.filter(month=lists.last_month(catalogue))
    whole = last.filter(level=lists.ICB)["waiting"].item()
    told = []
    if last.filter(who=OTHERS).height:
        *named, others = last.filter(pl.col("level") != lists.ICB)["waiting"]
        less = " − ".join(count(one) for one in (whole, *named))
        told.append(f"{OTHERS}, {newest(catalogue)}: {less} = {count(others)}.")
    for row in lists.repeated(catalogue, cohort).iter_rows(named=True):
        more = len(row["services"]) - 1
        told.append(
            f"If the {more + 1} lists with the same numbers are one: {count(whole)} − {more} × "
            f"{count(row['waiting'])} = {count(whole - more * row['waiting'])} {cohort} in "
            f"{newest(catalogue)}."
        )
    return tuple(told)
