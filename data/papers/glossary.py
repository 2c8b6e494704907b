"""Questions of words: what the terms of the papers mean, and how each is written."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept

TABLE = "glossary"


@dataclass(frozen=True, kw_only=True)
class Term:
    """One term: its key in addresses, its name in full, and its short form, if it has one.

    `forms` are all other ways to write it; `linked` says whether pages lead from it here.
    """

    key: str
    name: str
    short: str | None
    forms: tuple[str, ...]
    linked: bool

    @property
    def plural(self) -> str:
        """The name of several: the first form that ends as such, or the name with an s."""
        return next((form for form in self.forms if form.endswith("s")), f"{self.name}s")


@kept
def glossary(catalogue: Catalogue) -> pl.DataFrame:
    """Return the entries by their names; columns as the table, and `source` (its short name).

    No rows where the package has no glossary.
    """
    if TABLE not in set(catalogue):
        return pl.DataFrame()
    names = catalogue["sources"].select("source_id", source=pl.col("short_name"))
    rows = catalogue[TABLE].join(names, on="source_id", how="left", maintain_order="left")
    return rows.sort(pl.col("term").str.to_lowercase())


@kept
def terms(catalogue: Catalogue) -> tuple[Term, ...]:
    """Return all terms, in the order of the glossary."""
    return tuple(
        Term(
            key=row["term_id"],
            name=row["term"],
            short=row["short"],
            forms=tuple(filter(None, (row["also"] or "").split(" | "))),
            linked=row["linked"],
        )
        for row in glossary(catalogue).iter_rows(named=True)
    )
