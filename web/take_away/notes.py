"""The notes of a slide: all that is to be known of its finding, for who shows it."""

from __future__ import annotations

from collections.abc import Iterator

from components.hero import Hero
from components.html.cards import basis_words
from components.page_list import SERVICE
from components.text.words import capital
from data.package.catalogue import Catalogue
from data.papers.sources import named

FEW = 6  # sources that a foot names


def notes(catalogue: Catalogue, hero: Hero, *, address: str) -> str:
    """Return the notes: words and caveats, sources with places, the page and the data version."""
    return "\n".join(_lines(catalogue, hero, address))


def foot(catalogue: Catalogue, hero: Hero) -> tuple[str, ...]:
    """Return the lines under what is taken away: sources and basis, then whose it is."""
    names = [f"{row['short_name']} ({row['when']})" for row in _rows(catalogue, hero.source_ids)]
    if left := len(names[FEW:]):
        names[FEW:] = [f"and {left} more, as the page says"]
    of = f"{'Source' if len(names) == 1 else 'Sources'}: {'; '.join(names)}" if names else ""
    known = ". ".join(filter(None, (of, capital(basis_words(hero.basis)))))
    whose = "".join(f"{line}. " for line in hero.attributions)
    own = f"{whose}{SERVICE}, data version {catalogue.version} of {catalogue.when}."
    return tuple(filter(None, (f"{known}." if known else "", own)))


def _lines(catalogue: Catalogue, hero: Hero, address: str) -> Iterator[str]:
    if hero.subtitle:
        yield f"What it shows: {hero.subtitle.removesuffix('.')}."
    if hero.table and hero.table.note:
        yield hero.table.note
    yield from hero.words
    if hero.how:
        yield "How it is known:"
        yield from (f"– {one}" for one in hero.how)
    rows = _rows(catalogue, hero.source_ids)
    if rows:
        yield "Sources:"
        yield from (f"– {row['title']}, {row['body']}, {row['when']}" for row in rows)
    if hero.basis:
        yield f"Basis: {basis_words(hero.basis)}."
    yield from (f"{line}." for line in hero.attributions)
    yield f"The page: {address}"
    yield f"{SERVICE}, data version {catalogue.version} of {catalogue.when}."


def _rows(catalogue: Catalogue, source_ids: tuple[str, ...]) -> list[dict[str, str]]:
    return named(catalogue, source_ids).rows(named=True)
