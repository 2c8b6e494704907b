"""What there is to know of a found place, for the embed of Find my area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from components import blocks
from components.findings.find import find, place as find_place
from components.findings.places import cards as place_cards
from components.found_place import FoundPlace, same_name, same_name_words
from components.page_model import Block, Page, Prose
from data.package.catalogue import Catalogue
from geo.lookup.lookup import load
from geo.suggestion import Suggestion


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer for a place: its finding with what is to know of it, part by part.

    `areas` are the ids of its HCP areas, the largest part first. `offers` are words with places
    that may be looked up next. `address` is that of the dashboard's page on it, which holds no
    whole postcode.
    """

    page: Page
    areas: tuple[str, ...]
    offers: tuple[tuple[str, tuple[Suggestion, ...]], ...]
    address: str


def describe(catalogue: Catalogue, place: FoundPlace) -> Found:
    """Say what there is to know of a place in each of its areas; of a lot, as a whole."""
    if place.kind == "lot":
        body = (blocks.facts(find_place.lot_facts(catalogue, place)),)
    else:
        body = tuple(one for area in place.parts for one in _part(catalogue, place, area))
    return Found(
        page=Page(
            finding=find.finding(catalogue, place),
            standfirst=find.standfirst(catalogue, place),
            body=body,
        ),
        areas=tuple(place.parts),
        offers=tuple(offer for offer in (_areas(place), _same_name(place)) if offer[1]),
        address=f"find-my-area?place={quote(place.key)}",
    )


def _part(catalogue: Catalogue, place: FoundPlace, area: str) -> Iterator[Block]:
    """What is to know of a place in one HCP area, under its name where there are others."""
    facts = find_place.brief(catalogue, place, area, today=dt.date.today())
    if len(place.parts) > 1:
        largest = area == place.main.hcp_area.id
        yield blocks.heading(f"In {place.parts[area]}{', the largest part' if largest else ''}")
        facts = [pair for pair in facts if pair != ("HCP area", place.parts[area])]
    money = ("Money a year", place_cards.money_card(catalogue, area).headline)
    yield blocks.facts([*facts, money])
    yield Prose(find_place.doubt_html(catalogue, place, area))


def _areas(place: FoundPlace) -> tuple[str, tuple[Suggestion, ...]]:
    """The areas of a lot, to look at one by one."""
    areas = place.parts if place.kind == "lot" else {}
    found = tuple(Suggestion(name, "hcp_area", key) for key, name in areas.items())
    return "Look at one area:", found


def _same_name(place: FoundPlace) -> tuple[str, tuple[Suggestion, ...]]:
    found = same_name(load(), place)
    return same_name_words(found), found
