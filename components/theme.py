"""The one place of colours, type and spacing: Streamlit, Altair, pydeck and CSS all read from here.

Colours are `#RRGGBB`. The light look uses the palette of the Government Analysis Function and NHS
greys, both made for a white ground; the dark look has its own. The tests compute every contrast
(WCAG 2.2: text 4.5:1, graphics 3:1) and hold `.streamlit/config.toml` to these tokens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

LookName = Literal["light", "dark", "css"]

# No font is downloaded: each device shows its own, which its reader knows best.
FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
MONO = "ui-monospace, 'SF Mono', Consolas, 'Liberation Mono', monospace"

BASE_SIZE = 17  # px of 1rem
# Sizes of type by role, from which every style sheet takes its own; running text is 1rem.
TYPE = MappingProxyType(
    {
        "finding": "2rem",  # the h1 of a page on a desk
        "figure": "1.75rem",  # a key figure
        "page": "1.5rem",  # the h1 on a phone, a number that leads a line
        "heading": "1.3125rem",  # the headline of a card
        "title": "1.1875rem",  # a point or a box under a headline
        "easy": "1.25rem",  # running text of easy read
        "lead": "1.125rem",  # the lines under the finding
        "tiny": "0.8125rem",  # the marks of a scale
    }
)
HEADINGS = (TYPE["finding"], TYPE["page"], TYPE["title"], "1rem", "1rem", "1rem")  # h1 to h6
SMALL = "0.875rem"
SPACE = MappingProxyType(
    {"xs": "0.25rem", "s": "0.5rem", "m": "1rem", "l": "1.5rem", "xl": "2.5rem", "xxl": "4rem"}
)
RADIUS = "4px"
TEXT_WIDTH = "68ch"  # the longest line of running text
MAP_HEIGHT = 350  # px of the small map on a desk; a phone shows what it draws of that
CHART_SIZE = MappingProxyType({"label": 13, "subtitle": 14, "title": 18})  # px

FAVICON = Path(__file__).parent / "static" / "favicon.png"


@dataclass(frozen=True, kw_only=True)
class Shade:
    """A fill, the ink that is read on it (4.5:1) and an edge that shows on the ground (3:1)."""

    fill: str
    ink: str
    edge: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """All colours of one look, by role."""

    ground: str  # behind everything
    surface: str  # behind cards, controls and table heads
    text: str
    muted: str  # second lines, captions, axis labels
    rule: str  # thin lines that only please the eye: grid lines, row lines
    edge: str  # lines that must be seen: borders of controls, outlines
    link: str
    accent: str  # what is chosen or pressed
    on_accent: str  # text on the accent
    focus: str  # ground of the focus mark
    focus_ink: str  # text and line on that ground
    focus_ring: str  # line of the focus mark on the ground itself
    land: str  # a map's quiet tone
    beside: tuple[str, str]  # the land that a map tells of: the sea, and land around
    categorical: tuple[str, ...]  # in this order, four at most where it can be helped
    further: tuple[str, ...]  # of areas and lots beyond those, whose names stand beside them
    pair: tuple[str, str]  # two series
    highlight: tuple[str, str]  # the one that matters, and the rest
    shades: tuple[str, ...]  # of one colour, from least to most; neighbours need a border or a name
    evidence: Mapping[str, Shade]  # by KINDS of data/queries/services.py
    notices: Mapping[str, Shade]  # by the colour names that Streamlit uses


LIGHT = Look(
    ground="#FFFFFF",
    surface="#F0F4F5",
    text="#212B32",
    muted="#4C6272",
    rule="#D8DDE0",
    edge="#768692",
    link="#005EB8",
    accent="#005EB8",
    on_accent="#FFFFFF",
    focus="#FFEB3B",
    focus_ink="#212B32",
    focus_ring="#212B32",
    land="#E8EDEE",
    beside=("#DFEBF3", "#F5F3EE"),
    categorical=("#12436D", "#28A197", "#7D1128", "#F46A25", "#3D3D3D", "#A285D1"),
    further=("#8A7A00", "#2F7FD6", "#B3261E", "#6A3FC0", "#1E6B34", "#8A5A32"),
    pair=("#12436D", "#F46A25"),
    highlight=("#12436D", "#BFBFBF"),
    shades=("#ECF0F3", "#C6D2DC", "#90A7BA", "#547896", "#12436D"),
    evidence=MappingProxyType(
        {
            "local list": Shade(fill="#12436D", ink="#FFFFFF", edge="#12436D"),
            "programme scope": Shade(fill="#CBDFF2", ink="#12436D", edge="#2073BC"),
            "earlier scope": Shade(fill="#FFFFFF", ink="#12436D", edge="#2073BC"),
            "not stated": Shade(fill="#FFFFFF", ink="#4C6272", edge="#768692"),
            "page whole": Shade(fill="#E8EDEE", ink="#212B32", edge="#4C6272"),
            "page part": Shade(fill="#FFFFFF", ink="#4C6272", edge="#768692"),
        }
    ),
    notices=MappingProxyType(
        {
            "blue": Shade(fill="#E8F1FA", ink="#003087", edge="#005EB8"),
            "green": Shade(fill="#E6F4EC", ink="#00512A", edge="#007F3B"),
            "yellow": Shade(fill="#FFF6D6", ink="#5C4400", edge="#8A6700"),
            "orange": Shade(fill="#FDF0E6", ink="#7A3607", edge="#B85410"),
            "red": Shade(fill="#FDECEA", ink="#8A1A12", edge="#D5281B"),
            "violet": Shade(fill="#F1ECF9", ink="#4B2E83", edge="#7A5BB5"),
            "gray": Shade(fill="#F0F4F5", ink="#3B4C58", edge="#768692"),
        }
    ),
)

DARK = Look(
    ground="#10181F",
    surface="#1B2730",
    text="#F0F4F5",
    muted="#AEB7BD",
    rule="#34444F",
    edge="#8797A3",
    link="#7CB9F2",
    accent="#7CB9F2",
    on_accent="#10181F",
    focus="#FFEB3B",
    focus_ink="#10181F",
    focus_ring="#FFEB3B",
    land="#263641",
    beside=("#122433", "#1E2629"),
    categorical=("#4F86E0", "#74D9CF", "#CE4B70", "#F2A76B", "#C4CCD1", "#B990EC"),
    further=("#E6DC5A", "#6BACE6", "#E8493B", "#9A72FF", "#5FCB4F", "#B98A5E"),
    pair=("#6BACE6", "#F78A52"),
    highlight=("#6BACE6", "#66757F"),
    shades=("#1F2830", "#3E4953", "#6A7885", "#9AABBB", "#CFE4F7"),
    evidence=MappingProxyType(
        {
            "local list": Shade(fill="#7CB9F2", ink="#10181F", edge="#7CB9F2"),
            "programme scope": Shade(fill="#1F3D57", ink="#CFE4F7", edge="#6BACE6"),
            "earlier scope": Shade(fill="#10181F", ink="#CFE4F7", edge="#6BACE6"),
            "not stated": Shade(fill="#10181F", ink="#AEB7BD", edge="#8797A3"),
            "page whole": Shade(fill="#34444F", ink="#F0F4F5", edge="#AEB7BD"),
            "page part": Shade(fill="#10181F", ink="#AEB7BD", edge="#8797A3"),
        }
    ),
    notices=MappingProxyType(
        {
            "blue": Shade(fill="#14293D", ink="#A9D3F8", edge="#5C9FDD"),
            "green": Shade(fill="#12301F", ink="#9BDDB8", edge="#4FB37E"),
            "yellow": Shade(fill="#33290B", ink="#F6DC87", edge="#C9A227"),
            "orange": Shade(fill="#38230F", ink="#F7C39B", edge="#E08A45"),
            "red": Shade(fill="#3A1B1A", ink="#F5B5AE", edge="#E8736A"),
            "violet": Shade(fill="#2A2140", ink="#D5C5F2", edge="#A98DE0"),
            "gray": Shade(fill="#1B2730", ink="#C4CCD1", edge="#8797A3"),
        }
    ),
)


def _as_properties() -> Look:
    """A look of custom properties; shades, which no picture uses, are as in LIGHT."""
    roles: dict[str, Any] = {}
    for field in fields(Look):
        name, value = field.name.replace("_", "-"), getattr(LIGHT, field.name)
        if isinstance(value, str):
            value = f"var(--{name})"
        elif isinstance(value, tuple):
            value = tuple(f"var(--{name}-{place})" for place in range(len(value)))
        roles[field.name] = value
    return Look(**roles)


LOOKS: Mapping[LookName, Look] = MappingProxyType(
    {"light": LIGHT, "dark": DARK, "css": _as_properties()}
)


def rgb(colour: str, *, opacity: float = 1.0) -> list[int]:
    """`#RRGGBB` as pydeck takes it: red, green, blue and opacity, each 0 to 255."""
    return [*bytes.fromhex(colour.removeprefix("#")), round(255 * opacity)]


def altair_config(look: LookName) -> dict[str, Any]:
    """Vega-Lite `config` of one look: for `chart.configure(**...)`, or as `spec["config"]`.

    Titles stand left and bold, grids are thin, labels are never cut, views have no frame.
    """
    tokens = LOOKS[look]
    label, subtitle, title = (CHART_SIZE[one] for one in ("label", "subtitle", "title"))
    words = {
        "labelColor": tokens.muted,
        "labelFont": FONT,
        "labelFontSize": label,
        "labelLimit": 0,
        "titleColor": tokens.text,
        "titleFont": FONT,
        "titleFontSize": label,
        "titleFontWeight": "normal",
        "titleLimit": 0,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "mark": {"tooltip": None},  # Streamlit's own box would give values as they are stored
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": tokens.text,
            "font": FONT,
            "fontSize": title,
            "fontWeight": "bold",
            "limit": 0,
            "offset": 12,
            "subtitleColor": tokens.muted,
            "subtitleFont": FONT,
            "subtitleFontSize": subtitle,
        },
        "axis": words
        | {
            "domainColor": tokens.edge,
            "grid": False,
            "gridColor": tokens.rule,
            "gridWidth": 1,
            "labelPadding": 6,
            "tickColor": tokens.edge,
            "tickSize": 4,
            "titlePadding": 10,
        },
        "axisQuantitative": {"domain": False, "grid": True, "ticks": False},
        "header": words | {"labelAnchor": "start", "titleAnchor": "start"},
        "legend": words | {"orient": "top", "symbolStrokeWidth": 2, "symbolType": "square"},
        "text": {"color": tokens.text, "font": FONT, "fontSize": label},
        "bar": {"color": tokens.categorical[0]},
        "arc": {"color": tokens.categorical[0]},
        "line": {"color": tokens.categorical[0], "strokeWidth": 2.5},
        "point": {"color": tokens.categorical[0], "filled": True, "size": 80},
        "rule": {"color": tokens.edge},
        "geoshape": {"fill": tokens.land, "stroke": tokens.ground, "strokeWidth": 1},
        "range": {"category": list(tokens.categorical)},
    }
