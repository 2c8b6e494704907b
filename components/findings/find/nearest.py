"""How far a found place lies from the nearest other lot, as well as it can be known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from components.findings.find import marks
from components.found_place import COARSE, FoundPlace
from components.maps.neighbourhood import TALL, neighbourhood
from components.maps.rings import ringed
from components.maps.shows import Cohort
from components.maps.svg_map import locator
from components.page_model import Block, Box, Picture, Prose
from components.text.words import listed, plural
from components.theme import MAP_HEIGHT, LookName
from geo.areas import Lot, areas
from geo.nearby import metres_from

TERM = "Nearest other lots"
# Outlines are generalised by some hundred metres, a postcode's point is rounded to `COARSE`: below
# it, a place may lie on the border itself, and is less than twice that from it.
NEAR = COARSE
STEP = 500  # metres; no distance is known better
FAR = 10_000  # metres; beyond it whole kilometres are told
SIMPLIFIED = "The line is simplified, so do not rely on it for a single address."
HOW = (
    "Each distance runs straight from the ring. It is rounded to half a kilometre, or to a whole "
    "one from 10 on. Less than 500 metres is told as near the border, since the outlines are no "
    "finer."
)
LAYERS: Mapping[Cohort, str] = {"adults": "lots_adult", "children": "lots_children"}
# Their middle says nothing of how near they reach to another lot, or they are the lots' own areas.
TOO_LARGE = ("authority", "hcp_area", "lot")


@dataclass(frozen=True)
class Nearest:
    """The other lot that is nearest for a cohort, and how far it is in words."""

    cohort: Cohort
    lot: Lot
    away: str
    is_near: bool


def nearest(place: FoundPlace) -> tuple[Nearest, ...]:
    """Return the nearest other lot of each cohort that has one.

    None where a place is split, or is no point: a council, a whole area, all postcodes of two
    letters.
    """
    if place.is_split or place.kind in TOO_LARGE or place.key.isalpha():
        return ()
    found = (_of(place, cohort) for cohort in LAYERS)
    return tuple(one for one in found if one)


def words(place: FoundPlace) -> str:
    """Return the nearest other lots in words, those that are as far away together; or nothing."""
    told: dict[str, list[str]] = defaultdict(list)
    for one in nearest(place):
        told[one.away].append(f"Lot {one.lot.number} for {one.cohort}")
    begins = "" if place.kind == "postcode" or not told else "From its middle: "
    return begins + "; ".join(f"{listed(lots)}, {away}" for away, lots in told.items())


def close_up(place: FoundPlace, look: LookName) -> tuple[Block, ...]:
    """Return a picture of the land around a place that is near a border; nothing elsewhere."""
    if not any(one.is_near for one in nearest(place)):
        return ()
    (point,) = marks.points(place)
    drawn = neighbourhood(look, point)
    note = f"{TALL // 1000} km from north to south.{ringed([point])} {SIMPLIFIED}"
    inside = (
        Prose(f'<h2>The border nearby</h2><p class="map-note">{escape(note)}</p>'),
        Picture(spec=locator(drawn, height=MAP_HEIGHT), alt=drawn.alt),
    )
    return (Box(key="neighbourhood", blocks=inside),)


def _of(place: FoundPlace, cohort: Cohort) -> Nearest | None:
    lots = areas().lots
    own = areas().lot_of(place.main.hcp_area.id, cohort)
    metres = metres_from(LAYERS[cohort], place.easting, place.northing)
    others = {key: far for key, far in metres.items() if key in lots and key != own.id}
    if place.near and (close := areas().lot_of(place.near.hcp_area.id, cohort)) != own:
        exact = f"about {plural(place.near.metres, 'metre')} away"
        return Nearest(cohort, close, exact, is_near=True)
    if not others:
        return None
    lot = min(others, key=others.__getitem__)
    return Nearest(cohort, lots[lot], _away(others[lot]), is_near=others[lot] < NEAR)


def _away(metres: float) -> str:
    if metres < NEAR:
        return f"near the border, less than {2 * NEAR / 1000:g} km away"
    step = STEP if metres < FAR else 2 * STEP
    return f"about {round(metres / step) * step / 1000:g} km away"
