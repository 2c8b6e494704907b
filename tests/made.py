"""Pages made without any medium: `made("map", area="east-kent")` as an address asks for it."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import escape, unescape

import pages
from components import blocks, markup
from components.choices import Asked
from components.deck import deck as picked
from components.found_place import found_place
from components.markup import Files
from components.page_list import PAGES, PageEntry
from components.page_model import (
    CardBlock,
    LotMap,
    Page,
    Picture,
    Prose,
    Status,
    blocks_of,
    faults,
    sources_of,
)
from components.theme import LookName
from data.live.current import current
from data.package.catalogue import Catalogue
from geo.lookup.lookup import load
from web.plain import page as plain, room

TODAY = dt.date(2026, 11, 29)


def entry_of(path: str) -> PageEntry:
    return next(entry for entry in PAGES if entry.path == path)


def asked_for(
    *, look: LookName = "light", today: dt.date = TODAY, place: str | None = None, **address: str
) -> Asked:
    found = found_place(load().find(place)) if place else None
    return Asked(address=address, look=look, today=today, place=found)


def made(path: str, *, facts: Catalogue | None = None, **asked: str) -> Page:
    """The page at a path; `place` names what was looked up on it."""
    return pages.maker(entry_of(path))(facts or current(), asked_for(**asked))


def with_hero() -> list[str]:
    """The paths of the pages that can be shown to a room: all of them."""
    return [entry.path for entry in PAGES]


def html_of(path: str, *, facts: Catalogue | None = None, **asked: str) -> str:
    """The plain page at a path, without what stands around all pages."""
    catalogue, wanted = facts or current(), asked_for(look="css", **asked)
    page = pages.maker(entry_of(path))(catalogue, wanted)
    return plain.write(catalogue, entry_of(path), page, wanted).html


def room_of(path: str, *, facts: Catalogue | None = None, deck: str = "", **asked: str) -> str:
    """The view of a page for a room, as one of a deck."""
    catalogue, wanted = facts or current(), asked_for(look="css", **asked)
    page = pages.maker(entry_of(path))(catalogue, wanted)
    return room.write(catalogue, entry_of(path), page, wanted, picked(deck)).html


def notices(path: str, **asked: str) -> list[str]:
    """What a page says of its address: a sentence on each thing that is wrong in it."""
    return faults(made(path, **asked), asked_for(**asked), current())


def markup_of(path: str, *, facts: Catalogue | None = None, **asked: str) -> str:
    """The words of a page as markup: without pictures and controls, and no term explained."""
    catalogue = facts or current()
    page = made(path, facts=catalogue, **asked)
    parts = [blocks.head_html("", page.finding, page.standfirst)]
    for block in blocks_of(page.body):
        if isinstance(block, CardBlock):
            parts += [markup.card_head(block.card), markup.card_foot(catalogue, block, Files())]
        elif isinstance(block, Prose):
            parts.append(block.html)
        elif isinstance(block, Status):
            parts.append(f'<p role="status">{escape(block.words)}</p>')
    parts.append(blocks.unknown_html(page))
    parts.append(blocks.where_from_html(catalogue, sources_of(page), page.attributions))
    return "\n".join(parts)


def words_of(path: str, **asked: str) -> str:
    """What there is to read on a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup_of(path, **asked))).split())


def content_of(path: str, *, facts: Catalogue | None = None, **asked: str) -> list[str]:
    """All that a page holds, without drawing its pictures."""
    page = made(path, facts=facts, **asked)
    parts = [markup_of(path, facts=facts, **asked), repr(page.choices)]
    for block in blocks_of(page.body):
        if isinstance(block, LotMap):
            parts.append(repr(block))
        elif isinstance(block, Picture):
            parts.append(json.dumps([block.spec, block.alt], default=str, sort_keys=True))
        elif isinstance(block, CardBlock):
            spec = [block.card.spec, block.card.alt]
            parts.append(json.dumps(spec, default=str, sort_keys=True))
    return parts
