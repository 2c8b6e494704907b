"""The mark beside a figure that sources give differently, and what opens under it.

`mark` stands wherever such a figure stands; `tiles` shows several side by side. Both are made
from the same `Dispute`, so that words, dates and order agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import polars as pl

from components.words import value as in_unit
from data.catalogue import Catalogue
from data.conflicts import SAID, disputed
from data.dates import in_words
from data.figures import all_figures
from data.sources import named
from data.workings import NAME

NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What one source gives: the figure in words, its month, and where it stands."""

    shown: str
    value: float | None
    when: str
    newest: bool
    source_id: str
    source: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """One metric that sources give differently; `sayings` oldest first.

    `worked_out` is true where the figures are sums made here of figures in dispute.
    """

    metric_id: str
    label: str
    worked_out: bool
    only_papers: bool
    sayings: tuple[Saying, ...]


def dispute(catalogue: Catalogue, metric_id: str) -> Dispute | None:
    """Return what sources give for a metric, or None where they agree or only one gives it.

    A figure that is worked out here is in dispute when a figure of its sum is.
    """
    rows = _rows(catalogue, metric_id)
    if rows.is_empty():
        return None
    sources = {row["source_id"]: row for row in named(catalogue, rows["source_id"]).to_dicts()}
    newest = rows["as_at"].max()
    return Dispute(
        metric_id=metric_id,
        label=rows["label"][0],
        worked_out=set(rows["basis"]) == {"derived"},
        only_papers=all(source["held"] == "paper" for source in sources.values()),
        sayings=tuple(
            Saying(
                shown=_shown(row),
                value=row["value"],
                when=_when(row),
                newest=row["as_at"] == newest,
                source_id=row["source_id"],
                source=sources[row["source_id"]]["short_name"],
                note=row["note"],
            )
            for row in rows.iter_rows(named=True)
        ),
    )


def sentence(found: Dispute) -> str:
    """Return the dispute in words: `Two papers differ: 38 (August 2024), 39 (December 2024)`."""
    parts = [f"{saying.shown} ({saying.when})" for saying in found.sayings]
    between = "; " if any("," in part for part in parts) else ", "
    return f"{_who(found)} {_how(found)} {between.join(parts)}"


def mark(catalogue: Catalogue, metric_id: str) -> str:
    """Return the small mark that opens both figures with their dates, or empty markup.

    It is a block of its own: it may stand in a list item, a cell or a description, not inside
    a paragraph or heading.
    """
    found = dispute(catalogue, metric_id)
    if found is None:
        return ""
    items = "".join(_item(saying) for saying in found.sayings)
    return (
        '<details class="dispute"><summary><span aria-hidden="true">≠</span> '
        f'{_noun(found)} differ<span class="visually-hidden">: {escape(found.label)}</span>'
        f"</summary><p>{escape(sentence(found))}.</p><ul>{items}</ul></details>"
    )


def tiles(disputes: Iterable[Dispute]) -> str:
    """Return each dispute as a tile: the figures side by side, dated, the newest named."""
    return f'<ul class="dispute-tiles">{"".join(_tile(found) for found in disputes)}</ul>'


def _rows(catalogue: Catalogue, metric_id: str) -> pl.DataFrame:
    """Return the figures in dispute, oldest first; empty where there is no dispute."""
    rows = all_figures(catalogue).filter(metric_id=metric_id)
    in_dispute = disputed(catalogue)
    if metric_id in in_dispute:
        return rows.filter(pl.col("basis").is_in(SAID))
    parts = {name for sum_ in rows["working"].drop_nulls() for name in NAME.findall(sum_)}
    metrics = catalogue["figures"].filter(pl.col("figure_id").is_in(list(parts)))["metric_id"]
    worked = rows.filter(basis="derived")
    if in_dispute.isdisjoint(metrics) or worked["value"].n_unique() < 2:
        return rows.clear()
    return worked


def _noun(found: Dispute) -> str:
    return "papers" if found.only_papers else "sources"


def _who(found: Dispute) -> str:
    number = len({saying.source_id for saying in found.sayings})
    if number == 1:
        return f"Figures in one of the {_noun(found)}"
    return f"{NUMBERS.get(number, str(number))} {_noun(found)}"


def _how(found: Dispute) -> str:
    if found.worked_out:
        return "differ in parts of this sum, which comes to"
    # Where more than two speak, some may agree with each other.
    return "differ:" if len(found.sayings) == 2 else "do not all agree:"


def _shown(row: dict) -> str:
    if row["value"] is None:
        return row["value_text"]
    about = "about " if row["basis"] == "approximate" else ""
    return about + in_unit(row["value"], row["unit"])


def _when(row: dict) -> str:
    """Return the month of a source."""
    precision = "month" if row["as_at_precision"] == "day" else row["as_at_precision"]
    return in_words(row["as_at"], precision)


def _item(saying: Saying) -> str:
    newest = ", the newest" if saying.newest else ""
    note = f". {escape(saying.note)}" if saying.note else ""
    return (
        f"<li>{escape(saying.shown)}: "
        f'<a href="/sources?source={saying.source_id}" target="_self">{escape(saying.source)}</a>, '
        f"{escape(saying.when)}{newest}{note}</li>"
    )


def _tile(found: Dispute) -> str:
    pairs = "".join(
        f"<div{' class=newest' if saying.newest else ''}><dt>{escape(saying.when)}"
        f"{',<br>newest' if saying.newest else ''}</dt><dd>{escape(saying.shown)}</dd></div>"
        for saying in found.sayings
    )
    notes = [f"{saying.when}: {saying.note}." for saying in found.sayings if saying.note]
    note = f"<p>{escape(' '.join(notes))}</p>" if notes else ""
    return f"<li><h3>{escape(found.label)}</h3><dl>{pairs}</dl>{note}</li>"
