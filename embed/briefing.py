"""Briefings to print, as pages of their own: `/briefing/area/east-kent`, and a list of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from components import counters, tables
from components.cards import basis_words
from components.findings import briefing as content
from components.findings.briefing_link import ALL, briefing_link
from components.findings.briefing_parts import Briefing, Picture
from components.page_list import SERVICE
from components.theme import FONT, LIGHT, SMALL, TYPE
from data import Catalogue
from data.current import current
from data.dates import in_words
from data.sources import named
from embed.answers import Stored, answer
from embed.drawing import svg
from embed.explained import explained
from embed.social import canonical
from embed.writing import render

HTML = "text/html; charset=utf-8"
STYLE = Path(__file__).parent / "static" / "briefing.css"
TOKENS = ("ground", "surface", "text", "muted", "rule", "edge", "link", "focus", "focus_ink")


def routes() -> list[BaseRoute]:
    """The routes of the briefings, for `embed.routes`."""
    return [
        Route(ALL, listing),
        Route(f"{ALL}{{kind}}/{{subject_id}}", one),
        Route(f"{ALL}{{path:path}}", unknown),
    ]


def listing(request: Request) -> Response:
    """The list of all briefings."""
    return _answered(request, None, None)


def one(request: Request) -> Response:
    """One briefing; 404 with a sentence and the list where there is none."""
    return _answered(request, request.path_params["kind"], request.path_params["subject_id"])


def unknown(request: Request) -> Response:
    """An address below that of the briefings which is none of theirs."""
    return _answered(request, "", "")


# Not `async`: drawing takes a while, and so it keeps nobody else waiting.
def _answered(request: Request, kind: str | None, subject_id: str | None) -> Response:
    catalogue = current()
    if kind is None:
        return answer(request, _listing(catalogue, found=True))
    try:
        stored = made(catalogue, kind, subject_id or "", dt.date.today())
    except LookupError:
        return answer(
            request, _listing(catalogue, found=False), cache_control="no-cache", status=404
        )
    counters.BRIEFINGS.labels(kind=kind).inc()
    return answer(request, stored)


@lru_cache(maxsize=32)
def made(catalogue: Catalogue, kind: str, subject_id: str, today: dt.date) -> Stored:
    """A briefing ready to send, made once a day for each catalogue. Raises LookupError."""
    found = content.briefing(catalogue, kind, subject_id, today=today)
    return Stored.of(html(catalogue, found, today=today), media_type=HTML)


@lru_cache(maxsize=4)
def _listing(catalogue: Catalogue, *, found: bool) -> Stored:
    body = render(
        "briefing/list.html",
        service=SERVICE,
        style=_style(""),
        canonical=canonical(ALL) if found else "",
        found=found,
        groups=[
            (heading, [(briefing_link(kind, key), name) for key, name in names.items()])
            for kind, heading in content.KINDS.items()
            if (names := content.subjects(catalogue)[kind])
        ],
    )
    return Stored.of(body, media_type=HTML)


def html(catalogue: Catalogue, found: Briefing, *, today: dt.date) -> str:
    """A briefing as a whole HTML page, its sources numbered in the order of their naming."""
    rows = {row["source_id"]: row for row in named(catalogue, found.cited()).rows(named=True)}
    cited = [source_id for source_id in found.cited() if source_id in rows]
    credits = [line for part in found.parts if part.picture for line in part.picture.credits]
    written = render(
        "briefing/page.html",
        service=SERVICE,
        style=_style(f"{found.name} – data version {catalogue.version}"),
        canonical=canonical(briefing_link(found.kind, found.subject_id)),
        found=found,
        today=in_words(today, "day"),
        version=catalogue.version,
        when=catalogue.when,
        all=ALL,
        notes=[rows[source_id] for source_id in cited],
        credits=dict.fromkeys(credits),
        number={source_id: place for place, source_id in enumerate(cited, start=1)},
        basis=_basis,
        table=_table,
        drawn=_drawn,
    )
    return explained(catalogue, written, glossary=None)  # it is made for paper


def _drawn(picture: Picture) -> Markup:
    return Markup(svg(picture.spec, width=picture.width))


def _table(table: tables.Table, cites: Markup) -> Markup:
    """A table with its sources after its caption."""
    return Markup(tables.html(table).replace("</caption>", f" {cites}</caption>", 1))


def _basis(kinds: Sequence[str]) -> Markup:
    """The basis in words; none for what is all stated in its sources."""
    return Markup(basis_words(kinds) if set(kinds) - {"stated"} else "")


def _style(foot: str) -> Markup:
    """The style sheet: the light look's colours, the sizes of type, and `foot` on each page."""
    colours = "".join(f"--{name.replace('_', '-')}:{getattr(LIGHT, name)};" for name in TOKENS)
    pages = f'@page{{@bottom-left{{content:"{_in_css(foot)}"}}}}'
    sheet = STYLE.read_text(encoding="utf-8")
    sizes = "".join(f"--type-{name}:{size};" for name, size in TYPE.items()) + f"--small:{SMALL};"
    return Markup(f":root{{{colours}{sizes}--font:{FONT}}}\n{sheet}{pages if foot else ''}")


def _in_css(text: str) -> str:
    """Text inside a CSS string: all but plain letters and digits by their numbers."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
