"""Which choices of its page an embed takes from its own address, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from components.choices import PLACE, Choice
from components.findings.places import care, layers
from components.findings.services import on_map
from components.found_place import FoundPlace, found_place
from data.package.catalogue import Catalogue
from geo.errors import GeoProblem
from geo.lookup.lookup import load
from web.embeds.listing import all_embeds

Chosen = tuple[tuple[str, str], ...]  # choices by their keys, without what is usual


def chosen(catalogue: Catalogue, path: str, address: Mapping[str, str]) -> Chosen:
    """Return the choices that an embed takes from its address, as they stand there."""
    takes = all_embeds(catalogue)[path].takes
    usual = {control.key: control.default for control in _controls(catalogue)}
    return tuple(
        (key, address[key]) for key in takes if address.get(key, "") not in ("", usual.get(key))
    )


def each(catalogue: Catalogue, path: str) -> Iterator[tuple[str, Chosen]]:
    """Yield what an embed can be chosen to show, one choice at a time, with what that is called.

    Places are left out: any may be marked.
    """
    takes = all_embeds(catalogue)[path].takes
    for control in _controls(catalogue):
        if control.key in takes:
            for value, words in control.options.items():
                if value != control.default:
                    yield f"{control.label}: {words}", ((control.key, value),)


def unknown(catalogue: Catalogue, choices: Chosen) -> Iterator[str]:
    """Yield the keys of those whose value is not known."""
    options = {control.key: control.options for control in _controls(catalogue)}
    for key, value in choices:
        known = place_of(choices) is not None if key == PLACE else value in options[key]
        if not known:
            yield key


def place_of(choices: Chosen) -> FoundPlace | None:
    """Return the place that is chosen by its key, or None: what somebody typed is no key."""
    key = dict(choices).get(PLACE)
    if key is None:
        return None
    try:
        found = found_place(load().find(key))
    except GeoProblem:
        return None
    return found if found.key == key else None


def _controls(catalogue: Catalogue) -> tuple[Choice[Any], ...]:
    return on_map.service_choice(catalogue, "adults"), layers.choice(), care.choice(catalogue)
