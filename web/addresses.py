"""The addresses there are, and where one with a slip in it leads.

People copy an address with the full stop behind it, type it with a capital, or write the name of a
page as the menu has it. Each leads on to the address that was meant. Where it leads is taken from
the list of what there is and never from what was asked, so that nobody is sent to another site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from components.findings.briefing.briefing import subjects
from components.findings.briefing.link import ALL, briefing_link
from components.findings.meeting.take import NAME as WORD_FILE
from components.markup import FILES
from components.page_list import PAGES
from data.checks.loading import InvalidData
from data.live.current import current
from data.package.catalogue import Catalogue
from data.package.kept import kept
from web.embeds.listing import all_embeds
from web.feeds.files import files as feeds
from web.kit.answers import CACHE_CONTROL
from web.open_data.files import files
from web.server.headers import EMBED, OPEN_DATA

OF_FACTS = ("embed", "briefing", "open-data", "feeds", "calendars")  # folders of what facts name
IN_AN_ADDRESS = "%/:?#[]@!$&'()*+,;="  # stays as it is in a query

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SLASHES = re.compile(r"/{2,}")
_SPACES = re.compile(r"[\s_]+")


class SentOn:
    """ASGI middleware that sends a reader on from an address with a slip in it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if reads and (path := meant(scope["path"])):
            asked = quote(scope["query_string"], safe=IN_AN_ADDRESS)
            response = RedirectResponse(
                f"{quote(path)}?{asked}" if asked else quote(path),
                status_code=301,
                headers={"Cache-Control": CACHE_CONTROL},
            )
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def meant(path: str) -> str | None:
    """The path that was meant by one with a slip in it; None for one that is right, or unknown."""
    bare = _bare(path)
    found = _of_pages().get(bare)
    if found is None and bare.partition("/")[0] in OF_FACTS:
        try:
            found = _of_facts(current()).get(bare)
        except InvalidData:  # whoever answers there says so
            return None
    return None if found == path else found


def briefings(catalogue: Catalogue) -> Iterator[str]:
    """The paths of the list of briefings and of each briefing."""
    yield ALL
    for kind, names in subjects(catalogue).items():
        yield from (briefing_link(kind, subject_id) for subject_id in names)


@cache
def _of_pages() -> dict[str, str]:
    """The path of each page by its bare path and by its name in the menu, and of the Word file."""
    by_name = {_bare(entry.name.replace(" ", "-")): f"/{entry.path}" for entry in PAGES}
    by_path = {_bare(entry.path): f"/{entry.path}" for entry in PAGES if entry.path}
    return by_name | by_path | {WORD_FILE: f"{FILES}/meeting/{WORD_FILE}"}


@kept
def _of_facts(catalogue: Catalogue) -> dict[str, str]:
    """The path of each embed, briefing, file of the open data and feed by its bare path."""
    paths = (
        f"{EMBED}/",
        *(f"{EMBED}/{path}" for path in all_embeds(catalogue)),
        *briefings(catalogue),
        OPEN_DATA,
        f"{OPEN_DATA}/lookup",
        *(f"{OPEN_DATA}/{path}" for path in files(catalogue)),
        *feeds(catalogue),
    )
    return {_bare(path): path for path in paths}


def _bare(path: str) -> str:
    """A path in small letters, without marks at its edges and slashes too many."""
    return _SPACES.sub("-", _SLASHES.sub("/", _EDGES.sub("", path))).casefold()
