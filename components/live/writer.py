"""A page drawn with Streamlit: one function for each type of block.

Markup that stands together goes out as one element: each element costs the server and the
browser time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pyarrow as pa
import streamlit as st

from components import markup
from components.live import announce, choosing
from components.page_model import Block, Box, CardBlock, LotMap, Picture, Row, Status
from components.text import terms
from components.theme import LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept


class Writer:
    """Writes blocks where Streamlit draws at the moment; markup waits for what follows it."""

    def __init__(
        self,
        catalogue: Catalogue,
        memory: terms.Memory,
        files: markup.Files,
        look: LookName,
    ) -> None:
        self._catalogue = catalogue
        self._memory = memory
        self._files = files
        self._look: LookName = look
        self._waiting: list[str] = []

    def html(self, text: str, *, made_of: object = None) -> None:
        """Write markup, with its terms explained where they are first used."""
        if text:
            self._waiting.append(terms.mark(self._catalogue, text, self._memory, made_of=made_of))

    def ready(self, text: str) -> None:
        """Write markup whose terms are explained already or keep their words."""
        if text:
            self._waiting.append(text)

    def flush(self) -> None:
        """Send the markup that waits as one element."""
        if self._waiting:
            st.html(markup.stack(self._waiting))
            self._waiting.clear()

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

    def _drawn(self, block: Block) -> None:
        """Draw what is more than markup."""
        match block:
            case CardBlock():
                self._card(block)
            case Picture():
                self.flush()
                _picture(block.spec, block.alt)
            case LotMap():
                self.flush()
                choosing.show(block.scene(self._look))
            case Status():
                self.flush()
                terms.note(self._catalogue, escape(block.words), self._memory)
                announce.status(block.words)
            case Box():
                self.ready(markup.marker(block))
                self.blocks(block.blocks)
            case Row():
                self._row(block)

    def _card(self, block: CardBlock) -> None:
        card = block.card
        self.html(markup.card_section(card, markup.card_head(card)), made_of=card)
        self.flush()
        data, spec = _drawable(card)
        st.vega_lite_chart(data, spec, theme=None, width="stretch", alt=card.alt)
        foot = markup.card_foot(self._catalogue, block, self._files)
        self.html(markup.card_section(card, foot), made_of=card)

    def _row(self, row: Row) -> None:
        self.flush()
        columns = st.columns(list(row.shares), gap="large" if len(row.columns) < 3 else "small")
        for column, inside in zip(columns, row.columns, strict=True):
            with column:
                self.blocks(inside)
                self.flush()
        self.ready(markup.row_foot(row, self._files))


def _picture(spec: Mapping[str, Any], alt: str) -> None:
    st.vega_lite_chart(dict(spec), theme=None, width="stretch", alt=alt)


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
