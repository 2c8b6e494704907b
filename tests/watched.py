"""A catalogue that remembers which of its tables were asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from data.package.catalogue import Catalogue


@dataclass(frozen=True, eq=False)
class Watched(Catalogue):
    """The facts of another catalogue; `asked` holds the names of the tables that were read."""

    asked: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> pl.DataFrame:
        self.asked.add(name)
        return super().__getitem__(name)


def watched(catalogue: Catalogue) -> Watched:
    """Return the facts anew: nothing that was made of them is known yet."""
    return Watched(catalogue.tables, catalogue.descriptor)
