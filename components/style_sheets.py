"""The style sheets of all media, and the tokens of the theme as custom properties of CSS.

Streamlit's pages follow its look. All others follow the device, unless the address asked for one
of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
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

_STATIC = Path(__file__).parent / "static"
_USED = re.compile(r"var\(--([\w-]+)")
_REMARKS = re.compile(r"/\*.*?\*/", re.DOTALL)
# What a style sheet says between quotes stays as it is.
_GAPS = re.compile(r'("[^"]*")|\s*([{};,>])\s*|(:)\s+|\s+')
_ZEROS = re.compile(r"(?<=[\s:,(-])0(?=\.\d)")
_SIZES = MappingProxyType(
    {
        **{f"space-{name}": size for name, size in SPACE.items()},
        **{f"type-{name}": size for name, size in TYPE.items()},
        "small": SMALL,
        "radius": RADIUS,
        "text-width": TEXT_WIDTH,
        "map-height": f"{MAP_HEIGHT}px",
    }
)


@cache
def css() -> str:
    """What Streamlit's theme cannot reach, for `st.html`; `light-dark()` follows its look."""
    sheets = rules()
    pairs = {name: f"light-dark({', '.join(pair)})" for name, pair in _colours_in(sheets).items()}
    return f"<style>\n:root{{{_declared(pairs | _SIZES)}}}\n{sheets}</style>"


@cache
def rules() -> str:
    """The rules of all style sheets, without the values of the tokens that they name."""
    names = sorted(file.stem for file in _STATIC.glob("*.css"))
    names.sort(key="print".__eq__)  # last: it overrules them all
    return "".join(map(sheet, names))


def sheet(name: str) -> str:
    """The rules of one style sheet."""
    return (_STATIC / f"{name}.css").read_text(encoding="utf-8")


def shortened(sheets: str) -> str:
    """The same rules as short as can be."""
    told = _GAPS.sub(lambda gap: gap[1] or gap[2] or gap[3] or " ", _REMARKS.sub("", sheets))
    return _ZEROS.sub("", told).replace(";}", "}")


@cache
def colours() -> Mapping[str, tuple[str, str]]:
    """The name of each colour with its value in the light and in the dark look."""
    dark = dict(_named(DARK))
    found = {name: (light, dark[name]) for name, light in _named(LIGHT)}
    # As the style sheets call the first colour of the series.
    return MappingProxyType({**found, "bar": found["categorical-0"]})


def properties(text: str) -> str:
    """The rules that give a value to each custom property used in `text`.

    `data-look` of the root element, where it is set, goes before what the device prefers. Paper is
    always light.
    """
    used = set(_USED.findall(text))
    sizes = {name: size for name, size in _SIZES.items() if name in used}
    pairs = _colours_in(text)
    light = _declared({name: pair[0] for name, pair in pairs.items()} | sizes)
    dark = _declared({name: pair[1] for name, pair in pairs.items()})
    return (
        f":root{{color-scheme:light dark;{light}}}"
        ":root[data-look=light]{color-scheme:light}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-look=light]){{{dark}}}}}"
        f"@media screen{{:root[data-look=dark]{{color-scheme:dark;{dark}}}}}"
        "@media print{:root{color-scheme:light}}"
    )


def _colours_in(text: str) -> dict[str, tuple[str, str]]:
    used = set(_USED.findall(text))
    return {name: pair for name, pair in colours().items() if name in used}


def _declared(values: Mapping[str, str]) -> str:
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
