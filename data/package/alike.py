"""Names that are meant for one another: the same but for capitals, spaces and what joins words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Named = TypeVar("Named")


def alike(name: object) -> str:
    """Return a name as it is, but for capitals, spaces and what joins its words."""
    return re.sub(r"[\W_]+", "_", str(name).strip().lower()).strip("_")


def renamed(
    missing: Sequence[str], unknown: Sequence[Named], name_of: Callable[[Named], object] = str
) -> Iterator[tuple[str, Named]]:
    """Yield each missing name with the one that seems to be it, written in another way.

    Where one lacks and one is strange, the strange one is it, whatever it is called.
    """
    pairs = [(n, one) for n in missing for one in unknown if alike(name_of(one)) == alike(n)]
    if not pairs and len(missing) == len(unknown) == 1:
        pairs = [(missing[0], unknown[0])]
    seen: set[object] = set()
    for name, one in pairs:
        if not {name, one} & seen:
            seen |= {name, one}
            yield name, one
