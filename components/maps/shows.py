"""What the map of the Map page can show, and whose names it writes then."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from geo import outlines

Show = Literal["lots", "both", "areas", "councils", "former-ccgs", "wards"]
Cohort = Literal["adults", "children"]

SHOWS: Mapping[Show, str] = MappingProxyType(
    {
        "lots": "Lots",
        "both": "Adult and children’s lots at once",
        "areas": "Areas",
        "councils": "Councils",
        "former-ccgs": "Former CCGs",
        "wards": "Wards",
    }
)
LOTS = ("lots", "both")
# The layer of `geo.outlines` whose borders and names lie over the areas; wards have no names there.
FINE: Mapping[str, str] = MappingProxyType(
    {"councils": "authorities", "former-ccgs": "former_ccgs"}
)


def shows() -> dict[Show, str]:
    """Return what can be shown with the outlines that are there, in the words of the choice."""
    there = outlines.to_take_away()
    return {key: words for key, words in SHOWS.items() if key != "wards" or outlines.WARDS in there}


def names_of(show: Show, cohort: Cohort) -> str:
    """Return the layer of `geo.outlines` whose names the map writes."""
    if show == "lots":
        return "lots_adult" if cohort == "adults" else "lots_children"
    return FINE.get(show, "hcp_areas")
