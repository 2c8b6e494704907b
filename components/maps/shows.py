"""What the map of the Map page can show, and whose names it writes then."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Show = Literal["lots", "areas", "councils", "former-ccgs"]
Cohort = Literal["adults", "children"]

SHOWS: Mapping[Show, str] = MappingProxyType(
    {"lots": "Lots", "areas": "Areas", "councils": "Councils", "former-ccgs": "Former CCGs"}
)
# The layer of `geo.outlines` whose borders and names lie over the areas.
FINE: Mapping[str, str] = MappingProxyType(
    {"councils": "authorities", "former-ccgs": "former_ccgs"}
)


def names_of(show: Show, cohort: Cohort) -> str:
    """Return the layer of `geo.outlines` whose names the map writes."""
    if show == "lots":
        return "lots_adult" if cohort == "adults" else "lots_children"
    return FINE.get(show, "hcp_areas")
