"""Ways between the page of services and the map, with the choices that hold everywhere."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from components.choices import AREA, COHORT


def to_map(service: str, name: str, *, area: str | None, cohort: str) -> str:
    """Return the way from a service line or a service area to its map."""
    href = f"/map?{urlencode(_everywhere(area, cohort) | {'service': service})}"
    words = f'See it on the map<span class="visually-hidden">: {escape(name)}</span>'
    return f'<span class="to-map">{link(href, words)}</span>'


def from_map(query: dict[str, str], name: str, *, area: str | None, cohort: str) -> str:
    """Return the way from the map to a service on the page of services, which `query` asks for."""
    href = f"/services?{urlencode(_everywhere(area, cohort) | query)}"
    return f'<p class="way-on">{link(href, escape(f"See {name} on the page of services"))}</p>'


def link(href: str, words: str) -> str:
    """Return a link to another page of the dashboard with ready markup as its words."""
    return f'<a href="{escape(href)}" target="_self">{words}</a>'


def _everywhere(area: str | None, cohort: str) -> dict[str, str]:
    found = {AREA: area} if area else {}
    return found if cohort == COHORT.default else found | {COHORT.key: cohort}
