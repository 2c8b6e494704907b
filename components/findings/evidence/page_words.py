"""What pages say of a service in a place, in words: which places, what kind of page, how old."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import polars as pl

from components.html import folds
from components.text.words import count, listed, plural, sentence
from data.package.catalogue import Catalogue
from data.package.dates import in_words
from data.queries import service_pages

CLAIM = (
    "A page counts for the places that it names, and for no more. "
    "It does not say that a lot has the service."
)
CLAIMS = {
    "page whole": "A page says that the service is offered in all of the area.",
    "page part": "A page names a part of the area, such as one town, or a part of the service.",
}
BY_KIND = {
    "provider’s own page": "A provider’s own page",
    "council’s page": "A council’s page",
    "NHS page": "An NHS page",
    "old CCG page": "An old CCG page",
    "inspection report": "An inspection report",
    "local news": "Local news",
    "other website": "Another site",
}
BY_AGE = {
    "before": "older than the new contracts",
    "around": "from about the start of the new contracts",
    "after": "newer than the start of the new contracts",
}
NO_DATE = "no date"


def short(page: Mapping[str, Any]) -> str:
    """Return which places a page names: `A council’s page names Medway (no date)`."""
    return f"{BY_KIND[page['kind']]} names {_places(page['places'])} ({when(page)})"


def when(page: Mapping[str, Any]) -> str:
    """Return the date of a page, as exact as it is known, and its age by the new contracts."""
    date = in_words(*service_pages.first_day(page["page_date"])) if page["page_date"] else NO_DATE
    age = BY_AGE.get(page["age"])
    return f"{date}, {age}" if age else date


def whole(page: Mapping[str, Any]) -> str:
    """Return all that there is to say of a page, in sentences, without its address."""
    told = [
        f"{BY_KIND[page['kind']]} names {_places(page['places'])}",
        when(page),
        f"Provider: {page['provider'] or 'not named'}",
        "It speaks of a part of the service" if page["match"] == "part" else "",
        page["caveat"] or "",
    ]
    return " ".join(sentence(one) for one in told if one)


def by_cell(catalogue: Catalogue) -> Mapping[tuple[str, str], list[dict[str, Any]]]:
    """Return the pages of each line and lot, what names most first."""
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for page in service_pages.service_pages(catalogue).iter_rows(named=True):
        cells.setdefault((page["service_id"], page["lot_id"]), []).append(page)
    return cells


def note(catalogue: Catalogue, rows: pl.DataFrame) -> str:
    """Return under a key how old the pages are that name the lines of these rows, if any do."""
    pages = service_pages.service_pages(catalogue).join(
        rows, on=["service_id", "lot_id"], how="semi"
    )
    pages = pages.unique(["address", "page_date"])
    if pages.is_empty():
        return ""
    old, unknown = (pages.filter(age=age).height for age in ("before", "not known"))
    return (
        f'<p class="remark">{CLAIM} Of {plural(pages.height, "page")} that name a place here, '
        f"{count(old)} {'is' if old == 1 else 'are'} older than the new contracts and "
        f"{count(unknown)} {'has' if unknown == 1 else 'have'} no date. Only the beginning of each "
        "was read.</p>"
    )


def folded(catalogue: Catalogue, service_id: str, *, area: str | None) -> str:
    """Return the pages that name a line, folded by area; the chosen area is open."""
    pages = service_pages.of_line(catalogue, service_id)
    if pages.is_empty():
        return ""
    groups = (
        folds.Group(
            name=name,
            many=plural(part.height, "page"),
            markup=f'<ul class="points">{"".join(map(_item, part.iter_rows(named=True)))}</ul>',
            is_open=area_id == area,
            level=4,
        )
        for (area_id, name), part in pages.group_by("hcp_area_id", "area", maintain_order=True)
    )
    return f"<h3>Pages that name it in a place</h3>{folds.html(groups)}"


def _item(page: Mapping[str, Any]) -> str:
    address = f'<span class="page-address">{escape(page["address"])}</span>'
    return f"<li>{escape(whole(page))} {address}</li>"


def _places(places: list[str]) -> str:
    many = any("," in place or " and " in place for place in places)
    return "; ".join(places) if many else listed(places)
