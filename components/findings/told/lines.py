"""The lines on pages that say what feeds and calendars are, and lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from components.findings.places import places
from components.findings.told.links import ALL_DATES, CHANGES, calendar_of, feed_of
from data.package.catalogue import Catalogue

# What each kind is called for those who hear a link without the line around it, and what it does.
FEED = ("Feed", "Feeds (Atom) tell a feed reader what is new")
CALENDAR = (
    "Calendar",
    "Calendars (iCalendar) to subscribe to: a date moves there when it moves here",
)


def on_changes(catalogue: Catalogue) -> str:
    """Return the line on feeds: of all changes and of each area, as markup."""
    areas = {feed_of("area", area): name for area, name in places.names(catalogue).items()}
    return _line(FEED, {CHANGES: "All changes"} | areas)


def on_timeline(catalogue: Catalogue) -> str:
    """Return the line on calendars: of all dates and of each lot, as markup."""
    lots = catalogue["lots"].sort("number").select("lot_id", "number").iter_rows()
    named = {calendar_of("lot", lot_id): f"Lot {number}" for lot_id, number in lots}
    return _line(CALENDAR, {ALL_DATES: "All dates"} | named)


def on_scrutiny(committees: Mapping[str, str]) -> str:
    """Return the lines on the feeds and calendars of committees, by their names, as markup."""
    return "".join(
        _line(kind, {of("committee", one): name for one, name in committees.items()})
        for kind, of in ((FEED, feed_of), (CALENDAR, calendar_of))
    )


def _line(kind: tuple[str, str], names: Mapping[str, str]) -> str:
    one, what_they_are = kind
    links = "; ".join(
        f'<a href="{escape(path)}" target="_self">'
        f'<span class="visually-hidden">{one}: </span>{escape(name)}</a>'
        for path, name in names.items()
    )
    return f'<p class="briefing-link">{what_they_are}. {links}</p>'
