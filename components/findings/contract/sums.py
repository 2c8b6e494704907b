"""What was planned, awarded and passed on, in one chart, and what of it can be added."""

from __future__ import annotations

from html import escape

import polars as pl

from components.html import bars
from components.html.cards import Card, figure_sentence
from components.html.not_published import no_card, requires_data
from components.html.tables import Column, Table, caveat_column, columns
from components.text.words import about, capital, count, few, listed, pounds, pounds_short, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.contract.awards import SECOND, second_tier
from data.queries.figures import Figure, newest
from data.queries.provision import SCOPES

PLANNED, AWARDED = "planned", "awarded"
# What the ICB planned and awarded for the lots, in the order of time; all else has a scope.
OF_THE_LOTS = {
    "envelope_five_years": PLANNED,
    "intention_to_award_value": PLANNED,
    "contract_value": AWARDED,
}
NEVER_ADDED = (
    "No other two are added, as no two are of one kind. There are plans, and awards by the ICB. "
    "The lead provider makes awards too. Some contracts are not the lots."
)
# What stands before the name of a value of its kind, where that does not say it.
BEFORE = {"neighbouring contract": "Beside the lots"}


@kept
def _values(catalogue: Catalogue) -> list[tuple[str, Figure]]:
    """Each value with its kind, kind by kind."""
    held = set(catalogue["figures"]["metric_id"])
    scoped = catalogue["metrics"].filter(pl.col("scope").is_not_null(), unit="GBP")
    kinds = {one: kind for one, kind in OF_THE_LOTS.items() if one in held}
    kinds |= {
        metric: scope
        for scope in SCOPES
        for metric in scoped.filter(scope=scope)["metric_id"]
        if metric in held
    }
    values = [(kind, newest(catalogue, metric)) for metric, kind in kinds.items()]
    order = list(dict.fromkeys(kinds.values()))
    return sorted(values, key=lambda one: (order.index(one[0]), one[1].as_at))


@kept
@requires_data(
    no_card("sums", "What was planned and awarded"), known=lambda facts: bool(_values(facts))
)
def sums_card(catalogue: Catalogue) -> Card:
    """Return the card of every value on one scale, each with its kind and how far to trust it."""
    values = _values(catalogue)
    figures = [figure for _, figure in values]
    frame = pl.DataFrame(
        {
            "label": [figure.label for figure in figures],
            "kind": [capital(kind) for kind, _ in values],
            "value": [figure.value for figure in figures],
            "basis": [figure.basis for figure in figures],
            "caveat": [figure.caveat for figure in figures],
            "note": [figure.note for figure in figures],
            "place": [figure.place for figure in figures],
        },
        schema_overrides={"caveat": pl.String, "note": pl.String},
    )
    return Card(
        slug="sums",
        headline=_headline(values),
        subtitle="Pounds, on one scale. Terms differ or are not stated",
        body=bars.html([_bar(kind, figure) for kind, figure in values], beside=True)
        + _adding(catalogue),
        table=Table(
            caption="What was planned, awarded and passed on",
            frame=frame,
            columns=(
                *columns(label="What", kind="Kind"),
                Column("value", "Value", "pounds"),
                Column("basis", "Basis", "basis"),
                *caveat_column(frame),
                Column("note", "Note", empty="–"),
                Column("place", "Place in the source"),
            ),
        ),
        source_ids=tuple(dict.fromkeys(figure.source_id for figure in figures)),
        basis=tuple(dict.fromkeys(figure.basis for figure in figures)),
        how=tuple(figure_sentence(figure, pounds(figure.value)) for figure in figures),
    )


def _headline(values: list[tuple[str, Figure]]) -> str:
    """Each kind of the lots with its largest value, and how many other values there are."""
    largest = {
        kind: max((one for of, one in values if of == kind), key=lambda one: one.value or 0)
        for kind in (PLANNED, AWARDED)
        if any(of == kind for of, _ in values)
    }
    told = [f"{about(one.basis)}{pounds_short(one.value)} {kind}" for kind, one in largest.items()]
    passed = sum(kind == SECOND for kind, _ in values)
    second = [f"{few(passed)} values on a second tier, never added to them"] if passed else []
    return capital(listed([*told, *second]))


def _bar(kind: str, figure: Figure) -> bars.Bar:
    return bars.Bar(
        label=figure.label
        if _says(figure.label, kind)
        else f"{BEFORE.get(kind, capital(kind))}: {figure.label}",
        value=figure.value,
        shown=f"{about(figure.basis)}{pounds_short(figure.value)}",
        note=sentence(figure.caveat or figure.note),
    )


def _says(label: str, kind: str) -> bool:
    """Whether the name of a value begins with its kind."""
    return label.replace("-", " ").lower().startswith(kind)


def _adding(catalogue: Catalogue) -> str:
    """What can be added, with the sum, and what cannot, as a paragraph."""
    parts = [newest(catalogue, one) for one in second_tier(catalogue)["metric_id"]]
    if len(parts) < 2:
        return f"<p>{escape(NEVER_ADDED)}</p>"
    added = " + ".join(count(one.value) for one in parts)
    told = (
        f"The {few(len(parts))} second-tier awards are of one record and can be added: "
        f"£{added} = {pounds(sum(one.value or 0 for one in parts))}. {NEVER_ADDED}"
    )
    return f"<p>{escape(told)}</p>"
