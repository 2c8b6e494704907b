"""What sources say of one point, side by side, with dates, sources and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.findings.papers.disagree import Disagreement, Side
from components.html.cards import basis_words, source_link
from components.html.folds import PAUSE
from components.text.words import plural, sentence


def html(point: Disagreement, *, line: str = "", is_open: bool = False) -> str:
    """Return the point folded behind its name and its values; `line` is a picture of them.

    The sources of each value, and why they differ, unfold.
    """
    values_told = dict.fromkeys(side.shown for side in point.sides)
    shown = " · ".join(f'<span class="shown">{escape(one)}</span>' for one in values_told)
    return (
        f'<details class="point" id="{point.subject_id}"{" open" if is_open else ""}><summary>'
        f'<h3>{escape(point.label)}</h3>{PAUSE} <span class="how-many">{shown}</span></summary>'
        f"{head(point)}{line}{values(point)}{why(point)}</details>"
    )


def head(point: Disagreement) -> str:
    """Return what is measured, and how many sources speak of it."""
    alone = " One paper contradicts itself." if point.within_one else ""
    return (
        f'<p class="subtitle">{escape(sentence(point.meaning))} '
        f"{plural(point.sources, 'source')}.{alone}</p>"
    )


def values(point: Disagreement) -> str:
    """Return the values as a list, oldest first, the newest named."""
    items = "".join(_side(side, point.label) for side in point.sides)
    return f'<ol class="sides">{items}</ol>'


def why(point: Disagreement) -> str:
    """Return why the values differ, what is left to ask, and where the reading stands.

    The reading has its source; where there is none, no paper gives one.
    """
    if point.reading:
        note = f" {escape(sentence(point.reading_note))}" if point.reading_note else ""
        source_id, name = point.reading_source_id or "", point.reading_source or ""
        link = source_link(source_id, name, on=point.label)
        first = (
            f"<p><strong>Our reading.</strong> {escape(point.reading)}{note} "
            f'<span class="meta">{link}, {escape(point.reading_place or "")}.</span></p>'
        )
    else:
        first = "<p><strong>No paper collected here says why.</strong></p>"
    return f'<div class="why">{first}{_to_ask(point.questions)}</div>'


def _to_ask(questions: Sequence[str]) -> str:
    if len(questions) > 1:
        items = "".join(f"<li>{escape(question)}</li>" for question in questions)
        return f"<p>To ask:</p><ul>{items}</ul>"
    return "".join(f"<p>To ask: {escape(question)}</p>" for question in questions)


def _side(side: Side, label: str) -> str:
    newest = '<span class="tag">Newest</span>' if side.newest else ""
    state = f"{side.state}. " if side.state else ""
    note = f'<p class="meta">{escape(side.note)}</p>' if side.note else ""
    return (
        f"<li{' class=newest' if side.newest else ''}>"
        f'<p class="when">Said {escape(side.when)}{newest}</p>'
        f'<p class="value">{escape(side.shown)}</p>'
        f'<p class="meta">{state}{source_link(side.source_id, side.source, on=label)}, '
        f"{escape(side.place)} · {basis_words([side.basis])}</p>{note}</li>"
    )
