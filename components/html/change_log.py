"""Changes as HTML: a block for each point, and the log of this dashboard's own data."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import polars as pl

from components.text.words import plural


def points(rows: pl.DataFrame) -> str:
    """Return a block for each point: before and after, and how far apart.

    `rows` as `findings.changes.compared`. Where only one side speaks, what it says stands alone.
    """
    return f'<ul class="changes">{"".join(map(_point, rows.iter_rows(named=True)))}</ul>'


def _point(row: Mapping[str, str | None]) -> str:
    said = dict.fromkeys(filter(None, (row["before"], row["after"])))
    apart = f'<p class="apart">{escape(row["difference"])}</p>' if row["difference"] else ""
    values = ' <span aria-hidden="true">→</span><span class="visually-hidden">, then</span> '
    return (
        f"<li><h3>{escape(row['label'] or '')}</h3>"
        f'<p class="value">{values.join(map(escape, said))}</p>{apart}'
        f'<details><summary><span class="visually-hidden">{escape(row["label"] or "")}: </span>'
        "Where it stands</summary>"
        f"<p>{escape(row['places'] or '')}</p></details></li>"
    )


def html(log: pl.DataFrame) -> str:
    """Return the log, newest version first; `log` as `data.queries.changes.change_log`."""
    newest, *older = [_item(row) for row in log.iter_rows(named=True)]
    versions = plural(len(older), "earlier version")
    rest = (
        f"<details><summary>{versions}</summary><ol>{''.join(older)}</ol></details>"
        if older
        else ""
    )
    return (
        '<section class="change-log"><h2>What changed in this dashboard’s data</h2>'
        f"<ol>{newest}</ol>{rest}</section>"
    )


def _item(row: dict) -> str:
    links = ", ".join(
        f'<a href="/sources?table={escape(name)}" target="_self">{escape(title)}</a>'
        for name, title in zip(row["tables"], row["titles"], strict=True)
    )
    return (
        f"<li><p><strong>Version {escape(row['version'])}</strong>, {escape(row['when'])}. "
        f"{escape(row['summary'])}.</p><p>Tables: {links}.</p></li>"
    )
