"""Scrutiny: what each committee found, what is still open, what is on paper of its meetings."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from components.findings.scrutiny import meetings
from components.findings.scrutiny.event_sequence import BOTH, named_sources, of_committee
from components.findings.timeline.rows import as_of, dated, next_dates
from components.html import dispute, event_list
from components.html.cards import Card
from components.html.not_published import holds, no_card, requires_data
from components.html.tables import Column, Table, caveat_column, columns, who_says_it
from components.text.words import STANDING, count, listed, plural
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.package.profile import Thread, profile
from data.papers.gaps import gaps
from data.papers.sources import bases, cited
from data.queries import scrutiny
from data.queries.conflicts import dates
from data.queries.figures import newest

ASKED = {"request": "Asked for", "commitment": "Promised"}
DECIDED = ("meetings", "statements")


@kept
def committee_names(catalogue: Catalogue) -> dict[str, str]:
    """Return what can be chosen, by its value in the URL: all, or a committee and its council."""
    bodies = {row["org_id"]: row for row in catalogue["organisations"].iter_rows(named=True)}
    held = [bodies[one] for one in profile().committees if one in bodies]
    return {BOTH: "Both committees" if len(held) == 2 else "All committees"} | {
        row["org_id"]: f"{row['short_name']}, {row['name'].rsplit(', ', 1)[-1]}" for row in held
    }


@kept
def usual_committee(catalogue: Catalogue, area: str | None) -> str:
    """Return the committee that scrutinises in an HCP area; BOTH where several do, or for all."""
    found = scrutiny.committees_of(catalogue, [area]) if area else []
    return found[0] if len(found) == 1 and found[0] in committee_names(catalogue) else BOTH


@kept
def questions(catalogue: Catalogue, committee: str) -> pl.DataFrame:
    """Return the gaps on scrutiny but those that name only other committees."""
    rows = gaps(catalogue, "scrutiny")
    return rows if committee == BOTH else scrutiny.concerning(catalogue, rows, committee)


@kept
def finding(catalogue: Catalogue, committee: str) -> str:
    """Return what the committee determined, or what both did in fewer words."""
    rows = of_committee(_determinations(catalogue), committee).rows(named=True)
    if not rows:
        return "No decision of a scrutiny committee is on paper"
    if committee != BOTH:
        return "; ".join(row["text"].removesuffix(".") for row in rows)
    return ". ".join(f"{row['by_name']} decided: {_briefly(catalogue, row)}" for row in rows)


@kept
@requires_data("", tables=DECIDED)
def standfirst(catalogue: Catalogue, committee: str, *, today: dt.date) -> str:
    """Return how the requests and promises stand, and up to when papers tell."""
    return (
        f"{_states(catalogue, committee, today)}. That is read from the papers "
        f"collected here. The newest of them is from {newest_paper(catalogue)}."
    )


def newest_paper(catalogue: Catalogue) -> str:
    """Return the date of the newest paper, in words."""
    papers = catalogue["sources"].filter(held="paper").sort("date")
    return in_words(papers["date"][-1], papers["date_precision"][-1])


@kept
def source_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources that the page draws on."""
    return cited(catalogue["meetings"], catalogue["statements"])


