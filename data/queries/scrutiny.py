"""Questions of scrutiny: what each committee was told, decided, asked and was promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words, last_day
from data.package.kept import kept
from data.package.profile import profile
from data.queries.lots import authorities_in
from data.queries.timeline import events

COMMITTEES = (*profile().committees, "joint", "other")
# What a request or commitment can be; the others have no state. The first is worked out from the
# day on which it was due: that day has passed, and no paper collected here says that it is met.
PASSED = "due date passed"
STATES = (PASSED, "open", "not known", "met")


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
    which it was made, and `occasion` (title of that meeting or event). `state` is that of the
    papers; `asked` tells how a request stands today.
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
    """Return statements with their state as it stands today, and when they were due in words."""
    due = pl.struct("due", "due_precision")
    passed = due.map_elements(_last_due, return_dtype=pl.Date) < today
    return rows.with_columns(
        due_when=due.map_elements(_due_when, return_dtype=pl.String),
        state=pl.when(passed & (pl.col("state") != "met")).then(pl.lit(PASSED)).otherwise("state"),
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
