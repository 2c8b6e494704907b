"""A page as what Streamlit is to draw of it: one function for each type of block.

Markup that stands together becomes one element: each element costs the server and the browser
time. Nothing is drawn here, so what is written can be drawn again for whoever asks for the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import pyarrow as pa

from components import markup
from components.maps.scene import Scene
from components.page_model import Block, Box, CardBlock, LotMap, Picture, Row, Status
from components.text import terms
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept


@dataclass(frozen=True)
class Markup:
    """Ready markup, which Streamlit takes as it is; a text it would take apart line by line first.

    It is kept as bytes: for the sake of one quotation mark a text takes up twice the room.
    """

    utf8: bytes

    @classmethod
    def of(cls, html: str) -> Markup:
        """Return the markup of a text."""
        return cls(html.encode())

    def _repr_html_(self) -> str:
        return self.utf8.decode()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A Vega-Lite specification with its text alternative; `data` where they are apart from it."""

    spec: dict[str, Any]
    alt: str
    data: pa.Table | None = None


@dataclass(frozen=True)
class Columns:
    """Columns beside each other, as wide as their shares."""

    shares: tuple[int, ...]
    columns: tuple[Parts, ...]


Part = Markup | Chart | Columns | Scene | Status
Parts = tuple[Part, ...]


class Writer:
    """Writes blocks one under the other; markup waits for what follows it."""

    def __init__(
        self,
        catalogue: Catalogue,
        memory: terms.Memory,
        files: markup.Files,
        look: LookName,
    ) -> None:
        self._catalogue = catalogue
        self._memory = memory
        self._files = replace(files, is_open=True)
        self._query = files.query
        self._look: LookName = look
        self._waiting: list[str] = []
        self._parts: list[Part] = []

    def html(self, text: str, *, made_of: object = None) -> None:
        """Write markup, with its terms explained where they are first used."""
        if text:
            self._waiting.append(terms.mark(self._catalogue, text, self._memory, made_of=made_of))

    def ready(self, text: str) -> None:
        """Write markup whose terms are explained already or keep their words."""
        if text:
            self._waiting.append(text)

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Write blocks one under the other."""
        for block in blocks:
            if markup.is_markup(block):
                self.html(
                    markup.html(self._catalogue, block, self._files),
                    made_of=markup.made_of(block),
                )
            else:
                self._drawn(block)

    def written(self) -> Parts:
        """Return what has been written since this was last asked."""
        self._flush()
        parts, self._parts = tuple(self._parts), []
        return parts

    def _flush(self) -> None:
        """Make one element of the markup that waits."""
        if self._waiting:
            html = markup.stack(self._waiting).replace(markup.LATER, self._query)
            self._parts.append(Markup.of(html))
            self._waiting.clear()

    def _add(self, part: Part) -> None:
        self._flush()
        self._parts.append(part)

    def _drawn(self, block: Block) -> None:
        """Write what is more than markup."""
        match block:
            case CardBlock():
                self._card(block)
            case Picture():
                self._add(Chart(spec=dict(block.spec), alt=block.alt))
            case LotMap():
                self._add(block.scene(self._look))
            case Status():
                terms.note(self._catalogue, escape(block.words), self._memory)
                self._add(block)
            case Box():
                self.ready(markup.marker(block))
                self.blocks(block.blocks)
            case Row():
                self._row(block)

    def _card(self, block: CardBlock) -> None:
        card = block.card
        self.html(markup.card_section(card, markup.card_head(card)), made_of=card)
        data, spec = _drawable(card)
        self._add(Chart(spec=spec, alt=card.alt, data=data))
        foot = markup.card_foot(self._catalogue, block, self._files)
        self.html(markup.card_section(card, foot), made_of=card)

    def _row(self, row: Row) -> None:
        before, columns = self.written(), []
        for inside in row.columns:
            self.blocks(inside)
            columns.append(self.written())
        self._parts += [*before, Columns(row.shares, tuple(columns))]
        self.ready(markup.row_foot(row, self._files))


@kept
def _drawable(card: Any) -> tuple[pa.Table | None, dict[str, Any]]:
    """Return the data of a card's picture, in the form in which it is sent, and the rest of it.

    Left in the picture, Streamlit would put the data into that form anew in each run.
    """
    spec = dict(card.spec)
    values = spec.get("data", {}).get("values")
    if not values or values[0].get("type") == "Feature":  # outlines are sent as they are
        return None, spec
    del spec["data"]
    try:
        return pa.Table.from_pylist(list(values)), spec
    except pa.ArrowException:  # a field holds values of two kinds
        return None, dict(card.spec)