@kept
@requires_data(
    no_card("determinations", "What the committees determined"),
    tables=DECIDED,
    known=lambda facts: not _determinations(facts).is_empty(),
)
def determinations_card(catalogue: Catalogue) -> Card:
    """Return the card of the two determinations side by side."""
    rows = named_sources(catalogue, _determinations(catalogue))
    put = catalogue["meetings"].select("meeting_id", "what_was_put")
    rows = rows.join(put, on="meeting_id", maintain_order="left")
    days = (max(rows["date"]) - min(rows["date"])).days
    worded = profile().findings.items()
    marks = {committee: dispute.mark(catalogue, metric) for committee, metric in worded}
    return Card(
        slug="determinations",
        headline=f"What the committees decided, {plural(days, 'day')} apart",
        subtitle=f"Whether what was put to each in {in_words(min(rows['date']), 'month')} "
        "is a substantial variation of service",
        body=meetings.determinations(rows.to_dicts(), marks),
        table=Table(
            caption="What each committee determined",
            frame=rows,
            columns=(
                *columns(
                    by_name="Committee", when="When", text="Determination", what_was_put="On what"
                ),
                *who_says_it(rows),
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
        listed=True,
    )


@kept
def thread_card(catalogue: Catalogue, thread: Thread, *, today: dt.date) -> Card:
    """Return the card of a sequence of events that is told on its own."""
    told = scrutiny.thread(catalogue, thread.thread_id).select("event_id", "told")
    rows = dated(catalogue).join(told, on="event_id", maintain_order="left_right")
    rows = as_of(rows.filter(thread=thread.thread_id), today)
    approved = rows.filter(event_id=thread.approval_id).row(0, named=True)
    paper = catalogue["sources"].filter(source_id=thread.paper_id).row(0, named=True)
    when = in_words(paper["date"], paper["date_precision"])
    committee = committee_names(catalogue)[thread.committee].split(",")[0]
    steps = event_list.items(rows, next_dates(catalogue), dates(catalogue))
    told_steps = f"{plural(rows.height, 'step')}, oldest first, and what was said at each"
    return Card(
        slug=thread.thread_id,
        headline=(
            f"{thread.what} was approved on {approved['when']}. The ICB’s paper to {committee} "
            f"on it is dated {when}"
        ),
        subtitle=f"From {rows['when'].first()} to {rows['when'].last()}: {told_steps}",
        body=f'<div class="dated">{steps}</div>',
        table=Table(
            caption=f"{thread.caption}, oldest first",
            frame=rows.with_columns(said=pl.col("told").list.join(" ")),
            columns=(
                *columns(when="When", title="What", state="State"),
                Column("who_name", "Who", empty="not named"),
                Column("said", "What was said", empty=""),
                *who_says_it(rows),
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
        listed=True,
    )


@kept
@requires_data(no_card("record", "What the papers say of each meeting"), tables=DECIDED)
def record_card(catalogue: Catalogue, committee: str) -> Card:
    """Return the card of what is on paper of each meeting."""
    rows = named_sources(catalogue, of_committee(scrutiny.meetings(catalogue), committee))
    bare, one = rows.filter(statements=0).height, rows.filter(statements=1).height
    told = [f"{count(bare)} {_have(bare)} no known statement"] if bare else []
    if one:
        told.append(f"{count(one)} {_have(one)} just one{'' if bare else ' known statement'}")
    return Card(
        slug=f"record-{committee}",
        headline=f"Of {plural(rows.height, 'meeting or paper', 'meetings and papers')}, "
        + listed(told),
        subtitle="How many statements made at it, or in it, the papers collected here give",
        table=Table(
            caption="Each meeting and what the papers say of it",
            frame=rows,
            columns=(
                *columns(when="When", title="Meeting or paper"),
                Column("statements", "Statements", "count"),
                *caveat_column(rows),
                Column("what_was_put", "What was put to it", empty="not known"),
                Column("note", "What is and is not known", empty=""),
                *columns(source="Source", place="Place in the source"),
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
        listed=True,
    )


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


_MANY = "requests and promises"


def _briefly(catalogue: Catalogue, row: dict[str, Any]) -> str:
    """Return a determination without its subject; a figure that holds it also says its scope."""
    metric = profile().findings.get(row["committee"])
    if metric and holds(catalogue, metrics=(metric,)):
        words = newest(catalogue, metric).value_text or ""
        return words[0].lower() + words[1:]
    return row["text"].removesuffix(".").split(" is ", 1)[1]


def _determinations(catalogue: Catalogue) -> pl.DataFrame:
    return scrutiny.statements(catalogue, kind="determination").sort("date")


def _body(committee: str) -> str | None:
    return None if committee == BOTH else committee


def _states(catalogue: Catalogue, committee: str, today: dt.date) -> str:
    counted = scrutiny.state_counts(catalogue, _body(committee), today=today)
    held = listed(f"{count(number)} {STANDING[state]}" for state, number in counted.items())
    number = sum(counted.values())
    verb = "is" if number == 1 else "are"
    return f"{plural(number, 'request or promise', _MANY)} {verb} on paper. How they stand: {held}"
