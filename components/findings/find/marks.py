"""A found place on maps: its ring, and the ways between the answer and the Map page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from components.choices import AREA, COHORT, PLACE, Asked
from components.findings.briefing.link import links_html
from components.findings.places.places import names
from components.found_place import FoundPlace, authority_name
from components.maps.rings import MarkedPlace
from components.page_list import PAGES
from data.package.catalogue import Catalogue
from geo.areas import areas

UNKNOWN_PLACE = "The place in the web address is unknown. Type a postcode or a place instead."
UNKNOWN_MARK = "The place in the web address is unknown, so this page is shown without a place."
DRAWN_WHOLE = ("hcp_area", "lot")  # kinds of place that every map draws by their outline


def points(place: FoundPlace | None) -> tuple[MarkedPlace, ...]:
    """Return the ring of a place, if it is one that has any."""
    if place is None or place.kind in DRAWN_WHOLE:
        return ()
    return (MarkedPlace(named(place), place.easting, place.northing),)


def named(place: FoundPlace) -> str:
    """Return what the ring of a place marks, as a sentence about it ends."""
    match place.kind:
        case "postcode":
            return "the postcode"
        case "postcode part":
            return f"the middle of the postcodes that begin {place.name}"
        case "ward":
            return f"the middle of {place.name} ward"
        case "authority":
            return f"the middle of {authority_name(place.authorities[0].authority)}"
    return place.name


def to_map_html(place: FoundPlace, area: str, asked: Asked) -> str:
    """Return the way from an answer to the Map page, with the place and its area in the address."""
    kept_on = {AREA: area}
    if asked.cohort != COHORT.default:
        kept_on[COHORT.key] = asked.cohort
    if place.kind == "lot":
        kept_on[COHORT.key] = areas().lots[place.key].cohort
    if points(place):
        kept_on[PLACE] = place.key
    return _way("map", kept_on, "See it on the map")


def to_prepare_html(catalogue: Catalogue, place: FoundPlace, area: str) -> str:
    """Return the ways from an answer to the briefing of its area and to My meeting."""
    briefing = links_html("area", {area: names(catalogue)[area]})
    return briefing + _way("meeting", {AREA: area, PLACE: place.key}, "Prepare for a meeting")


def to_answer_html(place: FoundPlace | None) -> str:
    """Return what is marked on a map, with the way to its answer; nothing without a place."""
    if place is None:
        return ""
    (path,) = (entry.path for entry in PAGES if entry.looks_up)
    told = f"A ring marks {named(place)}." if points(place) else f"{place.name} has no ring."
    return _way(path, {PLACE: place.key}, "See its lots and services", before=f"{told} ")


def _way(path: str, address: Mapping[str, str], words: str, *, before: str = "") -> str:
    href = escape(f"/{path}?{urlencode(address)}")
    return f'<p class="way-on">{escape(before)}<a href="{href}" target="_self">{words}</a></p>'
