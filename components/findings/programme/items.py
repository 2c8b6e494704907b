"""Items of the programme as cards: what the money holds, why and how people were to be involved."""

from __future__ import annotations

import polars as pl

from components.html import lists
from components.html.cards import Card, sources_in_words
from components.html.tables import HOW_KNOWN, Column, Table, columns
from components.text.words import plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import bases, cited
from data.queries.programme import items

KINDS = {
    "reason": "Reasons",
    "scale": "How large it is",
    "aim": "What it aims for",
    "phase": "Phases",
    "workstream": "Workstreams",
    "principle": "Principles",
    "transformation area": "Areas of change",
    "enabler": "Help on the way",
    "contract approach": "Approach to the contracts",
    "deliverable": "The plan of 2 years",
    "model of care": "The model of care",
    "oversight": "Bodies and people",
    "preparation": "What was drawn up",
    "envelope": "How they are made up",
    "engagement question": "Questions of the engagement",
    "engagement aim": "Aims of the engagement",
    "duty to involve": "Duty to involve",
}


@kept
def envelope_card(catalogue: Catalogue) -> Card | None:
    """Return the card of what the envelopes hold, or None where no paper says it."""
    rows = items(catalogue, "envelope")
    if rows.is_empty():
        return None
    return points_card(
        rows,
        slug="what-it-holds",
        headline="What the envelopes include: sums before and after are not like for like",
        subtitle=f"As {sources_in_words(catalogue, cited(rows))} tells it, in other words",
    )


@kept
def involvement_card(catalogue: Catalogue) -> Card | None:
    """Return the card of the duty to involve people, with what the engagement asked and aimed for.

    None where no paper tells of the duty.
    """
    duty = items(catalogue, "duty to involve")
    if duty.is_empty():
        return None
    rows = items(catalogue, "duty to involve", "engagement question", "engagement aim")
    asked = rows.filter(kind="engagement question").height
    return points_card(
        rows,
        slug="duty-to-involve",
        headline=f"By law the ICB must involve people. It asked them {plural(asked, 'question')}",
        subtitle=f"As {sources_in_words(catalogue, cited(rows))} tells it, in other words",
    )


def first_open(rows: pl.DataFrame) -> str:
    """Return the items by their `group` as markup: the first group open, the others folded."""
    return lists.points(
        {
            group: [lists.Point(*one) for one in members.select("name", "text").iter_rows()]
            for (group,), members in rows.group_by("group", maintain_order=True)
        }
    )


def points_card(rows: pl.DataFrame, *, slug: str, headline: str, subtitle: str) -> Card:
    """Return a card that lists items under the name of their kind; `rows` as `items`."""
    return Card(
        slug=slug,
        headline=headline,
        subtitle=subtitle,
        body=first_open(rows.with_columns(group=pl.col("kind").replace_strict(KINDS))),
        table=items_table(headline, rows),
        source_ids=cited(rows),
        basis=bases(rows),
    )


def items_table(caption: str, rows: pl.DataFrame) -> Table:
    """Return items of the programme as a table."""
    return Table(
        caption=caption,
        frame=rows.with_columns(pl.col("kind").replace_strict(KINDS)),
        columns=(
            *columns(name="What", kind="Kind"),
            Column("text", "In other words", empty="named only"),
            *HOW_KNOWN,
        ),
    )
