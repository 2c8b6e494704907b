"""Find my area for light pages: what a typed text found, or why it found nothing.

The text is used for one look-up and let go: nothing here logs, keeps or repeats a postcode.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from components.findings import find, find_place, place_cards
from components.findings.near_misses import near_misses
from components.findings.spots import Spot, spot
from data.catalogue import Catalogue
from geo.answers import Suggestion
from geo.errors import LookupProblem
from geo.lookup import load


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer for a place: the finding, what is to know beside it, terms with texts.

    `area` is the id of its HCP area, `doubt` ready markup on what papers leave open there, and
    `page` the address of the dashboard's page on it, which holds no whole postcode.
    """

    heading: str
    standfirst: str
    facts: tuple[tuple[str, str], ...]
    area: str
    doubt: str
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
        return describe(catalogue, spot(index.find(text)))
    except LookupProblem as problem:
        return NotFound(sentence=str(problem), suggestions=near_misses(index, text, problem))


def describe(catalogue: Catalogue, place: Spot) -> Found:
    """Say what there is to know of a place in its main area."""
    area = place.main.hcp_area.id
    return Found(
        heading=find.finding(catalogue, place),
        standfirst=find.standfirst(catalogue, place).replace(
            ": choose below which one to see.", "."
        ),
        facts=(
            *find_place.brief(catalogue, place, area),
            ("Money a year", place_cards.money_card(catalogue, area).headline),
        ),
        area=area,
        doubt=find_place.doubt_html(catalogue, place, area),
        page=f"find-my-area?place={quote(place.key)}",
    )
