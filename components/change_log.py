"""Changes as HTML: tables that open on demand, and the log of this dashboard's own data."""

from __future__ import annotations

from html import escape

import polars as pl

from components import tables
from components.tables import Table


def folded(table: Table) -> str:
    """Return a table of changes for a part that has its caption as heading."""
    return f'<div class="more-changes">{tables.html(table, caption_hidden=True)}</div>'


def html(log: pl.DataFrame) -> str:
    """Return the log, newest version first; `log` as `data.changes.change_log`."""
    items = "".join(_item(row) for row in log.iter_rows(named=True))
    return (
        '<section class="change-log"><h2>What changed in this dashboard’s data</h2>'
        f"<ol>{items}</ol></section>"
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
