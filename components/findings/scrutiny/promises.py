"""Requests and promises: which are chosen, how they stand, and the card on Scrutiny."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl

from components.findings.scrutiny import history as told, meetings
from components.findings.scrutiny.event_sequence import BOTH, named_sources
from components.findings.scrutiny.scrutiny import (
    ASKED,
    DECIDED,
    committee_names,
    newest_paper,
)
from components.hero import Hero
from components.html import folds
from components.html.cards import Card
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column, columns, only
from components.on_screen import with_table
from components.text.words import STANDING, capital, count, listed, plural, reason, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import bases, cited
from data.papers.standing import MET, PASSED, STATES
from data.queries import scrutiny
from data.queries.record import history as record

MANY = "requests and promises"
EVERYTHING = "all"
# The states as an address has them.
KEYS = {one.replace(" ", "-"): one for one in STATES}
LONGEST_NAME = 75  # signs of a request or promise in a list of choices
NONE_FITS = "No request or promise fits these choices. Choose another committee or state."
MADE = "Made"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What is chosen: a committee or BOTH, a key of KEYS or EVERYTHING, and one by its id.

    One that is named is shown whatever else is chosen.
    """

    committee: str = BOTH
    state: str = EVERYTHING
    promise: str = EVERYTHING


@kept
def rows(catalogue: Catalogue, choices: Choices, *, today: dt.date) -> pl.DataFrame:
    """Return the chosen requests and promises as they stand today.

    Columns as `scrutiny.asked`, with `source` and `state_source`, `asked` and `said` in words.
    """
    alone = choices.promise != EVERYTHING
    body = None if alone or choices.committee == BOTH else choices.committee
    found = named_sources(catalogue, scrutiny.asked(catalogue, body, today=today)).with_columns(
        asked=pl.col("kind").replace_strict(ASKED, return_dtype=pl.String),
        said=pl.col("when").fill_null("no date given"),
    )
    if alone:
        return found.filter(statement_id=choices.promise)
    if choices.state != EVERYTHING:
        return found.filter(state=KEYS[choices.state])
    return found


def states() -> dict[str, str]:
    """Return the states that can be chosen, by their values in the address."""
    return {EVERYTHING: "All states"} | {key: capital(STANDING[one]) for key, one in KEYS.items()}


@kept
def names(catalogue: Catalogue) -> dict[str, str]:
    """Return every request and promise by its id, in a few words."""
    asked = scrutiny.statements(catalogue).drop_nulls("state")
    return {EVERYTHING: "All requests and promises"} | {
        row["statement_id"]: f"{ASKED[row['kind']]}: {_few_words(row['text'])}"
        for row in asked.iter_rows(named=True)
    }


def _few_words(text: str) -> str:
    if len(text) <= LONGEST_NAME:
        return text
    return f"{text[:LONGEST_NAME].rpartition(' ')[0].rstrip(',.')}…"


@kept
@requires_data("No request or promise is on paper", tables=DECIDED)
def finding(catalogue: Catalogue, choices: Choices, *, today: dt.date) -> str:
    """Return how many of a committee are met and overdue, or how the one that is named stands."""
    if choices.promise != EVERYTHING:
        row = rows(catalogue, choices, today=today).row(0, named=True)
        return f"{capital(STANDING[row['state']])}: {row['text'].removesuffix('.')}"
    every = rows(catalogue, Choices(committee=choices.committee), today=today)
    late = every.filter(state=PASSED).height
    passed = f". {count(late)} {'is' if late == 1 else 'are'} {STANDING[PASSED]}" if late else ""
    return f"{_headline(every)}{passed}"


@kept
@requires_data("", tables=DECIDED)
def standfirst(catalogue: Catalogue, choices: Choices, *, today: dt.date) -> str:
    """Return how the others of a committee stand; of one that is named, who made it and when."""
    if choices.promise == EVERYTHING:
        every = rows(catalogue, Choices(committee=choices.committee), today=today)
        told = (
            f"{plural(number, 'is', 'are')} {STANDING[state]}"
            for state in STATES
            if state not in (PASSED, MET) and (number := every.filter(state=state).height)
        )
        return (
            f"{capital(listed(told))}. Each has its dates, what a paper shows of it, and where its "
            f"state comes from. The newest paper is from {newest_paper(catalogue)}."
        )
    row = rows(catalogue, choices, today=today).row(0, named=True)
    due = f" {meetings.due(row)}" if row["due_when"] else ""
    return f"{row['asked']} by {row['by_name']}, {row['said']}.{due}"


def _headline(every: pl.DataFrame) -> str:
    """How many of some requests and promises are met."""
    met = every.filter(state=MET).height
    return (
        f"{count(met)} of {plural(every.height, 'request or promise', MANY)} "
        f"{'is' if met == 1 else 'are'} met on paper"
    )


def html(catalogue: Catalogue, choices: Choices, *, today: dt.date) -> str:
    """Return the chosen requests and promises by state, each with its history, as markup."""
    shown = rows(catalogue, choices, today=today)
    if shown.is_empty():
        return f'<p class="lead">{escape(NONE_FITS)}</p>'
    steps = named_sources(catalogue, record.history(catalogue, today=today))
    return told.html(shown.to_dicts(), steps, alone=choices.promise != EVERYTHING)


def heading(shown: pl.DataFrame) -> str:
    """Return how many are shown."""
    return f"{plural(shown.height, 'request or promise', MANY)}, each with its history"


