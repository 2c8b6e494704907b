"""Single figures: one value with its basis, its source and, where worked out, its sum."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.workings import spell_out, values


@dataclass(frozen=True)
class Figure:
    """A figure as one source gives it.

    `value` is in `unit`, or None where the figure is words in `value_text`.
    `working` is the sum in numbers of a derived figure, else None.
    """

    figure_id: str
    metric_id: str
    label: str
    unit: str
    value: float | None
    value_text: str | None
    as_at: dt.date
    as_at_precision: str
    basis: str
    working: str | None
    caveat: str | None
    source_id: str
    place: str
    note: str | None


@kept
def all_figures(catalogue: Catalogue) -> pl.DataFrame:
    """Return every figure with its metric, oldest first within each metric.

    Columns: those of the tables `figures` and `metrics` (`note` from figures).
    """
    return (
        catalogue["figures"]
        .join(catalogue["metrics"], on="metric_id", maintain_order="left")
        .sort("metric_id", "as_at", maintain_order=True)
    )


def of_metric(catalogue: Catalogue, metric_id: str) -> list[Figure]:
    """Return every figure of a metric, oldest first.

    Raises LookupError when no source gives one.
    """
    rows = all_figures(catalogue).filter(metric_id=metric_id)
    if rows.is_empty():
        raise LookupError(f"no figure for metric {metric_id}")
    return [_figure(catalogue, row) for row in rows.iter_rows(named=True)]


@kept
def newest(catalogue: Catalogue, metric_id: str) -> Figure:
    """Return the newest figure of a metric. Raises LookupError when there is none."""
    return of_metric(catalogue, metric_id)[-1]


@kept
def figure(catalogue: Catalogue, figure_id: str) -> Figure:
    """Return one figure by its id. Raises LookupError when there is none."""
    rows = all_figures(catalogue).filter(figure_id=figure_id)
    if rows.is_empty():
        raise LookupError(f"no such figure: {figure_id}")
    return _figure(catalogue, rows.row(0, named=True))


def _figure(catalogue: Catalogue, row: dict) -> Figure:
    fields = {name: row[name] for name in Figure.__dataclass_fields__ if name in row}
    if row["working"]:
        fields["working"] = spell_out(row["working"], values(catalogue))
    return Figure(**fields)
