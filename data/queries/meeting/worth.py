"""Which questions are worth asking: the rule that ranks them, and the few that come first."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

# Why a question counts, in the order in which it is told, and the points that each reason gives.
OVERDUE, SILENT, MONEY, DIFFER, NEAR = "overdue", "silent", "money", "differ", "near"
POINTS: Mapping[str, int] = {OVERDUE: 4, SILENT: 2, MONEY: 3, DIFFER: 2, NEAR: 3}

# Between equals: what somebody can still answer comes before what a whole paper may tell.
ANSWERABLE = ("not found since", "not published", "not in copy")

FEW = 5  # questions for one meeting
MOST_OF_TOPIC = 2  # of them, while another topic has one left


def ranked(rows: pl.DataFrame) -> pl.DataFrame:
    """Return questions with their `points`, those worth most first.

    `rows` have a true or false column for each reason, `basis`, `said` (a day, the newest source
    on it) and any others. Equals stand by ANSWERABLE, then the newest first, then as they came.
    """
    points = pl.sum_horizontal(
        pl.col(reason).cast(pl.Int32) * worth for reason, worth in POINTS.items()
    )
    answerable = pl.col("basis").replace_strict(
        {basis: place for place, basis in enumerate(ANSWERABLE)}, default=0, return_dtype=pl.Int32
    )
    return rows.with_columns(points=points).sort(
        "points",
        answerable,
        "said",
        descending=[True, False, True],
        nulls_last=True,
        maintain_order=True,
    )


def best(rows: pl.DataFrame, *, many: int = FEW) -> pl.DataFrame:
    """Return the first of some ranked questions, no more than MOST_OF_TOPIC of one `topic`.

    Where the other topics give too few, the next in the ranking fill up.
    """
    numbered = rows.with_row_index("rank")
    of_topic = pl.int_range(pl.len()).over("topic")
    spread = numbered.with_columns(beyond=of_topic >= MOST_OF_TOPIC).sort("beyond", "rank")
    return spread.head(many).sort("rank").drop("rank", "beyond")
