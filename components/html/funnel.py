"""Steps from many to few as dots on log lines in HTML: a million can stand beside seven.

Each step is text first, numeral and words, and its dot is decoration under it. A bar on such a
scale would tell a wrong length. The scale is said in words above the steps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from components.text.words import count_short

SCALE = "On this log scale, each line marks ten times the one before."


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: a value of 1 or more, how it reads, what it counts, a note, ready `mark` markup."""

    value: float
    shown: str
    words: str
    note: str = ""
    mark: str = ""


def html(steps: Sequence[Step], *, words: str = "") -> str:
    """Return the steps as an ordered list with the scale under them, after `words` and SCALE.

    Raises ValueError for a value under 1, which has no place on a log scale.
    """
    low = min(step.value for step in steps)
    if low < 1:
        raise ValueError(f"a log scale from 1 cannot show {low:g}")
    decades = math.log10(max(10, *(step.value for step in steps)))
    items = "".join(_item(step, math.log10(step.value) / decades) for step in steps)
    return (
        f'<p class="funnel-words">{escape(words)} {SCALE}</p>'
        f'<div class="funnel" style="--decade: {100 / decades:.4f}%">'
        f"<ol>{items}</ol>{_scale(decades)}</div>"
    )


def _item(step: Step, share: float) -> str:
    note = f'<span class="funnel-note">{escape(step.note)}</span>' if step.note else ""
    return (
        f'<li style="--share: {share:.4f}"><span class="funnel-line">'
        f'<strong class="funnel-number">{escape(step.shown)}</strong> '
        f'<span class="funnel-label">{escape(step.words)}</span></span>{note}{step.mark}</li>'
    )


def _scale(decades: float) -> str:
    """Return the numbers under the lines; every second one may be hidden where space is short."""
    labels = "".join(
        f'<span style="left: {100 * power / decades:.4f}%"'
        f"{' class=between' if power % 2 else ''}>{count_short(10**power)}</span>"
        for power in range(math.floor(decades) + 1)
    )
    return f'<div class="funnel-scale" aria-hidden="true">{labels}</div>'
