"""Places of care on the map: community hospitals and clinics, or GP surgeries, and their list.

The list tells all that the map shows, and what has no point, is closed or is a plan besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

import polars as pl

from components.choices import Choice
from components.findings.evidence import page_words
from components.findings.places import places
from components.html import folds
from components.html.cards import basis_words, told_sources
from components.maps.dots import Dot, Dots
from components.text.words import count, plural, sentence
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import bases, cited, named
from data.queries import sites
from geo.attribution import FOUND, MAPS, PRACTICES

NONE, PLACES = "none", "places"
NOT_PATIENTS = "That is where the surgery is, not where its patients live."
PRECISION = "A ring stands where its postcode is, to about 10 metres. The door may be further off."
UNSEEN = "What the pages leave out may be there all the same."


class Kind(NamedTuple):
    """A kind of places: its table, its words in the choice, and its words in a sentence."""

    table: str
    words: str
    of: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "hospitals": Kind(
            sites.SITES, "Community hospitals and clinics", "community hospitals and clinics"
        ),
        "surgeries": Kind(sites.PRACTICES, "GP surgeries", "GP surgeries"),
    }
)
STATES = {"closed": "Closed: ", "planned": "Planned: "}
NOT_MARKED = {"in use": "no postcode was seen", "closed": "closed", "planned": "a plan"}


@kept
def choice(catalogue: Catalogue) -> Choice[str]:
    """Return the choice of places to mark, of those kinds that the package has."""
    held = {key: kind.words for key, kind in KINDS.items() if catalogue[kind.table].height}
    return Choice(
        key=PLACES, label="Places", options={NONE: "None", **held}, default=NONE, folded=True
    )


def choices(catalogue: Catalogue) -> tuple[Choice[str], ...]:
    """Return the choice where there is something to choose."""
    found = choice(catalogue)
    return (found,) if len(found.options) > 1 else ()


@kept
def dots(catalogue: Catalogue, which: str) -> Dots | None:
    """Return the places that the map marks."""
    if which == NONE:
        return None
    rows = sites.points(catalogue, KINDS[which].table).iter_rows(named=True)
    return Dots(
        of=KINDS[which].of,
        places=tuple(
            Dot(
                row["area"],
                (row["longitude"], row["latitude"]),
                (row["easting"], row["northing"]),
            )
            for row in rows
        ),
    )


@kept
def sources(catalogue: Catalogue, which: str) -> tuple[str, ...]:
    """Return the sources of the page with these places."""
    return tuple(dict.fromkeys([*places.sources(catalogue), *own_sources(catalogue, which)]))


def own_sources(catalogue: Catalogue, which: str) -> tuple[str, ...]:
    """Return the sources of the places alone."""
    return () if which == NONE else cited(catalogue[KINDS[which].table])


def caveat(which: str) -> str:
    """Return what must be said beside the rings of the places; nothing for none."""
    if which == NONE:
        return ""
    of_surgeries = KINDS[which].table == sites.PRACTICES
    return NOT_PATIENTS if of_surgeries else f"Pages tell of these places. {UNSEEN}"


def attributions(which: str) -> tuple[str, ...]:
    """Return the lines that the map asks for with its places."""
    if which == NONE:
        return MAPS
    return (*FOUND, PRACTICES) if KINDS[which].table == sites.PRACTICES else FOUND


@kept
def list_html(catalogue: Catalogue, which: str, *, area: str | None) -> str:
    """Return the list of the places, folded by area with the chosen one open; nothing for none."""
    if which == NONE:
        return ""
    kind = KINDS[which]
    of_sites = kind.table == sites.SITES
    rows = sites.pages(catalogue) if of_sites else sites.practices(catalogue)
    group = _places if of_sites else _surgeries
    groups = [
        group(catalogue, name, part, is_open=area_id == area)
        for (area_id, name), part in rows.group_by("hcp_area_id", "area", maintain_order=True)
    ]
    intro = _of_sites(catalogue, rows) if of_sites else _of_surgeries(catalogue, rows)
    line = told_sources(catalogue, cited(rows), sources(catalogue, which))
    known = basis_words(bases(rows))
    return (
        f'<section class="card card-places-list"><h2 id="places-list">{escape(kind.words)}</h2>'
        f'<p class="remark">{escape(" ".join(intro))}</p>{folds.html(groups)}'
        f'<div class="card-foot"><p class="source-line">{line} · {known}</p></div></section>'
    )


def _of_sites(catalogue: Catalogue, rows: pl.DataFrame) -> Iterator[str]:
    marked = sites.points(catalogue, sites.SITES).height
    more = rows["name"].n_unique() - marked
    yield f"The map marks {plural(marked, 'place')} that pages tell of as in use. {PRECISION}"
    if more:
        yield f"The list has {count(more)} more, each with the reason why it is not on the map."
    pages = rows.unique("address")
    old, unknown = (pages.filter(age=age).height for age in ("before", "not known"))
    yield (
        f"Of {plural(pages.height, 'page')}, {count(old)} are older than the new contracts. "
        f"The age of {count(unknown)} is not known. Only the beginning of each was read. {UNSEEN}"
    )


def _of_surgeries(catalogue: Catalogue, rows: pl.DataFrame) -> Iterator[str]:
    (when,) = named(catalogue, cited(rows))["when"].unique()
    yield f"The map marks {plural(rows.height, 'GP surgery', 'GP surgeries')}, as of {when}."
    yield f"{NOT_PATIENTS} {PRECISION}"


def _places(catalogue: Catalogue, area: str, rows: pl.DataFrame, *, is_open: bool) -> folds.Group:
    marked = set(sites.points(catalogue, sites.SITES)["name"])
    by_name = [
        (name, list(pages))
        for name, pages in groupby(rows.iter_rows(named=True), itemgetter("name"))
    ]
    items = "".join(_place(name, pages, is_marked=name in marked) for name, pages in by_name)
    on_map = sum(name in marked for name, _ in by_name)
    return folds.Group(
        name=area,
        many=f"{plural(len(by_name), 'place')}, {count(on_map)} on the map",
        markup=f'<ul class="places-of-care">{items}</ul>',
        is_open=is_open,
        level=3,
    )


def _place(name: str, pages: list[dict[str, Any]], *, is_marked: bool) -> str:
    first = pages[0]
    where = f"{first['town'] or 'Town not named'}. {sentence(first['site_kind'])}"
    why = "" if is_marked else f" Not on the map: {NOT_MARKED[first['told_as']]}."
    told_by = "".join(map(_page, pages))
    return f"<li><strong>{escape(name)}</strong>, {escape(where + why)}<ul>{told_by}</ul></li>"


def told(page: Mapping[str, Any]) -> str:
    """Return what one page says is there, who runs it, what kind of page it is and how old."""
    said = (
        f"{STATES.get(page['told_as'], '')}{page['what']}",
        f"Provider: {page['provider'] or 'not named'}",
        page_words.BY_KIND[page["kind"]],
        page_words.when(page),
        page["caveat"] or "",
    )
    return " ".join(sentence(one) for one in said if one)


def _page(page: Mapping[str, Any]) -> str:
    address = f'<span class="page-address">{escape(page["address"])}</span>'
    return f"<li>{escape(told(page))} {address}</li>"


def _surgeries(
    catalogue: Catalogue, area: str, rows: pl.DataFrame, *, is_open: bool
) -> folds.Group:
    items = "".join(
        f"<li>{escape(row['name'])}, {escape(row['postcode'])}</li>"
        for row in rows.iter_rows(named=True)
    )
    return folds.Group(
        name=area,
        many=plural(rows.height, "surgery", "surgeries"),
        markup=f'<ul class="points">{items}</ul>',
        is_open=is_open,
        level=3,
    )
