"""Which colour an area or a lot has on every map and chart: tokens of the theme, by its order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components.theme import LOOKS, LookName
from geo.areas import areas

# An area keeps its colour; a lot of one area has that area's. A lot of more areas has its own.
# With more areas than colours these begin anew: the names on maps and in lists tell them apart.
_OF_AREAS = 5


def area_colour(area_id: str, look: LookName) -> str:
    """Return the colour of an HCP area as `#RRGGBB`. Raises ValueError when there is none such."""
    tokens = LOOKS[look]
    return _turn((*tokens.categorical[:_OF_AREAS], *tokens.further), areas().hcp_areas, area_id)


def lot_colour(lot_id: str, look: LookName) -> str:
    """Return the colour of a lot as `#RRGGBB`. Raises KeyError when there is no such lot."""
    lots, tokens = areas().lots, LOOKS[look]
    if len(lots[lot_id].hcp_area_ids) == 1:
        return area_colour(lots[lot_id].hcp_area_ids[0], look)
    # From the other end, so that areas and shared lots meet as late as can be.
    own = (*tokens.categorical[_OF_AREAS:], *reversed(tokens.further))
    return _turn(own, [lot.id for lot in lots.values() if len(lot.hcp_area_ids) > 1], lot_id)


def _turn(colours: Sequence[str], ids: Iterable[str], one: str) -> str:
    return colours[list(ids).index(one) % len(colours)]


def colour(layer: str, feature_id: str, look: LookName) -> str:
    """Return the colour of a feature of a layer of lots, of HCP areas or of former CCGs."""
    if layer.startswith("lots"):
        return lot_colour(feature_id, look)
    if layer == "former_ccgs":
        return area_colour(areas().former_ccgs[feature_id].hcp_area_id, look)
    return area_colour(feature_id, look)
