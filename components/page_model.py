"""What a page is, for every medium: what it finds, what may be chosen on it, and its blocks.

A module in `pages/` makes a `Page` of the facts and of what the address asks for. One writer for
each medium turns it into something to look at: `components.live` into a page of Streamlit,
`web.plain` into one page of HTML. A writer has one function for each type of block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from components.choices import (
    AREA,
    COHORT,
    PLACE,
    VIEW,
    Asked,
    Choice,
    Control,
    Number,
    Search,
    Several,
    Words,
    area_choice,
    fault_of,
    unknown_value,
)
from components.found_place import FoundPlace
from components.hero import Hero
from components.html.cards import Card
from components.maps.dots import Dots
from components.maps.evidence import Evidence
from components.maps.rings import MarkedPlace
from components.maps.scene import Scene, scene
from components.maps.shows import Cohort, Show
from components.theme import LookName
from data.package.catalogue import Catalogue


@dataclass(frozen=True)
class Prose:
    """Ready markup of our own builders; `made_of` is what it was made of and is kept with.

    Links to other pages take the choices that hold everywhere with them if it `leads_on`.
    """

    html: str
    made_of: object = None
    leads_on: bool = False


@dataclass(frozen=True)
class CardBlock:
    """A figure card: headline, picture, sources, how it is known, table, download.

    One that is `folded` has no picture and shows its headline, which opens the rest.
    """

    card: Card
    open_table: bool = False
    folded: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A Vega-Lite specification with its text alternative."""

    spec: Mapping[str, Any]
    alt: str


@dataclass(frozen=True, kw_only=True)
class LotMap:
    """The large map, on which an area can be chosen; with `evidence`, lots are shaded by that.

    `dots` are the places that it marks. A ring marks each of `points`.
    """

    show: Show
    cohort: Cohort
    area: str | None
    evidence: Evidence | None = None
    points: tuple[MarkedPlace, ...] = ()
    dots: Dots | None = None

    def scene(self, look: LookName) -> Scene:
        """What it shows, for whichever medium draws it."""
        return scene(
            look,
            self.show,
            self.cohort,
            self.area,
            points=self.points,
            evidence=self.evidence,
            dots=self.dots,
        )


@dataclass(frozen=True)
class Status:
    """Words that screen readers are told when they change."""

    words: str


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file that is made when it is asked for; `name` is that of the file.

    `of` says for who listens what it is of, where the label alone stands on a page often.
    """

    label: str
    name: str
    write: Callable[[], str | bytes]
    mime: str = "text/csv"
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Box:
    """Blocks that belong together under a key of their own, by which style sheets know them.

    It has changed for who listens if `heading` or `more` has; without a heading it is not told.
    """

    key: str
    blocks: tuple[Block, ...]
    heading: str = ""
    more: str = ""


@dataclass(frozen=True)
class Row:
    """Columns beside each other, as wide as their weights; on a phone one under the other."""

    columns: tuple[tuple[Block, ...], ...]
    weights: tuple[int, ...] = ()

    @property
    def shares(self) -> tuple[int, ...]:
        """The weight of each column; all the same where none is given."""
        return self.weights or (1,) * len(self.columns)


Block = Prose | CardBlock | Picture | LotMap | Status | Download | Box | Row


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page, whole: the finding as its one h1, controls, blocks, what is unknown, its sources.

    `more` says what the controls in its fold are of, where some are `folded`.
    `faults` are sentences on what is wrong in the address beyond values that no control has.
    `hero` is what a room sees where that differs from what its first block gives
    (`components/on_screen.py`).
    `place` is the one that it marks. `explains_terms` is false for the page that tells what every
    term means, and `leads_to_room` for one whose readers need no way to a screen or a slide of it.
    What is `unknown` is asked in full on the page that it is about; one whose questions are all
    asked on others `counts_unknown`.
    """

    finding: str
    standfirst: str = ""
    choices: tuple[Control, ...] = ()
    more: str = ""
    search: Search | None = None
    place: FoundPlace | None = None
    faults: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    unknown: pl.DataFrame = field(default_factory=pl.DataFrame)
    sources: Sequence[str] = ()
    attributions: tuple[str, ...] = ()
    hero: Hero | None = None
    explains_terms: bool = True
    leads_to_room: bool = True
    counts_unknown: bool = False


