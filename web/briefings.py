"""Briefings to print, as pages of their own: `/briefing/area/east-kent`, and a list of them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from components import blocks
from components.findings.briefing import briefing as content
from components.findings.briefing.link import ALL, briefing_link, on_dashboard
from components.findings.briefing.parts import MARK
from components.markup import Files
from components.operate import counters
from components.page_list import SERVICE
from components.page_model import Page
from data import Catalogue
from data.live.current import current
from data.package.kept import kept
from data.papers.sources import named
from web.kit.answers import CachedResponse, answer
from web.kit.explained import explained
from web.kit.social import canonical
from web.kit.writing import render
from web.plain.page import style
from web.plain.writer import Writer

HTML = "text/html; charset=utf-8"


def routes() -> list[BaseRoute]:
    """The routes of the briefings, for `web.routes`."""
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
    if subject_id not in content.subjects(catalogue).get(kind, {}):
        return answer(
            request, _listing(catalogue, found=False), cache_control="no-cache", status=404
        )
    counters.BRIEFINGS.labels(kind=kind).inc()
    return answer(request, made(catalogue, kind, subject_id, dt.date.today()))


@kept
def made(catalogue: Catalogue, kind: str, subject_id: str, today: dt.date) -> CachedResponse:
    """A briefing ready to send, made once a day. Raises LookupError where there is none."""
    return CachedResponse.of(html(catalogue, kind, subject_id, today=today), media_type=HTML)


@kept
def _listing(catalogue: Catalogue, *, found: bool) -> CachedResponse:
    subjects = content.subjects(catalogue)
    body = _written(
        "list",
        canonical=canonical(ALL) if found else "",
        found=found,
        groups=[
            (heading, [(briefing_link(kind, key), name) for key, name in subjects[kind].items()])
            for kind, heading in content.KINDS.items()
        ],
    )
    return CachedResponse.of(body, media_type=HTML)


def html(catalogue: Catalogue, kind: str, subject_id: str, *, today: dt.date) -> str:
    """A briefing as a whole HTML page. Raises LookupError where there is none on that."""
    page = content.briefing(catalogue, kind, subject_id, today=today)
    name = content.subjects(catalogue)[kind][subject_id]
    head = blocks.head_html(f"{SERVICE} · Briefing: {name}", page.finding, page.standfirst)
    shown, sources = _numbered(catalogue, page, Writer(catalogue, Files()).blocks(page.body))
    written = _written(
        "page",
        canonical=canonical(briefing_link(kind, subject_id)),
        foot=f"{name} – data version {catalogue.version}",
        subject=name,
        all=ALL,
        see=on_dashboard(kind, subject_id),
        shown=head + shown,
        sources=sources,
        attributions=page.attributions,
    )
    return explained(catalogue, written, glossary=None)  # it is made for paper


def _numbered(catalogue: Catalogue, page: Page, body: str) -> tuple[str, list[dict[str, Any]]]:
    """The body with the numbers of its sources, and these in the order of their naming."""
    rows = {row["source_id"]: row for row in named(catalogue, page.sources).rows(named=True)}
    numbers = {one: str(n) for n, one in enumerate(filter(rows.get, page.sources), start=1)}

    def mark(found: re.Match) -> str:
        notes = (numbers[one] for one in found[1].split() if one in numbers)
        links = ", ".join(f'<a href="#note-{n}" aria-label="Note {n}">{n}</a>' for n in notes)
        told = "; ".join(filter(None, (links, found[2])))
        return f'<span class="cite">[{told}]</span>' if told else ""

    return MARK.sub(mark, body), [rows[one] for one in numbers]


def _written(template: str, *, shown: str = "", foot: str = "", **values: Any) -> str:
    """A page in the light look alone; `foot` stands at the end of each sheet of paper."""
    return render(
        f"briefing/{template}.html",
        service=SERVICE,
        css=style(shown + render("briefing/style.css", foot="")),
        shown=shown,
        foot=Markup(_in_css(foot)),
        **values,
    )


def _in_css(text: str) -> str:
    """Text inside a CSS string: all but plain letters and digits by their numbers."""
    return "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text)
