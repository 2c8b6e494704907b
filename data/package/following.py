"""Which facts are shown, for look-ups that start without reading them all.

`data.live.current` says so in every process that shows facts. A command that only looks a place up
does without it, and with it without the libraries that check a package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.package.catalogue import Catalogue

Source = Callable[[], "Catalogue | None"]

_sources: list[Source] = []


def follow(source: Source) -> None:
    """From now on `source` says which facts are shown; None where there are none in order."""
    _sources[:] = [source]


def facts() -> Catalogue | None:
    """Return the facts that are shown now, or None where there are none."""
    return _sources[0]() if _sources else None


def shows_facts() -> bool:
    """Whether this process shows facts: then nothing else is to be told in their place."""
    return bool(_sources)
