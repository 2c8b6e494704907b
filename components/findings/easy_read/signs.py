"""Pictures for ideas, in one hand: lines of one width over a quiet tint, on 48 by 48.

They are drawn as masks, so that their colours are those of the look. Streamlit lets no SVG through
that stands in markup. They are decoration: the words beside them say it all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import quote

PERSON = '<circle cx="{x}" cy="{y}" r="{r}"/><path d="M{left} {low}a{w} {w} 0 0 1 {d} 0"/>'


@dataclass(frozen=True)
class Sign:
    """What is drawn in lines, and what is filled with the tint behind them."""

    lines: str
    tint: str = ""


def _person(x: float, y: float, r: float) -> str:
    """A head with its shoulders under it."""
    w = r * 1.8
    low = y + r * 3.2
    return PERSON.format(x=x, y=y, r=r, left=x - w, low=low, w=w, d=2 * w)


# The four areas and the lots are those of the dashboard's own sign.
_AREAS = (
    "M5 11a6 6 0 0 1 6-6h9v20H5z",
    "M24 5h13a6 6 0 0 1 6 6v6H24z",
    "M5 29h20v14H11a6 6 0 0 1-6-6z",
    "M24 21h19v16a6 6 0 0 1-6 6h-8V26h-5z",
)
_SIX = "".join(
    f'<rect x="{x}" y="{y}" width="11" height="15" rx="3"/>' for y in (7, 26) for x in (4, 18.5, 33)
)
_SHEET = "M11 4h19l8 8v32H11z"
_COIN = '<circle cx="24" cy="24" r="19"/>'
_ROUND = '<circle cx="24" cy="24" r="18"/>'

SIGNS: Mapping[str, Sign] = {
    "areas": Sign("".join(f'<path d="{one}"/>' for one in _AREAS), f'<path d="{_AREAS[3]}"/>'),
    "ask": Sign(
        f'{_ROUND}<path d="M18.5 19a5.5 5.5 0 1 1 8 5c-2 1-2.5 2-2.5 4.5"/><path d="M24 34v.5"/>',
        _ROUND,
    ),
    "bag": Sign(
        '<rect x="5" y="14" width="38" height="28" rx="5"/><path d="M17 14V9a3 3 0 0 1 3-3h8a3 3 0'
        ' 0 1 3 3v5"/><path d="M24 36l-7-7a4.5 4.5 0 0 1 7-5 4.5 4.5 0 0 1 7 5z"/>',
        '<path d="M24 36l-7-7a4.5 4.5 0 0 1 7-5 4.5 4.5 0 0 1 7 5z"/>',
    ),
    "both": Sign(_person(16, 13, 6.5) + _person(35, 22, 4.5), '<circle cx="35" cy="22" r="4.5"/>'),
    "calendar": Sign(
        '<rect x="5" y="9" width="38" height="34" rx="4"/><path d="M5 19h38M15 4v9M33 4v9"/>'
        '<path d="M13 27h4M22 27h4M31 27h4M13 35h4M22 35h4"/>',
        '<path d="M5 19V13a4 4 0 0 1 4-4h30a4 4 0 0 1 4 4v6z"/>',
    ),
    "coin": Sign(
        f'{_COIN}<path d="M30 17a6 6 0 0 0-11 3.5c0 4 2 5 2 9a6 6 0 0 1-3 5h13M16 26h10"/>', _COIN
    ),
    "committee": Sign(
        "".join(_person(x, 10, 4.5) for x in (11, 24, 37)) + '<path d="M4 30h40v7H4z"/>',
        '<path d="M4 30h40v7H4z"/>',
    ),
    "home": Sign(
        '<path d="M5 23L24 6l19 17"/><path d="M10 19v24h28V19"/><path d="M20 43V30h8v13"/>',
        '<path d="M20 43V30h8v13z"/>',
    ),
    "lots": Sign(_SIX, '<rect x="18.5" y="7" width="11" height="15" rx="3"/>'),
    "office": Sign(
        '<path d="M8 43V11l16-6 16 6v32z"/>'
        '<path d="M16 18h4M28 18h4M16 26h4M28 26h4M20 43v-8h8v8"/>',
        '<path d="M20 43v-8h8v8z"/>',
    ),
    "paper": Sign(
        f'<path d="{_SHEET}"/><path d="M30 4v8h8M17 21h14M17 28h14M17 35h9"/>',
        '<path d="M30 4v8h8z"/>',
    ),
    "people": Sign(
        _person(24, 12, 5.5) + _person(9, 20, 4) + _person(39, 20, 4),
        '<circle cx="24" cy="12" r="5.5"/>',
    ),
    "phone": Sign(
        '<path d="M13 5l7 9-4 5a26 26 0 0 0 13 13l5-4 9 7-3 7c-1 1-2 1-3 1A35 35 0 0 1 5 '
        '11c0-1 0-2 1-3z"/>',
        '<path d="M13 5l7 9-4 5-10-11z"/>',
    ),
    "place": Sign(
        '<circle cx="24" cy="20" r="15"/><circle cx="24" cy="20" r="5"/><path d="M24 35v9"/>',
        '<circle cx="24" cy="20" r="5"/>',
    ),
    "same": Sign(f'{_ROUND}<path d="M15 20h18M15 28h18"/>', _ROUND),
    "say": Sign(
        '<path d="M9 7h30a4 4 0 0 1 4 4v18a4 4 0 0 1-4 4H23L12 43V33H9a4 4 0 0 1-4-4V11a4 4 0 0 1 '
        '4-4z"/><path d="M14 17h20M14 24h13"/>',
        '<path d="M12 43V33h11z"/>',
    ),
    "sign": Sign(
        f'<path d="{_SHEET}"/><path d="M17 16h9M17 23h14"/><path d="M17 36c3-6 5-6 5-2s3 3 4 0 3-1 '
        '5 1"/>',
        '<path d="M11 30h27v14H11z"/>',
    ),
    "test": Sign(
        '<circle cx="20" cy="20" r="14"/><path d="M30 30l13 13"/>' + _person(20, 15, 4),
        '<circle cx="20" cy="20" r="14"/>',
    ),
}


LINES = (
    'fill="none" stroke="#000" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"'
)
TINT = 'fill="#000"'


@cache
def html(name: str) -> str:
    """Return a sign as an empty element that nobody hears. Raises KeyError for an unknown one."""
    sign = SIGNS[name]
    layers = f"--lines:{_url(sign.lines, LINES)};--tint:{_url(sign.tint, TINT)}"
    return f'<span class="sign" aria-hidden="true" style="{escape(layers)}"></span>'


def _url(shapes: str, paint: str) -> str:
    drawn = f"<g {paint}>{shapes}</g>"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">{drawn}</svg>'
    return f"url('data:image/svg+xml,{quote(svg, safe=' =:/')}')"
