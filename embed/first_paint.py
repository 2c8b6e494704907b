"""The beginning of a page as HTML, for the time until Streamlit's script has drawn the page.

It is made from the same functions as the page itself, and goes into the start page that is served
at the page's address. Where there is no JavaScript it stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from components.findings import openings
from components.findings.opening_parts import Opening, Part
from components.page_list import PAGES, SERVICE, PageEntry
from components.terms import Memory, mark
from components.theme import BASE_SIZE, FONT, css
from data.catalogue import Catalogue
from embed.looks import properties
from embed.pictures import picture
from embed.writing import render

# How wide pictures are drawn, in px: by the columns they stand in, and on a phone.
WIDTHS: Mapping[str, int] = {"one": 1150, "two": 540, "many": 540, "wide-and-narrow": 700}
PHONE = 330

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Painted:
    """The beginning of a page: its finding, what it says under it, and both with all as HTML.

    `card` is the finding of the page without any choice, which its picture for sharing shows.
    """

    finding: str
    card: str
    standfirst: str
    html: str


def paint(catalogue: Catalogue, entry: PageEntry, choices: Choices, *, today: dt.date) -> Painted:
    """Write the beginning of a page; `choices` as `components.findings.openings.read` gives them.

    Raises ValueError where a picture cannot be drawn in both looks.
    """
    light, dark = (
        openings.opening(catalogue, entry.path, choices, look=look, today=today)
        for look in ("light", "dark")
    )
    parts = [
        {"head": one.head, "alt": one.alt, "foot": one.foot, "pictures": list(pictures)}
        for one, pictures in _drawn(light, dark)
    ]
    drawn = "".join(one["svg"] for part in parts for one in part["pictures"])
    html = render(
        "first_paint/page.html",
        css=_css() + properties(drawn),
        base_size=BASE_SIZE,
        font=FONT,
        sections=_sections(),
        here=entry,
        service=SERVICE,
        opening=light,
        parts=parts,
    )
    html = mark(catalogue, html, Memory())
    chosen_nothing = openings.opening(catalogue, entry.path, (), look="light", today=today)
    return Painted(
        finding=light.finding,
        card=chosen_nothing.finding,
        standfirst=light.standfirst,
        html=html,
    )


def _drawn(light: Opening, dark: Opening) -> Iterator[tuple[Part, Iterator[dict[str, str]]]]:
    for place, (one, other) in enumerate(zip(light.parts, dark.parts, strict=True)):
        yield one, _pictures(one, other, wide=WIDTHS[light.columns], name=f"first-{place}")


def _pictures(light: Part, dark: Part, *, wide: int, name: str) -> Iterator[dict[str, str]]:
    if light.spec is None or dark.spec is None:
        return
    for kind, width in (("large", wide), ("small", PHONE)):
        height = {"height": light.phone_height} if kind == "small" and light.phone_height else {}
        one, other = ({**spec, **height} for spec in (light.spec, dark.spec))
        drawn = picture(one, other, width=width, name=f"{name}-{kind}")
        yield {"kind": kind, "svg": drawn}


@cache
def _sections() -> dict[str, list[PageEntry]]:
    found: dict[str, list[PageEntry]] = {}
    for entry in PAGES:
        found.setdefault(entry.section, []).append(entry)
    return found


@cache
def _css() -> str:
    """The style sheets of the app, whose parts these are."""
    return css().removeprefix("<style>").removesuffix("</style>")
