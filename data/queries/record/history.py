"""The history of each request and promise: made, repeated, due, evidence found, met or overdue."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.package.kept import kept
from data.papers.standing import MOVED, PASSED
from data.queries import scrutiny

MADE, DUE, OVERDUE = "made", "due", "overdue"  # steps that are worked out, beside those of rows
COLUMNS = ("statement_id", "step", "date", "when", "text", "decides")
WHERE = ("caveat", "basis", "source_id", "place", "note")
TYPES = dict.fromkeys((*COLUMNS, *WHERE), pl.String) | {"date": pl.Date, "decides": pl.Boolean}


@kept
def history(catalogue: Catalogue, *, today: dt.date) -> pl.DataFrame:
    """Return what happened to each request and promise, a row for each step, oldest first.

    Columns `statement_id`, `step` (MADE, DUE, OVERDUE or a kind of evidence), `date` and `when`
    (in words; null where a paper gives no date), `text` (what the paper shows; for MADE the
    occasion, null for DUE and OVERDUE), `decides` (whether the state by the papers comes from the
    row), and `caveat`, `basis`, `source_id`, `place` and `note` of the row.
    """
    rows = scrutiny.asked(catalogue, today=today).to_dicts()
    told: dict[str, list[dict[str, Any]]] = {}
    for row in scrutiny.evidence(catalogue).iter_rows(named=True):
        told.setdefault(row["statement_id"], []).append(row)
    steps = [step for row in rows for step in _steps(row, told.get(row["statement_id"], []))]
    return pl.DataFrame(steps, schema=TYPES)


def _steps(row: dict[str, Any], evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps of one: what was made stands first, and its due date where it falls."""
    later, was = [], _when(row["due_first"], row["due_first_precision"])
    for one in evidence:
        later.append(_of_evidence(one, was, decides=one["evidence_id"] == row["state_id"]))
        was = _when(one["due"], one["due_precision"]) or was
    due = [_due(row, evidence)] if row["due"] else []
    # A day that two steps share: what a paper shows of it comes before that it is due.
    later = sorted([*later, *due], key=lambda step: (step["date"], step["step"] in (DUE, OVERDUE)))
    return [_made(row), *later]


def _made(row: dict[str, Any]) -> dict[str, Any]:
    """Where it was made, with what is to say of that occasion and of the request or promise."""
    caveats = filter(None, (row["occasion_caveat"], row["caveat"]))
    made = row | {"caveat": ". ".join(caveats) or None}
    return _step(made, MADE, row["date"], row["when"], row["occasion"])


def _when(date: dt.date | None, precision: str | None) -> str | None:
    return in_words(date, precision) if date and precision else None


def _of_evidence(row: dict[str, Any], was: str | None, *, decides: bool) -> dict[str, Any]:
    """A row of evidence; a new due date is told with the one that it replaces, `was` if any."""
    when = in_words(row["date"], row["date_precision"])
    text = row["text"]
    if row["kind"] == MOVED:
        before = f", in place of {was}" if was else ""
        text = f"{text} Now due by {_when(row['due'], row['due_precision'])}{before}."
    return _step(row, row["kind"], row["date"], when, text, decides=decides)


def _due(row: dict[str, Any], evidence: list[dict[str, Any]]) -> dict[str, Any]:
    """The newest due date, from the row that gives it."""
    moved = [one for one in evidence if one["kind"] == MOVED]
    step = OVERDUE if row["state"] == PASSED else DUE
    return _step(moved[-1] if moved else row, step, row["due"], row["due_when"], None)


def _step(
    row: dict[str, Any],
    step: str,
    date: dt.date | None,
    when: str | None,
    text: str | None,
    *,
    decides: bool = False,
) -> dict[str, Any]:
    where = {name: row[name] for name in WHERE}
    held = (row["statement_id"], step, date, when, text, decides)
    return dict(zip(COLUMNS, held, strict=True)) | where
