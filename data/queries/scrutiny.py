"""Questions of scrutiny: what each committee was told, decided, asked and was promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words, last_day
from data.package.kept import kept
from data.package.profile import profile
from data.papers.standing import DROPPED, LEAVES, MET, MOVED, PASSED, STATES
from data.queries.lots import authorities_in
from data.queries.timeline import events

COMMITTEES = (*profile().committees, "joint", "other")


def committees_of(catalogue: Catalogue, covered: Sequence[str]) -> list[str]:
    """Return the ids of the committees that scrutinise in any of some areas, in their order."""
    rows = pl.concat(authorities_in(catalogue, area) for area in covered)
    held = set(rows["committee_id"])
    return [one for one in COMMITTEES if one in held]


def areas_of(catalogue: Catalogue, committee: str) -> list[str]:
    """Return the ids of the HCP areas in which a committee scrutinises, in display order."""
    every = catalogue["hcp_areas"].sort("display_order")["hcp_area_id"]
    return [area for area in every if committee in committees_of(catalogue, [area])]


def concerning(catalogue: Catalogue, gaps: pl.DataFrame, committee: str) -> pl.DataFrame:
    """Return the gaps but those that name only other committees than this one."""
    held = catalogue["organisations"].filter(kind="scrutiny committee")
    names = dict(held.select("org_id", "short_name").iter_rows())
    own, words = names[committee], pl.concat_str("statement", "question", separator=" ")
    others = [name for one, name in names.items() if one != committee]
    return gaps.filter(~(words.str.contains("|".join(others)) & ~words.str.contains(own)))


@kept
def meetings(catalogue: Catalogue, committee: str | None = None) -> pl.DataFrame:
    """Return the meetings of a committee, or all, in the order in which they were held.

    Columns as the table `meetings`, with `forum` (name of the body), `when` (date in words,
    null where no meeting is dated) and `statements` (how many are recorded of it).
    """
    forums = catalogue["organisations"].select(forum_id="org_id", forum="name")
    counted = catalogue["statements"].drop_nulls("meeting_id").group_by("meeting_id").len()
    rows = (
        catalogue["meetings"]
        .join(forums, on="forum_id")
        .join(counted.rename({"len": "statements"}), on="meeting_id", how="left")
        .with_columns(
            when=pl.struct("date", "date_precision").map_elements(_when, return_dtype=pl.String),
            statements=pl.col("statements").fill_null(0),
        )
        .sort("order")
    )
    return rows if committee is None else rows.filter(committee=committee)


def _when(row: dict) -> str | None:
    return None if row["date"] is None else in_words(row["date"], row["date_precision"])


def statements(
    catalogue: Catalogue,
    committee: str | None = None,
    *,
    kind: str | None = None,
    state: str | None = None,
    topic: str | None = None,
    meeting_id: str | None = None,
) -> pl.DataFrame:
    """Return the statements made to or by the committees, in order; None leaves a filter out.

    Columns as the table `statements`, with `by_name`, `date` and `when` of the meeting or event at
    which it was made, `occasion` and `occasion_caveat` (of that meeting or event), and what
    `_states` gives.
    `state` is that of the papers; `asked` tells how a request stands today. `due` is the newest
    date by which it is due, `due_first` the one that was given first.
    """
    names = catalogue["organisations"].select(
        by="org_id", by_name=pl.coalesce("short_name", "name")
    )
    rows = (
        catalogue["statements"]
        .join(names, on="by")
        .join(_occasions(catalogue), on=["meeting_id", "event_id"], how="left", nulls_equal=True)
        .join(_states(catalogue), on="statement_id", how="left")
        .join(_moved(catalogue), on="statement_id", how="left")
        .with_columns(
            due_first="due",
            due_first_precision="due_precision",
            due=pl.coalesce("due_moved", "due"),
            due_precision=pl.coalesce("due_moved_precision", "due_precision"),
            due_moves=pl.col("due_moves").fill_null(0),
        )
        .drop("due_moved", "due_moved_precision")
        .sort(pl.col("committee").cast(pl.Enum(COMMITTEES)), "order")
    )
    wanted = {
        "committee": committee,
        "kind": kind,
        "state": state,
        "topic": topic,
        "meeting_id": meeting_id,
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


@kept
def evidence(catalogue: Catalogue) -> pl.DataFrame:
    """Return the rows of evidence as it happened, those of one day in the order of the table.

    Columns as the table `evidence`, with `state` (what the row leaves behind, one of STATES; null
    for a new due date).
    """
    leaves = pl.col("kind").replace_strict(LEAVES, default=None, return_dtype=pl.String)
    return catalogue["evidence"].with_columns(state=leaves).sort("date", maintain_order=True)


def _states(catalogue: Catalogue) -> pl.DataFrame:
    """The row of evidence from which the state of each request and promise comes.

    That is the last by which it is met, else the last of all that leave a state behind. Columns
    `statement_id`, `state`, `state_id` (of the row), and `state_reason`, `state_caveat`,
    `state_basis`, `state_source_id` and `state_place` as the row has them.
    """
    rows = evidence(catalogue).drop_nulls("state")
    is_met = (pl.col("state") == MET).cast(pl.Int8)
    return (
        rows.sort(is_met, maintain_order=True)
        .group_by("statement_id", maintain_order=True)
        .last()
        .select(
            "statement_id",
            "state",
            state_id="evidence_id",
            state_reason="text",
            state_caveat="caveat",
            state_basis="basis",
            state_source_id="source_id",
            state_place="place",
        )
    )


def _moved(catalogue: Catalogue) -> pl.DataFrame:
    """The newest due date of each request and promise that was given another, and how many."""
    rows = evidence(catalogue).filter(kind=MOVED).group_by("statement_id", maintain_order=True)
    return rows.agg(
        due_moved=pl.col("due").last(),
        due_moved_precision=pl.col("due_precision").last(),
        due_moves=pl.len(),
    )


def _occasions(catalogue: Catalogue) -> pl.DataFrame:
    told = {"occasion": "title", "occasion_caveat": "caveat"}
    held = meetings(catalogue).select(
        "meeting_id", pl.lit(None, pl.String).alias("event_id"), "date", "when", **told
    )
    other = events(catalogue).select(
        pl.lit(None, pl.String).alias("meeting_id"), "event_id", "date", "when", **told
    )
    return pl.concat([held, other])


@kept
def asked(catalogue: Catalogue, committee: str | None = None, *, today: dt.date) -> pl.DataFrame:
    """Return the requests and commitments as they stand today, by state, each oldest first.

    Those of a committee are those to both committees too; None gives those of all bodies. Columns
    as `statements`, with `state` one of STATES and `due_when` (in words, null where none is told).
    """
    rows = statements(catalogue).filter(pl.col("state").is_not_null())
    if committee is not None:
        rows = rows.filter(pl.col("committee").is_in([committee, "joint"]))
    return as_of(rows, today).sort(
        pl.col("state").cast(pl.Enum(STATES)), "date", "order", nulls_last=True
    )


def as_of(rows: pl.DataFrame, today: dt.date) -> pl.DataFrame:
    """Return statements with their state as it stands today, and when they were due in words.

    `papers_state` is that by the papers alone.
    """
    due = pl.struct("due", "due_precision")
    passed = due.map_elements(_last_due, return_dtype=pl.Date) < today
    return rows.with_columns(
        due_when=due.map_elements(_due_when, return_dtype=pl.String),
        papers_state="state",
        state=pl.when(passed & ~pl.col("state").is_in([MET, DROPPED]))
        .then(pl.lit(PASSED))
        .otherwise("state"),
    )


def _last_due(row: dict) -> dt.date | None:
    return None if row["due"] is None else last_day(row["due"], row["due_precision"])


def _due_when(row: dict) -> str | None:
    return None if row["due"] is None else in_words(row["due"], row["due_precision"])


@kept
def state_counts(
    catalogue: Catalogue, committee: str | None = None, *, today: dt.date
) -> dict[str, int]:
    """Return how many of the requests and commitments that `asked` gives stand in each state."""
    states = asked(catalogue, committee, today=today)["state"].to_list()
    return {state: states.count(state) for state in STATES if state in states}


@kept
def thread(catalogue: Catalogue, thread_id: str) -> pl.DataFrame:
    """Return a sequence of events that is told on its own, oldest first.

    Columns as `timeline.events`, with `told` (list of statements about children's services
    made at that meeting or event, in our words; null where none is recorded).
    """
    about = statements(catalogue, topic="children").select("meeting_id", "event_id", "text")
    at_meetings = about.drop_nulls("meeting_id").group_by("meeting_id", maintain_order=True)
    at_events = about.drop_nulls("event_id").group_by("event_id", maintain_order=True)
    return (
        events(catalogue)
        .filter(thread=thread_id)
        .join(at_meetings.agg(at_meeting="text"), on="meeting_id", how="left")
        .join(at_events.agg(at_event="text"), on="event_id", how="left")
        .with_columns(told=pl.coalesce("at_meeting", "at_event"))
        .drop("at_meeting", "at_event")
        .sort("date", "last", "event_id")
    )
