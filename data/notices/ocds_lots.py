"""Which lots, awards and contracts the notices of a process name, and what has become of them.

Which lots an award is for may stand in an earlier notice than its value, and a contract has its
lots from its award; so all notices up to one are asked. The same award id may stand for several
lots, of which only the last one's value survives; nothing in the data shows that others were lost.
"""

from __future__ import annotations

import copy
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ocdsmerge import CompiledRelease
from ocdsmerge.exceptions import DuplicateIdValueWarning

from data.notices.ocds import Release, objects, part, short
from data.notices.ocds_ends import ended, status_of
from data.notices.ocds_values import Lost

PARTS = {"award": "awards", "contract": "contracts"}
CLOSED = frozenset({"cancelled", "unsuccessful", "withdrawn"})
STATUSES = {
    "tender": CLOSED | {"planning", "planned", "active", "complete"},
    "award": CLOSED | {"pending", "active"},
    "contract": CLOSED | {"pending", "active", "terminated"},
}

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Named:
    """What notices name up to one of them.

    `lots` are all of the process; `by_award` those of each award by its id, and `by_contract` the
    awards of each contract. `sure` is False where a lot has no id or two have the same: then nobody
    can count them. `legible` is False where an award or contract names a lot by no id. `doubled`
    are the ids that stood for several awards or contracts in one notice.
    `items` counts the open awards and contracts of the whole process, later notices included.
    `standing` is what all notices up to this say together, None where they do not fit together.
    """

    lots: frozenset[str]
    by_award: Mapping[str, frozenset[str]]
    by_contract: Mapping[str, frozenset[str]]
    sure: bool
    legible: bool
    doubled: Mapping[str, frozenset[str]]
    items: Mapping[str, int]
    standing: Mapping[str, Any] | None

    def status(self, kind: str, item: Item) -> str:
        """The status of an award or contract, which an earlier notice may have told."""
        own = status_of(item)
        if own or item.get("id") is None or self.standing is None:
            return own
        same = (i for i in objects(self.standing.get(PARTS[kind])) if _same(i, item))
        return next(map(status_of, same), "")

    @property
    def tender_status(self) -> str:
        return status_of(part(self.standing, "tender"))

    @property
    def closed_lots(self) -> int:
        lots = objects(part(part(self.standing, "tender"), "lots"))
        return sum(status_of(lot) in CLOSED for lot in lots)


def named_in(releases: tuple[Release, ...]) -> Iterator[Named]:
    """What is named up to each notice, oldest first."""
    standing = list(_standing(releases))
    last = standing[-1] if standing else None
    items = {
        kind: sum(status_of(item) not in CLOSED for item in objects(part(last, name)))
        for kind, name in PARTS.items()
    }
    by_award: dict[str, frozenset[str]] = {}
    by_contract: dict[str, frozenset[str]] = {}
    doubled: dict[str, frozenset[str]] = {kind: frozenset() for kind in PARTS}
    lots: frozenset[str] = frozenset()
    sure = legible = True
    for release, now in zip(releases, standing, strict=True):
        lots |= lots_of([release])
        sure = sure and _told_apart(listed(release))
        legible = legible and all(len(_lots(i)) == len(_named_lots(i)) for i in _items(release))
        for kind, name in PARTS.items():
            doubled[kind] |= repeated(release.content.get(name))
        for award in objects(release.content.get("awards")):
            number = str(award.get("id"))
            by_award[number] = by_award.get(number, frozenset()) | set(_lots(award))
        for contract in objects(release.content.get("contracts")):
            if contract.get("awardID") is not None:
                number = str(contract.get("id"))
                awards = by_contract.get(number, frozenset())
                by_contract[number] = awards | {str(contract["awardID"])}
        yield Named(
            lots, dict(by_award), dict(by_contract), sure, legible, dict(doubled), items, now
        )


def lots_of(releases: Iterable[Release]) -> set[str]:
    """The ids of all lots that notices name: of the tender, an award or a contract."""
    lots: set[str] = set()
    for release in releases:
        lots |= {str(lot.get("id")) for lot in objects(listed(release))}
        for item in _items(release):
            lots |= set(_lots(item))
    return lots


def _items(release: Release) -> list[Item]:
    """The awards and contracts of a notice."""
    return [item for name in PARTS.values() for item in objects(release.content.get(name))]


def listed(release: Release) -> list[Any]:
    """What stands in the list of lots of a notice; empty where there is no such list."""
    lots = part(release.content.get("tender"), "lots")
    return lots if isinstance(lots, list) else []


def repeated(items: object) -> frozenset[str]:
    """The ids that stand more than once in one list of one notice."""
    counts = Counter(str(item["id"]) for item in objects(items) if _has_id(item))
    return frozenset(number for number, count in counts.items() if count > 1)


