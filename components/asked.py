"""Open questions as a list: the question, what is not known, and where it was looked for."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl

from components.words import plural, sentence


def html(rows: pl.DataFrame) -> str:
    """Return the questions under a heading for each topic; rows as `findings.questions.rows`."""
    parts = (
        f"<h2>{escape(topic)}: {plural(group.height, 'question')}</h2>"
        f"<ol>{''.join(_question(row) for row in group.iter_rows(named=True))}</ol>"
        for (topic,), group in rows.group_by("topic", maintain_order=True)
    )
    return f'<section class="questions">{"".join(parts)}</section>'


def _lower(lots: str) -> str:
    """Several lots in the middle of a sentence; one lot has a name, and keeps its capital."""
    return lots.replace("Lots ", "lots ", 1)


def _question(row: Mapping[str, Any]) -> str:
    lots = f" About {_lower(escape(row['lot_names']))}." if row["lot_names"] else ""
    note = f" {escape(sentence(row['note']))}" if row["note"] else ""
    differs = (
        f' <a href="/disagree?point={row["subject_id"]}" target="_self">'
        '<span aria-hidden="true">≠</span> Sources differ on this</a>.'
        if row["differs"]
        else ""
    )
    return (
        f'<li id="{row["gap_id"]}"><p class="question">{escape(row["question"])}</p>'
        f"<p>{escape(sentence(row['statement']))}{note}</p>"
        f'<p class="meta">Source checked: <a href="/sources?source={row["source_id"]}" '
        f'target="_self">{escape(row["source"])}</a>. An answer could stand in: '
        f"{escape(row['expected_place'])}. {escape(row['whole'])}{lots}{differs}</p></li>"
    )
