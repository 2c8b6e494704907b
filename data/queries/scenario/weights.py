"""By what the sum of the lots without an envelope is shared: a row for each way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from data.package.catalogue import Catalogue
from data.queries.need import places


def _people(catalogue: Catalogue, column: str) -> dict[str, float]:
    rows = catalogue["population"].filter(area_kind="lot")
    return dict(rows.select("area_id", column).iter_rows())


def _in_need(catalogue: Catalogue) -> dict[str, float]:
    return dict(places.by(catalogue, "lot").select("id", "income_deprived").iter_rows())


@dataclass(frozen=True)
class Weight:
    """What counts, in words, and how much of it each lot has, by its id.

    Without a source for it no lot has any. `note` says what must be said of it.
    """

    name: str
    of: Callable[[Catalogue], dict[str, float]]
    note: str = "Residents are those of the middle of 2020."


NEED = "need"
WEIGHTS: Mapping[str, Weight] = {
    "residents": Weight("residents of 18 and over", partial(_people, column="aged_18_plus")),
    "older": Weight("residents of 65 and over", partial(_people, column="aged_65_plus")),
    NEED: Weight(
        "people in income deprivation",
        _in_need,
        "People in income deprivation are of all ages, as counted for the Indices of Deprivation.",
    ),
}
