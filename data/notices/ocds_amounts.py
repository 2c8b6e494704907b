"""What a notice says in pounds: each kind of money, and each award and contract by itself.

In a procurement of several lots a value is taken only where it is the one value of the whole
notice. A value for one lot is never taken: the same award id may stand for several lots, of which
only the last one's value survives, and only the notice's own text tells. Where the notices do not
tell, the value ends as "not published" with a warning that names the notice to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from data.notices.ocds import Release, at, listing, objects, short
from data.notices.ocds_lots import (
    CLOSED,
    PARTS,
    STATUSES,
    Item,
    Named,
    countable,
    listed,
    lots_of_item,
    named_in,
    one_thing,
    same_lots_as,
)
from data.notices.ocds_values import Lost, amounts_elsewhere, pounds

# Money of the whole procurement: the places where it may stand, and its name in a lot.
WHOLE: dict[str, tuple[tuple[str, ...], str]] = {
    "budget": (("planning.budget.amount",), ""),
    "estimate": (("tender.value",), "value"),
    "minimum": (("tender.minValue",), "minValue"),
    "maximum": (("tender.maxValue", "tender.techniques.frameworkAgreement.value"), "maxValue"),
}
READ = frozenset(
    {place for places, _ in WHOLE.values() for place in places}
    | {f"tender.lots.{name}" for _, name in WHOLE.values()}
    | {f"{name}.value" for name in PARTS.values()}
)


@dataclass(frozen=True)
class Amount:
    """What one notice says of one kind of money; `pounds` is None where it is not published.

    `kind` is one of WHOLE or PARTS. `thing` is the id of the award or contract, empty for the
    procurement. `note` says what a reader of the row should know, or why there is no value.
    """

    kind: str
    thing: str
    release: Release
    pounds: float | None
    note: str


def amounts(releases: tuple[Release, ...]) -> tuple[list[Amount], list[str]]:
    """Every amount of every notice, oldest first, and a warning for each that was not taken.

    A notice without money of a kind has no amount of that kind, unless it ends what had one.
    """
    found: list[Amount] = []
    warnings: list[str] = []
    stands: dict[tuple[str, str], Release] = {}
    before: Named | None = None
    for release, now in zip(releases, named_in(releases), strict=True):
        read = list(_read(release, before, now))
        read += _ended(release, now, stands, {(each.kind, each.thing) for each in read})
        for amount in read:
            key = (amount.kind, amount.thing)
            if amount.pounds is not None:
                stands[key] = release
                continue
            about = f"{amount.kind} {short(amount.thing)}".strip()
            warnings.append(f"Notice {release.id}, {about}: {amount.note}")
            if key in stands and _closed(*key, now):
                found = [_noted(each, key, release) for each in found]
                del stands[key]
        found += read
        if places := amounts_elsewhere(release.content, READ):
            shown = listing([short(place, 80) for place in places], most=4)
            warnings.append(
                f"Notice {release.id}: amounts also stand in {shown}. They are no value of the "
                "whole, an award or a contract, so they were not taken."
            )
        before = now
    return found, warnings


def _read(release: Release, before: Named | None, now: Named) -> Iterator[Amount]:
    for kind, (places, lot_name) in WHOLE.items():
        given = [v for place in places if (v := at(release.content, place)) is not None]
        lots = objects(listed(release))
        by_lot = [lot[lot_name] for lot in lots if lot.get(lot_name) is not None]
        if not given and not by_lot:
            continue
        try:
            value, note = _whole(given, by_lot, now, max(len(now.lots), len(listed(release))))
            yield Amount(kind, "", release, value, note + _lots_closed(now))
        except Lost as lost:
            yield Amount(kind, "", release, None, str(lost))
    for kind, name in PARTS.items():
        items = objects(release.content.get(name))
        if any(item.get("value") is not None for item in items):
            yield from _items(kind, items, release, before, now)


def _whole(given: list[Any], by_lot: list[Any], now: Named, count: int) -> tuple[float, str]:
    """The one value of the whole procurement of `count` lots, and a note. Raises `Lost`."""
    if now.tender_status in CLOSED:
        raise Lost(f"the procurement was {now.tender_status}.")
    if now.tender_status not in STATUSES["tender"] | {""}:
        raise Lost(_unknown(now.tender_status))
    if not given:
        countable(now)
        if len(now.lots) > 1:
            raise Lost(
                f"it gives values for single lots of {len(now.lots)} and none for the whole."
            )
        return pounds(by_lot[0]), "Value of the only lot of the notice"
    values = {pounds(value) for value in given}
    of_lots = [value for value in map(_read_at_all, by_lot) if value is not None]
    if count <= 1:
        values |= set(of_lots)
    if len(values) > 1:
        raise Lost(f"it gives {len(values)} values of this kind, which differ.")
    if any(value > max(values) for value in of_lots):
        raise Lost("it gives a value for one lot that is larger than that of the whole.")
    if count > 1:
        return values.pop(), f"For all {count} lots together; by lot it is not published here"
    return values.pop(), "For the whole procurement"


def _read_at_all(value: object) -> float | None:
    """A value to compare with; None where it cannot be taken."""
    try:
        return pounds(value)
    except Lost:
        return None


def _items(
    kind: str, items: list[Item], release: Release, before: Named | None, now: Named
) -> Iterator[Amount]:
    """The amounts of awards or contracts: of one lot each its own, of several one at most."""
    valued = [item for item in items if item.get("value") is not None]
    if len(now.lots) > 1:
        try:
            same_lots_as(before, release)
            item, note = _one_of_several_lots(kind, items, now)
            value = pounds(item["value"])
            yield Amount(kind, _thing(item, release), release, value, note)
        except Lost as lost:
            yield Amount(kind, "", release, None, str(lost))
        return
    nameless = sum(item.get("id") is None for item in valued)
    for number, item in {_thing(item, release): item for item in valued}.items():
        try:
            if nameless > 1 and item.get("id") is None:
                raise Lost(f"{nameless} of its {kind}s have no id, so nobody can tell them apart.")
            one_thing(item, kind, now)
            note = _status_note(kind, item, now)
            countable(now)
            lots_of_item(item, kind, now)
            value = pounds(item["value"])
            yield Amount(kind, number, release, value, f"Value of the {kind} in the notice{note}")
        except Lost as lost:
            yield Amount(kind, number, release, None, str(lost))


def _one_of_several_lots(kind: str, everything: list[Item], now: Named) -> tuple[Item, str]:
    """The one award or contract whose value is for all lots, and a note. Raises `Lost`."""
    for item in everything:
        one_thing(item, kind, now)
    items = [item for item in everything if now.status(kind, item) not in CLOSED]
    valued = [item for item in items if item.get("value") is not None]
    if not valued:
        raise Lost(f"every {kind} in it was cancelled or unsuccessful.")
    countable(now)
    covered = [lots_of_item(item, kind, now) for item in valued]
    count = len(now.lots)
    if any(len(each) == 1 for each in covered):
        raise Lost(
            f"it gives values for single lots of {count}, which this data does not hold "
            "reliably. Read the notice itself."
        )
    if len(valued) > 1:
        raise Lost(f"it gives {len(valued)} values of this kind. Read the notice itself.")
    if covered[0] and covered[0] != now.lots:
        raise Lost(f"its value is for {len(covered[0])} of {count} lots together.")
    if not covered[0] and now.items[kind] > 1:
        raise Lost(
            f"it is one {kind} of {now.items[kind]} for {count} lots, and does not say for which "
            "of them. Read the notice itself."
        )
    note = _status_note(kind, valued[0], now)
    return valued[0], f"One value for a procurement of several lots: the lot is not stated{note}"


def _ended(
    release: Release,
    now: Named,
    stands: dict[tuple[str, str], Release],
    told: set[tuple[str, str]],
) -> Iterator[Amount]:
    """What a notice ends without giving its value again, where an earlier notice gave one."""
    for (kind, thing), earlier in stands.items():
        if (kind, thing) not in told and (status := _closed(kind, thing, now)):
            what = "procurement" if kind in WHOLE else kind
            note = f"the {what} was {status}: its value in notice {earlier.id} no longer stands."
            yield Amount(kind, thing, release, None, note)


def _closed(kind: str, thing: str, now: Named) -> str:
    """The status by which something came to nothing, empty where it did not."""
    status = now.tender_status if kind in WHOLE else now.status(kind, {"id": thing})
    return status if status in CLOSED else ""


def _noted(amount: Amount, key: tuple[str, str], release: Release) -> Amount:
    """The amount with the notice that ended what it is for, where it is for that."""
    if (amount.kind, amount.thing) != key or amount.pounds is None:
        return amount
    return replace(amount, note=f"{amount.note}; notice {release.id} ended it")


def _status_note(kind: str, item: Item, now: Named) -> str:
    """What the status adds to a value. Raises `Lost` where nothing was awarded in the end."""
    status = now.status(kind, item)
    if status in CLOSED:
        raise Lost(f"the {kind} was {status}.")
    if status not in STATUSES[kind] | {""}:
        raise Lost(_unknown(status))
    if status == "pending":
        return f"; the {kind} was not yet in force"
    return f"; the {kind} has come to its end" if status == "terminated" else ""


def _unknown(status: str) -> str:
    return f"its status “{short(status)}” is none that the standard names."


def _lots_closed(now: Named) -> str:
    count = now.closed_lots
    return f"; {count} of the lots was cancelled or had no winner" if count else ""


def _thing(item: Item, release: Release) -> str:
    """What an award or contract is told by; one without an id is known in its notice only."""
    return release.id if item.get("id") is None else str(item["id"])
