"""Answers that are worked out once and kept for as long as what they were worked out from.

The facts change only with a new data package, so what a pure function makes of a catalogue can be
kept with it. When a new package takes the place of the old one, all that was kept goes with it.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Hashable
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

MOST = 64  # answers of one function to one catalogue; the oldest goes first

Of = TypeVar("Of")
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_NOTHING: Any = object()

# Visitors who ask for the same thing at once wait for one building of it. One lock for all, since
# builders use each other.
_building = threading.RLock()


def kept(
    build: Callable[Concatenate[Of, Asked], Answer],
) -> Callable[Concatenate[Of, Asked], Answer]:
    """Keep what a pure function gives; its first argument is what the answers live and die with.

    That is a catalogue, or what was made of one: a frame, a table, a card. It counts as the same
    only if it is the same object. All other arguments are hashable. The answer is shared, so nobody
    may change it, and must not hold the first argument. Never for words that a visitor typed, nor
    for the place they stand for.
    """
    shelves: dict[int, tuple[ref[Of], dict[Hashable, Answer]]] = {}

    def shelf_of(of: Of) -> dict[Hashable, Answer]:
        number = id(of)
        # The reference calls back when the object goes, before another can have its number.
        gone = ref(of, lambda _gone: shelves.pop(number, None))
        return shelves.setdefault(number, (gone, {}))[1]

    @functools.wraps(build)
    def ask(of: Of, /, *args: Asked.args, **named: Asked.kwargs) -> Answer:
        key = (args, tuple(sorted(named.items())))
        held = shelves.get(id(of))
        found = held[1].get(key, _NOTHING) if held else _NOTHING
        if found is not _NOTHING:
            return found
        with _building:
            shelf = shelf_of(of)
            if key not in shelf:
                answer = build(of, *args, **named)
                if len(shelf) >= MOST:
                    del shelf[next(iter(shelf))]
                shelf[key] = answer
            return shelf[key]

    return ask
