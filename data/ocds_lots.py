"""What a notice says in pounds, and where the standard loses which lot it belongs to.

In a procurement of several lots a value is taken only where it is the one value of the whole
notice. A value for one lot is never taken: the same award id may stand for several lots, of which
only the last one's value survives, and only the notice's own text tells. Which lots an award is for
may stand in an earlier notice than its value, and a contract has its lots from its award; so all
notices up to one are asked. Where they do not tell, the value ends as "not published" with a
warning that names the notice to read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True)
class _Named:
    """The lots that notices name: all of a process, and those of each award by its id.

    `sure` is False where a lot has no id or two have the same: then nobody can count them.
    `doubled` are the ids that stood for several awards or contracts in one notice. `items` counts
    the open awards and contracts of the whole process, later notices included.
    """

    lots: frozenset[str]
    by_award: Mapping[str, frozenset[str]]
    sure: bool
    doubled: Mapping[str, frozenset[str]]
    items: Mapping[str, int]


def amounts(releases: tuple[Release, ...]) -> tuple[list[Amount], list[str]]:
    """Every amount of every notice, oldest first, and a warning for each that was not taken.

    A notice without money of a kind has no amount of that kind.
    """
    found: list[Amount] = []
    warnings: list[str] = []
    together = compiled(releases)
    items = {kind: _open(together, kind) for kind in ("award", "contract")}
    before = _named_in((), items)
    for number, release in enumerate(releases, start=1):
        now = _named_in(releases[:number], items)
        for kind in KINDS:
            if not _gives(release, kind):
                continue
            try:
                _same_lots_as(before, release)
                pounds, note = _value(release, kind, now)
            except _Lost as lost:
                pounds, note = None, str(lost)
                warnings.append(f"Notice {release.id}, {kind}: {note}")
            found.append(Amount(kind, release, pounds, note))
        before = now
    return found, warnings


def lots_of(releases: Iterable[Release]) -> set[str]:
    """The ids of all lots that notices name: as lots of the tender, or as those of an award."""
    lots: set[str] = set()
    for release in releases:
        lots |= {str(lot.get("id")) for lot in objects(_listed(release))}
        for award in objects(release.content.get("awards")):
            lots |= set(_named(award))
    return lots


def _named_in(releases: tuple[Release, ...], items: Mapping[str, int]) -> _Named:
    by_award: dict[str, frozenset[str]] = {}
    for release in releases:
        for award in objects(release.content.get("awards")):
            number = str(award.get("id"))
            by_award[number] = by_award.get(number, frozenset()) | set(_named(award))
    sure = all(_told_apart(_listed(release)) for release in releases)
    doubled = {
        kind: frozenset(n for r in releases for n in repeated(r.content.get(KINDS[kind])))
        for kind in items
    }
    return _Named(frozenset(lots_of(releases)), by_award, sure, doubled, items)


def _told_apart(lots: list[Any]) -> bool:
    """Whether each thing in a list of lots has an id of its own."""
    ids = [str(lot["id"]) for lot in objects(lots) if isinstance(lot.get("id"), str | int)]
    return len(set(ids)) == len(lots)


def _open(together: Mapping[str, Any], kind: str) -> int:
    """How many awards or contracts of a process still stand; `together` is what it says today."""
    items = objects(together.get(KINDS[kind]))
    return sum(str(item.get("status")) not in CLOSED for item in items)


def _gives(release: Release, kind: str) -> bool:
    part = release.content.get(KINDS[kind])
    if kind == "estimate":
        lots = objects(_listed(release))
        return _part(part, "value") is not None or any(lot.get("value") for lot in lots)
    return any(item.get("value") is not None for item in objects(part))


def _value(release: Release, kind: str, named: _Named) -> tuple[float, str]:
    if kind == "estimate":
        return _estimate(release, named)
    everything = objects(release.content.get(KINDS[kind]))
    _one_thing_each(everything, kind, named)
    items = [item for item in everything if str(item.get("status")) not in CLOSED]
    valued = [item for item in items if item.get("value") is not None]
    if not valued:
        raise _Lost(f"every {kind} in it was cancelled or unsuccessful.")
    _countable(named)
    covered = [_lots_of_item(item, kind, named) for item in valued]
    several = len(named.lots) > 1
    if several and any(len(each) == 1 for each in covered):
        raise _Lost(
            f"it gives values for single lots of {len(named.lots)}, which this data does not hold "
            "reliably. Read the notice itself."
        )
    if len(valued) > 1:
        raise _Lost(f"it gives {len(valued)} values of this kind. Read the notice itself.")
    if several:
        _for_all_lots(covered[0], kind, named)
    pounds = _pounds(valued[0]["value"])
    unstated = "One value for a procurement of several lots: the lot is not stated"
    return pounds, unstated if several else f"Value of the {kind} in the notice"


def _one_thing_each(items: list[dict[str, Any]], kind: str, named: _Named) -> None:
    """Raise _Lost where an id stands for several awards or contracts, here or in an earlier notice.

    Where there is one lot, a missing id loses nothing.
    """
    for item in items:
        number = str(item.get("id"))
        if number in named.doubled[kind]:
            raise _Lost(
                f"the id {_short(number)} stands for more than one {kind}, and only the last value "
                "survives. Read the notice itself."
            )
        if item.get("id") is None and len(named.lots) > 1:
            raise _Lost(f"one {kind} in it has no id. Read the notice itself.")


def _for_all_lots(covered: frozenset[str], kind: str, named: _Named) -> None:
    """Raise _Lost where a value may be for some of several lots only."""
    if covered and covered != named.lots:
        raise _Lost(f"its value is for {len(covered)} of {len(named.lots)} lots together.")
    if not covered and named.items[kind] > 1:
        raise _Lost(
            f"it is one {kind} of {named.items[kind]} for {len(named.lots)} lots, and does not say "
            "for which of them. Read the notice itself."
        )


def _countable(named: _Named) -> None:
    if not named.sure:
        raise _Lost(
            "a lot has no id, or two have the same, so the lots cannot be counted. Read the notice "
            "itself."
        )


def _same_lots_as(before: _Named, release: Release) -> None:
    """An award id that named other lots in an earlier notice stands for several awards."""
    for award in objects(release.content.get("awards")):
        number, lots = str(award.get("id")), set(_named(award))
        if lots and before.by_award.get(number) and before.by_award[number] != lots:
            raise _Lost(
                f"the award id {_short(number)} named other lots in an earlier notice. Read the "
                "notice itself."
            )


def _estimate(release: Release, named: _Named) -> tuple[float, str]:
    tender = release.content["tender"]
    if _part(tender, "value") is None:
        _countable(named)
        if len(named.lots) > 1:
            raise _Lost(
                f"it gives values for single lots of {len(named.lots)} and none for the whole."
            )
        lot = next(lot for lot in objects(_listed(release)) if lot.get("value"))
        return _pounds(lot["value"]), "Value of the only lot of the notice"
    pounds = _pounds(tender["value"])
    count = max(len(named.lots), len(_listed(release)))
    if count > 1:
        return pounds, f"For all {count} lots together; by lot it is not published here"
    return pounds, "For the whole procurement"


def _lots_of_item(item: Mapping[str, Any], kind: str, named: _Named) -> frozenset[str]:
    """The lots of an award, which any notice up to this may name; a contract has its award's."""
    number = item.get("id" if kind == "award" else "awardID")
    if kind == "contract" and number is None:
        if len(named.lots) > 1:
            raise _Lost(
                f"a contract does not name its award, which says for which of {len(named.lots)} "
                "lots it is. Read the notice itself."
            )
        return frozenset()
    if str(number) not in named.by_award:
        raise _Lost("a contract belongs to an award that no notice holds.")
    if kind == "contract" and str(number) in named.doubled["award"]:
        raise _Lost(
            f"its award id {_short(str(number))} stands for more than one award. Read the notice "
            "itself."
        )
    return named.by_award[str(number)]


def _listed(release: Release) -> list[Any]:
    """What stands in the list of lots of a notice; empty where there is no such list."""
    lots = _part(release.content.get("tender"), "lots")
    return lots if isinstance(lots, list) else []


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
