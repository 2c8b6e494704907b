"""What a notice says in pounds, and where the standard loses which lot it belongs to.

In a procurement of several lots a value is taken only where it is the one value of the whole
notice. A value for one lot is never taken: the same award id may stand for several lots, of which
only the last one's value survives, and only the notice's own text tells. Such a value ends as
"not published" with a warning that names the notice to read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.ocds import Release
from data.ocds_merge import compiled, objects, repeated

KINDS = {"estimate": "tender", "award": "awards", "contract": "contracts"}
CLOSED = frozenset({"cancelled", "unsuccessful"})
LARGEST_GBP = 10**13


@dataclass(frozen=True)
class Amount:
    """What one notice says of one kind of money; `pounds` is None where it is not published.

    `kind` is one of KINDS: the estimate in a notice, an award, a contract. `note` says what a
    reader of the row should know, or why there is no value.
    """

    kind: str
    release: Release
    pounds: float | None
    note: str


class _Lost(Exception):
    """A value that cannot be taken; the message says why, as a sentence."""


def amounts(releases: tuple[Release, ...]) -> tuple[list[Amount], list[str]]:
    """Every amount of every notice, oldest first, and a warning for each that was not taken.

    A notice without money of a kind has no amount of that kind.
    """
    found: list[Amount] = []
    warnings: list[str] = []
    before: dict[str, Any] = {}
    for number, release in enumerate(releases, start=1):
        together = compiled(releases[:number])
        for kind in KINDS:
            if not _gives(release, kind):
                continue
            try:
                _same_lots_as(before, release)
                pounds, note = _value(release, kind, together)
            except _Lost as lost:
                pounds, note = None, str(lost)
                warnings.append(f"Notice {release.id}, {kind}: {note}")
            found.append(Amount(kind, release, pounds, note))
        before = together
    return found, warnings


def lots_of(together: Mapping[str, Any]) -> set[str]:
    """The ids of all lots of a process: those of the tender, and those that awards name."""
    tender = together.get("tender")
    lots = {str(lot.get("id")) for lot in objects(_part(tender, "lots"))}
    for award in objects(together.get("awards")):
        lots |= set(_named(award))
    return lots


def _gives(release: Release, kind: str) -> bool:
    part = release.content.get(KINDS[kind])
    if kind == "estimate":
        lots = objects(_part(part, "lots"))
        return _part(part, "value") is not None or any(lot.get("value") for lot in lots)
    return any(item.get("value") is not None for item in objects(part))


def _value(release: Release, kind: str, together: Mapping[str, Any]) -> tuple[float, str]:
    if kind == "estimate":
        return _estimate(release, together)
    everything = objects(release.content.get(KINDS[kind]))
    if double := repeated(everything):
        raise _Lost(
            f"the id {_short(double[0])} stands for more than one {kind}, and only the last value "
            "survives. Read the notice itself."
        )
    items = [item for item in everything if str(item.get("status")) not in CLOSED]
    valued = [item for item in items if item.get("value") is not None]
    if not valued:
        raise _Lost(f"every {kind} in it was cancelled or unsuccessful.")
    lots = lots_of(together)
    covered = [_lots_of_item(item, kind, together) for item in valued]
    if len(lots) > 1 and any(len(each) == 1 for each in covered):
        raise _Lost(
            f"it gives values for single lots of {len(lots)}, which this data does not hold "
            "reliably. Read the notice itself."
        )
    if len(valued) > 1:
        raise _Lost(f"it gives {len(valued)} values of this kind. Read the notice itself.")
    if len(lots) > 1 and covered[0] and covered[0] != lots:
        raise _Lost(f"its value is for {len(covered[0])} of {len(lots)} lots together.")
    pounds = _pounds(valued[0]["value"])
    several = "One value for a procurement of several lots: the lot is not stated"
    return pounds, several if len(lots) > 1 else f"Value of the {kind} in the notice"


def _same_lots_as(before: Mapping[str, Any], release: Release) -> None:
    """An award id that named other lots in an earlier notice stands for several awards."""
    named = {str(award.get("id")): set(_named(award)) for award in objects(before.get("awards"))}
    for award in objects(release.content.get("awards")):
        number, lots = str(award.get("id")), set(_named(award))
        if lots and named.get(number) and named[number] != lots:
            raise _Lost(
                f"the award id {_short(number)} named other lots in an earlier notice. Read the "
                "notice itself."
            )


def _estimate(release: Release, together: Mapping[str, Any]) -> tuple[float, str]:
    tender = release.content["tender"]
    lots = lots_of(together)
    if _part(tender, "value") is None:
        if len(lots) > 1:
            raise _Lost(f"it gives values for single lots of {len(lots)} and none for the whole.")
        lot = next(lot for lot in objects(_part(tender, "lots")) if lot.get("value"))
        return _pounds(lot["value"]), "Value of the only lot of the notice"
    pounds = _pounds(tender["value"])
    if len(lots) > 1:
        return pounds, f"For all {len(lots)} lots together; by lot it is not published here"
    return pounds, "For the whole procurement"


def _lots_of_item(item: Mapping[str, Any], kind: str, together: Mapping[str, Any]) -> set[str]:
    """The lots that an award names; those of a contract are named by its award."""
    if kind == "award":
        return set(_named(item))
    awards = [a for a in objects(together.get("awards")) if a.get("id") == item.get("awardID")]
    if not awards and item.get("awardID") is not None:
        raise _Lost("a contract belongs to an award that no notice holds.")
    return {lot for award in awards for lot in _named(award)}


def _named(award: Mapping[str, Any]) -> list[str]:
    lots = award.get("relatedLots")
    if not isinstance(lots, list):
        return []
    return [str(lot) for lot in lots if isinstance(lot, str | int)]


def _pounds(value: object) -> float:
    """The amount without VAT of a value object."""
    amount = _part(value, "amount")
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        raise _Lost("its value has no amount that is a number.")
    currency = _part(value, "currency")
    if currency != "GBP":
        raise _Lost("its value is not in pounds.")
    if not math.isfinite(amount) or not 0 <= amount < LARGEST_GBP:
        raise _Lost("its value is not an amount that can be.")
    if amount == 0:
        raise _Lost("its value is 0, which cannot be told from a value left out.")
    return round(float(amount), 2)


def _part(thing: object, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else None


def _short(text: str) -> str:
    shown = "".join(sign for sign in text if sign.isprintable())
    return shown if len(shown) <= 40 else shown[:40] + "…"
