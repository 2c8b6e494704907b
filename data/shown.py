"""On which pages of the dashboard a table or a metric shows.

The pages are built above this room, so what stands here is a record of them. A test draws every
page with changed tables and metrics and compares.
"""

from __future__ import annotations

from collections.abc import Mapping

# Pages that show every row, or everything that sources say, whatever it is.
EVERY_TABLE = ("Data and sources",)
EVERY_FIGURE = ("What changed", *EVERY_TABLE)
CONFLICTS = ("Where papers disagree",)

TABLES_OF: Mapping[str, tuple[str, ...]] = {}
METRICS_OF: Mapping[str, tuple[str, ...]] = {}


def pages_of_table(table: str) -> tuple[str, ...]:
    """Return the names of the pages that show a table; for figures, see `pages_of_metric`."""
    return (*(page for page, tables in TABLES_OF.items() if table in tables), *EVERY_TABLE)


def pages_of_metric(metric_id: str) -> tuple[str, ...]:
    """Return the names of the pages that show the figures of a metric, new ones included."""
    return (*(page for page, found in METRICS_OF.items() if metric_id in found), *EVERY_FIGURE)