Make = Callable[[Catalogue, Asked], Page]


def blocks_of(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give each block and the blocks inside it, in the order in which they are read."""
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from blocks_of(block.blocks)
        elif isinstance(block, Row):
            yield from (inner for column in block.columns for inner in blocks_of(column))


def sources_of(page: Page) -> tuple[str, ...]:
    """Return the sources that a page lists at its end: its own, and those of its cards."""
    cards = (block.card for block in blocks_of(page.body) if isinstance(block, CardBlock))
    return tuple(
        dict.fromkeys([*page.sources, *(one for card in cards for one in card.source_ids)])
    )


def downloads(page: Page) -> dict[str, Download]:
    """Return every file that a page offers, by its name."""
    found = [
        block if isinstance(block, Download) else card_file(block.card)
        for block in blocks_of(page.body)
        if isinstance(block, Download | CardBlock)
    ]
    return {file.name: file for file in found}


def card_file(card: Card) -> Download:
    """Return the table of a card as a file."""
    return Download(label="CSV", name=f"{card.slug}.csv", write=card.table.csv, of=card.headline)


def chosen(page: Page, asked: Asked, catalogue: Catalogue) -> dict[str, str]:
    """Return the choices that decide what a page shows, defaults left out, in a fixed order.

    Free words and places are among them; a page that has any is never kept.
    """
    found = {}
    for control in (area_choice(catalogue), COHORT, *page.choices):
        if isinstance(control, Several):
            value, usual = ",".join(control.chosen) or control.nothing, ",".join(control.usual)
        elif isinstance(control, Words):
            value, usual = asked[control], ""
        elif isinstance(control, Number):
            value, usual = control.written(asked[control]), control.written(control.usual)
        elif control.shape == "links":
            continue
        else:
            value, usual = asked[control], control.default
        if value != usual:
            found[control.key] = value
    if place := page.place or (page.search and page.search.place):
        found[PLACE] = place.key
    return found


def everywhere(page: Page, asked: Asked, catalogue: Catalogue) -> dict[str, str]:
    """Return those of the choices that hold for the whole dashboard."""
    found = chosen(page, asked, catalogue)
    return {key: found[key] for key in (area_choice(catalogue).key, COHORT.key) if key in found}


def fold_is_open(page: Page, asked: Asked) -> bool:
    """Return whether a control in the fold of a page has another value than is usual."""
    return any(
        asked[one] != (one.default if isinstance(one, Choice) else one.usual)
        for one in folded(page)
    )


def keys_of(page: Page) -> list[str]:
    """Return the keys of the controls of a page."""
    return [control.key for control in page.choices]


def folded(page: Page) -> list[Choice | Number]:
    """Return the controls in the fold of a page."""
    return [one for one in page.choices if isinstance(one, Choice | Number) and one.folded]


def may_be_kept(page: Page, asked: Asked, catalogue: Catalogue, *, besides: Set[str]) -> bool:
    """Return whether nothing of an address is the visitor’s own: words, a place, a value or a key.

    Keys `besides` those of the page's controls are ours too.
    """
    return (
        asked.address.keys() <= {AREA, COHORT.key, *keys_of(page), *besides}
        and not faults(page, asked, catalogue)
        and not any(asked[one] for one in page.choices if isinstance(one, Words))
    )


def faults(page: Page, asked: Asked, catalogue: Catalogue) -> list[str]:
    """Return a sentence on each thing that is wrong in an address.

    They leave out what was given: what somebody typed is not played back.
    """
    found = list(page.faults)
    for control in (area_choice(catalogue), COHORT, *page.choices):
        found += fault_of(control, asked.address.get(control.key))
    if VIEW in asked.address and VIEW not in keys_of(page):
        found.append(unknown_value(VIEW, "The whole page"))
    return list(dict.fromkeys(found))
