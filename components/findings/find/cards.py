"""Cards of Find my area: who scrutinises, key dates ahead and past, what engagement tells."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html import escape

import polars as pl

from components.findings.engagement import engagement
from components.findings.find.place import committee_councils
from components.findings.places.places import area_row
from components.findings.timeline.rows import as_of, next_in_words, of_area
from components.found_place import FoundPlace
from components.html.cards import Card
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column
from components.text.words import (
    STANDING,
    capital,
    count,
    count_short,
    listed,
    missing,
    plural,
    sentence,
    small,
)
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.papers.gaps import gaps
from data.papers.sources import bases, cited
from data.queries import scrutiny
from data.queries.figures import newest

COUNTED = ("messaging_reach", "surveys_all", "event_signups")
FEW = 6  # dates behind us that are shown; the table has them all


def scrutiny_card(catalogue: Catalogue, place: FoundPlace, *, today: dt.date) -> Card:
    """Return the card of the committees that scrutinise health services there."""
    councils = committee_councils(place)
    return _scrutiny_card(catalogue, tuple((one, tuple(councils[one])) for one in councils), today)


@kept
def _scrutiny_card(
    catalogue: Catalogue, councils: tuple[tuple[str, tuple[str, ...]], ...], today: dt.date
) -> Card:
    """The card by committees and councils, of which there are few: no place is kept."""
    frame = pl.DataFrame(
        [_committee(catalogue, committee, names, today) for committee, names in councils],
        schema_overrides={"when": pl.String, "source_ids": pl.List(pl.String)},
    )
    names = [f"{row['name']} for {row['councils']}" for row in frame.iter_rows(named=True)]
    verb = "scrutinises" if frame.height == 1 else "scrutinise"
    head = listed(names) if frame.height > 1 else frame["name"][0]
    return Card(
        slug="scrutiny",
        headline=f"{head} {verb} health services here",
        subtitle="What it found, what it asked and what it was promised, as far as papers say",
        body="".join(_committee_html(row) for row in frame.iter_rows(named=True)),
        table=Table(
            caption="Committees, what they found, and the state of requests and promises",
            frame=frame,
            columns=(
                Column("name", "Committee"),
                Column("councils", "Scrutinises for"),
                Column("finding", "What it decided"),
                Column("when", "When"),
                *(Column(state, f"Requests and promises: {state}", "count") for state in STANDING),
            ),
        ),
        source_ids=tuple(dict.fromkeys(one for ids in frame["source_ids"] for one in ids if one)),
        basis=("stated", "derived"),
        how=(
            "The papers collected here tell which are open, met or not known. What was due by now, "
            "with nothing found since, is counted apart.",
            "What was asked by or promised to both committees is counted for each.",
        ),
    )


def dates_card(catalogue: Catalogue, place: FoundPlace, area: str, *, today: dt.date) -> Card:
    """Return the card of the key dates for a place, those ahead first."""
    return _dates_card(catalogue, tuple(committee_councils(place)), area, today)


def below_the_first(dates: Card, providers: Card) -> tuple[Card, Card]:
    """Return two cards whose findings the first lines of the answer tell, named by what they hold.

    Nothing is then said twice in one answer.
    """
    return (
        replace(dates, headline="Key dates here, ahead and past"),
        replace(providers, headline="Who provides services here, source by source"),
    )


@kept
def _dates_card(
    catalogue: Catalogue, committees: tuple[str, ...], area: str, today: dt.date
) -> Card:
    """The card by committees and area: no place is kept."""
    rows = as_of(of_area(catalogue, area, committees), today)
    ahead = rows.filter(pl.col("last") >= today)
    past = rows.filter(pl.col("last") < today).sort("last", descending=True)
    shown = pl.concat(
        [ahead.with_columns(side=pl.lit("Ahead")), past.with_columns(side=pl.lit("Past"))]
    )
    return Card(
        slug="dates",
        headline=_dates_headline(ahead, past),
        subtitle="Contracts, procurement, decisions and scrutiny; the last date given for each",
        body=_list("Ahead", ahead) + _list("Past, newest first", past.head(FEW)),
        table=Table(
            caption="Key dates ahead, then past",
            frame=shown,
            columns=(
                Column("title", "What"),
                Column("when", "When"),
                Column("side", "Ahead or past"),
                Column("state", "State"),
                Column("source", "Source"),
                Column("place", "Place in the source"),
                *caveat_column(shown),
            ),
        ),
        source_ids=cited(shown),
        basis=bases(shown),
        how=("Dates that a later one replaced are left out; the Timeline has them all.",),
    )


@kept
@requires_data(
    no_card("engagement", "How many people took part"),
    tables=("engagement_stages",),
    metrics=COUNTED,
    known=lambda facts: not facts["gaps"].filter(gap_id="engagement-by-area").is_empty(),
)
def engagement_card(catalogue: Catalogue, area: str) -> Card:
    """Return the card of engagement: nothing by area, and the counts for all of them."""
    figures = [newest(catalogue, metric) for metric in COUNTED]
    gap = gaps(catalogue, "engagement").filter(gap_id="engagement-by-area").row(0, named=True)
    name = area_row(catalogue, area)["name"]
    counts = listed(
        f"{count_short(one.value)} {small(one.label.removeprefix('All '))}" for one in figures
    )
    return Card(
        slug="engagement",
        headline=f"No paper collected here says how many people took part in {name}",
        subtitle=f"Counts for all of {profile().region}, {engagement.season(catalogue)}",
        body=f"<p>{escape(sentence(gap['statement']))} In all areas: {escape(counts)}.</p>",
        table=Table(
            caption=f"Engagement in all of {profile().region}",
            frame=pl.DataFrame(
                {
                    "label": [one.label for one in figures],
                    "value": [one.value for one in figures],
                    "basis": [one.basis for one in figures],
                    "area": [None for _ in figures],
                },
                schema_overrides={"area": pl.String},
            ),
            columns=(
                Column("label", "What is counted"),
                Column("value", "All areas", "count"),
                Column("area", name, empty=missing([gap["basis"]])),
                Column("basis", "Basis", "basis"),
            ),
        ),
        source_ids=tuple(dict.fromkeys([*(one.source_id for one in figures), gap["source_id"]])),
        basis=(*dict.fromkeys(one.basis for one in figures), gap["basis"]),
        how=tuple(engagement.known(one) for one in figures),
    )


def _committee(
    catalogue: Catalogue, committee: str, councils: tuple[str, ...], today: dt.date
) -> dict:
    names = dict(catalogue["organisations"].select("org_id", "short_name").iter_rows())
    decided = scrutiny.statements(catalogue, committee, kind="determination")
    found = next(decided.iter_rows(named=True), None)
    rows = scrutiny.asked(catalogue, committee, today=today)
    counted = scrutiny.state_counts(catalogue, committee, today=today)
    return {
        "name": names[committee],
        "councils": listed(councils),
        "finding": found["text"] if found else "No decision of it is on paper.",
        "when": found["when"] if found else None,
        **(dict.fromkeys(STANDING, 0) | counted),
        "source_ids": [
            *decided["source_id"].head(1),
            *cited(rows),
        ],
    }


def _committee_html(row: dict) -> str:
    states = listed(
        f"{count(row[state])} {words}" for state, words in STANDING.items() if row[state]
    )
    total = sum(row[state] for state in STANDING)
    asked = plural(total, "request or promise", "requests and promises")
    verb = "is" if total == 1 else "are"
    when = f" That was on {escape(row['when'])}." if row["when"] else ""
    if not total:
        return f"<p>{escape(row['finding'])}{when}</p>"
    return (
        f"<p>{escape(row['finding'])}{when}</p>"
        f"<p>{asked} {verb} on paper for {escape(row['name'])}. State: {states}.</p>"
    )


def _dates_headline(ahead: pl.DataFrame, past: pl.DataFrame) -> str:
    if ahead.is_empty() and past.is_empty():
        return "No date is on paper"
    if ahead.is_empty():
        last = past.row(0, named=True)
        return f"No date ahead is on paper; the last was {last['when']}: {small(last['title'])}"
    return next_in_words(ahead.row(0, named=True))


def _list(heading: str, rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return ""
    items = "".join(
        f"<div><dt>{escape(row['when'])}</dt><dd>{escape(row['title'])}"
        f' <span class="state">{escape(capital(row["state"]))}</span>{_caveat(row)}</dd></div>'
        for row in rows.iter_rows(named=True)
    )
    return f'<h3>{escape(heading)}</h3><dl class="entry key-dates">{items}</dl>'


def _caveat(row: dict) -> str:
    return (
        f' <span class="caveat">{escape(sentence(row["caveat"]))}</span>' if row["caveat"] else ""
    )
