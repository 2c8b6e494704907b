"""Horizontal bars as HTML: few bars whose labels are sentences, readable on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import polars as pl

from components.html.tables import Column, Table


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value beside it, a note under it (a sum, a source).

    Without a `value` the words `shown`, which say why, stand where the bar would begin.
    """

    label: str
    value: float | None
    shown: str
    note: str = ""


def html(bars: Sequence[Bar], *, beside: bool = False) -> str:
    """Return the bars as an ordered list; lengths from zero.

    Labels stand above their bars, or where there is room `beside` them. The drawn lengths are
    decoration for those who see them: label, value and note are text.
    """
    longest = max((bar.value for bar in bars if bar.value is not None), default=0)
    items = "".join(_item(bar, longest) for bar in bars)
    return f'<ol class="bars{" beside" if beside else ""}">{items}</ol>'


def table(bars: Sequence[Bar], *, caption: str, of: str, value: str) -> Table:
    """Return the bars as a table of two columns: what each is `of`, and its `value` in words."""
    rows = pl.DataFrame(
        {"label": [bar.label for bar in bars], "shown": [bar.shown for bar in bars]},
        schema={"label": pl.String, "shown": pl.String},
    )
    return Table(caption=caption, frame=rows, columns=(Column("label", of), Column("shown", value)))


def _item(bar: Bar, longest: float) -> str:
    note = f'<span class="bar-note">{escape(bar.note)}</span>' if bar.note else ""
    drawn = (
        f'<span class="bar-none">{escape(bar.shown)}</span>'
        if bar.value is None
        else f'<span class="bar" style="--share: {bar.value / longest:.4f}"></span>'
        f'<span class="bar-value">{escape(bar.shown)}</span>'
    )
    return (
        f'<li><span class="bar-label">{escape(bar.label)}</span>'
        f'<span class="bar-row">{drawn}</span>{note}</li>'
    )
