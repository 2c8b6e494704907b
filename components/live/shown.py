"""A live page, made once for all who ask for the same: what it says, and what is drawn of it.

What somebody typed, or the place that it stands for, is made for them alone and never kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from components import blocks
from components.choices import VIEW, Asked
from components.kept_today import Kept
from components.live import announce
from components.live.writer import Parts, Writer
from components.markup import Files
from components.on_screen import of_hero
from components.page_list import PageEntry
from components.page_model import Make, Page, chosen, may_be_kept, sources_of
from components.text import terms
from data.package.catalogue import Catalogue

MOST = 256  # pages that are kept, by what is chosen on them

_kept: Kept[Shown] = Kept(MOST)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A page as it is drawn: its head, and what stands below its controls.

    `page` holds what it says and declares, without its blocks; `told` are its parts, by which who
    listens is told what has changed.
    """

    page: Page
    told: announce.Parts
    head: Parts
    body: Parts


def shown(catalogue: Catalogue, entry: PageEntry, asked: Asked, make: Make) -> Shown:
    """Return a page for what is asked, from what is kept where it may be."""
    key = (entry.path, asked.look, tuple(sorted(asked.address.items())))
    if asked.place is None and (found := _kept.get(key, catalogue, asked.today)):
        return found
    page = make(catalogue, asked)
    made = _made(catalogue, entry, page, asked)
    if asked.place is None and may_be_kept(page, asked, catalogue, besides={VIEW}):
        _kept.put(key, made, catalogue, asked.today)
    return made


def _made(catalogue: Catalogue, entry: PageEntry, page: Page, asked: Asked) -> Shown:
    """Write a page: with what is unknown, the short forms left over, and where it comes from."""
    memory = terms.memory_for(catalogue, explains_terms=page.explains_terms)
    files = Files(path=entry.path, chosen=chosen(page, asked, catalogue), sources=sources_of(page))
    writer = Writer(catalogue, memory, files, asked.look)
    writer.html(blocks.head_html(entry.name, page.finding, page.standfirst))
    if page.leads_to_room:
        writer.ready(blocks.to_room_html(entry, of_hero(page, asked, catalogue)))
    head = writer.written()
    writer.blocks(page.body)
    writer.html(blocks.unknown_html(page), made_of=page.unknown)
    where_from = blocks.where_from_html(catalogue, files.sources, page.attributions)
    terms.note(catalogue, where_from, memory, made_of=catalogue)
    writer.ready(terms.left_over(memory))
    writer.ready(where_from)
    return Shown(
        page=replace(page, body=(), unknown=pl.DataFrame(), hero=None),
        told=announce.parts_of(page.body),
        head=head,
        body=writer.written(),
    )
