"""A page written as HTML, whole: navigation, controls as a form, every block, sources.

It goes into the start page that is served at the page's address. The live page takes its place
where that can be had; where it cannot, this is the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import TypeGuard
from urllib.parse import urlencode

from markupsafe import Markup

from components import blocks
from components.choices import (
    AREA,
    COHORT,
    LONGEST_TEXT,
    PLACE,
    Asked,
    Choice,
    Control,
    Number,
    Search,
    Words,
)
from components.findings.briefing.link import ALL
from components.findings.find.find import place_names
from components.found_place import same_name, same_name_words
from components.markup import Files
from components.on_screen import of_hero
from components.page_list import BRIEFINGS, MORE, PAGES, SERVICE, PageEntry
from components.page_model import (
    Page,
    chosen,
    everywhere,
    faults,
    fold_is_open,
    sources_of,
)
from components.style_sheets import properties, rules, shortened
from components.text import terms
from components.theme import BASE_SIZE, FONT
from data.package.catalogue import Catalogue
from geo.lookup.lookup import load
from web.kit.settings import BELOW_A_PATH
from web.kit.writing import Written, render
from web.plain.look_up import NotFound
from web.plain.writer import Writer


def write(
    catalogue: Catalogue,
    entry: PageEntry,
    page: Page,
    asked: Asked,
    *,
    wrong: Sequence[str] = (),
    problem: NotFound | None = None,
) -> Written:
    """Write a page that was made for what is asked, in the look `css`.

    `wrong` are sentences on its address beside those that the page itself has; `problem` is why
    nothing was found of what was typed. Raises ValueError where a picture cannot be drawn.
    """
    now = chosen(page, asked, catalogue)
    kept_on, on_screen = everywhere(page, asked, catalogue), of_hero(page, asked, catalogue)
    files = Files(path=entry.path, chosen=now, sources=sources_of(page))
    memory = terms.memory_for(catalogue, explains_terms=page.explains_terms)
    head = blocks.head_html(entry.name, page.finding, page.standfirst)
    body = Writer(catalogue, files).blocks(page.body) + blocks.unknown_html(page)
    where_from = blocks.where_from_html(catalogue, files.sources, page.attributions)
    parts = {
        "notices": _notices([*wrong, *faults(page, asked, catalogue)]),
        "head": terms.mark(catalogue, head, memory),
        "screen": blocks.to_room_html(entry, on_screen) if page.leads_to_room else "",
        "controls": _form(entry, page, asked, now),
        "search": _search(entry, page.search, problem) if page.search else "",
        "others": _others(entry, page.search) if page.search and page.search.place else "",
        "body": f'<div class="stack">{terms.mark(catalogue, body, memory)}</div>',
    }
    terms.note(catalogue, where_from, memory)
    parts["end"] = terms.left_over(memory) + where_from
    shown = "".join(parts[name] for name in _order(page))
    html = _framed(entry, shown, kept_on, to_live=_address(entry, {**now, "live": "1"}))
    return Written(finding=page.finding, standfirst=page.standfirst, html=html)


def _framed(entry: PageEntry, shown: str, kept_on: Mapping[str, str], *, to_live: str = "") -> str:
    """What is shown on a page with the navigation around it."""
    return render(
        "plain/page.html",
        css=style(shown),
        sections=_sections(),
        more=MORE,
        briefings=(ALL, BRIEFINGS),
        here=entry,
        everywhere=f"?{urlencode(kept_on)}" if kept_on else "",
        service=SERVICE,
        shown=shown,
        to_live=to_live,
        below_a_path=BELOW_A_PATH,
    )


def _order(page: Page) -> tuple[str, ...]:
    """In which order the parts of a page stand: a box that found something keeps its place."""
    if page.search and page.search.place:
        return ("notices", "search", "head", "screen", "others", "controls", "body", "end")
    return ("notices", "head", "screen", "search", "controls", "body", "end")


def _notices(sentences: Sequence[str]) -> str:
    return "".join(f'<p class="notice" role="alert">{escape(one)}</p>' for one in sentences)


def _form(entry: PageEntry, page: Page, asked: Asked, now: Mapping[str, str]) -> str:
    """The controls of a page as one form; choices without a control here are carried along."""
    own = {control.key for control in page.choices}
    return render(
        "plain/controls.html",
        path=entry.path,
        carried={k: now[k] for k in (AREA, COHORT.key, PLACE) if k in now and k not in own},
        controls=[(type(one).__name__, one, _value(one, asked)) for one in page.choices],
        more=page.more,
        is_open=fold_is_open(page, asked),
        links={one.key: _links(entry, one, now) for one in page.choices if _is_links(one)},
        longest=LONGEST_TEXT,
    )


def _is_links(control: Control) -> TypeGuard[Choice[str]]:
    return isinstance(control, Choice) and control.shape == "links"


def _links(
    entry: PageEntry, control: Choice[str], now: Mapping[str, str]
) -> list[tuple[str, str, bool]]:
    """The address of each option of a choice that is made of links, its words, and if it is now."""
    rest = {key: value for key, value in now.items() if key != control.key}
    return [
        (
            _address(entry, {**rest, **({control.key: value} if value != control.default else {})}),
            words,
            value == control.now,
        )
        for value, words in control.options.items()
    ]


def _address(entry: PageEntry, chosen: Mapping[str, str]) -> str:
    return f"/{entry.path}?{urlencode(chosen)}" if chosen else f"/{entry.path}"


def _value(control: Control, asked: Asked) -> str:
    if isinstance(control, Number):
        return control.written(asked[control])
    return asked[control] if isinstance(control, Choice | Words) else ""


def _search(entry: PageEntry, search: Search, problem: NotFound | None) -> str:
    return render(
        "plain/search.html",
        path=entry.path,
        search=search,
        problem=problem,
        names={} if search.place else place_names(),
    )


def _others(entry: PageEntry, search: Search) -> str:
    """Other places of the name that was found, and its parts where it lies in several areas."""
    place = search.place
    if place is None:
        return ""
    others = same_name(load(), place)
    return render(
        "plain/others.html",
        path=entry.path,
        place=place.key,
        part=search.part,
        parts=place.parts,
        same_name=others,
        same_name_words=same_name_words(others),
    )


@cache
def _sections() -> dict[str, list[PageEntry]]:
    found: dict[str, list[PageEntry]] = {}
    for entry in PAGES:
        found.setdefault(entry.section, []).append(entry)
    return found


def style(shown: str) -> str:
    """The style sheets of the app, whose parts these are, and the tokens that they and `shown` use.

    No feature that is young in browsers gives a colour: each look has its own values.
    """
    return properties(_rules() + shown) + _rules()


@cache
def _rules() -> str:
    """The rules of all style sheets and of the plain page's own, as short as can be."""
    own = render("plain/style.css", base_size=BASE_SIZE, font=Markup(FONT))
    return shortened(rules() + own)
