"""My meeting as blocks of a page, and the five questions as they are shown to a room."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import polars as pl

from components.findings.meeting import questions
from components.findings.meeting.questions import Question
from components.findings.meeting.sheet import Sheet
from components.findings.papers import changes as told
from components.findings.scrutiny import meetings, promises
from components.findings.timeline.rows import next_dates
from components.html import change_log, event_list, folds, question_list
from components.html.cards import Card, basis_words, source_link
from components.html.tables import Column, Table
from components.page_model import Block, CardBlock, Hero, Prose
from components.text.words import listed, plural
from data.package.catalogue import Catalogue
from data.papers.sources import bases, cited
from data.queries.conflicts import dates

FIRST_SAID = "Said for the first time"
ON_PAPER = 15  # new questions for which two sheets have room
CAME_OUT = ("paper, notice or page", "papers, notices and pages")


def asked(shown: Sheet) -> Prose:
    """Return the questions worth asking, with the rule that ranks them."""
    items = "".join(map(_question, shown.questions))
    heading = questions.heading(len(shown.questions))
    return Prose(
        f'<section class="questions worth"><h2>{heading}</h2><ol>{items}</ol>'
        f'<p class="meta">{escape(questions.rule())}</p></section>'
    )


def rest(catalogue: Catalogue, shown: Sheet) -> Iterator[Block]:
    """Give the other parts of the page in order: promises, changes, and what is new."""
    if shown.promises.height:
        yield CardBlock(_promises(shown))
    if shown.changed.height:
        subtitle = f"Said after {shown.since}, beside what was said until then"
        card = told.card(catalogue, shown.compared, shown.said, subtitle=subtitle)
        yield CardBlock(card, folded=True)
    yield Prose(_since(catalogue, shown))
    heading = f"New since {shown.since}, and unanswered"
    new = question_list.to_ask(shown.arisen, heading=heading, on_paper=ON_PAPER)
    yield Prose(new + _left_out(shown))


def hero(shown: Sheet) -> Hero:
    """Return the questions as they are shown to a room."""
    items = "".join(
        f'<li><p class="question">{escape(one.text)}</p>'
        f'<p class="reasons">{escape(one.why)}</p></li>'
        for one in shown.questions
    )
    cited = (one.source_id for question in shown.questions for one in question.cited)
    heading = questions.heading(len(shown.questions))
    return Hero(
        finding=shown.finding,
        subtitle=f"{heading}. {questions.rule()}",
        markup=f'<ol class="worth">{items}</ol>',
        table=Table(
            caption=heading,
            frame=pl.DataFrame(
                [{"asked": one.text, "why": one.why} for one in shown.questions],
                schema={"asked": pl.String, "why": pl.String},
            ),
            columns=(Column("asked", "Question"), Column("why", "Why")),
        ),
        source_ids=tuple(dict.fromkeys(cited)),
        basis=tuple(dict.fromkeys(one.basis for one in shown.questions)),
        keeps=("committee", "since", "council", "place"),
    )


def _question(one: Question) -> str:
    where = "; ".join(
        source_link(cited.source_id, ", ".join(filter(None, (cited.source, cited.place))))
        for cited in one.cited
    )
    look = f" Look in: {escape(one.look_in)}." if one.look_in else ""
    told = f"{'Source' if len(one.cited) == 1 else 'Sources'}: {where}"
    of = f'<span class="visually-hidden">: {escape(one.text)}</span>'
    return (
        f'<li><p class="question">{escape(one.text)}</p><p>{escape(one.known)}</p>'
        f'<p class="reasons">{escape(one.why)}</p>'
        f'<p class="meta">{told} · {basis_words([one.basis])}.{look} '
        f'<a class="onward" href="{escape(one.page)}" target="_self">{escape(one.link)}{of}</a>'
        "</p></li>"
    )


def _promises(shown: Sheet) -> Card:
    """The card of what was asked and promised and is not met on paper, what was due first."""
    rows = shown.promises
    return Card(
        slug="not-met",
        headline=_not_met(rows),
        subtitle="Of this committee, or of both. Open: a paper shows it still to come.",
        body=promises.by_state(rows, meetings.asked),
        table=promises_table(rows),
        source_ids=cited(rows),
        basis=bases(rows),
    )


def promises_table(rows: pl.DataFrame) -> Table:
    """Return requests and promises as a table; columns as `promises.rows`."""
    return promises.table(rows, _not_met(rows))


def _not_met(rows: pl.DataFrame) -> str:
    return f"{plural(rows.height, 'request or promise', promises.MANY)} not met on paper"


def _since(catalogue: Catalogue, shown: Sheet) -> str:
    """What came since, folded: what happened, what was said first, and by which papers."""
    papers = "".join(
        f"<li>{source_link(row['source_id'], row['short_name'])}, {escape(row['when'])}</li>"
        for row in shown.papers.iter_rows(named=True)
    )
    events = event_list.items(shown.happened, next_dates(catalogue), dates(catalogue))
    happened = f'<div class="dated">{events}</div>'
    first = change_log.points(shown.first_said)
    told_here = (
        _fold("What happened", shown.happened.height, ("date",), happened)
        + _fold(FIRST_SAID, shown.first_said.height, ("point",), first)
        + _fold("What came out", shown.papers.height, CAME_OUT, f"<ul>{papers}</ul>")
    )
    if not told_here:
        return ""
    heading = f"More since {escape(shown.since)}"
    return f'<section class="since not-on-paper"><h2>{heading}</h2>{told_here}</section>'


def _fold(name: str, many: int, noun: tuple[str, ...], markup: str) -> str:
    """What there is of a kind, folded under its name and number; nothing where there is none."""
    if not many:
        return ""
    return folds.html([folds.Group(name=name, many=plural(many, *noun), markup=markup, level=3)])


def _left_out(shown: Sheet) -> str:
    """What stands on the page and not on paper, in a sentence that is shown on paper alone."""
    parts = (
        (shown.happened.height, ("date",)),
        (shown.first_said.height, ("point said first", "points said first")),
        (shown.papers.height, CAME_OUT),
    )
    counted = listed(plural(many, *noun) for many, noun in parts if many)
    told_here = f"Left out on paper since {shown.since}: {counted}. " if counted else ""
    more = shown.arisen.height - ON_PAPER
    more_here = f"So are {plural(more, 'more new question')}. " if more > 0 else ""
    return (
        f'<p class="on-paper">{escape(told_here + more_here)}The page and the Word file have all '
        "of them. They tell what is known of each.</p>"
    )
