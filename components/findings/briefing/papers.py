"""What a briefing says of the papers: committees, promises, what changed, open questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from components.findings.briefing.parts import (
    bullets,
    cited_table,
    line,
    no_part,
    paragraph,
    part,
    with_caveat,
)
from components.findings.papers import changes as told
from components.findings.scrutiny import promises as cards
from components.html.cards import caveats_of
from components.html.not_published import requires_data
from components.html.tables import Column, Table, columns
from components.page_model import Block, Box, Prose
from components.text.words import STANDING, count, listed, plural, sentence
from data.package.catalogue import Catalogue
from data.papers.sources import cited, named
from data.queries import changes, scrutiny

# What the statements of a meeting are called when they are counted.
NOUNS = {
    "told": ("thing told", "things told"),
    "concern": ("concern",),
    "determination": ("decision",),
    "recommendation": ("recommendation",),
    "request": ("request",),
    "commitment": ("promise",),
    "aim": ("aim",),
    "apology": ("apology", "apologies"),
}


class Name(NamedTuple):
    """What a body is called: its short name, and in full with its council."""

    short: str
    name: str


def committee_names(catalogue: Catalogue) -> dict[str, Name]:
    """Return the names of the scrutiny committees by id."""
    rows = catalogue["organisations"].filter(kind="scrutiny committee")
    return {
        row["org_id"]: Name(row["short_name"], row["name"]) for row in rows.iter_rows(named=True)
    }


def determinations(catalogue: Catalogue, committees: Sequence[str]) -> tuple[str, ...]:
    """Return a line for each decision of some committees on a substantial variation."""
    names = committee_names(catalogue)
    rows = scrutiny.statements(catalogue, kind="determination")
    return tuple(
        line(
            lead=f"{names[row['committee']].short}, {row['when']}",
            text=row["text"],
            cites=(row["source_id"],),
            basis=(row["basis"],),
            caveats=caveats_of([row | {"label": names[row["committee"]].short}]),
        )
        for row in rows.filter(pl.col("committee").is_in(list(committees))).iter_rows(named=True)
    )


@requires_data(
    line(lead="Requests and promises", text="none is on paper."), tables=("meetings", "statements")
)
def states_line(catalogue: Catalogue, committee: str, *, today: dt.date) -> str:
    """Return how the requests of and promises to a committee stand, to both included."""
    counted = scrutiny.state_counts(catalogue, committee, today=today)
    states = listed(f"{count(number)} {STANDING[one]}" for one, number in counted.items())
    return line(
        lead=f"Requests and promises, {committee_names(catalogue)[committee].short}",
        text=f"{count(sum(counted.values()))} on paper. State: {states}.",
        cites=cited(scrutiny.asked(catalogue, committee, today=today)),
    )


def decisions(catalogue: Catalogue, committees: Sequence[str], *, today: dt.date) -> Prose:
    """Return what some committees decided, and how requests and promises to them stand."""
    states = (states_line(catalogue, one, today=today) for one in committees)
    return bullets((*determinations(catalogue, committees), *states))


@requires_data(no_part("history", "History of scrutiny"), tables=("meetings",))
def history(
    catalogue: Catalogue, committees: Sequence[str], *before: Block, counted: bool = False
) -> Box:
    """Return the part on the history with one committee or two: `before`, then the meetings.

    `counted` sets one committee's meetings out in a table that also says how many statements of
    each kind the papers hold of each.
    """
    names = committee_names(catalogue)
    held = scrutiny.meetings(catalogue).filter(pl.col("committee").is_in(list(committees)))
    rows = held.with_columns(
        who=pl.col("committee").replace_strict({one: names[one].short for one in names}),
        said=pl.col("meeting_id").replace_strict(
            _counted(catalogue), default="no more than this", return_dtype=pl.String
        ),
    )
    shorts = listed(names[one].short for one in committees)
    whole = f"{plural(rows.height, 'meeting or paper', 'meetings and papers')} of {shorts}"
    meetings = _in_a_table(rows, whole) if counted else _in_a_list(rows, whole)
    return part("history", f"History with {shorts}", *before, *meetings)


UNTOLD = "not known"
UNDATED = "Not dated"


def _in_a_table(rows: pl.DataFrame, whole: str) -> tuple[Block, ...]:
    """The meetings of one committee, with what the papers hold of each."""
    columns = (
        Column("when", "When"),
        Column("what_was_put", "What was put", empty=UNTOLD),
        Column("said", "What the papers hold of it"),
    )
    frame = rows.with_columns(what_was_put=with_caveat("what_was_put"))
    table = Table(caption=whole, frame=frame, columns=columns)
    return (cited_table(table, cites=cited(rows)),)


def _in_a_list(rows: pl.DataFrame, whole: str) -> tuple[Block, ...]:
    """The meetings in fewer lines, for a briefing that is not on the committee itself."""
    several = rows["who"].n_unique() > 1
    lines = (
        line(
            lead=f"{row['when'] or UNDATED}{', ' + row['who'] if several else ''}",
            text=sentence(row["what_was_put"] or UNTOLD),
            caveats=(sentence(row["caveat"]),) if row["caveat"] else (),
        )
        for row in rows.iter_rows(named=True)
    )
    return (paragraph(text=f"{whole}:", cites=cited(rows)), bullets(lines, dense=True))


def _counted(catalogue: Catalogue) -> dict[str, str]:
    """How many statements of each kind are known of each meeting, in words."""
    rows = scrutiny.statements(catalogue).drop_nulls("meeting_id")
    out = {}
    for (meeting,), group in rows.group_by("meeting_id", maintain_order=True):
        kinds = group["kind"].to_list()
        out[meeting] = listed(
            plural(kinds.count(kind), *nouns) for kind, nouns in NOUNS.items() if kind in kinds
        )
    return out


@requires_data(no_part("promises", "Asked and promised"), tables=("meetings", "statements"))
def promises(catalogue: Catalogue, committee: str, *, today: dt.date) -> Box:
    """Return the part on what was asked and promised and is not met on paper."""
    card = cards.open_card(catalogue, committee, today=today)
    rows = card.table.frame.filter(pl.col("state") != "Met")
    many = "requests and promises"
    table = Table(
        caption=f"{plural(rows.height, 'request or promise', many)} not met on paper",
        frame=rows.with_columns(pl.col("said").fill_null("not dated"), due=with_caveat("due")),
        columns=columns(text="Request or promise", said="When", state="State", due="Due"),
    )
    return part("promises", "Asked and promised", cited_table(table, cites=cited(rows)))


def newest_paper(catalogue: Catalogue) -> str:
    """Return the source id of the newest paper."""
    return catalogue["sources"].filter(held="paper").sort("date")["source_id"][-1]


def last_paper_to(catalogue: Catalogue, committee: str) -> str:
    """Return the source id of the last paper that was put to a committee, else the newest."""
    papers = catalogue["sources"].filter(held="paper")["source_id"]
    rows = scrutiny.meetings(catalogue, committee).filter(pl.col("statements") > 0)
    if rows.is_empty():
        return newest_paper(catalogue)
    said = scrutiny.statements(catalogue, meeting_id=rows["meeting_id"][-1])
    return said.filter(pl.col("source_id").is_in(papers.implode()))["source_id"][-1]


def changes_since(catalogue: Catalogue, source_id: str) -> Box:
    """Return the part on what was said after a paper, beside what had been said until then."""
    paper = named(catalogue, [source_id]).row(0, named=True)
    raw = changes.since(catalogue, paper["date"])
    told_here = raw.filter(change=changes.CHANGED)  # of what is new, only the names are told
    rows = told.compared(catalogue, raw)
    changed, new = rows.filter(change=changes.CHANGED), rows.filter(change=changes.NEW)
    name = f"{paper['short_name']} ({paper['when']})"
    return part(
        "changes",
        "What changed since the last paper",
        paragraph(text=f"{told.finding_since(rows, name)}.", cites=cited(told_here)),
        *([_changed(changed)] if changed.height else []),
        *([_first_said(new)] if new.height else []),
    )


def _first_said(rows: pl.DataFrame) -> Prose:
    """What was said for the first time, by name: a page of paper has no room for every value."""
    return paragraph(
        lead="Said for the first time",
        text=f"{'; '.join(rows['label'])}. What is said of each, and how far to trust it, is on "
        "the page What changed (/changes).",
    )


def _changed(rows: pl.DataFrame) -> Prose:
    table = Table(
        caption="What is said now, beside what was said before",
        frame=rows,
        columns=columns(label="Point", before="Until then", after="Since then"),
    )
    return cited_table(table)
