"""Addresses of places on Find my area and pages that mark one, put right before the page starts.

Other pages follow the area in the address. Streamlit writes what a page finds out in its first run
to the session but not to the address, so that a shared link without its area would lead on to
pages that show all areas. A name or a whole postcode in a link becomes a key here, before it can
stay in the history of the browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from components.choices import AREA, PLACE
from components.found_place import found_place
from components.page_list import PageEntry
from geo.areas import areas
from geo.errors import LookupProblem
from geo.lookup.lookup import load


def put_right(entry: PageEntry, query: Mapping[str, str]) -> str | None:
    """Return the address that a link to a place should have, or None where it is in order.

    On a page that only marks a place its area is another choice. An unknown place or area stays as
    it is: the page tells the visitor.
    """
    if not (entry.looks_up or entry.marks) or not query.get(PLACE):
        return None
    given = query.get(AREA)
    try:
        place = found_place(load().find(query[PLACE]))
    except LookupProblem:
        return None
    right = {PLACE: place.key}
    if entry.looks_up and (given is None or given in areas().hcp_areas):
        right[AREA] = place.area_shown(given)
    if right.items() <= dict(query).items():
        return None
    return f"/{entry.path}?{urlencode(dict(query) | right)}"
