"""Horizontal bars as HTML: few bars whose labels are sentences, readable on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Bar:
    """One bar: its label above, its value beside it, a note under it (a sum, a source)."""

    label: str
    value: float
    shown: str
    note: str = ""


def html(bars: Sequence[Bar]) -> str:
    """Return the bars as an ordered list; lengths from zero.

    The drawn lengths are decoration for those who see them: label, value and note are text.
    """
    longest = max(bar.value for bar in bars)
    items = "".join(_item(bar, bar.value / longest) for bar in bars)
    return f'<ol class="bars">{items}</ol>'


def _item(bar: Bar, share: float) -> str:
    note = f'<span class="bar-note">{escape(bar.note)}</span>' if bar.note else ""
    return (
        f'<li><span class="bar-label">{escape(bar.label)}</span>'
        f'<span class="bar-row"><span class="bar" style="--share: {share:.4f}"></span>'
        f'<span class="bar-value">{escape(bar.shown)}</span></span>{note}</li>'
    )
