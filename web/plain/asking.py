"""What a request asks of a page: the choices of its address, the look, the day and the place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from components.choices import PLACE, Asked
from components.findings.find.marks import UNKNOWN_MARK, UNKNOWN_PLACE
from components.found_place import FoundPlace, found_place
from components.page_list import PageEntry
from components.theme import LookName
from data.package.catalogue import Catalogue
from geo.errors import LookupProblem
from geo.lookup.lookup import load


def asked_by(
    address: Mapping[str, str], entry: PageEntry, catalogue: Catalogue, *, look: LookName = "css"
) -> tuple[Asked, tuple[str, ...]]:
    """Return what an address asks of a page, and sentences on what is wrong with its place."""
    asked = Asked(address=address, look=look, today=dt.date.today())
    if entry.looks_up:
        place = _place(asked.address.get(PLACE) or asked.area(catalogue))
        wrong = (UNKNOWN_PLACE,) if PLACE in asked.address and place is None else ()
        return replace(asked, place=place), wrong
    if entry.marks and asked.address.get(PLACE):
        asked = replace(asked, place=_place(asked.address[PLACE]))
        return asked, () if asked.place else (UNKNOWN_MARK,)
    return asked, ()


def _place(key: str | None) -> FoundPlace | None:
    """The place of an address, or None where it names none that is known."""
    try:
        return found_place(load().find(key)) if key else None
    except LookupProblem:
        return None
