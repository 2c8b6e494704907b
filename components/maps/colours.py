"""Which colour an area or a lot has on every map and chart: tokens of the theme, by its order."""

from __future__ import annotations

from components.theme import LOOKS, LookName
from geo.areas import areas

# An area keeps its colour; a lot of one area has that area's. A lot of more areas has its own.
_SHARED_LOT = 5


def area_colour(area_id: str, look: LookName) -> str:
    """Return the colour of an HCP area as `#RRGGBB`. Raises ValueError when there is none such."""
    return LOOKS[look].categorical[list(areas().hcp_areas).index(area_id)]


def lot_colour(lot_id: str, look: LookName) -> str:
    """Return the colour of a lot as `#RRGGBB`. Raises KeyError when there is no such lot."""
    covered = areas().lots[lot_id].hcp_area_ids
    if len(covered) == 1:
        return area_colour(covered[0], look)
    return LOOKS[look].categorical[_SHARED_LOT]


def colour(layer: str, feature_id: str, look: LookName) -> str:
    """Return the colour of a feature of a layer of lots, of HCP areas or of former CCGs."""
    if layer.startswith("lots"):
        return lot_colour(feature_id, look)
    if layer == "former_ccgs":
        return area_colour(areas().former_ccgs[feature_id].hcp_area_id, look)
    return area_colour(feature_id, look)
