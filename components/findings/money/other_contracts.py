"""Contracts that are not the lots: outside them or beside them, and never added to them."""

from __future__ import annotations

import polars as pl

from components.html import lists
from components.html.cards import Card, figure_sentence
from components.html.not_published import where_held
from components.html.tables import Column, Table
from components.text.words import listed, plural, pounds, pounds_short, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.figures import newest

SCOPES = ("outside the lots", "neighbouring contract")


def _metrics(catalogue: Catalogue) -> list[str]:
    rows = catalogue["metrics"].filter(pl.col("scope").is_in(SCOPES), unit="GBP")
    return rows["metric_id"].to_list()


@kept
@where_held(None, known=lambda facts: bool(_metrics(facts)))
def card(catalogue: Catalogue) -> Card | None:
    """Return the card of contracts that are not the lots, each with its caveat, or None."""
    figures = [newest(catalogue, metric) for metric in _metrics(catalogue)]
    scopes = dict(catalogue["metrics"].select("metric_id", "scope").iter_rows())
    values = listed(pounds_short(figure.value) for figure in figures)
    frame = pl.DataFrame(
        {
            "label": [figure.label for figure in figures],
            "value": [figure.value for figure in figures],
            "scope": [scopes[figure.metric_id] for figure in figures],
            "caveat": [figure.caveat for figure in figures],
            "note": [figure.note for figure in figures],
            "place": [figure.place for figure in figures],
        },
        schema_overrides={"caveat": pl.String, "note": pl.String},
    )
    return Card(
        slug="other-contracts",
        headline=f"{plural(len(figures), 'contract')} beside the lots: {values}",
        measure="They are not part of the lots, and are never added to them",
        body=lists.facts(
            lists.Fact(
                lead=pounds_short(figure.value),
                title=figure.label,
                tag=scopes[figure.metric_id].capitalize(),
                text=" ".join(sentence(one) for one in (figure.caveat, figure.note) if one),
            )
            for figure in figures
        ),
        table=Table(
            caption="Contracts that are not the lots",
            frame=frame,
            columns=(
                Column("label", "What"),
                Column("value", "Value", "pounds"),
                Column("scope", "How it stands to the lots"),
                Column("caveat", "How far to trust it"),
                Column("note", "Note"),
                Column("place", "Place in the source"),
            ),
        ),
        source_ids=tuple(dict.fromkeys(figure.source_id for figure in figures)),
        basis=tuple(dict.fromkeys(figure.basis for figure in figures)),
        how=tuple(figure_sentence(figure, pounds(figure.value)) for figure in figures),
    )
