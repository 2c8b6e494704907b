"""Long lists folded by groups: each group with its name and how many are in it.

A fold opens without a script, for an address that leads to something in it, and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

# Between a name and what stands beside it, for who listens.
PAUSE = '<span class="visually-hidden">,</span>'


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group by its `name`, with `many` of its members in words, and them as ready markup.

    The name is a heading of this `level`.
    """

    name: str
    many: str
    markup: str
    is_open: bool = False
    level: int = 2


def html(groups: Iterable[Group]) -> str:
    """Return the groups one under the other."""
    return f'<div class="folds">{"".join(map(_group, groups))}</div>'


def pairs(members: Iterable[str]) -> str:
    """Return members of a group, as ready markup, two across where there is room."""
    return f'<div class="pairs">{"".join(members)}</div>'


def _group(group: Group) -> str:
    tag, name = f"h{group.level}", escape(group.name)
    return (
        f"<details{' open' if group.is_open else ''}><summary><{tag}>{name}</{tag}>{PAUSE} "
        f'<span class="how-many">{escape(group.many)}</span></summary>{group.markup}</details>'
    )
