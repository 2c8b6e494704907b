"""Meetings of committees as a story that unfolds, what was asked, and determinations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from components.findings.scrutiny.event_sequence import Occasion
from components.findings.scrutiny.history import address
from components.html import folds
from components.html.cards import basis_words, source_link
from components.text.words import plural, reason, remarks, sentence
from data.papers.standing import PASSED

MARKS = {
    "due date passed": "! Due date passed",
    "open": "○ Open",
    "not known": "? Not known",
    "met": "✓ Met",
    "dropped": "× Dropped",
}


def html(occasions: Iterable[Occasion], *, heading: str) -> str:
    """Return the occasions in order, each folded behind its day and how much is held of it."""
    story = folds.html(_occasion(one) for one in occasions)
    return f'<section class="meetings"><h2>{escape(heading)}</h2>{story}</section>'


def determinations(rows: Iterable[Mapping[str, Any]], marks: Mapping[str, str]) -> str:
    """Return determinations side by side; `marks` is ready markup by committee."""
    items = "".join(
        f'<li class="newest"><p class="when">{escape(row["by_name"])}, {escape(row["when"])}</p>'
        f'<p class="value">{escape(row["text"])}</p>{marks.get(row["committee"], "")}'
        f'<p class="meta">On: {escape(row["what_was_put"] or "not in the papers collected here")}'
        f'</p><p class="meta">{_source(row)}</p>{_note(row)}</li>'
        for row in rows
    )
    return f'<ol class="sides two">{items}</ol>'


def asked(row: Mapping[str, Any]) -> str:
    """Return a request or promise as an item of a list: the way to its history, why, its source.

    `row` as `promises.rows`.
    """
    shown_by = row["state_source"]
    since = f". State from the {escape(shown_by)}" if shown_by not in (None, row["source"]) else ""
    why = escape(" ".join(filter(None, (due(row), reason(row), remarks(row)))))
    caveat = ' class="has-caveat"' if row["caveat"] else ""
    return (
        f'<li><p class="what"><a href="{address(row["statement_id"])}" target="_self">'
        f"{escape(row['text'])}</a></p><p{caveat}>{why}</p>"
        f'<p class="meta">{escape(row["asked"])}, {escape(row["said"])}. {_source(row)}{since}'
        "</p></li>"
    )


def due(row: Mapping[str, Any]) -> str:
    """Return by when a request or promise was due, and that nothing is held where that passed."""
    if not row["due_when"]:
        return ""
    silent = "; nothing found since" if row["state"] == PASSED else ""
    return f"Due by {row['due_when']}{silent}."


def _occasion(one: Occasion) -> folds.Group:
    row = one.row
    return folds.Group(
        name=f"{row['when'] or 'No meeting is dated'}: {row['title']}",
        many=plural(one.statements, "statement") if one.statements else "no statement",
        markup=f'<div class="story"><p class="meta">{_source(row)}</p>{_put(row)}{_note(row)}'
        f"{_said(one)}</div>",
        level=3,
    )


def _put(row: Mapping[str, Any]) -> str:
    changed = row["changed_since_last"]
    lines = [
        f"<p><strong>{title}.</strong> {escape(text)}</p>"
        for title, text in (
            ("What was put to it", row["what_was_put"]),
            ("What had changed since the one before", changed),
        )
        if text
    ]
    if row["meeting_id"] and not row["what_was_put"]:
        lines.insert(
            0, "<p><strong>What was put to it is not in the papers collected here.</strong></p>"
        )
    return "".join(lines)


def _said(one: Occasion) -> str:
    parts = "".join(
        f"<h4>{escape(title)}</h4><ul>{''.join(_statement(row) for row in rows)}</ul>"
        for title, rows in one.parts
    )
    remarks = "".join(
        f'<p class="meta">On what is from the {escape(source)}: {escape(sentence(text))}</p>'
        for source, text in one.remarks
    )
    return remarks + parts


def _statement(row: Mapping[str, Any]) -> str:
    return (
        f"<li><p>{escape(row['text'])}{_state(row)}</p>"
        f'<p class="meta">{escape(row["by_name"])}. {_source(row)}</p>'
        f"{_note(row)}</li>"
    )


def _state(row: Mapping[str, Any]) -> str:
    if not row["state"]:
        return ""
    source = f" ({escape(row['state_source'])})" if row["state_source"] else ""
    why = " ".join(filter(None, (due(row), reason(row))))
    return (
        f' <span class="state">{MARKS[row["state"]]}</span> <span class="reason">'
        f"{escape(why)}{source}</span>"
    )


def _source(row: Mapping[str, Any]) -> str:
    where = f"{row['source']}, {row['place']}"
    return f"{source_link(row['source_id'], where)} · {basis_words([row['basis']])}"


def _note(row: Mapping[str, Any]) -> str:
    words = remarks(row)
    return f'<p class="meta">{escape(words)}</p>' if words else ""
