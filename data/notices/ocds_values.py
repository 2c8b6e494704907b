"""What a value object of the standard says in pounds without VAT, and where else amounts stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from data.notices.ocds import part, short

LARGEST_GBP = 10**13
_AMOUNTS = ("amount", "amountNet", "amountGross")


class Lost(Exception):
    """A value that cannot be taken; the message says why, as a sentence."""


def pounds(value: object) -> float:
    """The amount without VAT of a value object. Raises `Lost`.

    `amountNet` is without VAT and `amountGross` with it; `amount` is without it unless the value
    says that VAT is included.
    """
    amount, net, gross = (part(value, name) for name in _AMOUNTS)
    if net is None and part(value, "valueAddedTaxIncluded") is True:
        raise Lost("its value is given with VAT only.")
    if net is None and amount is None and _is_number(gross):
        raise Lost("its value is given with VAT only.")
    taken = amount if net is None else net
    if not _is_number(taken):
        raise Lost("its value has no amount that is a number.")
    if part(value, "currency") != "GBP":
        raise Lost("its value is not in pounds.")
    if taken < 0:
        raise Lost("its value is below 0.")
    if not taken < LARGEST_GBP:
        raise Lost("its value is not an amount that can be.")
    if not round(float(taken), 2):
        pence = "0, which cannot be told from a value left out" if not taken else "below a penny"
        raise Lost(f"its value is {pence}.")
    if _is_number(gross) and gross < taken:
        raise Lost("its value without VAT is larger than that with VAT.")
    included = part(value, "valueAddedTaxIncluded") is True
    if _is_number(amount) and amount not in (taken, gross) and not included:
        raise Lost("it gives two values without VAT, which differ.")
    return round(float(taken), 2)


def amounts_elsewhere(content: Mapping[str, Any], read: frozenset[str]) -> list[str]:
    """The places of a notice that hold an amount, but for those that are `read`.

    A place is the names on the way to it with full stops between, lists left out.
    """
    return [place for place in dict.fromkeys(_places(content, ())) if place not in read]


def _places(thing: object, way: tuple[str, ...]) -> Iterator[str]:
    if isinstance(thing, list):
        for each in thing:
            yield from _places(each, way)
    elif isinstance(thing, dict):
        if any(isinstance(thing.get(name), int | float | str) for name in _AMOUNTS):
            yield ".".join(way)
        # Statistics hold counts as well; those of money name a currency or measure a value.
        money = "currency" in thing or str(thing.get("measure")).endswith("Value")
        if money and _is_number(thing.get("value")):
            yield ".".join((*way, "value"))
        for name, each in thing.items():
            yield from _places(each, (*way, short(name)))


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
