"""What was made of one catalogue on one day, kept until either changes."""

from __future__ import annotations

import datetime as dt
import threading
import weakref
from collections.abc import Hashable
from typing import Generic, TypeVar

from data.package.catalogue import Catalogue

MOST = 400  # of what is kept, unless it says less; the oldest goes

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """Things by their keys; all go when the facts or the day change."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._of: tuple[weakref.ref[Catalogue], dt.date] | None = None
        self._made: dict[Hashable, Thing] = {}

    def get(self, key: Hashable, catalogue: Catalogue, today: dt.date) -> Thing | None:
        """Return what is kept under a key, if it was made of these facts today."""
        with self._lock:
            self._keep_to(catalogue, today)
            return self._made.get(key)

    def put(self, key: Hashable, made: Thing, catalogue: Catalogue, today: dt.date) -> None:
        """Keep a thing, in the place of the oldest where there are too many."""
        with self._lock:
            self._keep_to(catalogue, today)
            if len(self._made) >= self._most:
                del self._made[next(iter(self._made))]
            self._made[key] = made

    def _keep_to(self, catalogue: Catalogue, today: dt.date) -> None:
        if self._of is None or self._of[0]() is not catalogue or self._of[1] != today:
            self._of = (weakref.ref(catalogue), today)
            self._made.clear()
