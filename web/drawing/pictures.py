"""Pictures for plain pages: one small SVG that is right in both looks.

Its colours are custom properties, which the page gives in each look. What a browser does not need
for drawing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

from components.maps.svg_map import HATCH
from components.theme import CHART_SIZE
from web.drawing.outline_paths import shortened
from web.drawing.vega_svg import svg

Element = ElementTree.Element


@dataclass(frozen=True)
class Link:
    """Where a feature of a map leads, and in which words."""

    href: str
    words: str


# The pattern of lines that pictures name, once on a page that has some.
HATCHED = (
    '<svg width="0" height="0" aria-hidden="true" style="position:absolute;width:0;height:0"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V5" stroke="var(--text)" stroke-width="2"/>'
    "</pattern></defs></svg>"
)

NO_LINKS: Mapping[str, Link] = MappingProxyType({})

PLACED = frozenset(
    {"transform", "d", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "width", "height", "rx"}
)
PAINTED = {"fill", "fill-opacity", "opacity", "stroke", "stroke-dasharray", "stroke-linejoin"}
KEPT = PLACED | PAINTED | {"stroke-opacity", "stroke-width", "clip-path", "id"}
KEPT |= {"text-anchor", "font-size", "font-style", "font-weight"}
SIZE = str(CHART_SIZE["label"])
# What every part has that does not say otherwise.
DEFAULTS = {
    "fill": "none",
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-width": "1",
    "text-anchor": "start",
    "font-size": SIZE,
    "font-style": "normal",
    "font-weight": "normal",
    **dict.fromkeys(("x2", "y2"), "0"),
}

_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_STILL = re.compile(r"translate\(0,0\)\s*")
_FEATURE = re.compile(r"\bid: ([\w-]+)")
_CLIP = re.compile(r'<clipPath id="(\w+)"[^>]*>(.*?)</clipPath>')
_FEATURE_PATH = re.compile(r'<path\b[^>]*\bdata-id="([\w-]+)"[^>]*/>')
_CLASS = re.compile(r' class="[^"]*"')


def hatch(drawn: str) -> str:
    """Return the pattern that a page needs for what is drawn on it, or nothing."""
    return HATCHED if HATCH in drawn else ""


def picture(
    spec: Mapping[str, Any], *, width: int, name: str, links: Mapping[str, Link] = NO_LINKS
) -> str:
    """Draw a Vega-Lite specification, made in the look `css`, `width` px wide.

    `name` keeps apart what the pictures of one page refer to. Features of a map carry their id as
    `data-id`; those in `links` are links for who points, as a list offers the same choice to all.
    """
    drawn = _drawn(svg(spec, width=width), name)
    return _linked(drawn, links) if links else drawn


@lru_cache(maxsize=256)
def _drawn(drawn: str, name: str) -> str:
    root = ElementTree.fromstring(_steady(drawn, name))
    inner = "".join(map(_written, _slim(root)))
    return (
        f'<svg viewBox="{root.get("viewBox")}" aria-hidden="true" fill="none" '
        f'font-size="{SIZE}" stroke-miterlimit="10">{inner}</svg>'
    )


def _linked(drawn: str, links: Mapping[str, Link]) -> str:
    """The picture with its features as links; each feature once, as a map may draw it again."""
    left = dict(links)

    def linked(found: re.Match) -> str:
        link = left.pop(found[1], None)
        if link is None:
            return found[0]
        href, words = escape(link.href), escape(link.words)
        return f'<a href="{href}" tabindex="-1"><title>{words}</title>{found[0]}</a>'

    return _FEATURE_PATH.sub(linked, drawn)


def _steady(drawn: str, name: str) -> str:
    """The drawing without names that change from one time to the next.

    What clips is numbered by its shape; the drawing library counts on from picture to picture.
    """
    shapes: dict[str, str] = {}
    ours = {
        clip: shapes.setdefault(shape, f"{name}-{len(shapes)}")
        for clip, shape in _CLIP.findall(drawn)
    }
    seen: set[str] = set()

    def renamed(found: re.Match) -> str:
        clip = ours[found[1]]
        if clip in seen:
            return ""
        seen.add(clip)
        return f'<clipPath id="{clip}">{found[2]}</clipPath>'

    numbered = _CLIP.sub(renamed, _CLASS.sub("", drawn))
    return re.sub(r"url\(#(\w+)\)", lambda found: f"url(#{ours.get(found[1], found[1])})", numbered)


def _slim(parent: Element) -> Iterator[Element]:
    """The children without what draws nothing; groups that say nothing give way to theirs."""
    for child in parent:
        child.tag = child.tag.rpartition("}")[2]
        if child.get("display") == "none" or (child.tag == "path" and not _draws(child)):
            continue
        kept, children, text = _attributes(child), list(_slim(child)), child.text
        if child.tag in ("g", "defs") and not (kept and children):
            yield from children
            continue
        child.clear()
        child.text = text
        child.attrib.update(kept)
        child.extend(children)
        yield child


def _draws(path: Element) -> bool:
    painted = any(path.get(paint, "none") != "none" for paint in ("fill", "stroke"))
    return painted and bool(path.get("d"))


def _attributes(element: Element) -> dict[str, str]:
    kept = {}
    for name, value in element.attrib.items():
        if name not in KEPT:
            continue
        short = value.removesuffix("px")
        if name in PLACED:
            short = _STILL.sub("", _NUMBER.sub(lambda found: f"{float(found[0]):.1f}", short))
            short = shortened(short) if name == "d" else short.replace(".0", "")
        if short and DEFAULTS.get(name) != short:
            kept[name] = short
    feature = _FEATURE.search(element.get("aria-label", ""))
    return kept | ({"data-id": feature[1]} if feature else {})


def _written(element: Element) -> str:
    named = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    inside = escape(element.text or "", quote=False) + "".join(map(_written, element))
    tag = element.tag
    return f"<{tag}{named}>{inside}</{tag}>" if inside else f"<{tag}{named}/>"
