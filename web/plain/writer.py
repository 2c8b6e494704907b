"""A page as HTML: one function for each type of block, and pictures right in both looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import count
from typing import Any
from urllib.parse import urlencode

from components import markup
from components.choices import EVERYWHERE
from components.maps.shows import LOTS
from components.maps.svg_map import locator
from components.page_model import Block, Box, CardBlock, LotMap, Picture, Row, Status
from data.package.catalogue import Catalogue
from geo.areas import areas
from web.drawing.pictures import Link, hatch, picture

WIDE, PHONE = 1224, 326  # px that pictures are drawn at: across the page, and on a phone
GAP = 68  # px between columns
MAP_HEIGHT, PHONE_MAP_HEIGHT = 470, 230  # px
# The height of a picture is that of the whole of it, unless it says otherwise, as in the live page.
FITTED = {"autosize": {"type": "fit", "contains": "padding"}}


class Writer:
    """Writes the blocks of one page; pictures are numbered in the order in which they come.

    They are drawn `wide` px wide for a desk and `phone` px for a phone.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        files: markup.Files,
        *,
        wide: int = WIDE,
        phone: int = PHONE,
    ) -> None:
        self._catalogue = catalogue
        self._files = files
        self._wide, self._phone = wide, phone
        self._numbers = count()

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Return blocks one under the other."""
        written = "".join(self._block(block, self._wide) for block in blocks)
        return written + hatch(written)

    def _block(self, block: Block, width: int) -> str:
        match block:
            case CardBlock() if block.card.spec is not None:
                return self._card(block, width)
            case Picture():
                return self._picture(block.spec, block.alt, width)
            case LotMap():
                return self._map(block, width)
            case Status():
                return f'<output class="status">{escape(block.words)}</output>'
            case Box():
                return markup.box(block, [self._block(one, width) for one in block.blocks])
            case Row():
                row = markup.row(block, list(self._columns(block, width)))
                return row + markup.row_foot(block, self._files)
        return markup.html(self._catalogue, block, self._files)

    def _columns(self, row: Row, width: int) -> Iterator[list[str]]:
        room = width - GAP * (len(row.columns) - 1)
        for share, column in zip(row.shares, row.columns, strict=True):
            yield [self._block(one, room * share // sum(row.shares)) for one in column]

    def _card(self, block: CardBlock, width: int) -> str:
        card = block.card
        return markup.card_section(
            card,
            markup.card_head(card),
            self._picture(card.spec or {}, card.alt, width),
            markup.card_foot(self._catalogue, block, self._files),
        )

    def _picture(self, spec: Mapping[str, Any], alt: str, width: int) -> str:
        """A picture for a desk and one for a phone; one alone where its width is its own."""
        number, spec = next(self._numbers), {**FITTED, **spec}
        if spec.get("width", "container") != "container":
            drawn = picture(spec, width=spec["width"], name=f"p{number}")
            return _shown("any", alt, drawn)
        return _shown("large", alt, picture(spec, width=width, name=f"p{number}")) + _shown(
            "small", alt, picture(spec, width=self._phone, name=f"p{number}s")
        )

    def _map(self, block: LotMap, width: int) -> str:
        """The map with its areas as links."""
        number = next(self._numbers)
        shown = block.scene("css")
        links = self._links(block)
        parts = []
        for kind, wide, height in (
            ("large", width, MAP_HEIGHT),
            ("small", self._phone, PHONE_MAP_HEIGHT),
        ):
            spec = locator(shown, height=height)
            drawn = picture(spec, width=wide, name=f"p{number}-{kind}", links=links)
            # Beside its links, as an image holds nothing to press.
            alt = escape(shown.alt)
            told = f'<span class="visually-hidden" role="img" aria-label="{alt}"></span>'
            parts.append(f'<div class="picture {kind}">{told}{drawn}</div>')
        return f'<div class="st-key-lot-map">{"".join(parts)}</div>'

    def _links(self, block: LotMap) -> dict[str, Link]:
        """Where each area or lot of the map leads: to itself, or back to all if it is chosen."""
        known, links = areas(), {}
        features = {area_id: (area_id, area.name) for area_id, area in known.hcp_areas.items()}
        if block.show in LOTS:
            cohort = "adults" if block.show == "both" else block.cohort
            features = {
                feature: (lot.hcp_area_ids[0], f"Lot {lot.number}: {lot.name}")
                for lot in known.lots.values()
                if lot.cohort == cohort and len(lot.hcp_area_ids) == 1
                for feature in (lot.id, lot.hcp_area_ids[0])  # drawn from one or from the other
            }
        for feature, (area_id, name) in features.items():
            to = EVERYWHERE if area_id == block.area else area_id
            chosen = {key: v for key, v in self._files.chosen.items() if key != "area"}
            query = urlencode({**chosen, **({"area": to} if to != EVERYWHERE else {})})
            links[feature] = Link(f"/{self._files.path}?{query}".rstrip("?"), name)
        return links


def _shown(kind: str, alt: str, drawn: str) -> str:
    return f'<div class="picture {kind}" role="img" aria-label="{escape(alt)}">{drawn}</div>'
