"""Short lists as HTML: facts that a number leads, and points folded by groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from components.html import folds
from components.text.words import plural, sentence


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A fact led by its number; `tag` is a short state or date, `mark` ready markup."""

    lead: str
    title: str
    text: str = ""
    tag: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Point:
    """A point in a few words, and a sentence or two on it if there is one."""

    name: str
    text: str | None = None


def facts(items: Iterable[Fact], *, ordered: bool = False) -> str:
    """Return the facts as a list; `ordered` where their order means something."""
    tag = "ol" if ordered else "ul"
    return f'<{tag} class="leads">{"".join(_fact(item) for item in items)}</{tag}>'


def points(groups: Mapping[str, Sequence[Point]]) -> str:
    """Return the points folded by their groups, the first of them open."""
    return folds.html(
        folds.Group(
            name=name,
            many=plural(len(members), "point"),
            markup=f'<ul class="points">{"".join(map(_point, members))}</ul>',
            is_open=not place,
            level=3,
        )
        for place, (name, members) in enumerate(groups.items())
    )


def _fact(item: Fact) -> str:
    tag = f'<span class="lead-tag">{escape(item.tag)}</span>' if item.tag else ""
    text = f'<span class="lead-text">{escape(item.text)}</span>' if item.text else ""
    return (
        f'<li><span class="lead-number">{escape(item.lead)}</span> <div>'
        f'<span class="lead-title">{escape(item.title)}</span>{tag}{text}{item.mark}</div></li>'
    )


def _point(point: Point) -> str:
    if not point.text:
        return f"<li>{escape(point.name)}</li>"
    return f"<li><strong>{escape(point.name)}.</strong> {escape(sentence(point.text))}</li>"
