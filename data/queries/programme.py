"""Questions of the programme: what it is for and made of, and how far each part of it got."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.timeline import events

TABLE = "programme"


@kept
def items(catalogue: Catalogue, *kinds: str) -> pl.DataFrame:
    """Return the items of some kinds, kind by kind and each in its order.

    Columns as the table `programme`.
    """
    rows = catalogue[TABLE].filter(pl.col("kind").is_in(list(kinds)))
    place = pl.col("kind").replace_strict(dict(zip(kinds, range(len(kinds)), strict=True)))
    return rows.sort(place, "cohort", "order", maintain_order=True)


def text_of(rows: pl.DataFrame) -> str:
    """Return what items say, one after the other; an item may have a name and no text."""
    return " ".join(rows["text"].drop_nulls())


@kept
def of_source(catalogue: Catalogue, source_id: str) -> pl.DataFrame:
    """Return the items that one paper gives, in the order of the table."""
    return catalogue[TABLE].filter(source_id=source_id)


@kept
def steps(catalogue: Catalogue, item_id: str) -> pl.DataFrame:
    """Return the events that tell how far an item got, oldest first; as in `timeline`."""
    named = catalogue[TABLE].filter(item_id=item_id)["events"].fill_null("").str.split(" ")
    return events(catalogue).filter(pl.col("event_id").is_in(named.explode().implode()))
