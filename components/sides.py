"""What sources say of one point, side by side, with dates, sources and why they differ."""

from __future__ import annotations

from html import escape

from components.cards import basis_words
from components.findings.disagree import Point, Side
from components.words import plural, sentence


def head(point: Point) -> str:
    """Return the name of the point, what is measured, and how many sources speak of it."""
    alone = " One paper differs from itself." if point.within_one else ""
    return (
        f'<div class="card-head"><h3 id="{point.subject_id}">{escape(point.label)}</h3>'
        f'<p class="measure">{escape(sentence(point.meaning))} '
        f"{plural(point.sources, 'source')}.{alone}</p></div>"
    )


def values(point: Point) -> str:
    """Return the values as a list, oldest first, the newest named."""
    return f'<ol class="sides">{"".join(_side(side) for side in point.sides)}</ol>'


def why(point: Point) -> str:
    """Return the reading with its source, or that no paper gives one, and what is left to ask."""
    if point.reading:
        note = f" {escape(sentence(point.reading_note))}" if point.reading_note else ""
        link = (
            f'<a href="/sources?source={point.reading_source_id}" target="_self">'
            f"{escape(point.reading_source or '')}</a>"
        )
        first = (
            f"<p><strong>Our reading.</strong> {escape(point.reading)}{note} "
            f'<span class="meta">{link}, {escape(point.reading_place or "")}.</span></p>'
        )
    else:
        first = "<p><strong>No paper held says why.</strong></p>"
    asked = "".join(f"<li>{escape(question)}</li>" for question in point.questions)
    return f'<div class="why">{first}{f"<p>To ask:</p><ul>{asked}</ul>" if asked else ""}</div>'


def _side(side: Side) -> str:
    newest = '<span class="tag">Newest</span>' if side.newest else ""
    state = f"{side.state}. " if side.state else ""
    note = f'<p class="meta">{escape(sentence(side.note))}</p>' if side.note else ""
    return (
        f"<li{' class=newest' if side.newest else ''}>"
        f'<p class="when">Said {escape(side.when)}{newest}</p>'
        f'<p class="value">{escape(side.shown)}</p>'
        f'<p class="meta">{state}<a href="/sources?source={side.source_id}" target="_self">'
        f"{escape(side.source)}</a>, {escape(side.place)} · {basis_words([side.basis])}</p>"
        f"{note}</li>"
    )
