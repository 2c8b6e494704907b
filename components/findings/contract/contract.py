"""Contract: the line under the finding, what stays open, and the sources of the page."""

from __future__ import annotations

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.gaps import gaps
from data.papers.sources import cited
from data.queries.contract import awards, terms


@kept
def source_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of who is named and of the terms; cards have theirs beside."""
    held = [catalogue[terms.TABLE]] if terms.TABLE in set(catalogue) else []
    return cited(awards.named_since(catalogue), *held)


@kept
def unknown(catalogue: Catalogue) -> pl.DataFrame:
    """Return the questions that those sources leave open; columns as the table `gaps`."""
    return gaps(catalogue).filter(pl.col("source_id").is_in(list(source_ids(catalogue))))
