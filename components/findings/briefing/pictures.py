"""Maps of a briefing: drawn in the light look, and told apart without colour."""

from __future__ import annotations

from components.findings.briefing.parts import picture
from components.findings.places.places import RULE
from components.maps.committee_map import committee_alt, committee_map
from components.maps.scene import Scene, scene
from components.maps.shows import Cohort
from components.maps.svg_map import locator
from components.page_model import Box
from components.text.words import listed_areas
from data.package.catalogue import Catalogue

WIDTH, HEIGHT = 300, 200  # px
CITES = ("ons-lookup",)


def area_map(area: str) -> Box:
    """Return the map of the areas with one raised."""
    drawn = scene("light", chosen=area)
    return _picture(_located(drawn), drawn.alt)


def lot_map(lot_id: str, cohort: Cohort, words: str) -> Box:
    """Return the map of the lots of a cohort with one raised; `words` say what it covers."""
    drawn = scene("light", "lots", cohort, lot_id)
    return _picture(_located(drawn), f"{drawn.alt} {words}")


def committee_picture(catalogue: Catalogue, committee: str, short_name: str) -> Box:
    """Return the map of the councils with those raised for which a committee scrutinises."""
    rows = catalogue["authorities"].filter(scrutiny_committee_id=committee)
    spec = committee_map(frozenset(rows["lad_code"]), "light", width=WIDTH, height=HEIGHT)
    alt = committee_alt(short_name, listed_areas(rows["name"].sort().to_list()))
    return _picture(spec, alt, "Dashed lines: borders of the HCP areas, by this dashboard’s rule.")


def _located(drawn: Scene) -> dict:
    return locator(drawn, width=WIDTH, height=HEIGHT)


def _picture(spec: dict, alt: str, caption: str = RULE) -> Box:
    return picture("in-short", spec, alt=alt, caption=caption, cites=CITES)
