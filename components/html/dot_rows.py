"""A unit chart as HTML: one dot for each person or thing, in rows of the same length.

Labels and numbers are text; the dots are drawn by the style sheet, so a thousand of them cost
no more than one, and they print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from components.text.words import count

ROW = 50  # dots in a full row; the style sheet draws as many


@dataclass(frozen=True)
class Group:
    """A group of `number` units. With `parts`, the dots are drawn part by part."""

    label: str
    number: int
    parts: tuple[Group, ...] = ()


def html(groups: Sequence[Group]) -> str:
    """Return the groups as a list, each with its label, its number and its dots."""
    return f'<ul class="units">{"".join(_item(group) for group in groups)}</ul>'


def _item(group: Group) -> str:
    if group.parts:
        inside = f"<ul>{''.join(_item(part) for part in group.parts)}</ul>"
    else:
        inside = _dots(group.number)
    return f"<li><p><strong>{count(group.number)}</strong> {escape(group.label)}</p>{inside}</li>"


def _dots(number: int) -> str:
    full, rest = divmod(number, ROW)
    blocks = [(ROW, full), (rest, 1)]
    spans = "".join(
        f'<span style="--across: {across}; --down: {down}"></span>'
        for across, down in blocks
        if across and down
    )
    return f'<div class="dots" aria-hidden="true">{spans}</div>'
