"""What there is to know for a meeting, once, for the page, for a room and for the Word file."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from components.findings.meeting import questions
from components.findings.meeting.controls import Wanted, names
from components.findings.meeting.questions import Question
from components.findings.papers import changes as told
from components.findings.scrutiny import promises as asked_and_promised
from components.findings.timeline.now import NOT_READ_FOR_NEWS
from components.findings.timeline.rows import as_of, of_area
from components.html.not_published import holds
from components.text.words import count, listed_areas, lots_listed, plural
from data.package.catalogue import Catalogue
from data.papers.sources import sources
from data.papers.standing import DROPPED, MET
from data.queries import changes, scrutiny
from data.queries.meeting import worth
from data.queries.meeting.candidates import arisen, candidates

SPOKEN = ("meetings", "statements")  # without a row of these nothing was promised


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What there is to know for a meeting.

    `said` are the rows of `data.queries.changes.since`, and `compared` one row for each of their
    subjects in words. `promises` are as `promises.rows`, without what is met or dropped;
    `happened` as `timeline.rows.dated`; `papers` as the table `sources`, with `when`; `arisen` as
    `gaps`, in the order of the rule.
    """

    committee: str
    since: str
    finding: str
    standfirst: str
    questions: tuple[Question, ...]
    said: pl.DataFrame
    compared: pl.DataFrame
    promises: pl.DataFrame
    happened: pl.DataFrame
    papers: pl.DataFrame
    arisen: pl.DataFrame

    @property
    def changed(self) -> pl.DataFrame:
        """The points that changed."""
        return self.compared.filter(change=changes.CHANGED)

    @property
    def first_said(self) -> pl.DataFrame:
        """The points that were said for the first time."""
        return self.compared.filter(change=changes.NEW)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """All sources that it names, each once."""
        rows = (self.said.filter(change=changes.CHANGED), self.promises, self.happened, self.arisen)
        named = [one.source_id for question in self.questions for one in question.cited]
        states = self.promises["state_source_id"].drop_nulls() if self.promises.height else []
        listed_in = [one for some in rows if some.height for one in some["source_id"]]
        return tuple(dict.fromkeys([*named, *listed_in, *states]))


def sheet(catalogue: Catalogue, wanted: Wanted) -> Sheet:
    """Return what there is to know for the meeting that is asked for."""
    scope, day, today = wanted.scope, wanted.since.day, wanted.today
    ranked = worth.ranked(candidates(catalogue, scope, today=today))
    asked = questions.ask(catalogue, scope, ranked)
    said = changes.since(catalogue, day)
    compared = told.compared(catalogue, said)
    promises = (
        asked_and_promised.rows(
            catalogue, asked_and_promised.Choices(committee=scope.committee), today=today
        ).filter(~pl.col("state").is_in([MET, DROPPED]))
        if holds(catalogue, tables=SPOKEN)
        else pl.DataFrame(schema={"state": pl.String})
    )
    first = [one.key for one in asked]
    order = ranked.select(gap_id="key")
    new = order.join(arisen(catalogue, scope, day), on="gap_id", maintain_order="left")
    return Sheet(
        committee=names(catalogue)[scope.committee],
        since=wanted.since.when,
        finding=_finding(catalogue, wanted, compared, promises, new.height),
        standfirst=_standfirst(catalogue, wanted),
        questions=asked,
        said=said,
        compared=compared,
        promises=promises,
        happened=_happened(catalogue, wanted),
        papers=_papers(catalogue, wanted),
        arisen=new.filter(~pl.col("gap_id").is_in(first)),
    )


def short(catalogue: Catalogue, committee: str) -> str:
    """Return the short name of a committee."""
    return names(catalogue)[committee].split(",")[0]


def _finding(
    catalogue: Catalogue,
    wanted: Wanted,
    compared: pl.DataFrame,
    promises: pl.DataFrame,
    new: int,
) -> str:
    changed = compared.filter(change=changes.CHANGED).height
    due = promises.filter(state=scrutiny.PASSED)
    overdue, asked = due.height, due.height and "request" in due["kind"]
    noun = ("request or promise", "requests and promises") if asked else ("promise",)
    late = "is past its due date" if overdue == 1 else "are past their due date"
    return (
        f"{short(catalogue, wanted.scope.committee)} since {wanted.since.when}: "
        f"{plural(changed, 'point')} changed. {plural(overdue, *noun)} "
        f"{late} with nothing found since. {plural(new, 'question')} "
        f"{'is' if new == 1 else 'are'} new and unanswered"
    )


def _standfirst(catalogue: Catalogue, wanted: Wanted) -> str:
    """Of which part of the area it is, and what that narrows."""
    scope = wanted.scope
    who = short(catalogue, scope.committee)
    where = _where(catalogue, wanted)
    told_here = (
        f"Narrowed to {listed_areas(wanted.narrowed)}: {where}. Questions and dates are those that "
        "concern it. Promises are those to the whole committee, and changes those of the whole "
        "programme."
        if wanted.narrowed
        else f"{who} scrutinises for {_councils(catalogue, wanted)}: {where}."
    )
    beyond = (
        f" {listed_areas(wanted.outside)} lies outside the area of {who}, so it narrows nothing."
        if wanted.outside
        else ""
    )
    return told_here + beyond


def _where(catalogue: Catalogue, wanted: Wanted) -> str:
    """The HCP areas and the lots: `HCP area Medway and Swale, lots 3 and 5`."""
    areas = catalogue["hcp_areas"].sort("display_order")
    held = areas.filter(pl.col("hcp_area_id").is_in(wanted.scope.areas))["name"].to_list()
    lots = catalogue["lots"].filter(pl.col("lot_id").is_in(wanted.scope.lots)).sort("number")
    kind = "HCP area" if len(held) == 1 else "HCP areas"
    every = len(held) == areas.height and areas.height > 1
    named = f"all {count(len(held))} HCP areas" if every else f"{kind} {listed_areas(held)}"
    return f"{named}, {lots_listed(lots['number'])}"


def _councils(catalogue: Catalogue, wanted: Wanted) -> str:
    rows = catalogue["authorities"].filter(pl.col("lad_code").is_in(wanted.scope.councils))
    names_of = rows["name"].sort().to_list()
    return plural(len(names_of), "district") if len(names_of) > 4 else listed_areas(names_of)


def _happened(catalogue: Catalogue, wanted: Wanted) -> pl.DataFrame:
    """The dates of the programme and of the committee that count in the area, and have been."""
    scope, committees = wanted.scope, (wanted.scope.committee,)
    rows = pl.concat(of_area(catalogue, area, committees) for area in scope.areas)
    dated = as_of(rows.unique("event_id", maintain_order=True), wanted.today)
    since, until = pl.col("date") > wanted.since.day, pl.col("date") <= wanted.today
    return dated.filter(since, until, status="actual").sort("date", "last", "event_id")


def _papers(catalogue: Catalogue, wanted: Wanted) -> pl.DataFrame:
    """The papers, notices and pages of later days, the newest first."""
    rows = sources(catalogue).filter(
        ~pl.col("held").is_in(NOT_READ_FOR_NEWS), pl.col("date_precision") != "not stated"
    )
    later = rows.filter(pl.col("date") > wanted.since.day, pl.col("date") <= wanted.today)
    return later.sort("date", descending=True)
