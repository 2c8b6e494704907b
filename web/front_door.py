"""What machines ask for first: robots.txt, the sitemap, security.txt and the icon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from components.page_list import PAGES
from components.theme import FAVICON
from data.live.current import current
from data.package.catalogue import Catalogue
from data.package.kept import keeping
from web.addresses import briefings
from web.kit.answers import CachedResponse, answer
from web.kit.settings import security_contacts
from web.kit.social import site_of
from web.server import not_found
from web.server.headers import OPEN_DATA

SITEMAP = "/sitemap.xml"
SECURITY = "/.well-known/security.txt"
EXPIRES_AFTER = dt.timedelta(days=90)  # RFC 9116 asks for less than a year


def routes() -> list[BaseRoute]:
    """The routes of this module."""
    return [
        Route("/robots.txt", robots),
        Route(SITEMAP, sitemap),
        *(Route(path, security) for path in (SECURITY, "/security.txt")),
        # Browsers ask for the second where a page names none; what is sent is a PNG in both.
        *(Route(path, favicon) for path in ("/favicon.png", "/favicon.ico")),
    ]


async def robots(request: Request) -> Response:
    """Everything may be read; the sitemap says what there is."""
    text = f"User-agent: *\nDisallow:\n\nSitemap: {site_of(request)}{SITEMAP}\n"
    return answer(request, CachedResponse.of(text, media_type="text/plain"))


def sitemap(request: Request) -> Response:
    """Every page and briefing and the open data; embeds show parts of these once more."""
    return answer(request, _sitemap(current(), site_of(request)))


async def security(request: Request) -> Response:
    """Whom to tell of a weakness, as RFC 9116 has it; 404 where the operator has not said."""
    contacts = security_contacts()
    if not contacts:
        return HTMLResponse(not_found.html(), status_code=404)
    expires = dt.datetime.now(dt.UTC).date() + EXPIRES_AFTER
    lines = (
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {expires}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {site_of(request)}{SECURITY}",
    )
    text = "".join(f"{line}\n" for line in lines)
    return answer(request, CachedResponse.of(text, media_type="text/plain"))


async def favicon(request: Request) -> Response:
    """Our icon in the places where Streamlit's page and browsers ask for one."""
    return answer(request, _favicon())


def sitemap_xml(addresses: Iterable[str], *, changed: str) -> str:
    """A sitemap of whole addresses that changed on one day, ISO."""
    entries = "".join(
        f"  <url><loc>{escape(address)}</loc><lastmod>{changed}</lastmod></url>\n"
        for address in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )


# Visitors name the host of the address as they like: what they make up must not fill the memory.
@keeping(4)
def _sitemap(catalogue: Catalogue, site: str) -> CachedResponse:
    paths = (*(f"/{entry.path}" for entry in PAGES), *briefings(catalogue), OPEN_DATA)
    text = sitemap_xml((f"{site}{path}" for path in paths), changed=catalogue.date)
    return CachedResponse.of(text, media_type="application/xml")


@cache
def _favicon() -> CachedResponse:
    return CachedResponse.from_file(FAVICON, media_type="image/png")
