"""What other sites show of a shared link: a description and a picture of each page's finding."""

from __future__ import annotations

import os
import re
import textwrap
from functools import cache
from html import escape

import vl_convert
from starlette.requests import Request

from components.findings.told.links import CHANGES
from components.page_list import SERVICE, PageEntry
from components.theme import FONT, LIGHT
from web.kit.settings import Misconfigured
from web.kit.writing import Written, render

WIDTH, HEIGHT = 1200, 630  # px, as the sites that show such pictures ask for
LINE, LINES = 34, 6  # letters in a line of the finding, and lines that fit
FOLDER = "/social-card"

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")


def head_html(entry: PageEntry, written: Written | None, *, card: str = "", site: str = "") -> str:
    """What goes into the head of a page; less of it where the page's finding is not known.

    `card` is the finding that its picture shows.

    `site` is the address before each path. Without it there is no picture: sites that show
    pictures take whole addresses only.
    """
    told = {"og:title": entry.title, "og:site_name": SERVICE, "og:type": "website"}
    told["og:locale"] = "en_GB"
    description = ""
    if written:
        sentence = f"{written.finding}. {written.standfirst}".strip()
        description = f'<meta name="description" content="{escape(sentence)}">'
        told["og:description"] = written.finding
    if written and site and card:
        told["og:image"] = f"{site}{FOLDER}/{entry.key}.png"
        told["og:image:width"], told["og:image:height"] = str(WIDTH), str(HEIGHT)
        told["og:image:alt"] = f"{entry.name}: {card}"
        told["twitter:card"] = "summary_large_image"
    address = f"{site}/{entry.path}"
    if site:
        told["og:url"] = address
    tags = (
        f'<meta {"name" if key.startswith("twitter") else "property"}="{key}" '
        f'content="{escape(value)}">'
        for key, value in told.items()
    )
    canonical = f'<link rel="canonical" href="{escape(address)}">'
    feed = (
        f'<link rel="alternate" type="application/atom+xml" title="What changed" '
        f'href="{escape(site + CHANGES)}">'
    )
    return "\n    ".join([part for part in (canonical, feed, description) if part] + [*tags])


def picture(name: str, finding: str) -> bytes:
    """A PNG of a page's name and its finding, in the light look."""
    lines = textwrap.wrap(finding, LINE, max_lines=LINES, placeholder=" …")
    drawing = render(
        "plain/card.svg",
        width=WIDTH,
        height=HEIGHT,
        service=SERVICE,
        page=name,
        lines=lines,
        look=LIGHT,
        font=f"{FONT}, 'Liberation Sans'",
    )
    return vl_convert.svg_to_png(drawing)


def canonical(path: str) -> str:
    """The address of what stands at a path, for pages that are kept for all visitors alike.

    It is whole where the public address is known. Without it, it counts from the host that the
    visitor came by.
    """
    return f"{public_url()}{path}"


def site_of(request: Request) -> str:
    """The address before each path: the one that the public knows, or else as this visitor came."""
    return public_url() or str(request.base_url).rstrip("/")


@cache
def public_url() -> str:
    """The address that the public knows this service by, without a slash at the end, or nothing.

    From PUBLIC_URL of the environment. Raises `Misconfigured` for anything but an address.
    """
    given = os.environ.get("PUBLIC_URL", "").rstrip("/")
    if _ADDRESS.match(f"{given}/") and "/" in given.partition("://")[2]:
        raise Misconfigured(
            "PUBLIC_URL must be an address without a path, such as https://example.org: the "
            f"dashboard needs a host name of its own, not {given!r}."
        )
    if given and not _ADDRESS.fullmatch(given):
        raise Misconfigured(
            f"PUBLIC_URL must be an address such as https://example.org, not {given!r}."
        )
    return given
