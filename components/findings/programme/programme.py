"""Programme: why it was done, what it set out to do, and what has happened of it since."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from components.findings.programme.items import KINDS, first_open, items_table, points_card
from components.findings.timeline import now
from components.findings.timeline.handover import handover_card
from components.findings.timeline.rows import PASSED, as_of, dated
from components.html import steps
from components.html.cards import Card, sources_in_words
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column
from components.text.words import capital, count, few_of, listed, plural, small
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.gaps import gaps
from data.papers.sources import bases, cited
from data.queries import programme

TABLE = programme.TABLE


@kept
@requires_data(
    "Nothing is published on the programme in the papers collected here", tables=(TABLE, "events")
)
def finding(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return the finding of the page in one sentence."""
    reasons = programme.items(catalogue, "reason")["name"]
    told = [f"{name} led to the programme" for name in reasons.head(1)]
    start = now.start(catalogue)
    if start:
        silent = start["date"] <= today and _is_open(catalogue, "after-first-year")
        told.append(
            f"No paper collected here says what has changed since {start['when']}"
            if silent
            else f"The new contracts {now.runs(catalogue, today=today)}"
        )
    return ". ".join(told)


@kept
@requires_data("", tables=(TABLE,))
def standfirst(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return how large the programme is, what it is for, and since when the contracts run."""
    rows = programme.items(catalogue, "scale")
    equal = programme.items(catalogue, "reason").filter(item_id="reason-equal")
    since = now.runs(catalogue, today=today)
    told = (*map(programme.text_of, (rows, equal)), f"The new contracts {since}." if since else "")
    return " ".join(filter(None, told))


@kept
def cards(catalogue: Catalogue, *, today: dt.date) -> tuple[Card, ...]:
    """Return the cards of the page, in order; those of items have all of them in `everything`."""
    told = (areas_card(catalogue), model_card(catalogue), oversight_card(catalogue))
    return (
        replace(why_card(catalogue), listed=True),
        phases_card(catalogue, today=today),
        handover_card(catalogue),
        *(replace(card, listed=True) for card in told),
    )


@kept
@requires_data(no_card("why", "Why it was done"), tables=(TABLE,))
def why_card(catalogue: Catalogue) -> Card:
    """Return the card of the reasons and the aims."""
    rows = programme.items(catalogue, "reason", "aim")
    reasons = [small(name) for name in rows.filter(kind="reason")["name"].head(2)]
    return points_card(
        rows,
        slug="why",
        headline=f"Why it was done: {listed(reasons)}",
        subtitle=f"From {sources_in_words(catalogue, cited(rows))}, in other words",
    )


@kept
@requires_data(no_card("phases", "The phases"), tables=(TABLE, "events"))
def phases_card(catalogue: Catalogue, *, today: dt.date) -> Card:
    """Return the card of the phases, each with what was due and what is on record."""
    phases = programme.items(catalogue, "phase")
    told = [_steps(catalogue, item_id, today) for item_id in phases["item_id"]]
    rows = pl.concat(
        [found.with_columns(phase=pl.lit(f"Phase {n}")) for n, found in enumerate(told, 1)]
    )
    done, silent = rows.filter(status="actual").height, rows.filter(state=PASSED).height
    return Card(
        slug="phases",
        headline=(
            f"{plural(rows.height, 'step')} in {few_of(phases.height, 'phase')}: {count(done)} on "
            f"record, {count(silent)} due with nothing found since"
        ),
        subtitle=(
            f"Phases as {sources_in_words(catalogue, cited(phases))} sets them out. Filled: "
            "happened, or set in a notice. Hollow: planned"
        ),
        body=steps.html(
            steps.Phase(f"{n}. {name}", text, [_step(one) for one in found.rows(named=True)])
            for n, (found, name, text) in enumerate(
                zip(told, phases["name"], phases["text"].fill_null(""), strict=True), 1
            )
        ),
        table=Table(
            caption="Steps of the phases, as planned and as they happened",
            frame=rows,
            columns=(
                Column("phase", "Phase"),
                Column("when", "When"),
                Column("title", "What"),
                Column("state", "State"),
                Column("source", "Source"),
                Column("place", "Place in the source"),
                Column("basis", "Basis", "basis"),
                *caveat_column(rows),
            ),
        ),
        source_ids=cited(phases, rows),
        basis=("derived", *bases(rows)),
        how=("Which step belongs to which phase is worked out here, from the words of the paper.",),
    )


@kept
@requires_data(no_card("areas-of-change", "Areas of change"), tables=(TABLE,))
def areas_card(catalogue: Catalogue) -> Card:
    """Return the card of the areas that were to change."""
    rows = programme.items(catalogue, "transformation area")
    counted = dict(rows["cohort"].value_counts().iter_rows())
    silent = _is_open(catalogue, "transformation-areas-undescribed")
    return Card(
        slug="areas-of-change",
        headline=(
            f"{count(rows.height)} areas of care were to change"
            + (". The papers name them but do not say how" if silent else "")
        ),
        subtitle=(
            f"{count(counted.get('adults', 0))} for adults and "
            f"{count(counted.get('children', 0))} for children, as "
            f"{sources_in_words(catalogue, cited(rows))} names them"
        ),
        body=first_open(rows.with_columns(group=pl.col("cohort").str.to_titlecase())),
        table=items_table("Areas of change", rows),
        source_ids=cited(rows),
        basis=bases(rows),
    )


@kept
@requires_data(no_card("model-of-care", "The model of care"), tables=(TABLE,))
def model_card(catalogue: Catalogue) -> Card:
    """Return the card of the model of care in words, and of the principles before it."""
    rows = programme.items(catalogue, "model of care", "principle")
    number = rows.filter(kind="principle").height
    silent = _is_open(catalogue, "model-picture")
    return points_card(
        rows,
        slug="model-of-care",
        headline=f"The model of care in words, and {plural(number, 'principle')} to test bids by",
        subtitle=(
            "The picture of the model is not in the copy read here. This is what the text says"
            if silent
            else f"As {sources_in_words(catalogue, cited(rows))} tell it"
        ),
    )


@kept
@requires_data(no_card("oversight", "Who answered for it"), tables=(TABLE,))
def oversight_card(catalogue: Catalogue) -> Card:
    """Return the card of who answered for the programme, and of what was drawn up for it."""
    rows = programme.items(catalogue, "oversight", "preparation", "workstream", "enabler")
    return points_card(
        rows,
        slug="oversight",
        headline="Who was in charge of the programme, and what they drew up",
        subtitle=f"As told in {sources_in_words(catalogue, cited(rows))}",
    )


@kept
def everything(catalogue: Catalogue) -> Table:
    """Return every item of the programme as one table."""
    rows = programme.items(catalogue, *KINDS)
    return items_table(
        f"All {plural(rows.height, 'point')} that the papers have on the programme", rows
    )


def source_ids(catalogue: Catalogue, *, today: dt.date) -> tuple[str, ...]:
    """Return the sources that the page draws on."""
    from_cards = [one for card in cards(catalogue, today=today) for one in card.source_ids]
    return tuple(dict.fromkeys([*from_cards, *cited(programme.items(catalogue, *KINDS))]))


def _steps(catalogue: Catalogue, item_id: str, today: dt.date) -> pl.DataFrame:
    """The steps of a phase as `dated` has events, with what was due and has no later word."""
    named_by = programme.steps(catalogue, item_id)["event_id"]
    rows = dated(catalogue).filter(pl.col("event_id").is_in(named_by.implode()))
    return as_of(rows, today)


def _step(row: dict) -> steps.Step:
    return steps.Step(
        row["when"],
        row["title"],
        capital(row["state"]),
        is_done=row["status"] == "actual",
        caveat=row["caveat"],
    )


def _is_open(catalogue: Catalogue, gap_id: str) -> bool:
    """Whether a question has no answer yet."""
    return not gaps(catalogue).filter(gap_id=gap_id).is_empty()
