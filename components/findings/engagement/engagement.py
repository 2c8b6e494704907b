"""Engagement: how many were reached, written to and heard, in the counts of the papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from html import escape
from typing import Any

import polars as pl

from components.html import dispute, dot_rows, funnel
from components.html.cards import Card, figure_sentence
from components.html.dispute import Dispute
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, columns
from components.text.words import about, count, count_short, plural, sentence, value as in_unit
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.papers.sources import bases, cited, named
from data.queries import engagement
from data.queries.figures import Figure, figure, newest

MAIN = ("messaging_reach", "surveys_all")
STEPS_DIFFER = (
    "The steps do not count the same things. People in one step may not be in the step above."
)


@kept
@requires_data("No counts of engagement are published", metrics=MAIN)
def finding(catalogue: Catalogue) -> str:
    """Return the finding of the page in one sentence."""
    reach, surveys = _reach(catalogue), newest(catalogue, "surveys_all")
    return (
        f"Messages reached about {count_short(reach.value)} people. "
        f"{plural(surveys.value, 'survey')} were filled in"
    )


@kept
@requires_data("", tables=("engagement_stages",), metrics=MAIN)
def standfirst(catalogue: Catalogue) -> str:
    """Return the ratio, whose counts these are, and what an earlier paper says instead."""
    reach, surveys = _reach(catalogue), newest(catalogue, "surveys_all")
    each = round(reach.value / surveys.value, -2)
    source = named(catalogue, [surveys.source_id]).row(0, named=True)
    found = dispute.dispute(catalogue, "surveys_all")
    others = [] if found is None else [saying for saying in found.sayings if not saying.newest]
    earlier = "".join(f" The counts of {one.when} come to {one.shown} surveys." for one in others)
    return (
        f"That is 1 completed survey for about every {count(each)} people reached. They rest on "
        f"the ICB’s own counts{of_season(catalogue, reach, surveys)}, as its paper of "
        f"{source['when']} gives them. The surveys are added up here.{earlier}"
    )


@kept
def source_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources that the page draws on."""
    tables = ("engagement_events", "engagement_stages", "recipients", "themes")
    return cited(engagement.counts(catalogue), *(catalogue[name] for name in tables))


@kept
@requires_data(
    no_card("funnel", "How many were reached and heard"),
    tables=("engagement_stages",),
    metrics=MAIN,
)
def funnel_card(catalogue: Catalogue) -> Card:
    """Return the card of the steps from many to few."""
    rows = engagement.funnel(catalogue)
    agreed = [_agreement(dispute.dispute(catalogue, metric)) for metric in rows["metric_id"]]
    rows = rows.with_columns(
        papers=pl.Series(agreed, dtype=pl.String),
        note=pl.concat_str("description", "caveat", "note", separator=". ", ignore_nulls=True),
    )
    steps = rows.to_dicts()
    first, last = steps[0], steps[-1]
    return Card(
        slug="funnel",
        headline=(
            f"From {count_short(first['value'])} people reached to {step_words(last, number=True)}"
        ),
        subtitle=when_counted(catalogue, rows),
        body=funnel.html(
            [_step(catalogue, row) for row in steps],
            words=STEPS_DIFFER,
        ),
        table=Table(
            caption="From many to few: the newest count of each step",
            frame=rows,
            columns=(
                Column("label", "What is counted"),
                Column("value", "Count", "number"),
                *columns(unit="Unit", note="What it means"),
                Column("basis", "Basis", "basis"),
                Column("papers", "Do sources agree?"),
            ),
        ),
        source_ids=cited(rows),
        basis=bases(rows),
        how=tuple(known(figure(catalogue, row["figure_id"])) for row in steps),
    )


