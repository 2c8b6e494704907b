"""Find my area for light pages: what a typed text found, or why it found nothing.

The text is used for one look-up and let go: nothing here logs, keeps or repeats a postcode.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote

from components import counters
from components.findings import find, find_place, place_cards
from components.findings.near_misses import near_misses
from components.findings.spots import Spot, same_name, same_name_words, spot
from data.catalogue import Catalogue
from geo.errors import LookupProblem
from geo.lookup import load
from geo.suggestion import Suggestion


@dataclass(frozen=True, kw_only=True)
class Part:
    """What is to know of a place in one HCP area, as terms with texts.

    `title` names the area where there are others, else it is empty. `doubt` is ready markup on
    what papers leave open there.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    doubt: str = ""


WHERE = "embed"  # where these look-ups are made, as they are counted


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer for a place: the finding, then what is to know of it part by part.

    `areas` are the ids of its HCP areas, the largest part first. `offers` are words with places
    that may be looked up next. `page` is the address of the dashboard's page on it, which holds
    no whole postcode.
    """

    heading: str
    standfirst: str
    parts: tuple[Part, ...]
    areas: tuple[str, ...]
    offers: tuple[tuple[str, tuple[Suggestion, ...]], ...]
    page: str


@dataclass(frozen=True, kw_only=True)
class NotFound:
    """Why nothing was found, in a sentence, and what may have been meant."""

    sentence: str
    suggestions: tuple[Suggestion, ...] = ()


def look_up(catalogue: Catalogue, text: str) -> Found | NotFound:
    """Find the place of a text that somebody typed."""
    index = load()
    try:
        place = spot(index.find(text))
        counters.count_look_up(place.kind, where=WHERE)
        return describe(catalogue, place)
    except LookupProblem as problem:
        counters.count_look_up(None, problem, where=WHERE)
        return NotFound(sentence=str(problem), suggestions=near_misses(index, text, problem))


def describe(catalogue: Catalogue, place: Spot) -> Found:
    """Say what there is to know of a place in each of its areas; of a lot, as a whole."""
    lot = find_place.lot_facts(catalogue, place) if place.kind == "lot" else ()
    parts = tuple(_part(catalogue, place, area) for area in place.parts)
    return Found(
        heading=find.finding(catalogue, place),
        standfirst=find.standfirst(catalogue, place),
        parts=(Part(title="", facts=lot),) if lot else parts,
        areas=tuple(place.parts),
        offers=tuple(offer for offer in (_areas(place), _same_name(place)) if offer[1]),
        page=f"find-my-area?place={quote(place.key)}",
    )


def _part(catalogue: Catalogue, place: Spot, area: str) -> Part:
    facts = find_place.brief(catalogue, place, area, today=dt.date.today())
    money = ("Money a year", place_cards.money_card(catalogue, area).headline)
    title = ""
    if len(place.parts) > 1:
        largest = area == place.main.hcp_area.id
        title = f"In {place.parts[area]}{', the largest part' if largest else ''}"
        facts = [pair for pair in facts if pair != ("HCP area", place.parts[area])]
    return Part(
        title=title,
        facts=(*facts, money),
        doubt=find_place.doubt_html(catalogue, place, area),
    )


def _areas(place: Spot) -> tuple[str, tuple[Suggestion, ...]]:
    """The areas of a lot, to look at one by one."""
    areas = place.parts if place.kind == "lot" else {}
    found = tuple(Suggestion(name, "hcp_area", key) for key, name in areas.items())
    return "Look at one area:", found


def _same_name(place: Spot) -> tuple[str, tuple[Suggestion, ...]]:
    found = same_name(load(), place)
    return same_name_words(found), found
