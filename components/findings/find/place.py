"""What there is to know of a found place at a glance: facts, the map with it, an open question."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html import escape

import polars as pl

from components.choices import Asked
from components.findings.find import marks, nearest
from components.findings.need import in_short
from components.findings.places import cards as place_cards, places
from components.findings.services.services import address
from components.findings.timeline import now
from components.findings.timeline.rows import NEXT
from components.found_place import COARSE, FoundPlace, council, counts, elsewhere
from components.html import dispute
from components.html.cards import Card
from components.html.tables import Column, Table, columns
from components.maps.rings import ringed
from components.maps.scene import scene
from components.maps.svg_map import locator
from components.page_model import Block, CardBlock, Prose
from components.text.words import capital, committee_of, count, listed_areas, percent, plural
from components.theme import MAP_HEIGHT, LookName
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.papers.gaps import gaps
from data.queries import lots, services
from data.queries.conflicts import disputed
from data.queries.people import counted_in

TOLD_FIRST = ("Adults", "Children")  # terms of the brief that `first_html` tells before it
SOURCES = ("os-codepoint", "ons-lookup", "ons-population")


def sources(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the sources of the answer for a place."""
    return (*SOURCES, *places.sources(catalogue), *in_short.sources(catalogue))


def first_html(catalogue: Catalogue, area: str, *, runs: str, next_date: str) -> str:
    """Return what is asked first of an area: its lots, who runs them, services by name, next date.

    `runs` and `next_date` are what is known of these two, as sentences without their full stop.
    """
    rows = places.lots_in(catalogue, area).rows(named=True)
    lots_here = "; ".join(f"Lot {row['number']}, {row['name']}" for row in rows)
    by_name = " · ".join(
        f'<a href="/services{escape(_services_of(row, area))}" target="_self">'
        f"{services.in_lot(catalogue, row['lot_id']).height} for {row['cohort']}"
        f'<span class="visually-hidden"> that Lot {row["number"]} may include</span></a>'
        for row in rows
    )
    pairs = (
        ("Your lots", escape(lots_here)),
        ("Who runs them", escape(runs)),
        ("Services by name", by_name),
        (NEXT, escape(capital(next_date.removeprefix(f"{NEXT}: ")))),
    )
    items = "".join(f"<div><dt>{term}</dt><dd>{text}</dd></div>" for term, text in pairs)
    return f'<dl class="entry first">{items}</dl>'


def _services_of(lot: dict, area: str) -> str:
    return address(area, lot["cohort"], view="lot", lot=lot["lot_id"])


def brief(
    catalogue: Catalogue, place: FoundPlace, area: str, *, today: dt.date
) -> list[tuple[str, str]]:
    """Return the place at a glance as terms and texts; `area` is the HCP area it is shown in."""
    since = capital(now.runs(catalogue, today=today))
    contracts = [("New contracts", since)] if since else []
    known = dict(places.brief(catalogue, area))
    name = places.area_row(catalogue, area)["name"]
    need = (f"Need in {name}", in_short.words(catalogue, area))
    if place.kind in ("hcp_area", "lot"):
        pairs = [("HCP area", name), *known.items(), *contracts, need]
        return [(term, text) for term, text in pairs if text]
    councils = [
        f"{share.authority.name}{_share_of_people(catalogue, share.authority.id, area)}"
        for share in place.councils
    ]
    pairs = [
        ("HCP area", name),
        ("Adults", known["Adults"]),
        ("Children", known["Children"]),
        *contracts,
        ("Council" if len(councils) == 1 else "Councils", listed_areas(councils)),
        ("Ward", place.ward.name if place.ward else ""),
        (nearest.TERM, nearest.words(place)),
        ("Health scrutiny", " ".join(committees(catalogue, place))),
        (f"People in {name}", known["People"]),
        need,
    ]
    return [(term, text) for term, text in pairs if text]


def lot_facts(catalogue: Catalogue, place: FoundPlace) -> tuple[tuple[str, str], ...]:
    """Return a lot at a glance as terms and texts: whom it is for, where, and its money."""
    row = lots.lots(catalogue).filter(lot_id=place.key).row(0, named=True)
    return (
        ("For", row["cohort"].capitalize()),
        ("Area" if len(row["areas"]) == 1 else "Areas", listed_areas(row["areas"])),
        ("People", f"{count(row['residents'])} {row['cohort']}, {counted_in(catalogue)}"),
        ("Money a year", place_cards.money_card_of(catalogue, [place.key]).headline),
    )


def committees(catalogue: Catalogue, place: FoundPlace) -> list[str]:
    """Return a sentence for each committee that scrutinises health services there."""
    names = dict(catalogue["organisations"].select("org_id", "name").iter_rows())
    shorts = dict(catalogue["organisations"].select("org_id", "short_name").iter_rows())
    found = committee_councils(place)
    return [
        committee_of(shorts[committee], names[committee])
        + (f" for {listed_areas(councils)}." if len(found) > 1 else ".")
        for committee, councils in found.items()
    ]


def committee_councils(place: FoundPlace) -> dict[str, list[str]]:
    """Return the names of the councils of a place by the id of their committee."""
    found: dict[str, list[str]] = {}
    for share in place.councils:
        found.setdefault(share.authority.scrutiny_committee_id, []).append(share.authority.name)
    return found