@kept
@requires_data(
    no_card("written-to", "Who was written to"),
    tables=("recipients",),
    metrics=("councillors_written_to",),
)
def recipients_card(catalogue: Catalogue) -> Card:
    """Return the card of who was written to: one dot each, and the groups without a count."""
    rows = engagement.recipients(catalogue)
    counted = rows.drop_nulls("people").sort("people", descending=True)
    uncounted = rows.filter(pl.col("people").is_null())
    councillors = newest(catalogue, "councillors_written_to")
    missing = "".join(f"<li>{escape(name)}</li>" for name in uncounted["group_name"])
    return Card(
        slug="written-to",
        headline=(
            f"{count(sum(counted['people']))} people and organisations were written to, as added "
            f"up here. {count(councillors.value)} of them are councillors"
        ),
        subtitle="At the start of stage one; 1 dot is 1 person or organisation, a full row is 50",
        body=(
            f"{dot_rows.html(_groups(counted))}<p>{plural(uncounted.height, 'more group')} were "
            f"written to, and the paper gives no count:</p><ul>{missing}</ul>"
        ),
        table=Table(
            caption="Who was written to at the start of the engagement",
            frame=rows,
            columns=(
                *columns(group_name="Group", kind="Kind"),
                Column("people", "Written to", "number", empty="not counted"),
                *columns(note="Note", place="Place in the source"),
            ),
        ),
        source_ids=cited(rows),
        basis=("stated", "derived"),
        how=(
            known(councillors),
            f"All together: {' + '.join(count(n) for n in counted['people'])} = "
            f"{count(sum(counted['people']))}. A person with two seats may be counted twice.",
        ),
    )


def _reach(catalogue: Catalogue) -> Figure:
    return newest(catalogue, "messaging_reach")


def of_season(catalogue: Catalogue, *figures: Figure) -> str:
    """Return ` of summer 2024`, or nothing where a figure is newer than what is told of it."""
    newer = any(later(catalogue, asdict(one)) for one in figures)
    return "" if newer else f" of {season(catalogue)}"


def season(catalogue: Catalogue) -> str:
    """Return when stage one took place, in the middle of a sentence."""
    when = engagement.stages(catalogue)["when_text"][0]
    return when[0].lower() + when[1:]


def when_counted(catalogue: Catalogue, rows: pl.DataFrame) -> str:
    """Return when the counts are from: of the season of stage one, unless one is newer.

    `rows` as `data.queries.engagement.counts`.
    """
    newer = [one for one in map(partial(later, catalogue), rows.rows(named=True)) if one]
    if not newer:
        return f"What was counted in {season(catalogue)}, the newest count of each"
    if len(newer) == rows.height:
        return "The newest count of each step, with its date"
    return f"The newest count of each step: of {season(catalogue)}, but where a later date is given"


def later(catalogue: Catalogue, row: Mapping[str, Any]) -> str:
    """Return the date of a count that is newer than what is told of stage one, else nothing."""
    stage = engagement.stages(catalogue)["source_id"][0]
    told = catalogue["sources"].filter(source_id=stage)["date"].item()
    if told is None or row["as_at"] <= told:
        return ""
    return in_words(row["as_at"], row["as_at_precision"])


def _step(catalogue: Catalogue, row: dict) -> funnel.Step:
    date = later(catalogue, row)
    return funnel.Step(
        value=row["value"],
        shown=f"{about(row['basis'])}{count_short(row['value'])}",
        words=step_words(row),
        note=f"{sentence(row['note'])}{f' Counted by {date}.' if date else ''}",
        mark=dispute.mark(catalogue, row["metric_id"]),
    )


def step_words(row: dict, *, number: bool = False) -> str:
    """Return what a step counts, as it follows its number: `councillors written to`."""
    words = row["label"].removeprefix("All ")
    words = words[0].lower() + words[1:]
    return f"{about(row['basis'])}{count_short(row['value'])} {words}" if number else words


def known(one: Figure) -> str:
    """Return how a count is known, as a sentence."""
    return figure_sentence(one, in_unit(one.value, one.unit))


def _agreement(found: Dispute | None) -> str:
    return "No source says otherwise" if found is None else dispute.sentence(found)


def _groups(counted: pl.DataFrame) -> list[dot_rows.Group]:
    """Return the groups from largest to smallest, councillors as one group of councils."""
    rows = counted.to_dicts()
    parts = tuple(
        dot_rows.Group(row["group_name"], row["people"])
        for row in rows
        if row["kind"] == "councillors"
    )
    others = [
        dot_rows.Group(row["group_name"], row["people"])
        for row in rows
        if row["kind"] != "councillors"
    ]
    together = dot_rows.Group("Councillors", sum(part.number for part in parts), parts)
    return sorted([together, *others], key=lambda group: -group.number)
