"""Questions of everyday words: which service lines stand for what people say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from data.package.catalogue import Catalogue

TABLE = "everyday_words"
APOSTROPHES = "'’‘"  # papers, keyboards and this dashboard each write their own
FEWEST = 4  # letters with which a word may be begun


def forms(row: Mapping[str, Any]) -> list[str]:
    """Return a word with its other forms, as `plainly` writes them."""
    return [plainly(form) for form in (row["word"], *(row["also"] or "").split("|")) if form]


def plainly(text: str) -> str:
    """Return words in small letters with one space between, without apostrophes."""
    return " ".join(text.lower().translate(str.maketrans("", "", APOSTROPHES)).split())


def meant(catalogue: Catalogue, text: str) -> pl.DataFrame:
    """Return the rows of the table of everyday words of which a text is a form, or begins one.

    Columns as the table; no row where the package has no such table.
    """
    if TABLE not in set(catalogue):
        return pl.DataFrame(schema=dict.fromkeys(("service_id", "match", "note"), pl.String))
    rows, sought = catalogue[TABLE], plainly(text)
    known = [forms(row) for row in rows.iter_rows(named=True)]
    said = [sought in words for words in known]
    if not any(said) and len(sought) >= FEWEST:
        said = [any(word.startswith(sought) for word in words) for words in known]
    return rows.filter(pl.Series(said, dtype=pl.Boolean))
