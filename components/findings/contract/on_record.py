"""The steps of mobilisation, each done, not known or due by one rule, told in words and signs."""

from __future__ import annotations

import datetime as dt

import polars as pl

from components.html import steps as phases
from components.html.cards import Card
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column
from components.text.words import capital, count, plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import bases, cited
from data.queries.contract import steps
from data.queries.contract.steps import DONE, DUE, NOT_KNOWN

# The sign of each state, and the part of the rule by which a step has it.
RULE = {
    DONE: ("✓", "Its day has passed, and a source of that day or later says that it happened."),
    NOT_KNOWN: ("?", "Its day has passed, and no source collected here says that it happened."),
    DUE: ("→", "Its day is still ahead."),
}


@kept
@requires_data(no_card("steps", "Steps from plan to award to the end"), tables=("events",))
def steps_card(catalogue: Catalogue, *, today: dt.date) -> Card:
    """Return the card of the steps by their states, with the rule for each state."""
    rows = steps.steps(catalogue, today)
    many = {state: rows.filter(state=state).height for state in RULE}
    return Card(
        slug="steps",
        headline=(
            f"{plural(rows.height, 'step')} since the plan to award: {count(many[DONE])} done, "
            f"{count(many[NOT_KNOWN])} not known, {count(many[DUE])} still due"
        ),
        subtitle="Steps of the ICB for the lots, by one rule. Filled: a source says it happened",
        body=phases.html(
            phases.Phase(
                f"{sign} {capital(state)}: {many[state]}",
                rule,
                [_step(row, sign) for row in rows.filter(state=state).iter_rows(named=True)],
            )
            for state, (sign, rule) in RULE.items()
        ),
        table=Table(
            caption="Steps since the plan to award, with their states",
            frame=rows.with_columns(shown=_shown()),
            columns=(
                Column("when", "When"),
                Column("title", "What"),
                Column("shown", "State"),
                Column("said_when", "Said"),
                Column("place", "Place in the source"),
                Column("basis", "Basis", "basis"),
                *caveat_column(rows),
                Column("note", "Note", empty="–"),
            ),
        ),
        source_ids=cited(rows),
        basis=("derived", *bases(rows)),
        how=(
            *(f"{capital(state)}: {rule}" for state, (_, rule) in RULE.items()),
            "A notice that set a day beforehand does not say that the day was kept.",
        ),
    )


def _step(row: dict, sign: str) -> phases.Step:
    return phases.Step(
        row["when"],
        row["title"],
        f"{sign} {capital(row['state'])}",
        is_done=row["state"] == DONE,
        caveat=row["caveat"],
    )


def _shown() -> pl.Expr:
    signs = {state: f"{sign} {capital(state)}" for state, (sign, _) in RULE.items()}
    return pl.col("state").replace_strict(signs, return_dtype=pl.String)
