"""The page `/open-data`: what there is, where it is, and examples that can be pasted."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache

from markupsafe import Markup

from components.page_list import SERVICE
from components.style_sheets import properties
from components.theme import FONT
from data.package.catalogue import Catalogue
from data.package.kept import keeping
from geo.attribution import LICENCE, PLACES
from geo.lookup import lookup
from web.feeds.files import files as feeds
from web.kit.answers import CachedResponse
from web.kit.writing import render
from web.open_data.files import DESCRIPTION, WORKBOOK, files
from web.open_data.lookup import EXAMPLE
from web.open_data.structured_data import dataset
from web.server.headers import OPEN_DATA

EXAMPLES = ("lookup", "shell", "python", "frictionless", "javascript")


@keeping(8)
def page(catalogue: Catalogue, site: str) -> CachedResponse:
    """The page for these facts; `site` is the address that the examples ask, as `https://…`."""
    descriptor = catalogue.descriptor
    html = render(
        "open_data/page.html",
        service=SERVICE,
        description=descriptor.get("description", descriptor["title"]),
        version=catalogue.version,
        when=catalogue.when,
        address=f"{site}{OPEN_DATA}",
        folder=OPEN_DATA,
        workbook=WORKBOOK,
        datapackage=DESCRIPTION,
        tables=[_table(catalogue, name) for name in catalogue],
        feeds=feeds(catalogue).values(),
        outlines=[file for path, file in files(catalogue).items() if path.startswith("outlines/")],
        examples={name: _example(name, f"{site}{OPEN_DATA}") for name in EXAMPLES},
        dataset=dataset(catalogue, site),
        answer=json.dumps(lookup.load().find(EXAMPLE["place"]).as_json(), indent=2),
        licence=LICENCE,
        attributions=PLACES,
        style=Markup(_style()),
    )
    return CachedResponse.of(html, media_type="text/html; charset=utf-8")


@cache
def policy() -> str:
    """The content security policy of the page: its own style, and no script at all."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def _table(catalogue: Catalogue, name: str) -> dict[str, str | int]:
    about = catalogue.resource(name)
    return {
        "name": name,
        "title": about["title"],
        "description": about.get("description", about["title"]),
        "rows": catalogue[name].height,
    }


def _example(name: str, address: str) -> str:
    asked = Markup(json.dumps(EXAMPLE))
    return Markup(render(f"open_data/{name}.txt", address=address, asked=asked)).unescape()


@cache
def _style() -> str:
    rules = str(render("open_data/style.css"))
    return f"{properties(rules)}body{{font:1.0625rem/1.5 {FONT}}}{rules}"
