"""The facts that the running service shows."""

from __future__ import annotations

from functools import cache

from data.catalogue import Catalogue
from data.loading import load


@cache
def current() -> Catalogue:
    """The facts, checked once when they are first asked for. Raises `data.InvalidData`."""
    return load()