def countable(named: Named) -> None:
    """Raise `Lost` where lots cannot be counted or the notices do not fit together."""
    if named.standing is None:
        raise Lost("the notices up to it do not fit together. Read the notice itself.")
    if not named.sure:
        raise Lost(
            "a lot has no id, or two have the same, so the lots cannot be counted. Read the notice "
            "itself."
        )
    if not named.legible:
        raise Lost("an award or contract names a lot by no id. Read the notice itself.")


def one_thing(item: Item, kind: str, named: Named) -> None:
    """Raise `Lost` where the id of an award or contract stands for several, here or before.

    Where there is one lot, a missing id loses nothing.
    """
    number = str(item.get("id"))
    if number in named.doubled[kind]:
        raise Lost(
            f"the id {short(number)} stands for more than one {kind}, and only the last value "
            "survives. Read the notice itself."
        )
    if item.get("id") is None and len(named.lots) > 1:
        raise Lost(f"one {kind} in it has no id. Read the notice itself.")
    if kind == "contract" and len(named.by_contract.get(number, ())) > 1:
        raise Lost(
            f"the contract id {short(number)} named another award before. Read the notice itself."
        )


def same_lots_as(before: Named | None, release: Release) -> None:
    """Raise `Lost` for an award id that named other lots before: it stands for several awards."""
    for award in objects(release.content.get("awards")) if before else ():
        number, lots = str(award.get("id")), set(_lots(award))
        if lots and before.by_award.get(number) and before.by_award[number] != lots:
            raise Lost(
                f"the award id {short(number)} named other lots in an earlier notice. Read the "
                "notice itself."
            )


def lots_of_item(item: Item, kind: str, named: Named) -> frozenset[str]:
    """The lots of an award, which any notice up to this may name.

    A contract has its award's, unless it names its own. Raises `Lost`.
    """
    number = item.get("id" if kind == "award" else "awardID")
    if kind == "contract" and _lots(item):
        return frozenset(_lots(item))
    if kind == "contract" and number is None:
        if len(named.lots) > 1:
            raise Lost(
                f"a contract does not name its award, which says for which of {len(named.lots)} "
                "lots it is. Read the notice itself."
            )
        return frozenset()
    if str(number) not in named.by_award:
        raise Lost("a contract belongs to an award that no notice holds.")
    if kind == "contract" and str(number) in named.doubled["award"]:
        raise Lost(
            f"its award id {short(str(number))} stands for more than one award. Read the notice "
            "itself."
        )
    return named.by_award[str(number)]


def _standing(releases: tuple[Release, ...]) -> Iterator[Mapping[str, Any] | None]:
    """What the notices say together up to each of them, by the merge routine of the standard.

    Only awards, contracts, lots and their status are asked of it, for which the routine has no
    special rule: so it needs no schema. Once notices do not fit together, None.
    """
    together: CompiledRelease | None = CompiledRelease(merge_rules={})
    for release in releases:
        said: dict[str, Any] | None = None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DuplicateIdValueWarning)  # `repeated` finds those
            try:
                if together:
                    together.append(_lots_and_statuses(release))
                    said = together.asdict()
            except (TypeError, AttributeError, RecursionError):
                together = None
        yield said


def _lots_and_statuses(release: Release) -> dict[str, Any]:
    """The parts of a notice that tell lots, awards, contracts and their status, as a copy."""
    told = {name: release.content[name] for name in PARTS.values() if name in release.content}
    tender = release.content.get("tender")
    if isinstance(tender, dict):
        told["tender"] = {name: tender[name] for name in ("lots", "status") if name in tender}
    return ended(copy.deepcopy(told), release)


def _told_apart(lots: list[Any]) -> bool:
    """Whether each thing in a list of lots has an id of its own."""
    ids = [str(lot["id"]) for lot in objects(lots) if _has_id(lot)]
    return len(set(ids)) == len(lots)


def _lots(item: Item) -> list[str]:
    """The lots that an award or contract names, as far as they can be read."""
    return [str(lot) for lot in _named_lots(item) if isinstance(lot, str | int)]


def _named_lots(item: Item) -> list[object]:
    """What stands as lots of an award or contract, for itself or for the things that it buys.

    One lot alone may stand without a list.
    """
    lots = item.get("relatedLots")
    own = lots if isinstance(lots, list) else [] if lots is None else [lots]
    bought = (thing.get("relatedLot") for thing in objects(item.get("items")))
    return [*own, *(lot for lot in bought if lot is not None)]


def _same(one: Item, other: Item) -> bool:
    return str(one.get("id")) == str(other.get("id"))


def _has_id(item: Item) -> bool:
    return isinstance(item.get("id"), str | int)
