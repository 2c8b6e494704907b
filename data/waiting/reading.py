"""Reads the files of a reference folder; what cannot be used is told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl


class Unusable(ValueError):
    """A file of the reference cannot be used; one sentence says why."""


def read_parquet(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    """Return these columns of a Parquet file. Raises Unusable."""
    try:
        return pl.read_parquet(path, columns=list(columns))
    except (OSError, pl.exceptions.PolarsError) as fault:
        raise Unusable(f"{path.name} could not be read from the reference folder.") from fault


def read_csv(path: Path) -> pl.DataFrame:
    """Return a CSV file with all of its cells as text. Raises Unusable."""
    try:
        return pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as fault:
        raise Unusable(f"{path.name} could not be read from the reference folder.") from fault
