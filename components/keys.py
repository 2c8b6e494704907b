"""Key figures: a number, what it measures, and where it comes from, as one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from components.cards import basis_words, source_link
from components.words import sentence
from data.catalogue import Catalogue
from data.kept import kept
from data.sources import named


@dataclass(frozen=True)
class Key:
    """One key figure; `mark` is ready markup that shows a disagreement, or empty.

    `caveat` must stand beside it, if there is one.
    """

    shown: str
    label: str
    basis: str
    source_id: str
    mark: str = ""
    caveat: str | None = None


def html(catalogue: Catalogue, keys: Sequence[Key]) -> str:
    """Return the key figures as a description list: each value is tied to its label."""
    return _html(catalogue, tuple(keys))


@kept
def _html(catalogue: Catalogue, keys: tuple[Key, ...]) -> str:
    return f'<dl class="keys">{"".join(_item(catalogue, key) for key in keys)}</dl>'


def _item(catalogue: Catalogue, key: Key) -> str:
    source = named(catalogue, [key.source_id]).row(0, named=True)
    caveat = f". {escape(sentence(key.caveat))}" if key.caveat else ""
    return (
        f"<div><dt>{escape(key.label)}</dt>"
        f'<dd><span class="key-value">{escape(key.shown)}</span>{key.mark}'
        f'<span class="key-source">{source_link(key.source_id, source["short_name"])}, '
        f"{escape(source['when'])} · {basis_words([key.basis])}{caveat}</span></dd></div>"
    )
