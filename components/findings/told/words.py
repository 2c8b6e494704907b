"""The words that an entry of a feed and a date of a calendar share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.text.words import BASIS, STANDING, capital, reason, remarks


def where(row: Mapping[str, Any]) -> str:
    """Return where a row stands and how it is known, in a sentence."""
    return f"Source: {row['source']}, {row['place']} ({BASIS[row['basis']]})."


def of_date(row: Mapping[str, Any], *more: str) -> str:
    """Return what is to know of a date of `timeline.rows.dated`, a line for each thing."""
    who = f"Who: {row['who_name']}." if row["who_name"] else ""
    return "\n".join(filter(None, (who, *more, remarks(row), where(row))))


def of_asked(row: Mapping[str, Any]) -> str:
    """Return how a request or promise stands by the papers, a line for each thing.

    `row` as a statement with `source` and `state_source`.
    """
    shown_by = row["state_source"]
    since = f"State from the {shown_by}." if shown_by not in (None, row["source"]) else ""
    parts = (f"State: {STANDING[row['state']]}.", reason(row), since)
    state = " ".join(filter(None, parts))
    due = f"Due by {row['due_when']}." if row["due_when"] else ""
    return "\n".join(filter(None, (due, state, remarks(row), where(row))))


def before(earlier: list[str]) -> str:
    """Return the dates that were given before, in a sentence; or nothing."""
    return f"Given before: {'; '.join(map(capital, dict.fromkeys(earlier)))}." if earlier else ""
