"""Find my area: the answer in sentences."""

from __future__ import annotations

import datetime as dt

from components.findings.places import places
from components.findings.timeline import now
from components.found_place import FoundPlace, authority_name, council, counts, elsewhere
from components.page_list import PAGES
from components.text.words import count, listed_areas, percent, plural
from data.package.catalogue import Catalogue
from data.package.kept import kept
from data.package.profile import profile
from data.queries import lots
from data.queries.people import counted_in
from geo.areas import Lot, areas
from geo.lookup.answers import AreaShare
from geo.lookup.lookup import load
from geo.lookup.names import KINDS


def example() -> str:
    """Return an example of what can be typed, short enough for the box on a phone."""
    return f"For example {profile().example_postcode}"


@kept
def opening(catalogue: Catalogue) -> str:
    """Return the finding of the page before anything is looked up."""
    cohorts = catalogue["lots"]["cohort"].n_unique()
    return (
        f"Where you live decides which {count(cohorts)} of the "
        f"{plural(catalogue['lots'].height, 'lot')} serve you: one for adults, one for children"
    )


@kept
def opening_words(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return why a look-up is needed, and since when the contracts run, in a few sentences."""
    people = lots.misplaced_by_name(catalogue)
    wrong = f" {count(people)} people would pick the wrong lot by the name of their district."
    since = now.runs(catalogue, today=today)
    return (
        "Lots follow health and care partnership (HCP) areas, not districts."
        f"{wrong if people else ''} For a sure answer, use a postcode."
        + (f" The new contracts {since}." if since else "")
    )


def finding(catalogue: Catalogue, place: FoundPlace) -> str:
    """Return where a place lies and which lots are for it, in one sentence."""
    if place.kind == "hcp_area":
        return places.finding(catalogue, place.key)
    if place.kind == "lot":
        return _lot_finding(catalogue, place)
    if place.is_split:
        return _split_finding(place)
    share = place.main
    other = elsewhere(place, share.hcp_area.id)
    but = f". But {authority_name(other[0])} is mostly in {other[1].name}" if other else ""
    near = (
        f", about {plural(place.near.metres, 'metre')} from {place.near.hcp_area.name}"
        if place.near
        else ""
    )
    # The name of a town or council holds without a sliver; of a ward or a postcode district all
    # is counted.
    counted = place.kind in ("ward", "postcode part") and len(place.areas) > 1
    where = f"{subject(place)} {'nearly all ' * counted}in {share.hcp_area.name}{near}"
    return f"{where}: {_lots_of(share.hcp_area.id)}{but}"


def standfirst(catalogue: Catalogue, place: FoundPlace) -> str:
    """Return what is to know beside the lots: ward, counts, a border that is near."""
    match place.kind:
        case "hcp_area":
            return places.standfirst(catalogue, place.key)
        case "lot":
            return _lot_standfirst(catalogue, place)
        case "postcode":
            return f"It is in {place.ward.name} ward, {council(place)}.{_near(place)}"
        case "ward":
            meant = f"A ward of {council(place)}."
        case "town":
            meant = f"Here, {place.name} means all addresses with the postcodes {place.districts}."
        case "locality":
            meant = f"Here, {place.name} means {place.districts}."
        case "settlement":
            near = plural(place.postcodes, "postcode")
            meant = f"Here, {place.name} means the {near} around its middle, in {council(place)}."
        case _:
            meant = ""
    sure = "Type a whole postcode to be sure of one address." if len(place.areas) > 1 else ""
    said = (meant, f"{counts(place)}.", _people(catalogue, place), sure)
    return " ".join(part for part in said if part)


def subject(place: FoundPlace) -> str:
    """Return the place with its verb, as a sentence about it begins."""
    match place.kind:
        case "postcode":
            return f"This {place.name} postcode is"
        case "postcode part":
            return f"Postcodes that begin {place.name} are"
        case "ward":
            return f"{place.name} ward is"
        case "authority":
            return f"{authority_name(place.authorities[0].authority)} is"
    return f"{place.name} is"


def box_words(place: FoundPlace | None) -> str:
    """Return under the box what may be typed, and what becomes of it; briefly beside an answer."""
    kinds = "A postcode or the beginning of one, a village, town, ward, council, HCP area or lot. "
    stay = "Words that find nothing may stay in the box until you change them or leave. "
    return (
        f'<p class="find-words">{"" if place else kinds}What you type is used for the answer only. '
        f"It is not stored or logged. {'' if place else stay}"
        "The web address never holds a whole postcode.</p>"
    )


def form_html() -> str:
    """Return the box as a form by itself, which the page of this module answers."""
    (path,) = (entry.path for entry in PAGES if entry.looks_up)
    return (
        f'<form class="look-up" method="post" action="/{path}">'
        '<label for="look-up">Find my area: postcode or place</label>'
        '<div class="look-up-row"><input id="look-up" type="text" name="typed" maxlength="200" '
        f'placeholder="{example()}" autocomplete="off" spellcheck="false">'
        '<button type="submit">Find</button></div>'
        '<p class="find-words">What you type is used for the answer only. It is not stored or '
        "logged.</p></form>"
    )


def link_words(place: FoundPlace) -> str:
    """Return what the web address holds, for someone who passes it on; empty but for postcodes."""
    if place.kind != "postcode":
        return ""
    return (
        f"The web address of this page holds only {place.name}, the first part of the postcode. "
        "Whoever opens it sees what holds for all postcodes that begin so."
    )


def _split_finding(place: FoundPlace) -> str:
    shares = [share for share in place.areas if share.hcp_area.id in place.parts]
    first, *rest = shares
    most = "most" if first.postcodes * 2 > place.postcodes else "the largest part"
    *others, last = [f"part in {s.hcp_area.name} ({_numbers(s)})" for s in rest]
    within = ", ".join([f"{most} in {first.hcp_area.name} ({_numbers(first)})", *others])
    return f"{subject(place)} split: {within}{' and' if others else ','} {last}"


def _numbers(share: AreaShare) -> str:
    return f"lots {share.adult_lot.number} and {share.childrens_lot.number}"


def _lot(place: FoundPlace) -> Lot:
    lot, *_ = (
        lot
        for share in place.areas
        for lot in (share.adult_lot, share.childrens_lot)
        if lot.id == place.key
    )
    return lot


def _lot_finding(catalogue: Catalogue, place: FoundPlace) -> str:
    lot = _lot(place)
    covered = lots.lots(catalogue).filter(lot_id=lot.id)["areas"][0].to_list()
    return f"Lot {lot.number}, {lot.name}: for {lot.cohort} in {listed_areas(covered)}"


def _lot_standfirst(catalogue: Catalogue, place: FoundPlace) -> str:
    row = lots.lots(catalogue).filter(lot_id=place.key).row(0, named=True)
    several = f" It covers {plural(len(row['areas']), 'area')}." if len(row["areas"]) > 1 else ""
    return (
        f"{count(row['residents'])} {row['cohort']} live there ({counted_in(catalogue)}).{several}"
    )


def _lots_of(area_id: str) -> str:
    adults, children = (areas().lot_of(area_id, cohort) for cohort in ("adults", "children"))
    return f"Lot {adults.number} for adults, Lot {children.number} for children"


def _near(place: FoundPlace) -> str:
    if place.near is None:
        return ""
    here, there = (
        f"{area.name} ({_lots_of(area.id)})" for area in (place.main.hcp_area, place.near.hcp_area)
    )
    return (
        " Addresses of one postcode may lie on both sides of a border. "
        f"A home may be in {here} or in {there}. "
        "Ask the ICB which lot an address is in."
    )


def _people(catalogue: Catalogue, place: FoundPlace) -> str:
    """A council's people by area: postcodes and people need not be split alike."""
    if place.kind != "authority" or not place.is_split:
        return ""
    rows = lots.split_authorities(catalogue).filter(lad_code=place.key)
    parts = ", ".join(
        f"{percent(row['share'])} live in {row['area_name']}" for row in rows.iter_rows(named=True)
    )
    return f"Of its people, {parts} ({counted_in(catalogue)})."


def place_names() -> dict[str, str]:
    """Return the names of all places but postcodes by their keys, kind by kind, as in `KINDS`."""
    places = sorted(
        load().gazetteer.keys.values(), key=lambda one: (KINDS.index(one.kind), one.name)
    )
    return {one.key: one.name for one in places}
