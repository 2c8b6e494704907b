"""The parts of an opening: what a page shows first, without the frame around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from components.cards import Card, foot_html, heading_html
from components.theme import LookName
from data.catalogue import Catalogue

Columns = Literal["one", "two", "many", "wide-and-narrow"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a page: markup, a picture as Vega-Lite specification with its text, markup.

    `phone_height` is that of the picture on a phone in px, where it is another there.
    """

    head: str = ""
    spec: Mapping[str, Any] | None = None
    alt: str = ""
    foot: str = ""
    phone_height: int | None = None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The beginning of a page.

    `finding` is its h1, `lead` markup under the head; `parts` stand in `columns`, with markup
    `after` them. Controls of the page stand before the head or after it, or there are none.
    """

    finding: str
    standfirst: str = ""
    lead: str = ""
    parts: tuple[Part, ...] = ()
    columns: Columns = "one"
    after: str = ""
    controls: Literal["", "before", "after"] = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an opening is asked for: choices of the address that are known, look and day."""

    choices: Mapping[str, str]
    look: LookName
    today: dt.date

    def __getitem__(self, key: str) -> str | None:
        return self.choices.get(key)

    @property
    def area(self) -> str | None:
        return self.choices.get("area")

    @property
    def cohort(self) -> str:
        return self.choices.get("cohort", "adults")


def of_card(catalogue: Catalogue, card: Card, *, open_table: bool = False) -> Part:
    """Return a card as `components.page.show` puts it on the page."""
    return Part(
        head=heading_html(card),
        spec=card.spec,
        alt=card.alt,
        foot=foot_html(catalogue, card, open_table=open_table),
    )


def facts_html(pairs: list[tuple[str, str]]) -> str:
    """Return terms and texts as `components.page.facts` writes them."""
    items = "".join(f"<div><dt>{escape(t)}</dt><dd>{escape(x)}</dd></div>" for t, x in pairs)
    return f'<dl class="entry">{items}</dl>'
