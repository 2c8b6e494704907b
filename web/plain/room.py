"""A page as it is shown to a room: its finding and the one picture that proves it, large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from components.choices import PRESENT
from components.findings.overview.ways import ON_SCREEN
from components.html.cards import basis_words
from components.page_list import SERVICE, PageEntry
from components.page_model import Hero
from components.text import terms
from data.package.catalogue import Catalogue
from data.papers.sources import named
from web.drawing.pictures import hatch, picture
from web.kit.writing import render
from web.plain.page import style


def write(catalogue: Catalogue, entry: PageEntry, hero: Hero, chosen: Mapping[str, str]) -> str:
    """Write the view; `chosen` are the choices that it and the page itself are shown with."""
    drawn = ""
    if hero.spec is not None:
        drawn = picture(hero.spec, width=int(hero.spec.get("width", 480)), name="room")
        drawn += hatch(drawn)
    rows = named(catalogue, hero.source_ids).iter_rows(named=True)
    query = f"?{urlencode(chosen)}" if chosen else ""
    everywhere = {key: value for key, value in chosen.items() if key not in hero.keeps}
    html = render(
        "plain/room.html",
        css=style(drawn),
        hero=hero,
        drawn=drawn,
        basis=basis_words(hero.basis),
        sources=[(row["short_name"], row["when"]) for row in rows],
        service=SERVICE,
        version=catalogue.version,
        when=catalogue.when,
        back=f"/{entry.path}{query}",
        beside=_beside(entry, everywhere),
    )
    return terms.mark(catalogue, html, terms.Memory(), base="")  # nothing is pressed there


def _beside(entry: PageEntry, everywhere: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """The screens before and after this one: link type, word, name of the page, address."""
    shown = [*ON_SCREEN]
    if entry.path not in shown:
        return
    here = shown.index(entry.path)
    query = urlencode({"view": PRESENT, **everywhere})
    for rel, word, paths in (
        ("prev", "Previous", shown[:here][-1:]),
        ("next", "Next", shown[here + 1 :][:1]),
    ):
        for path in paths:
            yield rel, word, ON_SCREEN[path], f"/{path}?{query}"
