"""Questions of scrutiny: what each committee was told, decided, asked and was promised."""

from __future__ import annotations

import polars as pl

from data.catalogue import Catalogue
from data.dates import in_words
from data.kept import kept
from data.profile import profile
from data.timeline import events

COMMITTEES = (*profile().committees, "joint", "other")
KINDS = (
    "told",
    "determination",
    "concern",
    "request",
    "recommendation",
    "commitment",
    "apology",
)
# What a request or commitment can be; the others have no state.
STATES = ("open", "not known", "met")


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

    Columns as the table `statements`, with `by_name`, `date` and `when` of the meeting or
    event at which it was made, and `occasion` (title of that meeting or event).
    """
    names = catalogue["organisations"].select(
        by="org_id", by_name=pl.coalesce("short_name", "name")
    )
    rows = (
        catalogue["statements"]
        .join(names, on="by")
        .join(_occasions(catalogue), on=["meeting_id", "event_id"], how="left", nulls_equal=True)
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


def _occasions(catalogue: Catalogue) -> pl.DataFrame:
    held = meetings(catalogue).select(
        "meeting_id", pl.lit(None, pl.String).alias("event_id"), "date", "when", occasion="title"
    )
    other = events(catalogue).select(
        pl.lit(None, pl.String).alias("meeting_id"), "event_id", "date", "when", occasion="title"
    )
    return pl.concat([held, other])


@kept
def state_counts(catalogue: Catalogue) -> pl.DataFrame:
    """Return how many requests and commitments of each committee are in each state.

    Columns: committee, kind (request, commitment), state (one of STATES), statements.
    """
    return (
        catalogue["statements"]
        .drop_nulls("state")
        .group_by("committee", "kind", "state")
        .agg(statements=pl.len())
        .sort(
            pl.col("committee").cast(pl.Enum(COMMITTEES)),
            pl.col("kind").cast(pl.Enum(KINDS)),
            pl.col("state").cast(pl.Enum(STATES)),
        )
    )


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
