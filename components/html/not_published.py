"""What is shown where a data package holds nothing to show: that the papers say nothing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from typing import Any, Concatenate, ParamSpec, TypeVar

import polars as pl

from components.html.cards import Card
from components.html.tables import Column, Table
from data.package.catalogue import Catalogue

NOTHING = "The papers collected here say nothing on it"

Asked = ParamSpec("Asked")
Shown = TypeVar("Shown")
Builder = Callable[Concatenate[Catalogue, Asked], Shown]


def holds(
    catalogue: Catalogue, *, tables: Collection[str] = (), metrics: Collection[str] = ()
) -> bool:
    """Return whether each of the tables has a row and each of the metrics a figure."""
    if not all(name in set(catalogue) and catalogue[name].height for name in tables):
        return False
    return not metrics or set(metrics) <= set(catalogue["figures"]["metric_id"])


def requires_data(
    otherwise: Any,
    *,
    tables: Collection[str] = (),
    metrics: Collection[str] = (),
    known: Callable[[Catalogue], bool] = lambda _catalogue: True,
) -> Callable[[Builder[Asked, Shown]], Builder[Asked, Shown]]:
    """Build something only of what the package holds, and give `otherwise` where it does not.

    It needs a row in each of the tables, a figure of each of the metrics, and what `known` asks.
    """

    def decorate(build: Builder[Asked, Shown]) -> Builder[Asked, Shown]:
        @functools.wraps(build)
        def guarded(catalogue: Catalogue, /, *args: Asked.args, **named: Asked.kwargs) -> Shown:
            if holds(catalogue, tables=tables, metrics=metrics) and known(catalogue):
                return build(catalogue, *args, **named)
            return otherwise

        return guarded

    return decorate


def no_card(slug: str, what: str) -> Card:
    """Return the card that says of something that nothing is published on it."""
    return Card(
        slug=slug,
        headline=f"{what}: not published",
        subtitle=NOTHING,
        table=Table(
            caption=what,
            frame=pl.DataFrame(
                {"what": [what], "held": [None]}, schema_overrides={"held": pl.String}
            ),
            columns=(
                Column("what", "What"),
                Column("held", "What is known", empty="not published"),
            ),
        ),
        source_ids=(),
        basis=("not published",),
    )