@kept
def history_table(catalogue: Catalogue, choices: Choices, *, today: dt.date) -> Table:
    """Return each step of the history of the chosen requests and promises, in their order."""
    steps = named_sources(catalogue, record.history(catalogue, today=today))
    shown = rows(catalogue, choices, today=today).select("statement_id", what="text", now="state")
    names = pl.col("step").replace_strict(told.STEPS, default=MADE, return_dtype=pl.String)
    frame = shown.join(steps, on="statement_id", maintain_order="left_right").with_columns(
        pl.col("when").fill_null("no date given"),
        now=_capitals("now"),
        step=names,
        decides=pl.when("decides").then(pl.lit("yes")),
        where=pl.concat_str("source", "place", separator=", "),
    )
    return Table(
        caption="Each step of each request and promise, oldest first",
        frame=frame,
        columns=(
            *columns(what="Request or promise", now="State today", when="When", step="Step"),
            Column("text", "What the source shows", empty=""),
            Column("decides", "Gives the state by the papers", empty=""),
            Column("where", "Source and place"),
            Column("basis", "Basis", "basis"),
            *caveat_column(frame),
            Column("note", "Note", empty=""),
        ),
    )


def hero(catalogue: Catalogue, choices: Choices, *, today: dt.date) -> Hero | None:
    """Return several requests and promises with their states, as they are shown to a room."""
    shown = rows(catalogue, choices, today=today)
    if choices.promise != EVERYTHING or shown.is_empty():
        return None
    named = table(shown, "Each request and promise, what was due by now first")
    bare = Hero(
        finding=finding(catalogue, choices, today=today),
        subtitle=named.caption,
        words=(standfirst(catalogue, choices, today=today),),
        source_ids=cited(shown),
        basis=bases(shown),
        keeps=("committee", "state"),
    )
    return with_table(bare, only(named, "text", "state", "due"))


@kept
def source_ids(catalogue: Catalogue, choices: Choices, *, today: dt.date) -> tuple[str, ...]:
    """Return the sources of the chosen requests and promises, and of their histories."""
    shown = rows(catalogue, choices, today=today)
    steps = record.history(catalogue, today=today)
    return cited(shown, steps.filter(pl.col("statement_id").is_in(shown["statement_id"].implode())))


def _capitals(column: str) -> pl.Expr:
    return pl.col(column).replace_strict({one: one.capitalize() for one in STATES})


@kept
@requires_data(no_card("open", "What was asked and promised"), tables=DECIDED)
def open_card(catalogue: Catalogue, committee: str, *, today: dt.date) -> Card:
    """Return the card of what was asked and promised by state, each the way to its history.

    What was due and is not met comes first.
    """
    shown = rows(catalogue, Choices(committee=committee), today=today)
    names = {key: words.split(",")[0] for key, words in committee_names(catalogue).items()}
    to = "both committees and others" if committee == BOTH else f"{names[committee]}, or to both"
    return Card(
        slug=f"open-{committee}",
        headline=_headline(shown),
        subtitle=(
            f"What was asked by or promised to {to}. Open: a paper shows it still to come. "
            "Not known: no paper collected here says. Each leads to its history."
        ),
        body=by_state(shown, _named),
        table=table(shown, "What was due by now, then what is open, not known and met"),
        source_ids=cited(shown),
        basis=bases(shown),
        listed=True,
    )


def table(shown: pl.DataFrame, caption: str) -> Table:
    """Return requests and promises, as `rows` has them, as a table."""
    why = pl.struct("state_reason", "state_caveat").map_elements(reason, return_dtype=pl.String)
    return Table(
        caption=caption,
        frame=shown.with_columns(
            state=_capitals("state"),
            due=pl.struct(pl.all()).map_elements(meetings.due, return_dtype=pl.String),
            why=pl.concat_str(why, pl.format(" ({})", "state_source"), ignore_nulls=True),
            where=pl.concat_str("source", "place", separator=", "),
        ),
        columns=(
            Column("text", "Request or promise"),
            Column("asked", "Kind"),
            Column("said", "When"),
            Column("state", "State"),
            Column("due", "Due"),
            Column("why", "Why, and the paper that shows it"),
            Column("where", "Source and place"),
            Column("basis", "Basis", "basis"),
            *caveat_column(shown),
        ),
    )


def by_state(shown: pl.DataFrame, item: Callable[[dict], str]) -> str:
    """Return those of each state under its name, the first unfolded; `item` writes each."""
    groups = shown.group_by("state", maintain_order=True)
    return folds.html(
        folds.Group(
            name=capital(STANDING[str(state)]),
            many=plural(group.height, "request or promise", MANY),
            markup=f'<ul class="asked">{"".join(map(item, group.iter_rows(named=True)))}</ul>',
            is_open=not number,
            level=3,
        )
        for number, ((state,), group) in enumerate(groups)
    )


def _named(row: Mapping[str, Any]) -> str:
    told_of_it = (f"{row['asked']}, {row['said']}.", meetings.due(row), sentence(row["caveat"]))
    meta = " ".join(filter(None, told_of_it))
    return (
        f'<li><p class="what"><a href="{told.address(row["statement_id"])}" target="_self">'
        f"{escape(row['text'])}</a></p>"
        f'<p class="meta">{escape(meta)}</p></li>'
    )
