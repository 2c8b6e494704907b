"""Several releases of one process put together into what stands today: the compiled release.

Follows the merge routine of OCDS 1.1: releases in the order of time; a later value replaces an
earlier one, null removes it, objects in lists are joined by their `id`. Where one release gives the
same `id` twice in a list, the routine keeps the last: `repeated` finds those, since what the others
said is lost to everyone who reads the compiled release.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from data.ocds import Release

# Lists that the standard replaces whole, although their objects may have ids.
WHOLE_LISTS = frozenset({"additionalIdentifiers", "changes"})
_OF_THE_RELEASE = frozenset({"id", "date", "tag", "language"})


def compiled(releases: Iterable[Release]) -> dict[str, Any]:
    """What the releases say together; they come oldest first. Nothing given is changed."""
    result: dict[str, Any] = {}
    for release in releases:
        content = {k: v for k, v in release.content.items() if k not in _OF_THE_RELEASE}
        result = _merged(result, content)
    return result


def repeated(items: object) -> list[str]:
    """The ids that stand more than once in one list of one release."""
    counts = Counter(str(item["id"]) for item in objects(items) if _has_id(item))
    return [number for number, count in counts.items() if count > 1]


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list; an empty list for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(old)
    for name, value in new.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict):
            before = result.get(name)
            result[name] = _merged(before if isinstance(before, dict) else {}, value)
        elif isinstance(value, list) and name not in WHOLE_LISTS and _joins(value):
            result[name] = _joined(result.get(name), value)
        else:
            result[name] = value
    return result


def _joins(items: list[Any]) -> bool:
    return bool(items) and all(isinstance(item, dict) and _has_id(item) for item in items)


def _joined(old: object, new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Objects of both lists, those of the same id put together in the place of the first."""
    kept = old if isinstance(old, list) and _joins(old) else []
    result = {_key(item): item for item in kept}
    for item in new:
        result[_key(item)] = _merged(result.get(_key(item), {}), item)
    return list(result.values())


def _has_id(item: Mapping[str, Any]) -> bool:
    return isinstance(item.get("id"), str | int)


def _key(item: Mapping[str, Any]) -> tuple[type, str | int]:
    return type(item["id"]), item["id"]
