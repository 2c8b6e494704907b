"""What no paper says, and the questions that leaves."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept


@kept
def gaps(
    catalogue: Catalogue, topic: str | None = None, *, lot_id: str | None = None
) -> pl.DataFrame:
    """Return the gaps of a topic, or of all; with `lot_id`, those that concern that lot.

    Columns as the table `gaps`, in its order.
    """
    rows = catalogue["gaps"]
    if topic is not None:
        rows = rows.filter(topic=topic)
    if lot_id is not None:
        rows = rows.filter(pl.col("lots").fill_null("").str.split(" ").list.contains(lot_id))
    return rows
