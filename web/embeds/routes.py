"""Serves the embeds under `/embed/`, and answers the form of Find my area.

What is typed there comes in the body of a POST, so that it stands in no address and no log, and
its answer is kept by nobody.
"""

from __future__ import annotations

import datetime as dt
from threading import Lock

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from components.choices import PLACE
from components.kept_today import Kept
from components.operate import counters
from data.live.current import current
from data.package.catalogue import Catalogue
from data.package.kept import keeping
from geo.lookup.postcode import LONGEST
from web.embeds import pages as embed_pages
from web.embeds.chosen import Chosen, chosen, unknown
from web.embeds.listing import FIND, all_embeds
from web.embeds.pages import EmbedPage
from web.kit.answers import CachedResponse, answer
from web.kit.social import site_of
from web.kit.typed import is_form, typed
from web.plain.look_up import look_up

LOOKS = ("", "light", "dark")
HTML = "text/html; charset=utf-8"

_one_at_a_time = Lock()
_ready: Kept[tuple[CachedResponse, str]] = Kept()  # by path, look and choices


def routes() -> list[BaseRoute]:
    """The routes of the embeds, the page of embed code, and all else under `/embed/`."""
    return [
        Route("/embed/", index),
        Route(f"/embed/{FIND}", find, methods=["POST"]),
        Route("/embed/{path:path}", embed),
    ]


async def index(request: Request) -> Response:
    """The page of embed code, with the addresses as this visitor reaches them."""
    return await _kept_answer(request, "", address=f"{site_of(request)}/embed/")


async def embed(request: Request) -> Response:
    """An embed; 404 where there is none such, 400 for a look that there is not."""
    return await _kept_answer(request, request.path_params["path"])


async def find(request: Request) -> Response:
    """The answer of Find my area to what was typed."""
    if not is_form(request):
        return _fault(415, "Not a form", "Send what is looked for as a form does.", FIND)
    look = request.query_params.get("look", "")
    if look not in LOOKS:
        return _unknown_look(FIND)
    text = await typed(request, "meant", "place")
    status = 200
    if text is None:
        # As for any other text that is too long.
        text, status = " " * LONGEST + "x", 413
    return _html(await run_in_threadpool(_answered, text, look), status)


def _answered(text: str, look: str) -> EmbedPage:
    found = look_up(text, where="embed")
    return embed_pages.page(current(), FIND, today=dt.date.today(), look=look, answer=found)


async def _kept_answer(request: Request, path: str, *, address: str = "") -> Response:
    """The answer to a reader: from what is kept, or made for this one and kept for others."""
    look = request.query_params.get("look", "")
    if look not in LOOKS:
        return _unknown_look(path)
    catalogue = current()
    if path and path not in all_embeds(catalogue):
        return _fault(404, "Not found", "There is no embed at this address.", path)
    choices = chosen(catalogue, path, request.query_params) if path else ()
    for key in unknown(catalogue, choices):
        sentence = f"The web address has an unknown value for “{key}”."
        return _fault(400, f"Unknown {key}", sentence, path)
    today = dt.date.today()
    # What is made is sent at once, also while something else is being made.
    stored, policy = _ready.get((path, look, choices), catalogue, today) or await run_in_threadpool(
        made, catalogue, today, path, look=look, choices=choices, address=address
    )
    if path:
        counters.EMBEDS.labels(embed=path).inc()
    response = answer(request, stored)
    response.headers["Content-Security-Policy"] = policy
    return response


def made(
    catalogue: Catalogue,
    today: dt.date,
    path: str,
    *,
    look: str = "",
    choices: Chosen = (),
    address: str = "",
) -> tuple[CachedResponse, str]:
    """An embed, or with no path the page of embed code for `address`, and its security policy."""
    # Made by one visitor, not by all who came at the same moment.
    with _one_at_a_time:
        if not path:
            return _keep_index(catalogue, address)
        return _keep(catalogue, today, path, look, choices)


def _keep(
    catalogue: Catalogue, today: dt.date, path: str, look: str, choices: Chosen
) -> tuple[CachedResponse, str]:
    key = (path, look, choices)
    if (ready := _ready.get(key, catalogue, today)) is None:
        ready = _stored(embed_pages.page(catalogue, path, today=today, look=look, chosen=choices))
        if PLACE not in dict(choices):  # what may be where somebody lives is kept nowhere
            _ready.put(key, ready, catalogue, today)
    return ready


# Visitors name the host of the address as they like: what they make up must not push out pages.
@keeping(4)
def _keep_index(catalogue: Catalogue, address: str) -> tuple[CachedResponse, str]:
    return _stored(embed_pages.index(catalogue, address=address))


def _stored(page: EmbedPage) -> tuple[CachedResponse, str]:
    return CachedResponse.of(page.html, media_type=HTML), page.policy


def _unknown_look(path: str) -> Response:
    return _fault(400, "Unknown look", "The look in the address must be light or dark.", path)


def _fault(status: int, heading: str, sentence: str, path: str) -> Response:
    return _html(embed_pages.fault(heading, sentence, at=path), status)


def _html(page: EmbedPage, status: int) -> Response:
    return HTMLResponse(
        page.html,
        status_code=status,
        headers={"Cache-Control": "no-store", "Content-Security-Policy": page.policy},
    )
