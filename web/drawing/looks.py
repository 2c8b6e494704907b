"""The colours of the embed as custom properties of CSS, the same tokens that the app is drawn in.

One page serves both looks: it follows the device, unless the address asked for one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType

from components.theme import (
    DARK,
    LIGHT,
    MAP_HEIGHT,
    RADIUS,
    SMALL,
    SPACE,
    TEXT_WIDTH,
    TYPE,
    Look,
    Shade,
)

_USED = re.compile(r"var\(--([\w-]+)")
_SIZES = {
    **{f"space-{name}": size for name, size in SPACE.items()},
    **{f"type-{name}": size for name, size in TYPE.items()},
    "small": SMALL,
    "radius": RADIUS,
    "text-width": TEXT_WIDTH,
    "map-height": f"{MAP_HEIGHT}px",
}


@cache
def colours() -> Mapping[str, tuple[str, str]]:
    """The name of each colour with its value in the light and in the dark look."""
    dark = dict(_named(DARK))
    found = {name: (light, dark[name]) for name, light in _named(LIGHT)}
    # As the style sheets of `components` call the first colour of the series.
    return MappingProxyType({**found, "bar": found["categorical-0"]})


def properties(text: str) -> str:
    """The rules that give a value to each custom property used in `text`.

    `data-look` of the root element, where it is set, goes before what the device prefers. Paper is
    always light.
    """
    used = set(_USED.findall(text))
    sizes = {name: size for name, size in _SIZES.items() if name in used}
    pairs = {name: pair for name, pair in colours().items() if name in used}
    light = _rule({name: pair[0] for name, pair in pairs.items()} | sizes)
    dark = _rule({name: pair[1] for name, pair in pairs.items()})
    return (
        f":root{{color-scheme:light dark;{light}}}"
        ":root[data-look=light]{color-scheme:light}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-look=light]){{{dark}}}}}"
        f"@media screen{{:root[data-look=dark]{{color-scheme:dark;{dark}}}}}"
        "@media print{:root{color-scheme:light}}"
    )


def _rule(values: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def _named(look: Look) -> Iterator[tuple[str, str]]:
    for field in fields(Look):
        name, value = field.name.replace("_", "-"), getattr(look, field.name)
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, tuple):
            yield from ((f"{name}-{place}", colour) for place, colour in enumerate(value))
        else:
            yield from _shades(name, value)


def _shades(name: str, shades: Mapping[str, Shade]) -> Iterator[tuple[str, str]]:
    for kind, shade in shades.items():
        for part in ("fill", "ink", "edge"):
            yield f"{name}-{kind.replace(' ', '-').lower()}-{part}", getattr(shade, part)
