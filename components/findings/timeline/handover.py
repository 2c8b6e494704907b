"""The time to hand over: days from award to start, beside what the first plan kept free."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from components.html import lists
from components.html.cards import Card, caveats_of, sources_in_words
from components.html.not_published import holds, no_card, requires_data
from components.html.tables import Column, Table, columns
from components.text.words import plural, small
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import bases, cited
from data.queries import programme
from data.queries.timeline import events

MOBILISATION = "approach-mobilisation"  # the item that keeps time free, and names award and start
PLANS = ("deliverable", "contract approach")
NOTHING_SINCE = "nothing found since"
LENGTH = re.compile(r"\d+ [a-z]+")


@dataclass(frozen=True)
class Handover:
    """The award and the start with the days between them, and what the plan kept free.

    `award` and `start` are events as `data.queries.timeline.events`, `plan` is an item of the
    programme and `kept_free` its length of time in words.
    """

    award: dict
    start: dict
    plan: dict
    kept_free: str

    @property
    def days(self) -> str:
        """The days from award to start."""
        return plural((self.start["date"] - self.award["date"]).days, "day")


@kept
def handover(catalogue: Catalogue) -> Handover | None:
    """Return the time to hand over, or None where a day or the plan is not known."""
    if not holds(catalogue, tables=(programme.TABLE, "events")):
        return None
    plans = programme.items(catalogue, *PLANS).filter(item_id=MOBILISATION).rows(named=True)
    days = programme.steps(catalogue, MOBILISATION).filter(status="actual", date_precision="day")
    lengths = [LENGTH.search(plan["text"] or "") for plan in plans]
    if days.height < 2 or not all(lengths) or not plans:
        return None
    award, *_, start = days.rows(named=True)
    return Handover(award, start, plans[0], lengths[0].group())


def in_words(catalogue: Catalogue) -> str:
    """Return both lengths of time in a sentence or two, without the last full stop; or nothing."""
    known = handover(catalogue)
    if known is None:
        return ""
    return (
        f"There were {known.days} from award to start. The first plan set aside {known.kept_free} "
        "to hand over if a provider changed"
    )


@kept
@requires_data(no_card("handover", "Time to hand over"), known=lambda facts: bool(handover(facts)))
def handover_card(catalogue: Catalogue) -> Card:
    """Return the card of the time to hand over, and of the first plan beside what came of it."""
    known = handover(catalogue)
    assert known  # else no card is made
    rows = _plans(catalogue)
    ends = pl.DataFrame({"source_id": [known.award["source_id"], known.start["source_id"]]})
    return Card(
        slug="handover",
        headline=in_words(catalogue),
        subtitle=f"Dates of the notices, beside {sources_in_words(catalogue, cited(rows))}",
        body=lists.facts(
            [
                lists.Fact(
                    lead=known.days,
                    title="From award to start",
                    text=f"From {known.award['when']} to {known.start['when']}.",
                ),
                lists.Fact(
                    lead=known.kept_free,
                    title="Set aside in the first plan",
                    text="For mobilisation, if a provider changes.",
                ),
            ]
        ),
        table=Table(
            caption="The first plan, and what came of it",
            frame=rows,
            columns=(
                *columns(name="Plan", text="What it said"),
                Column("since", "What came of it", empty=NOTHING_SINCE),
                Column("basis", "Basis", "basis"),
                Column("place", "Place in the source"),
            ),
        ),
        source_ids=cited(rows, ends),
        basis=("derived", *bases(rows)),
        caveats=caveats_of([known.award, known.start], "title"),
        how=(
            f"{known.days} from {known.award['when']} to {known.start['when']}, worked out here.",
            *_other_awards(catalogue, known),
            "No paper collected here says in which lots a provider changed.",
        ),
    )


def _other_awards(catalogue: Catalogue, known: Handover) -> list[str]:
    """What other sources give as the day of the award, each in a sentence."""
    rows = events(catalogue).filter(
        pl.col("event_id") != known.award["event_id"],
        milestone_id=known.award["milestone_id"],
        status="actual",
    )
    return [f"Not counted from {_told(one)}." for one in rows.rows(named=True)]


def _plans(catalogue: Catalogue) -> pl.DataFrame:
    """The items of the first plan, each with what came of it in words, null where nothing is."""
    rows = programme.items(catalogue, *PLANS)
    since = [_since(catalogue, item_id) for item_id in rows["item_id"]]
    return rows.with_columns(since=pl.Series(since, dtype=pl.String))


def _since(catalogue: Catalogue, item_id: str) -> str | None:
    told = programme.steps(catalogue, item_id).iter_rows(named=True)
    return "; ".join(map(_told, told)) or None


def _told(event: dict) -> str:
    caveat = f" ({small(event['caveat'])})" if event["caveat"] else ""
    return f"{event['when']}: {event['title']}{caveat}"
