"""What visitors ask for first is made when the service starts, before they do.

The pictures in it are kept on the disk, so that only the first start on a machine draws them.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator

import pages
from components.choices import AREA, EVERYWHERE, Asked, area_choice
from components.findings.briefing.briefing import subjects
from components.operate.trouble import where_it_failed
from components.page_list import PAGES, PageEntry
from data.checks.loading import InvalidData
from data.live.current import current
from data.package.catalogue import Catalogue
from web import briefings as briefing
from web.drawing import vega_svg as drawing
from web.embeds import routes as embed_routes
from web.embeds.listing import all_embeds
from web.kit import in_the_background
from web.plain import routes as plain_routes

_log = logging.getLogger(__name__)


def warm_up() -> None:
    """Have start pages, embeds and briefings made, one after the other, beside the serving."""
    in_the_background.start_thread("warm-up", make_all)


def make_all() -> None:
    """Make each page that stands at an address of its own. One that fails leaves out the rest not.

    Without facts in order there is nothing to make.
    """
    with drawing.ahead():
        try:
            for make in _pages():
                try:
                    make()
                except Exception as exc:
                    _log.error("A page could not be made ahead: %s", where_it_failed(exc))
        except InvalidData:
            return


def _pages() -> Iterator[Callable[[], object]]:
    catalogue, today = current(), dt.date.today()
    for entry in PAGES:
        yield lambda entry=entry: plain_routes.page_for(entry, plain_routes.Wanted(address=()))
    for entry in PAGES:
        yield lambda entry=entry: _for_each_area(entry, catalogue, today)
    for path in all_embeds(catalogue):
        yield lambda path=path: embed_routes.made(catalogue, today, path)
    for kind, names in subjects(catalogue).items():
        for subject_id in names:
            yield lambda kind=kind, subject_id=subject_id: briefing.made(
                catalogue, kind, subject_id, today
            )


def _for_each_area(entry: PageEntry, catalogue: Catalogue, today: dt.date) -> None:
    """Make a page on which an area is chosen for each of them: their pictures take long to draw."""
    areas = area_choice(catalogue)
    if areas in pages.maker(entry)(catalogue, Asked(address={}, look="css", today=today)).choices:
        for area in areas.options:
            if area != EVERYWHERE:
                plain_routes.page_for(entry, plain_routes.Wanted(address=((AREA, area),)))
