"""Which figures differ between two packages, and on what sources begin or cease to disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.package.catalogue import Catalogue
from data.papers.page_usage import CONFLICTS, pages_of_metric, pages_of_table
from data.queries.conflicts import disagreements
from data.queries.figures import all_figures

NEW, GONE, CHANGED = "new", "gone", "changed"
BEGINS, ENDS = "sources now differ", "sources no longer differ"
# Tables of figures beside `figures` itself: the columns that name one, and that of its value.
OTHERS = {
    "envelopes": (("lot_id", "component", "contract_year"), "amount_gbp", "GBP"),
    "recipients": (("group_name",), "people", "people"),
}

Figure = Mapping[str, Any]


@dataclass(frozen=True)
class FigureDifference:
    """A figure that is new, gone or changed, in words with its unit.

    `before` of a new figure is what was last said of the same metric until now, if anything was.
    """

    figure_id: str
    label: str
    change: str
    before: str | None
    after: str | None
    source: str
    place: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class ConflictDifference:
    """A subject on which sources differ now and did not before (BEGINS), or the reverse (ENDS).

    `values` is what each source says now, or said last where nothing is said any more.
    """

    subject_id: str
    label: str
    change: str
    values: tuple[str, ...]
    pages: tuple[str, ...] = CONFLICTS


def figures(old: Catalogue, new: Catalogue) -> tuple[FigureDifference, ...]:
    """Return each figure that is new, gone or whose value changed, in the order of the tables."""
    before, after = _figures(old), _figures(new)
    contested = {*_disputed(old), *_disputed(new)}
    found = []
    for figure_id in dict.fromkeys([*before, *after]):
        one, other = before.get(figure_id), after.get(figure_id)
        if one and other and one["words"] == other["words"]:
            continue
        latest = other or before[figure_id]
        found.append(
            FigureDifference(
                figure_id=figure_id,
                label=latest["label"],
                change=CHANGED if one and other else NEW if other else GONE,
                before=one["words"] if one else _last_said(before, latest["metric_id"]),
                after=other["words"] if other else None,
                source=latest["source"],
                place=latest["place"] or "",
                pages=(*latest["pages"], *(CONFLICTS if latest["metric_id"] in contested else ())),
            )
        )
    return tuple(found)


def conflicts(old: Catalogue, new: Catalogue) -> tuple[ConflictDifference, ...]:
    """Return each subject on which sources begin or cease to differ."""
    before, after = _disputed(old), _disputed(new)
    begun = [
        ConflictDifference(subject, label, BEGINS, values)
        for subject, (label, values) in after.items()
        if subject not in before
    ]
    ended = [
        ConflictDifference(subject, label, ENDS, values)
        for subject, (label, values) in before.items()
        if subject not in after
    ]
    return (*begun, *ended)


def _figures(catalogue: Catalogue) -> dict[str, Figure]:
    """Return every figure of a package by its id; a package may lack any of the tables."""
    sources = _sources(catalogue)
    found: dict[str, Figure] = {}
    if {"figures", "metrics"} <= set(catalogue):
        for row in all_figures(catalogue).iter_rows(named=True):
            pages = pages_of_metric(row["metric_id"], row["topic"])
            value = row["value_text"] if row["value"] is None else row["value"]
            found[row["figure_id"]] = _figure(row, sources, value=value, pages=pages)
    for table, (names, column, unit) in OTHERS.items():
        if table not in catalogue:
            continue
        for row in catalogue[table].iter_rows(named=True):
            row |= {"metric_id": None, "unit": unit}
            row["label"] = ", ".join([table, *(str(row[name]) for name in names)])
            pages = pages_of_table(table)
            found[row["figure_id"]] = _figure(row, sources, value=row[column], pages=pages)
    return found


def _figure(
    row: Mapping[str, Any], sources: Mapping[str, str], *, value: Any, pages: tuple[str, ...]
) -> Figure:
    return {
        "metric_id": row["metric_id"],
        "label": row["label"],
        "words": in_words(value, row["unit"]) if value is not None else _why(row["basis"]),
        "source": sources.get(row["source_id"], row["source_id"]),
        "place": row["place"],
        "pages": pages,
    }


def _why(basis: str) -> str:
    """Why a row has no value; any basis but that of a torn copy means that no source gives one."""
    return "not in the copy read here" if basis == "not in copy" else "not published"


def _last_said(figures: Mapping[str, Figure], metric_id: str | None) -> str | None:
    """Return the newest value of a metric; figures come oldest first within each."""
    said = [figure["words"] for figure in figures.values() if figure["metric_id"] == metric_id]
    return said[-1] if said and metric_id else None


def _disputed(catalogue: Catalogue) -> dict[str, tuple[str, tuple[str, ...]]]:
    if not {"figures", "metrics", "events", "milestones"} <= set(catalogue):
        return {}
    sources = _sources(catalogue)
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in disagreements(catalogue).iter_rows(named=True):
        value = row["value_text"] if row["value"] is None else row["value"]
        said = f"{in_words(value, row['unit'])} ({sources.get(row['source_id'])})"
        label, values = found.get(row["subject_id"], (row["label"], ()))
        found[row["subject_id"]] = (label, (*values, said))
    return found


def _sources(catalogue: Catalogue) -> dict[str, str]:
    return dict(catalogue["sources"].select("source_id", "short_name").iter_rows())


def in_words(value: str | float, unit: str) -> str:
    """Return a value with its unit: `£9,566,325`, `5%`, `175 people`; text stays as it is."""
    if isinstance(value, str):
        return value
    number = f"{value:,.15g}" if isinstance(value, float) else f"{value:,}"
    match unit:
        case "GBP":
            return f"£{number}"
        case "percent":
            return f"{number}%"
    return f"{number} {unit}"
