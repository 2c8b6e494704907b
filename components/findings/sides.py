"""What sources say of one point, side by side, with dates, sources and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.cards import basis_words, source_link
from components.findings.disagree import Point, Side
from components.words import plural, sentence


def head(point: Point) -> str:
    """Return the name of the point, what is measured, and how many sources speak of it."""
    alone = " One paper contradicts itself." if point.within_one else ""
    return (
        f'<div class="card-head"><h3 id="{point.subject_id}">{escape(point.label)}</h3>'
        f'<p class="measure">{escape(sentence(point.meaning))} '
        f"{plural(point.sources, 'source')}.{alone}</p></div>"
    )


def values(point: Point) -> str:
    """Return the values as a list, oldest first, the newest named."""
    return f'<ol class="sides">{"".join(_side(side) for side in point.sides)}</ol>'


def why(point: Point, *, is_open: bool = False) -> str:
    """Return why the values differ, what is left to ask, and where in its source each stands.

    The reading has its source; where there is none, no paper gives one. The places and notes are
    folded unless `is_open`: they are for those who check.
    """
    if point.reading:
        note = f" {escape(sentence(point.reading_note))}" if point.reading_note else ""
        link = source_link(point.reading_source_id or "", point.reading_source or "")
        first = (
            f"<p><strong>Our reading.</strong> {escape(point.reading)}{note} "
            f'<span class="meta">{link}.</span></p>'
        )
    else:
        first = "<p><strong>No paper collected here says why.</strong></p>"
    return f'<div class="why">{first}{_to_ask(point.questions)}{_places(point, is_open)}</div>'


def _to_ask(questions: Sequence[str]) -> str:
    if len(questions) > 1:
        items = "".join(f"<li>{escape(question)}</li>" for question in questions)
        return f"<p>To ask:</p><ul>{items}</ul>"
    return "".join(f"<p>To ask: {escape(question)}</p>" for question in questions)


def _places(point: Point, is_open: bool) -> str:
    """Where each value stands, with the notes on it, and where the reading does."""
    items = [
        f"<li><strong>{escape(side.shown)}</strong> ({escape(side.source)}): {escape(side.place)}."
        f"{f' {escape(side.note)}' if side.note else ''}</li>"
        for side in point.sides
    ]
    if point.reading:
        items.append(f"<li><strong>Our reading</strong>: {escape(point.reading_place or '')}.</li>")
    return (
        f"<details{' open' if is_open else ''}><summary>Where each stands in its source"
        f'<span class="visually-hidden">: {escape(point.label)}</span></summary>'
        f"<ul>{''.join(items)}</ul></details>"
    )


def _side(side: Side) -> str:
    newest = '<span class="tag">Newest</span>' if side.newest else ""
    state = f"{side.state}. " if side.state else ""
    return (
        f"<li{' class=newest' if side.newest else ''}>"
        f'<p class="when">Said {escape(side.when)}{newest}</p>'
        f'<p class="value">{escape(side.shown)}</p>'
        f'<p class="meta">{state}{source_link(side.source_id, side.source)} · '
        f"{basis_words([side.basis])}</p></li>"
    )
