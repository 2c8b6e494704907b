"""Requests and promises by state, each with its dated history and where its state comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import polars as pl

from components.html import event_list, folds
from components.html.cards import basis_words, source_link
from components.html.folds import PAUSE
from components.text.words import STANDING, capital, plural
from data.papers.standing import PASSED
from data.queries.record.history import DUE, MADE, OVERDUE

FEW = 3  # so many of a state show their history unfolded
# What each step of a history is called; the first by what was made.
STEPS = {
    "repeated": "Said again",
    "due changed": "New due date",
    "evidence found": "Evidence found",
    "still to come": "Still to come",
    "nothing found": "Nothing found",
    "met": "Met",
    "dropped": "Dropped",
    DUE: "Due by then",
    OVERDUE: "Due by then; nothing found since",
}
AHEAD = ("still to come", "due changed", DUE)  # steps that tell of what is not yet done
# What the row says from which the state by the papers comes, by that state.
FROM = {
    "met": "A paper shows that it is met",
    "dropped": "A paper shows that it is given up",
    "open": "The newest that was found has it still to come",
    "not known": "The newest that was found does not say whether it is met",
}
BY_DATE = (
    "Worked out here: the due date has passed, and no paper collected here says that it is met"
)


def html(rows: Iterable[Mapping[str, Any]], history: pl.DataFrame, *, alone: bool = False) -> str:
    """Return requests and promises by their state, the first state unfolded.

    `rows` as `promises.rows`, `history` as `data.queries.record.history` with `source`. One that
    is `alone` is unfolded whole.
    """
    by_state: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_state.setdefault(row["state"], []).append(row)
    return folds.html(
        folds.Group(
            name=capital(STANDING[state]),
            many=plural(len(members), "request or promise", "requests and promises"),
            markup=folds.pairs(
                _one(row, history, is_open=alone or len(members) <= FEW) for row in members
            ),
            is_open=not number,
        )
        for number, (state, members) in enumerate(by_state.items())
    )


def address(statement_id: str) -> str:
    """Return the permanent address of a request or promise."""
    return f"/promises?promise={statement_id}"


def _one(row: Mapping[str, Any], history: pl.DataFrame, *, is_open: bool) -> str:
    steps = history.filter(statement_id=row["statement_id"])
    return (
        f'<details class="point" id="{row["statement_id"]}"{" open" if is_open else ""}>'
        f"<summary><h3>{escape(row['text'])}</h3>{PAUSE} "
        f'<span class="how-many">{escape(row["asked"])}, {escape(row["said"])}</span></summary>'
        f'<div class="dated">{event_list.items(_told(row, steps), {}, {})}</div>'
        f'<div class="why">{_from(row)}<p class="way-on">'
        f'<a href="{address(row["statement_id"])}" target="_self">Permanent link'
        f'<span class="visually-hidden"> to: {escape(row["text"])}</span></a></p></div></details>'
    )


def _told(row: Mapping[str, Any], steps: pl.DataFrame) -> pl.DataFrame:
    """The steps as the list of events takes them."""
    # The row that gives the day by which it is due stands above, with its remarks.
    again = pl.col("step").is_in([DUE, OVERDUE])
    made = f"{row['asked']} by {row['by_name']}: {row['occasion']}"
    names = STEPS | {MADE: made}
    called = pl.col("step").replace_strict(names, return_dtype=pl.String)
    when = pl.col("when").fill_null("no date given")
    told = pl.when(pl.col("step") == MADE).then(None).otherwise("text")
    return steps.with_columns(
        pl.when(~again).then("caveat").alias("caveat"),
        pl.when(~again).then("note").alias("note"),
        *(pl.lit(None, pl.String).alias(one) for one in ("who_name", "state", "milestone_id")),
        when=when,
        event_id="statement_id",
        on=pl.concat_str(called, when, separator=", "),
        title=pl.concat_str(called, told, separator=". ", ignore_nulls=True),
        status=pl.when(pl.col("step").is_in(AHEAD))
        .then(pl.lit("planned"))
        .otherwise(pl.lit("actual")),
    )


def _from(row: Mapping[str, Any]) -> str:
    """Where the state comes from: the row that decides, and the day where that decides."""
    where = f"{row['state_source']}, {row['state_place']}"
    link = source_link(row["state_source_id"], where, on=row["text"])
    by_papers = f"{FROM[row['papers_state']]}: {link} · {basis_words([row['state_basis']])}"
    passed = f"{BY_DATE}. " if row["state"] == PASSED else ""
    return f"<p><strong>Where this state comes from.</strong> {passed}{by_papers}.</p>"
