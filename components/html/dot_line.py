"""Dots on one line as HTML: where a few values lie between two ends, said in words beside it.

The line is decoration of a list that gives each value; screen readers pass over it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Dot:
    """A dot at a share of the line, from 0 at its left end to 1; `hollow` for what is planned."""

    share: float
    hollow: bool = False


def html(dots: Iterable[Dot], *, low: str, high: str) -> str:
    """Return the line with its dots and the names of its ends."""
    drawn = "".join(
        f'<i{" class=hollow" if dot.hollow else ""} style="left: {dot.share:.2%}"></i>'
        for dot in dots
    )
    return (
        f'<div class="dot-line" aria-hidden="true"><div>{drawn}</div>'
        f"<p><span>{escape(low)}</span><span>{escape(high)}</span></p></div>"
    )