def map_card(place: FoundPlace, area: str, *, look: LookName, edition: str) -> Card:
    """Return the card of the map with the place on it and its postcodes counted by area.

    `edition` is the month of the postcodes.
    """
    points = marks.points(place)
    drawn = scene(look, chosen=area, points=points)
    return Card(
        slug="place-map",
        headline=_map_headline(place),
        subtitle=f"HCP areas as this dashboard draws them, postcodes of {edition}.{ringed(points)}",
        spec=locator(drawn, height=MAP_HEIGHT),
        alt=drawn.alt,
        table=_shares_table(place),
        source_ids=(*SOURCES, *(("geonames",) if place.kind == "settlement" else ())),
        basis=("derived",),
        how=_how_map(place),
    )


def on_map(place: FoundPlace, area: str, asked: Asked, *, edition: str) -> tuple[Block, ...]:
    """Return that card, the way to the large map under it, and a border that is near."""
    card = map_card(place, area, look=asked.look, edition=edition)
    way = Prose(marks.to_map_html(place, area, asked))
    return (CardBlock(card), way, *nearest.close_up(place, asked.look))


@kept
def opening_card(catalogue: Catalogue, *, look: LookName) -> Card:
    """Return the card of all areas with their lots, for before anything is looked up."""
    card, drawn = places.map_card(catalogue, None), scene(look)
    return replace(
        card,
        headline=f"The {count(lots.areas(catalogue).height)} areas and their lots",
        spec=locator(drawn, height=MAP_HEIGHT),
        alt=drawn.alt,
    )


def doubt_html(catalogue: Catalogue, place: FoundPlace, area: str) -> str:
    """Return what papers leave open of the lot for children just there, or empty markup.

    It is so where the council lies in two areas with different lots for children, and sources
    differ on what one of these lots covers.
    """
    other = elsewhere(place, area) or _own_elsewhere(place, area)
    split = lots.authorities_in(catalogue, area).filter(~pl.col("whole"))["lad_code"].to_list()
    if other is None or other[0].id not in split:
        return ""
    pair = {lots.lot_of(catalogue, one, cohort="children")["lot_id"] for one in (area, other[1].id)}
    rows = gaps(catalogue, "services").filter(
        pl.col("subject_id").is_in(list(disputed(catalogue))),
        pl.col("lots").str.split(" ").list.set_intersection(list(pair)).list.len() == 2,
    )
    items = "".join(
        f"<p><strong>{escape(row['question'])}</strong> {escape(row['statement'])}.</p>"
        f"{dispute.mark(catalogue, row['subject_id'])}"
        for row in rows.iter_rows(named=True)
    )
    return f'<div class="doubt">{items}</div>' if items else ""


def _own_elsewhere(place: FoundPlace, area: str) -> tuple | None:
    """As `elsewhere`, for a council itself that is looked at in its smaller part."""
    share = place.authorities[0]
    if place.kind != "authority" or share.main_area.id == area:
        return None
    return share.authority, share.main_area


def _share_of_people(catalogue: Catalogue, lad_code: str, area: str) -> str:
    rows = lots.authorities_in(catalogue, area).filter(~pl.col("whole"), lad_code=lad_code)
    name = places.area_row(catalogue, area)["name"]
    return "".join(f" ({percent(share)} of its people live in {name})" for share in rows["share"])


def _map_headline(place: FoundPlace) -> str:
    if place.kind == "postcode":
        return f"The postcode lies in {place.ward.name} ward, {council(place)}"
    return counts(place)


def _shares_table(place: FoundPlace) -> Table:
    one = place.kind == "postcode"
    rows = [
        {
            "area": share.hcp_area.name,
            "adults": f"Lot {share.adult_lot.number}",
            "children": f"Lot {share.childrens_lot.number}",
            "postcodes": share.postcodes,
            "share": share.postcodes / place.postcodes,
            "ward": place.ward.name if place.ward else None,
            "council": council(place),
            "border": _border(place),
            "nearest": nearest.words(place) or None,
        }
        for share in place.areas
    ]
    counted = (Column("postcodes", "Postcodes", "count"), Column("share", "Share", "percent"))
    known = (
        *columns(council="Council", ward="Ward", border="Border with another HCP area"),
        Column("nearest", nearest.TERM),
    )
    return Table(
        caption=f"{place.name}: areas and lots",
        frame=pl.DataFrame(rows),
        columns=(
            *columns(area="HCP area", adults="Adults", children="Children"),
            *(known if one else counted),
        ),
    )


def _border(place: FoundPlace) -> str:
    if place.near is None:
        return "More than 50 metres away"
    return f"{place.near.hcp_area.name}, about {plural(place.near.metres, 'metre')} away"


def _how_map(place: FoundPlace) -> tuple[str, ...]:
    counted = {
        "postcode": "The area is that of the small area (LSOA) that holds the postcode’s point. "
        f"The ring is placed to the nearest {COARSE} metres.",
        "town": "A town is taken as the postcode districts that its addresses have, so it reaches "
        "further than its streets.",
        "settlement": "A village or town is taken as the postcodes within 500 metres of its "
        "middle, or the nearest 10 where fewer lie there.",
    }
    rule = (
        "Each postcode is counted in the HCP area of the small area (LSOA) that holds its point.",
    )
    return (
        counted.get(place.kind, rule[0]),
        *(rule if place.kind in ("town", "settlement") else ()),
        *((nearest.HOW,) if nearest.nearest(place) else ()),
        places.RULE,
    )
