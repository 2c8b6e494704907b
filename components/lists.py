"""Short lists as HTML: facts that a number leads, and points under headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from components.words import sentence


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
    """Return the points under their headings, side by side where there is room."""
    return f'<div class="points">{"".join(_group(*group) for group in groups.items())}</div>'


def _fact(item: Fact) -> str:
    tag = f'<span class="lead-tag">{escape(item.tag)}</span>' if item.tag else ""
    text = f'<span class="lead-text">{escape(item.text)}</span>' if item.text else ""
    return (
        f'<li><span class="lead-number">{escape(item.lead)}</span> <div>'
        f'<span class="lead-title">{escape(item.title)}</span>{tag}{text}{item.mark}</div></li>'
    )


def _group(heading: str, members: Sequence[Point]) -> str:
    items = "".join(
        f"<li><strong>{escape(point.name)}.</strong> {escape(sentence(point.text))}</li>"
        if point.text
        else f"<li>{escape(point.name)}</li>"
        for point in members
    )
    return f"<section><h3>{escape(heading)}</h3><ul>{items}</ul></section>"
