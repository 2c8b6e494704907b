"""Small areas in five classes of the same size, for a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries.need.places import TABLE

CLASSES = 5


@dataclass(frozen=True)
class Class:
    """One class: its number from 1 (least deprived), its scores, and how many small areas."""

    number: int
    least: float
    most: float
    small_areas: int


@kept
def classes(catalogue: Catalogue) -> tuple[Class, ...]:
    """Return the classes by score, lowest first; fewer where many small areas have one score."""
    scores = catalogue[TABLE].select("score")
    rows = (
        scores.with_columns(number=_class(scores["score"], _breaks(catalogue)))
        .group_by("number")
        .agg(least=pl.col("score").min(), most=pl.col("score").max(), small_areas=pl.len())
        .sort("number")
    )
    return tuple(Class(**row) for row in rows.iter_rows(named=True))


@kept
def by_area(catalogue: Catalogue) -> pl.DataFrame:
    """Return how many small areas of each HCP area are in each class, in the order of areas.

    Columns: name, small_areas (count), and class_1 and so on, the least deprived first.
    """
    numbers = _class(catalogue[TABLE]["score"], _breaks(catalogue))
    rows = catalogue[TABLE].select("hcp_area_id").with_columns(number=numbers)
    counts = [
        (pl.col("number") == one.number).sum().alias(f"class_{one.number}")
        for one in classes(catalogue)
    ]
    sums = rows.group_by("hcp_area_id").agg(pl.len().alias("small_areas"), *counts)
    areas = catalogue["hcp_areas"].sort("display_order").select("hcp_area_id", "name")
    return areas.join(sums, on="hcp_area_id", maintain_order="left").drop("hcp_area_id")


def shaded(catalogue: Catalogue, shapes: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return the class of each shape by its id, from the codes of the small areas in it.

    A shape of several has their mean score weighted by residents. One without a known small area
    is left out.
    """
    parts = [(shape, code) for shape, codes in shapes.items() for code in codes]
    frame = pl.DataFrame(parts, schema=["shape", "lsoa_code"], orient="row")
    residents = pl.col("residents")
    scores = (
        frame.join(catalogue[TABLE], on="lsoa_code")
        .group_by("shape", maintain_order=True)
        .agg(score=(pl.col("score") * residents).sum() / residents.sum())
    )
    numbers = _class(scores["score"], _breaks(catalogue))
    return dict(zip(scores["shape"], numbers, strict=True))


def _breaks(catalogue: Catalogue) -> list[float]:
    """The scores at which a class ends, each of which still belongs to it."""
    scores = catalogue[TABLE]["score"]
    ends = (scores.quantile(n / CLASSES, interpolation="lower") for n in range(1, CLASSES))
    return sorted({end for end in ends if end is not None})


def _class(scores: pl.Series, breaks: list[float]) -> pl.Series:
    return pl.Series(breaks, dtype=pl.Float64).search_sorted(scores, side="left") + 1
