"""Need on the map: small areas in five shades, told in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import polars as pl

from components.findings.need.need import source_ids, titles
from components.findings.places.places import RULE
from components.html.cards import Card
from components.html.tables import Column, Table
from components.maps.shaded import shaded_scene
from components.maps.svg_map import locator
from components.text.words import few, percent, plural, small
from components.theme import DARK, LIGHT, LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.sources import cited
from data.queries.need import shading
from geo import outlines

# A page drawn ahead has the map once, for every width: all small areas twice would be too much.
ONCE = {"width": 360, "height": 240}  # px; names are written for a phone, and grow
LIVE = {"height": 460}  # as shades.css has it too
FROM_2011 = (
    "There are outlines of 2011 only. Where a small area was split since then, its parts are drawn "
    "as one, with their mean score weighted by residents. Merged ones are drawn as one too."
)
SIMPLIFIED = "Outlines are simplified. Near a line, do not rely on the map for a single address."


NAMES = ("Lowest fifth", "Second lowest", "Middle fifth", "Second highest", "Highest fifth")


@kept
def card(catalogue: Catalogue, *, look: LookName) -> Card | None:
    """Return the card of the map; None where there are no small areas or no outlines of them."""
    classes, shapes = shading.classes(catalogue), outlines.small_areas()
    if not classes or not shapes:
        return None
    shades = {
        shape: number - 1 - len(classes)
        for shape, number in shading.shaded(catalogue, shapes).items()
    }
    rows, highest = shading.by_area(catalogue), f"class_{classes[-1].number}"
    shares = rows.with_columns(share=pl.col(highest) / pl.col("small_areas"))
    ordered = shares.sort("share", descending=True).rows(named=True)
    whole = sum(one.small_areas for one in classes)
    told = "; ".join(f"{row['name']} {row[highest]} of {row['small_areas']}" for row in ordered)
    alt = (
        f"Map of {plural(whole, 'small area')} in {few(len(classes))} shades by their score. "
        f"In the {small(name(classes[-1], classes))}: {told}."
    )
    return Card(
        slug="need-map",
        headline=_headline(ordered, name(classes[-1], classes)),
        subtitle="Small areas by their deprivation score, a fifth in each shade, "
        "the highest darkest, " + titles(catalogue, "source_id"),
        body=key_html(classes),
        spec=locator(shaded_scene(look, shades, alt=alt), **(ONCE if look == "css" else LIVE)),
        alt=alt,
        table=Table(
            caption="Small areas of each shade, by HCP area",
            frame=rows,
            columns=(
                Column("name", "Area"),
                Column("small_areas", "Small areas", "count"),
                *(Column(f"class_{one.number}", name(one, classes), "count") for one in classes),
            ),
        ),
        source_ids=(*source_ids(catalogue), *cited(catalogue["area_joins"])),
        basis=("stated", "derived"),
        how=(
            "Each shade has a fifth of the small areas, in the order of their scores.",
            FROM_2011,
            SIMPLIFIED,
            RULE,
        ),
    )


def _headline(ordered: Sequence[dict], highest: str) -> str:
    """The share of small areas in the class of the highest scores, where most and where least."""
    most, least = ordered[0], ordered[-1]
    first = f"{percent(most['share'])} of small areas in {most['name']} are in the {small(highest)}"
    return first if most is least else f"{first}, in {least['name']} {percent(least['share'])}"


def key_html(classes: Sequence[shading.Class]) -> str:
    """Return what each shade means, that of the highest scores first."""
    items = "".join(
        f'<li style="--swatch: {_swatch(one, classes)}">'
        f"<strong>{escape(name(one, classes))}</strong> "
        f"<span>score {one.least:.1f} to {one.most:.1f}</span></li>"
        for one in reversed(classes)
    )
    return f'<ul class="shade-key">{items}</ul>'


def _swatch(one: shading.Class, classes: Sequence[shading.Class]) -> str:
    """The shade of a class in both looks, for a style sheet; the last is always the highest."""
    place = one.number - 1 - len(classes)
    return f"light-dark({LIGHT.shades[place]}, {DARK.shades[place]})"


def name(one: shading.Class, classes: Sequence[shading.Class]) -> str:
    """Return a class in words."""
    usual = len(classes) == len(NAMES)
    return NAMES[one.number - 1] if usual else f"Shade {one.number} of {len(classes)}"


def note_html() -> str:
    """Return what stands under the map on how its outlines were made."""
    return f'<p class="map-note">{escape(f"{FROM_2011} {SIMPLIFIED}")}</p>'
