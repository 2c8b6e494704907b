"""Answers that are worked out once and kept for as long as what they were worked out from.

The facts change only with a new data package, so what a pure function makes of a catalogue can be
kept with it. When a new package takes the place of the old one, all that was kept goes with it.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from weakref import ref

import polars as pl

MOST = 64  # answers of one function to one catalogue, unless it says more; the oldest goes first

Of = TypeVar("Of")
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_NOTHING: Any = object()


class _Frame:
    """Stands for a frame in a key, without keeping it: equal while it is the same, living one."""

    __slots__ = ("_frame", "_hash")

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame, self._hash = ref(frame), id(frame)

    def __eq__(self, other: object) -> bool:
        frame = self._frame()
        return frame is not None and isinstance(other, _Frame) and other._frame() is frame

    def __hash__(self) -> int:
        return self._hash


def _key(asked: Any) -> Hashable:
    return _Frame(asked) if isinstance(asked, pl.DataFrame) else asked


class _Shelf(Generic[Of, Answer]):
    """The answers of one function that were made of one object."""

    def __init__(self, of: Of, most: int, gone: Callable[[ref[Of]], object]) -> None:
        self.of = ref(of, gone)
        self.most = most
        self.answers: dict[Hashable, Answer] = {}
        # Visitors who ask for the same thing at once wait for one building of it. Each thing has a
        # lock of its own: a builder may ask for another thing from a thread of polars, and would
        # wait for itself if all things had one.
        self.building: dict[Hashable, threading.Lock] = {}
        self._filling = threading.Lock()

    def put(self, key: Hashable, answer: Answer) -> None:
        with self._filling:
            if len(self.answers) >= self.most:
                del self.answers[next(iter(self.answers))]
            self.answers[key] = answer
            self.building.pop(key, None)


Question = Callable[Concatenate[Of, Asked], Answer]


def kept(build: Question[Of, Asked, Answer]) -> Question[Of, Asked, Answer]:
    """Keep what a pure function gives; its first argument is what the answers live and die with.

    That is a catalogue, or what was made of one: a frame, a table, a card. It counts as the same
    only if it is the same object, and so does any other frame; all else that is asked with is
    hashable. The answer is shared, so nobody may change it, and must not hold the first argument.
    Never for words that a visitor typed, nor for the place they stand for.
    """
    return keeping(MOST)(build)


def keeping(most: int) -> Callable[[Question], Question]:
    """As `kept`, with so many answers: for what is small, or asked in many ways."""

    def decorate(build: Question[Of, Asked, Answer]) -> Question[Of, Asked, Answer]:
        shelves: dict[int, _Shelf[Of, Answer]] = {}

        def shelf_of(of: Of) -> _Shelf[Of, Answer]:
            number = id(of)
            # The reference calls back when the object goes, before another can have its number.
            shelf = _Shelf(of, most, lambda _gone: shelves.pop(number, None))
            return shelves.setdefault(number, shelf)

        @functools.wraps(build)
        def ask(of: Of, /, *args: Asked.args, **named: Asked.kwargs) -> Answer:
            key = (tuple(map(_key, args)), tuple(sorted(named.items())))
            shelf = shelves.get(id(of)) or shelf_of(of)
            found: Any = shelf.answers.get(key, _NOTHING)
            if found is not _NOTHING:
                return found
            with shelf.building.setdefault(key, threading.Lock()):
                found = shelf.answers.get(key, _NOTHING)
                if found is _NOTHING:
                    found = build(of, *args, **named)
                    shelf.put(key, found)
                return found

        return ask

    return decorate
