"""What the map can show: the choice of it, its key, what its lines mean, and the list of wards."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from components.choices import Choice
from components.findings.places import places
from components.html import folds
from components.html.cards import Card
from components.html.tables import Table, columns
from components.maps.colours import colour
from components.maps.shows import Cohort, Show, shows
from components.text.words import cohort_name, count, listed, plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.queries import lots
from geo import outlines

CHOOSE = "Choose an area in the list, or on the map."
FOLD = "children’s lots, layers, places"  # what the controls in the fold are of
WARD_SOURCES = ("ons-areas-2024", "census-2021", "ons-lookup")
WARD_RULE = (
    "Wards are drawn from small areas (LSOAs) of 2011, so their lines are rough. A small area that "
    "was split between two wards counts to the one where most of its people lived in 2021."
)


def choice() -> Choice[Show]:
    """Return the choice of what the map shows."""
    return Choice(key="show", label="Show", options=shows(), default="lots", folded=True)


@kept
def key_html(catalogue: Catalogue, show: Show, cohort: Cohort) -> str:
    """Return the areas as the key of the map: the colour each has on it, name, lots and people.

    A line that lies over them has a line of its own in the key.
    """
    numbers = places.lot_numbers(catalogue)
    by_lot = show == "lots" and cohort == "children"
    items = "".join(
        f'<li style="--swatch: {_swatch(row["childrens_lot"] if by_lot else row["hcp_area_id"])}">'
        f"<strong>{escape(row['name'])}</strong>"
        f"<span>Lot {numbers[row['adult_lot']]} for adults, Lot "
        f"{numbers[row['childrens_lot']]} for children</span>"
        f"<span>{count(row['all_ages'])} people</span></li>"
        for row in lots.areas(catalogue).iter_rows(named=True)
    )
    line = _line(show)
    over = f'<li class="line-{show}">{escape(line)}</li>' if line else ""
    return f'<ul class="area-key">{items}{over}</ul>'


def _line(show: Show) -> str:
    """What the line over the areas is, in a few words; nothing where there is none."""
    match show:
        case "both":
            return "Border between the children’s lots"
        case "councils":
            return "Borders of councils"
        case "former-ccgs":
            return "Borders of former CCGs"
        case "wards":
            return f"Borders of {count(sum(w['is_drawn'] for w in outlines.wards()))} wards of 2024"
    return ""


def note_html(show: Show, *, first: str = "") -> str:
    """Return what the lines on the map mean, after a `first` sentence if there is any."""
    notes = {
        "both": "Colours are the lots for adults. The thick dashed line parts the lots for "
        "children. ",
        "councils": f"Dashed lines are the borders of {profile().councils}. Hatched are the parts "
        "of districts that lie in another HCP area than most of the district. ",
        "former-ccgs": "Dashed lines are the borders of former CCGs. ",
        "wards": f"Thin lines are the borders of wards. {WARD_RULE} ",
    }
    told = f"{first} {notes.get(show, '')}{places.RULE}".strip()
    return f'<p class="map-note">{escape(told)}</p>'


def rule(show: Show) -> str:
    """Return how what is shown is drawn, for a room."""
    return WARD_RULE if show == "wards" else places.RULE


def sources(catalogue: Catalogue, show: Show) -> tuple[str, ...]:
    """Return the sources of what lies over the areas, as far as the package has them."""
    held = set(catalogue["sources"]["source_id"])
    return tuple(one for one in WARD_SOURCES if one in held) if show == "wards" else ()


def subtitle(show: Show, cohort: Cohort) -> str:
    """Return what the map shows, as a line over it says it to a room."""
    if show == "lots":
        return f"{cohort_name(cohort)} lots on the map"
    words = {"both": "Adult lots in colour, and the border between the children’s lots"}
    return words.get(show, f"{shows()[show]} on the map")


def cards(catalogue: Catalogue, show: Show, area: str | None) -> tuple[Card, ...]:
    """Return the cards that list what lies over the areas."""
    return (wards_card(catalogue, area),) if show == "wards" else ()


@kept
def wards_card(catalogue: Catalogue, area: str | None) -> Card:
    """Return the card of the wards of an area, or of all: council, area and lots of each."""
    councils = dict(catalogue["authorities"].select("lad_code", "name").iter_rows())
    rows = [
        {"ward": ward["name"], "council": councils[ward["lad_code"]], **_where(catalogue, ward)}
        for ward in outlines.wards()
        if area in (None, *ward["hcp_area_ids"])
    ]
    split = [row["ward"] for row in rows if row["many"] > 1]
    within = f" in {places.area_row(catalogue, area)['name']}" if area else ""
    told = "lies" if len(split) == 1 else "lie"
    also = f"; {listed(split)} {told} in two areas" if split else ""
    return Card(
        slug="wards",
        headline=f"{plural(len(rows), 'ward')}{within}, with their councils and lots{also}",
        subtitle="Wards of 2024, by the small areas that each is drawn from",
        body=folds.html(_of_council(name, list(of)) for name, of in groupby(rows, _council)),
        listed=True,
        table=Table(
            caption=f"Wards{within}, their councils, areas and lots",
            frame=pl.DataFrame(rows),
            columns=columns(
                ward="Ward", council="Council", area="Area", adults="Adults", children="Children"
            ),
        ),
        source_ids=sources(catalogue, "wards"),
        basis=("derived",),
        how=(
            WARD_RULE,
            *_not_drawn(),
            "A ward near a line may reach over it. Find my area answers for a postcode.",
        ),
    )


_council = itemgetter("council")
_lots_of = itemgetter("area", "adults", "children")


def _of_council(name: str, wards: list[dict[str, Any]]) -> folds.Group:
    """The wards of a council, those of the same areas and lots together."""
    ordered = sorted(wards, key=_lots_of)
    parts = [
        f"<p><strong>{escape(area)}</strong> ({escape(adults)} for adults, {escape(children)} for "
        f"children)</p><ul>{_wards(of)}</ul>"
        for (area, adults, children), of in groupby(ordered, _lots_of)
    ]
    many = plural(len(wards), "ward")
    return folds.Group(name=name, many=many, markup="".join(parts), level=3)


def _wards(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(f"<li>{escape(row['ward'])}</li>" for row in rows)


def _not_drawn() -> tuple[str, ...]:
    named = [ward["name"] for ward in outlines.wards() if not ward["is_drawn"]]
    why = "In each of their small areas most people live in another ward."
    return (f"Not drawn: {listed(named)}. {why}",) if named else ()


def _where(catalogue: Catalogue, ward: dict) -> dict[str, str | int]:
    """The areas that a ward lies in and their lots, the area with most of its people first."""
    rows = [places.area_row(catalogue, one) for one in ward["hcp_area_ids"]]
    numbers = places.lot_numbers(catalogue)
    own = {
        "adults": listed(dict.fromkeys(f"Lot {numbers[row['adult_lot']]}" for row in rows)),
        "children": listed(dict.fromkeys(f"Lot {numbers[row['childrens_lot']]}" for row in rows)),
    }
    return {"area": "; ".join(row["name"] for row in rows), **own, "many": len(rows)}


def _swatch(place_id: str) -> str:
    """The colour of a lot or an area in both looks, for a style sheet."""
    layer = "lots" if place_id.startswith("lot-") else "hcp_areas"
    return f"light-dark({colour(layer, place_id, 'light')}, {colour(layer, place_id, 'dark')})"
