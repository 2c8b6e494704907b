"""The one thing of a page that is shown to a room: what the page says it is, or its first proof.

The first proof is its first card, picture or table. A page that is new has a screen by that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from components.choices import AREA, COHORT, Asked
from components.hero import Hero
from components.html.brief import brief
from components.html.cards import Card
from components.html.tables import Table
from components.page_model import (
    CardBlock,
    Page,
    Picture,
    Prose,
    blocks_of,
    chosen,
    everywhere,
    keys_of,
    sources_of,
)
from components.text.words import listed, sentence
from data.package.catalogue import Catalogue

# A picture is drawn small and shown large, so that its words grow with it.
WIDTH, HEIGHT = 460, 294  # px
WHOLE = {"type": "fit", "contains": "padding"}  # its words included
TALLEST = 360  # px that it may be squeezed from; the words of a taller one could not be read

# A screen of 16 to 9 in lines of a table, and what else stands on it.
LINES = 24.0
FINDING, FINDING_LETTERS = 1.9, 62  # height of a line of it, and its letters
WORDS, WORDS_LETTERS = 1.3, 105


def hero_of(page: Page) -> Hero:
    """Return what of a page is shown to a room and on a slide."""
    return page.hero or _first(page)


def keeps_of(page: Page) -> tuple[str, ...]:
    """Return the keys of those choices by which a page’s hero is made, but what hold everywhere."""
    own = page.hero.keeps if page.hero else tuple(keys_of(page))
    return tuple(key for key in own if key not in (AREA, COHORT.key))


def of_hero(page: Page, asked: Asked, catalogue: Catalogue) -> dict[str, str]:
    """Return those of the choices by which the hero of a page is made."""
    keeps = {*everywhere(page, asked, catalogue), *keeps_of(page)}
    return {key: v for key, v in chosen(page, asked, catalogue).items() if key in keeps}


def with_table(hero: Hero, table: Table) -> Hero:
    """Return a hero with as much of a table as fits under its words, and how much is left out.

    The caveats of the rows that are shown stand among the words.
    """
    shown, _ = brief(table, lines=_left(hero))
    told = replace(hero, words=(*hero.words, *_caveats(shown, hero.words)))
    shown, more = brief(table, lines=_left(told))
    left = (f"{more:,} more {'is' if more == 1 else 'are'} on the page.",) if more else ()
    return replace(hero, table=shown, words=(*left, *hero.words, *_caveats(shown, hero.words)))


def _left(hero: Hero) -> float:
    """The lines of a screen that its finding, its subtitle and its words leave for a table."""
    words = sum(WORDS * _lines(one, WORDS_LETTERS) for one in (hero.subtitle, *hero.words))
    return LINES - words - FINDING * _lines(hero.finding, FINDING_LETTERS)


def _caveats(table: Table, told: Sequence[str]) -> Iterator[str]:
    """The caveats of the rows of a table that are not told yet, each with its rows."""
    if "caveat" not in table.frame.columns:
        return
    of: dict[str, list[int]] = {}
    for number, caveat in enumerate(table.frame["caveat"], start=1):
        if caveat and not any(sentence(caveat) in words for words in told):
            of.setdefault(caveat, []).append(number)
    for caveat, rows in of.items():
        which = f"{'Row' if len(rows) == 1 else 'Rows'} {listed(map(str, rows))}"
        yield f"{which}: {sentence(caveat)}"


def _first(page: Page) -> Hero:
    """The first proof of a page; without any its standfirst alone."""
    bare = replace(
        of_words(page.finding, page.standfirst, page.attributions), source_ids=sources_of(page)
    )
    for block in blocks_of(page.body):
        match block:
            case CardBlock(folded=False):
                return of_card(bare, block.card)
            case Picture():
                return replace(bare, spec=sized(block.spec), alt=block.alt)
            case Prose() if isinstance(block.made_of, Table):
                table = block.made_of
                basis = table.frame["basis"].drop_nulls() if "basis" in table.frame.columns else ()
                shown = replace(bare, subtitle=table.caption, basis=tuple(dict.fromkeys(basis)))
                return with_table(shown, table)
    return bare


def of_words(finding: str, standfirst: str, attributions: tuple[str, ...] = ()) -> Hero:
    """Return a hero that has no proof yet."""
    return Hero(
        finding=finding,
        subtitle="",
        words=(standfirst,) if standfirst else (),
        source_ids=(),
        basis=(),
        attributions=attributions,
    )


def of_card(bare: Hero, card: Card) -> Hero:
    """Return a hero with a card as its proof: its picture, or else its table."""
    hero = replace(
        bare,
        subtitle=card.subtitle,
        words=(*bare.words, *card.caveats),
        source_ids=card.source_ids or bare.source_ids,
        basis=card.basis,
        how=how_of(card),
    )
    if card.spec is None or _height(card.spec) > TALLEST:
        return with_table(hero, card.table)
    return replace(hero, spec=sized(card.spec), alt=card.alt)


def how_of(card: Card) -> tuple[str, ...]:
    """Return how the figures of a card are known, and where in which source its rows stand."""
    rows = card.table.frame
    if not {"source", "place"} <= set(rows.columns):
        return card.how
    told: dict[str, dict[str, None]] = {}
    for source, place in rows.select("source", "place").drop_nulls().iter_rows():
        told.setdefault(source, {})[place] = None
    return (*card.how, *(f"{source}: {'; '.join(places)}." for source, places in told.items()))


def sized(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a picture in the size in which it is drawn for a room."""
    high = {"height": min(_height(spec), HEIGHT), "autosize": WHOLE} if _height(spec) else {}
    return {**spec, "width": WIDTH, **high}


def _height(spec: Mapping[str, Any]) -> int:
    """The height of a picture in px; 0 where it follows from what it shows."""
    height = spec.get("height")
    return height if isinstance(height, int) else 0


def _lines(text: str, letters: int) -> int:
    return math.ceil(len(text) / letters)
