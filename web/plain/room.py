"""A page as it is shown to a room: its finding and the one picture that proves it, large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import urlencode

from components.choices import Asked, shown_to_a_room
from components.deck import Deck
from components.hero import Hero
from components.html.cards import basis_words
from components.html.tables import html as table_html
from components.on_screen import hero_of, of_hero
from components.page_list import SERVICE, PageEntry
from components.page_model import Page, everywhere
from components.text import terms
from data.package.catalogue import Catalogue
from data.papers.sources import named
from web.drawing.pictures import hatch, picture
from web.kit.writing import Written, render
from web.plain.page import style

WIDE = 480  # px of a picture that has no width of its own
SHORT_FORMS = "<!-- short forms -->"  # where those are explained that stand in names only
FEW_SOURCES = 4  # so many are named; the page and the notes of its slide name all


def write(
    catalogue: Catalogue,
    entry: PageEntry,
    page: Page,
    asked: Asked,
    deck: Deck,
    *,
    wrong: Sequence[str] = (),
) -> Written:
    """Write the view of a page that was made in the look `css`, as one of a deck.

    `wrong` are sentences on its address.
    """
    hero, chosen = hero_of(page), of_hero(page, asked, catalogue)
    drawn = _drawn(hero)
    sources = _sources(catalogue, hero)
    html = render(
        "plain/room.html",
        css=style(drawn),
        wrong=[*wrong, *deck.faults],
        hero=hero,
        drawn=drawn,
        proof=hero.markup or ("" if drawn else _table(hero)),
        basis=basis_words(hero.basis),
        sources=sources[:FEW_SOURCES],
        more_sources=len(sources[FEW_SOURCES:]),
        service=SERVICE,
        version=catalogue.version,
        when=catalogue.when,
        place=deck.place_of(entry),
        back=_address(entry, chosen),
        short_forms=SHORT_FORMS,
        beside=list(_beside(entry, deck, everywhere(page, asked, catalogue))),
    )
    # Nothing is pressed there.
    memory = terms.Memory()
    told = terms.mark(catalogue, html, memory, base="")
    memory.explained |= {key for key, term in memory.met.items() if escape(term.name) in told}
    told = told.replace(SHORT_FORMS, terms.left_over(memory, base=""))
    return Written(finding=hero.finding, standfirst="", html=told)


def _drawn(hero: Hero) -> str:
    if hero.spec is None:
        return ""
    width = hero.spec.get("width", WIDE)
    drawn = picture(hero.spec, width=width if isinstance(width, int) else WIDE, name="room")
    return drawn + hatch(drawn)


def _table(hero: Hero) -> str:
    return table_html(hero.table, caption_hidden=True) if hero.table else ""


def _sources(catalogue: Catalogue, hero: Hero) -> list[tuple[str, str]]:
    rows = named(catalogue, hero.source_ids).iter_rows(named=True)
    return [(row["short_name"], row["when"]) for row in rows]


def _beside(
    entry: PageEntry, deck: Deck, everywhere: dict[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """The screens before and after this one: link type, word, name of the page, address."""
    query = shown_to_a_room({}) | everywhere | deck.query
    for rel, word, one in zip(
        ("prev", "next"), ("Previous", "Next"), deck.beside(entry), strict=True
    ):
        if one is not None:
            yield rel, word, one.name, _address(one, query)


def _address(entry: PageEntry, query: dict[str, str]) -> str:
    return f"/{entry.path}?{urlencode(query, safe=',')}" if query else f"/{entry.path}"
