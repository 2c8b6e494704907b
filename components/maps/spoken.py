"""Maps in words, for those who do not see them: made from the same names and outlines."""

from __future__ import annotations

import math

from components.maps.dots import Dots
from components.maps.evidence import Evidence
from components.maps.frame import view
from components.maps.labels import Label, labels, lots_of
from components.maps.shows import FINE, Cohort, Show, names_of
from components.text.words import listed
from data.package.profile import profile
from geo import outlines
from geo.areas import areas

KINDS = {
    "hcp_areas": "the health and care partnership areas",
    "lots_adult": "the adult lots",
    "lots_children": "the children’s lots",
    "former_ccgs": "the areas of the former clinical commissioning groups",
    "authorities": f"the {profile().councils}",
}
_POINTS = ("east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east")


def lot_map_alt(
    show: Show,
    cohort: Cohort,
    chosen: str | None = None,
    evidence: Evidence | None = None,
    dots: Dots | None = None,
) -> str:
    """Return the text alternative of a map; `chosen` is told where it is an area."""
    after = f"{dots.alt if dots else ''}{_chosen(chosen)}"
    if evidence:
        return f"Map of {KINDS[names_of(show, cohort)]} {evidence.alt}{after}"
    if show == "both":
        told = (f"{' '.join(one.lines)}, {lots_of(one.id)}" for one in labels("hcp_areas"))
        line = "a dashed line between the children’s lots"
        return f"Map of {KINDS['lots_adult']}, {line}: {'; '.join(told)}.{after}"
    if show == "wards":
        number = sum(ward["is_drawn"] for ward in outlines.wards())
        return f"Map of {KINDS['hcp_areas']} with thin lines between {number} wards.{after}"
    if show not in FINE:
        layer = names_of(show, cohort)
        return f"Map of {KINDS[layer]}: {_named(layer)}.{after}"
    lines = f"with the borders of {KINDS[FINE[show]]} as dashed lines"
    split = [feature["properties"]["lad_code"] for feature in outlines.layer("split_districts")]
    hatched = f"; hatched, parts of {listed(areas().authorities[code].name for code in split)}"
    return f"Map of {KINDS['hcp_areas']} {lines}{hatched if show == 'councils' else ''}.{after}"


def direction(label: Label) -> str:
    """Return in which part of the map the area of a name lies: `north-west`."""
    middle = view()
    longitude, latitude = label.leads_to[0] if label.leads_to else label.degrees
    across = math.cos(math.radians(middle.latitude))
    east = (longitude - middle.longitude) * across
    north = latitude - middle.latitude
    return _POINTS[round(math.atan2(north, east) / (math.pi / 4)) % 8]


def _named(layer: str) -> str:
    """The names of a layer; where each is one area, with the part of the county it lies in."""
    names = labels(layer)
    told = len(names) == len(areas().hcp_areas)
    return "; ".join(
        " ".join(name.lines) + (f" ({direction(name)})" if told else "") for name in names
    )


def _chosen(chosen: str | None) -> str:
    known = areas().hcp_areas
    return f" {known[chosen].name} is chosen." if chosen in known else ""
