"""Telephone numbers of services, as pages give them: each with the page, its date and its age."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from components.findings.evidence import page_words
from components.findings.services.services import line_name
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.queries import service_pages

SUMMARY = "Phone numbers on pages about services"
WARNING = (
    "No number was tried. Each is as old as its page. Only some pages were read, so a service "
    "that is not in this list may have a number too."
)
# What must be said of a number by the age of its page.
BY_AGE = {
    "before": "The number may have changed.",
    "not known": "It may be older than the new contracts, and the number may have changed.",
    "around": "The number may have changed since.",
    "after": "The number may have changed since.",
}


@kept
def source_ids(catalogue: Catalogue, area: str) -> tuple[str, ...]:
    """Return the sources of the numbers in an area."""
    return tuple(service_pages.telephones(catalogue, area)["source_id"].unique())


@kept
def html(catalogue: Catalogue, area: str) -> str:
    """Return the numbers in an area, folded, service by service; nothing where there are none."""
    rows = service_pages.telephones(catalogue, area)
    if rows.is_empty():
        return ""
    many = rows["phone"].list.explode().n_unique()
    services = "".join(
        f"<li><strong>{escape(line_name(part['name'][0], part['cohort'][0]))}</strong>"
        f"<ul>{''.join(map(_item, part.iter_rows(named=True)))}</ul></li>"
        for part in rows.partition_by("service_id", maintain_order=True)
    )
    return (
        f'<details class="telephones"><summary>{SUMMARY} ({many})</summary><p>{WARNING}</p>'
        f"<ul>{services}</ul></details>"
    )


def told(page: Mapping[str, Any]) -> str:
    """Return what there is to say of the page of a number, and how far to trust it."""
    return f"{page_words.whole(page)} {BY_AGE[page['age']]}"


def _item(page: Mapping[str, Any]) -> str:
    numbers = "; ".join(page["phone"])
    return (
        f'<li><p class="telephone">{escape(numbers)}</p>{escape(told(page))} '
        f'<span class="page-address">{escape(page["address"])}</span></li>'
    )
