"""Key figures: a number, what it measures, and where it comes from, as one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import polars as pl

from components.html.cards import basis_words, told_sources
from components.html.tables import Column, Table
from components.text.words import sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept


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


def table(keys: Sequence[Key]) -> Table:
    """Return the key figures as a table: each value and what it measures."""
    rows = [(one.shown, one.label) for one in keys]
    return Table(
        caption="Key figures",
        frame=pl.DataFrame(rows, schema=["shown", "label"], orient="row"),
        columns=(Column("shown", "Figure"), Column("label", "What it is")),
    )


def caveats(keys: Sequence[Key]) -> tuple[str, ...]:
    """Return what must stand beside key figures, and which of them papers give differently."""
    differ = [one.label for one in keys if one.mark]
    told = (f"{one.label}: {sentence(one.caveat)}" for one in keys if one.caveat)
    return (*told, *(f"{name}: papers differ." for name in differ))


def html(catalogue: Catalogue, keys: Sequence[Key], *, page_sources: Sequence[str] = ()) -> str:
    """Return the key figures as a description list: each value is tied to its label.

    Sources among `page_sources`, which the page lists at its end, are told by their number there.
    """
    return _html(catalogue, tuple(keys), tuple(page_sources))


@kept
def _html(catalogue: Catalogue, keys: tuple[Key, ...], page_sources: tuple[str, ...]) -> str:
    items = "".join(_item(catalogue, key, page_sources) for key in keys)
    return f'<dl class="keys">{items}</dl>'


def _item(catalogue: Catalogue, key: Key, page_sources: tuple[str, ...]) -> str:
    caveat = f". {escape(sentence(key.caveat))}" if key.caveat else ""
    return (
        f"<div><dt>{escape(key.label)}</dt>"
        f'<dd><span class="key-value">{escape(key.shown)}</span>{key.mark}'
        f'<span class="key-source">{told_sources(catalogue, (key.source_id,), page_sources)} · '
        f"{basis_words([key.basis])}{caveat}</span></dd></div>"
    )
