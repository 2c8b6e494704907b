"""What a meeting is asked for: the committee, since when, and the part of its area."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import polars as pl

from components.choices import EVERYWHERE, Asked, Choice, area_choice
from components.findings.meeting.moments import Moment, moments, of_date
from components.findings.scrutiny import scrutiny as committees
from components.findings.scrutiny.event_sequence import BOTH
from components.found_place import FoundPlace, authority_name
from data.package.catalogue import Catalogue
from data.queries import scrutiny
from data.queries.lots import authorities_in
from data.queries.meeting.scope import Scope, scope

NOBODY = "No scrutiny committee is in the papers collected here"
MORE = "an area or a district"
COUNCIL = "council"
# Kinds of place whose name a question may hold.
NAMED = ("town", "locality", "settlement")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the page is asked for, with the controls that say so.

    `outside` names what was to narrow it and lies beyond the committee's area; `narrowed` names
    what narrows it.
    """

    choices: tuple[Choice[str], ...]
    scope: Scope
    since: Moment
    today: dt.date
    narrowed: tuple[str, ...]
    outside: tuple[str, ...]


def names(catalogue: Catalogue) -> dict[str, str]:
    """Return the committees that can meet, by id: short name and council."""
    held = committees.committee_names(catalogue)
    return {key: name for key, name in held.items() if key != BOTH}


def read(catalogue: Catalogue, asked: Asked) -> Wanted:
    """Return what is asked for; a place or a district of the address chooses its committee.

    There must be a committee, as `names` has them.
    """
    council = _council_choice(catalogue)
    committee = Choice(
        key="committee",
        label="Committee",
        options=names(catalogue),
        default=_usual(catalogue, asked, asked[council]),
        shape="buttons",
    )
    wanted = asked[committee]
    since = _since_choice(catalogue, wanted, asked)
    areas, councils, narrowed, outside = _narrowed(catalogue, asked, wanted, asked[council])
    place = asked.place
    words = [place.name] if place and place.kind in NAMED and not outside else []
    return Wanted(
        choices=(committee, since, replace(area_choice(catalogue), folded=True), council),
        scope=scope(catalogue, wanted, areas=areas, councils=councils, names=words),
        since=moments(catalogue, wanted, asked.today).get(asked[since]) or of_date(asked[since]),
        today=asked.today,
        narrowed=narrowed,
        outside=outside,
    )


def _council_choice(catalogue: Catalogue) -> Choice[str]:
    rows = catalogue["authorities"].sort("name")
    options = {_key(name): name for name in rows["name"]}
    return Choice(
        key=COUNCIL,
        label="District or council",
        options={EVERYWHERE: "All of them", **options},
        default=EVERYWHERE,
        folded=True,
    )


def _key(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower())


def _since_choice(catalogue: Catalogue, committee: str, asked: Asked) -> Choice[str]:
    """The moments of the committee, and the day of the address where that gives one."""
    options = {key: one.name for key, one in moments(catalogue, committee, asked.today).items()}
    usual, given = next(iter(options)), asked.address.get("since", "")
    if given not in options and (day := _day(given)) and day <= asked.today:
        options[given] = of_date(given).name
    return Choice(key="since", label="Since", options=options, default=usual)


def _day(text: str) -> dt.date | None:
    """The day that a text of an address gives as `2025-03-01`, or None."""
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _usual(catalogue: Catalogue, asked: Asked, council: str) -> str:
    """The committee of the place, the district or the area, else the first one."""
    known = names(catalogue)
    by_council = dict(
        catalogue["authorities"].select("lad_code", "scrutiny_committee_id").iter_rows()
    )
    codes = {_key(name): code for code, name in _councils(catalogue).items()}
    found = [
        by_council.get(asked.place.authorities[0].authority.id) if asked.place else None,
        by_council.get(codes.get(council, "")),
        committees.usual_committee(catalogue, asked.area(catalogue)),
    ]
    return next((one for one in found if one in known), next(iter(known)))


def _councils(catalogue: Catalogue) -> dict[str, str]:
    return dict(catalogue["authorities"].select("lad_code", "name").iter_rows())


def _narrowed(
    catalogue: Catalogue, asked: Asked, committee: str, council: str
) -> tuple[Collection[str], Collection[str] | None, tuple[str, ...], tuple[str, ...]]:
    """The areas and councils that are left, and what narrows them or lies beyond them."""
    areas = scrutiny.areas_of(catalogue, committee)
    own = catalogue["authorities"].filter(scrutiny_committee_id=committee)["lad_code"].to_list()
    councils: list[str] | None = None
    narrowed, outside = [], []
    for name, of_areas, of_councils in _parts(catalogue, asked, council):
        fits = [one for one in areas if one in of_areas]
        held = None if of_councils is None else [one for one in own if one in of_councils]
        if not fits or held == []:
            outside.append(name)
            continue
        areas, narrowed = fits, [*narrowed, name]
        councils = held or councils
    return areas, councils, tuple(narrowed), tuple(outside)


def _parts(
    catalogue: Catalogue, asked: Asked, council: str
) -> list[tuple[str, Collection[str], Collection[str] | None]]:
    """What the address narrows it to, the widest first: its name, its areas and its councils."""
    parts: list[tuple[str, Collection[str], Collection[str] | None]] = []
    if area := asked.area(catalogue):
        parts.append((area_choice(catalogue).options[area], [area], None))
    for code, name in _councils(catalogue).items():
        if _key(name) == council:
            parts.append((name, _areas_with(catalogue, code), [code]))
    if place := asked.place:
        codes = [share.authority.id for share in place.councils]
        whole = place.kind in ("hcp_area", "lot")
        parts.append((place_name(place), list(place.parts), None if whole else codes))
    return parts


def _areas_with(catalogue: Catalogue, lad_code: str) -> Mapping[str, pl.DataFrame]:
    every = {one: authorities_in(catalogue, one) for one in catalogue["hcp_areas"]["hcp_area_id"]}
    return {one: rows for one, rows in every.items() if lad_code in set(rows["lad_code"])}


def place_name(place: FoundPlace) -> str:
    """Return a place as a sentence names it, no more of a postcode than its first part."""
    match place.kind:
        case "ward":
            return f"{place.name} ward in {place.authorities[0].authority.name}"
        case "authority":
            return authority_name(place.authorities[0].authority)
        case "postcode" | "postcode part":
            return f"postcodes that begin {place.name}"
    return place.name
