"""Open questions as lists: what is asked, what is known, and where it was looked for."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl

from components.html import folds
from components.html.cards import source_link
from components.text.words import plural, sentence

FIRST = 3  # questions to ask that stand open


def html(rows: pl.DataFrame) -> str:
    """Return the questions under a heading for each kind; rows as `findings.questions.rows`.

    Those of a kind are folded by topic, unless all are of one topic.
    """
    is_open = rows["topic"].n_unique() == 1
    parts = (
        f"<h2>{escape(kind)}: {plural(group.height, 'question')}</h2><p>{escape(meaning)}</p>"
        + folds.html(
            folds.Group(
                name=topic,
                many=plural(some.height, "question"),
                markup=f"<ol>{''.join(_question(row) for row in some.iter_rows(named=True))}</ol>",
                is_open=is_open,
                level=3,
            )
            for (topic,), some in group.group_by("topic", maintain_order=True)
        )
        for (kind, meaning), group in rows.group_by("kind", "meaning", maintain_order=True)
    )
    return f'<section class="questions">{"".join(parts)}</section>'


def to_ask(
    gaps: pl.DataFrame, *, heading: str = "Questions to ask", on_paper: int | None = None
) -> str:
    """Return gaps as questions to ask, each with what is not known; most are folded.

    `gaps` as the table of that name. Paper has the first `on_paper` of them, or all. Nothing
    without any.
    """
    left_out = ' class="not-on-paper"'
    items = [
        f"<li{left_out if on_paper is not None and number >= on_paper else ''}>"
        f'<p class="question">{escape(row["question"])}</p>'
        f"<p>{escape(sentence(row['statement']))}</p></li>"
        for number, row in enumerate(gaps.iter_rows(named=True))
    ]
    if not items:
        return ""
    more = plural(len(items) - FIRST, "more question")
    rest = (
        f'<details><summary>{more} to ask</summary><ol start="{FIRST + 1}">'
        f"{''.join(items[FIRST:])}</ol></details>"
        if items[FIRST:]
        else ""
    )
    return (
        f'<section class="questions to-ask"><h2>{escape(heading)}: {len(items)}</h2>'
        f"<p>No paper collected here answers them.</p><ol>{''.join(items[:FIRST])}</ol>{rest}"
        "</section>"
    )


def _lower(lots: str) -> str:
    """Several lots in the middle of a sentence; one lot has a name, and keeps its capital."""
    return lots.replace("Lots ", "lots ", 1)


def _question(row: Mapping[str, Any]) -> str:
    lots = f" About {_lower(escape(row['lot_names']))}." if row["lot_names"] else ""
    note = f" {escape(sentence(row['note']))}" if row["note"] else ""
    whole = f" {escape(row['whole'])}" if row["whole"] else ""
    differs = (
        f' <a href="/disagree?point={row["subject_id"]}" target="_self">'
        '<span aria-hidden="true">≠</span> Sources differ on this</a>.'
        if row["differs"]
        else ""
    )
    return (
        f'<li id="{row["gap_id"]}"><p class="question">{escape(row["question"])}</p>'
        f"<p>{escape(sentence(row['statement']))}{note}</p>{_known(row)}"
        f'<p class="meta">Source checked: '
        f"{source_link(row['source_id'], row['source'], on=row['question'])}. Look in: "
        f"{escape(row['expected_place'])}.{lots}{whole}{differs}</p></li>"
    )


def _known(row: Mapping[str, Any]) -> str:
    """What is known by now of a question, with its source and the place there."""
    if not row["answer"]:
        return ""
    return (
        f"<p>Known by now. {escape(sentence(row['answer']))} "
        f"{source_link(row['answer_source_id'], row['answer_source'], on=row['question'])}, "
        f"{escape(row['answer_place'])}.</p>"
    )
