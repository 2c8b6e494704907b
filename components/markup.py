"""Blocks as markup: what the plain page, the live page and embeds have word for word in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlencode

from components.choices import AREA, COHORT
from components.html.cards import (
    Card,
    foot_html,
    heading_html,
    headline_html,
    of_what,
    under_headline_html,
)
from components.page_model import (
    Block,
    Box,
    CardBlock,
    Download,
    LotMap,
    Picture,
    Prose,
    Row,
    Status,
    card_file,
)
from data.package.catalogue import Catalogue

_PAGE_LINK = re.compile(r'href="/([\w-]*)" target="_self"')
FILES = "/files"  # the folder of the routes that send the files of pages
PICTURES = "/pictures"  # and of those that send the pictures of their cards
LARGE_MAP = "large-map"  # by which name that of a page is found there
LATER = "\0"  # stands in links to files for the choices of an address that are put in later


@dataclass(frozen=True, kw_only=True)
class Files:
    """Where the files of one page are found: those of its path, for the choices of its address.

    Without a path the page offers none. `sources` are those that the page lists at its end.
    Links of files that are `is_open` have `LATER` in the place of the choices: what is made of a
    card is then the same whatever else is chosen, and holds no place.
    """

    path: str | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    sources: Sequence[str] = ()
    is_open: bool = False

    @property
    def query(self) -> str:
        """The choices as a link has them."""
        if self.is_open:
            return LATER
        return escape(f"?{urlencode(self.chosen)}") if self.chosen else ""

    def link(self, file: Download) -> str:
        """Return the link to a file, or nothing where none is offered."""
        if self.path is None:
            return ""
        href = escape(f"{FILES}/{self.path or 'overview'}/{file.name}") + self.query
        of = of_what(file.of) if file.of else ""
        return (
            f'<a class="file" href="{href}" download="{escape(file.name)}">'
            f"{escape(file.label)}{of}</a>"
        )

    def pictures(self, name: str, of: str) -> str:
        """Return the links to a picture by its name, or nothing where none is offered.

        `of` says for who listens what it is of.
        """
        if self.path is None:
            return ""
        at = f"{PICTURES}/{self.path or 'overview'}/{name}"
        return "".join(
            f'<a class="file" href="{escape(f"{at}.{kind}")}{self.query}">{kind.upper()}'
            f"{of_what(of)}</a>"
            for kind in ("svg", "png")
        )

    def led_on(self, html: str) -> str:
        """Return markup whose links to pages take the choices that hold everywhere with them."""
        kept_on = {key: v for key, v in self.chosen.items() if key in (AREA, COHORT.key)}
        query = f"?{escape(urlencode(kept_on))}" if kept_on else ""
        return _PAGE_LINK.sub(rf'href="/\1{query}" target="_self"', html)


def stack(parts: Iterable[str]) -> str:
    """Return pieces of markup one under the other, with the room between them that parts have."""
    return f'<div class="stack">{"".join(parts)}</div>'


def is_markup(block: Block) -> bool:
    """Return whether a block is markup alone in every medium: without picture, map or status."""
    match block:
        case CardBlock():
            return block.card.spec is None
        case Picture() | LotMap() | Status():
            return False
        case Box():
            return all(map(is_markup, block.blocks))
        case Row():
            return all(is_markup(one) for column in block.columns for one in column)
    return True


def made_of(block: Block) -> object:
    """Return what the markup of a block is kept with, or None where it is made anew."""
    match block:
        case CardBlock():
            return block.card
        case Prose():
            return block.made_of
    return None


def html(catalogue: Catalogue, block: Block, files: Files) -> str:
    """Return a block that is markup alone."""
    match block:
        case Prose():
            return files.led_on(block.html) if block.leads_on else block.html
        case CardBlock():
            return card(catalogue, block, files)
        case Download():
            return f'<p class="download">{files.link(block)}</p>' if files.link(block) else ""
        case Box():
            return box(block, [html(catalogue, one, files) for one in block.blocks])
        case Row():
            return row(block, [[html(catalogue, o, files) for o in c] for c in block.columns])
    raise TypeError(f"{type(block).__name__} is more than markup")


def card(catalogue: Catalogue, block: CardBlock, files: Files) -> str:
    """Return a card that is markup alone; a folded one shows its headline, which opens the rest."""
    one, foot = block.card, card_foot(catalogue, block, files)
    if not block.folded:
        return card_section(one, card_head(one), foot)
    return (
        f'<details class="card card-{one.slug}"><summary>{headline_html(one)}</summary>'
        f"{under_headline_html(one)}{foot}</details>"
    )


def row_foot(row: Row, files: Files) -> str:
    """Return what stands under a row: the large map as a picture to take away, if it has one."""
    has_map = any(isinstance(block, LotMap) for column in row.columns for block in column)
    links = files.pictures(LARGE_MAP, "the map") if has_map else ""
    return f'<p class="download">{links}</p>' if links else ""


def card_section(card: Card, *parts: str) -> str:
    """Return the parts of a card as one, under the key by which style sheets know it."""
    return f'<section class="card card-{card.slug}">{"".join(parts)}</section>'


def card_head(card: Card) -> str:
    """Return the headline of a card with its subtitle, and its body if that is markup."""
    return heading_html(card)


def card_foot(catalogue: Catalogue, block: CardBlock, files: Files) -> str:
    """Return the sources of a card, how it is known, its table, and its files."""
    one = block.card
    file = files.link(card_file(one)) + (files.pictures(one.slug, one.headline) if one.spec else "")
    return foot_html(
        catalogue,
        block.card,
        open_table=block.open_table,
        file=file,
        page_sources=files.sources,
    )


def box(block: Box, parts: Sequence[str]) -> str:
    """Return the parts of a box under its key."""
    return f'<div class="stack box-{block.key}">{"".join(parts)}</div>'


def marker(block: Box) -> str:
    """Return an empty element that bears the key of a box whose parts cannot stand inside it."""
    return f'<div class="marker box-{block.key}"></div>'


def row(block: Row, columns: Sequence[Sequence[str]]) -> str:
    """Return columns beside each other."""
    shares = " ".join(f"minmax(0, {share}fr)" for share in block.shares)
    inner = "".join(stack(parts) for parts in columns)
    many = " many" if len(columns) > 2 else ""
    return f'<div class="row{many}" style="--columns: {shares}">{inner}</div>'
