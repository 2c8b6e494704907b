"""A calendar in iCalendar (RFC 5545): days without hours, and the same bytes for the same facts."""

from __future__ import annotations

import datetime as dt

import icalendar

from components.findings.told import dates
from components.page_list import SERVICE
from data.package.catalogue import Catalogue
from data.package.profile import profile

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar(catalogue: Catalogue, shown: dates.Calendar, *, title: str, site: str) -> bytes:
    """The calendar of some days.

    A day that moves keeps its UID, and its SEQUENCE rises; the stamp is the day of the facts.
    """
    stamp = dt.datetime.combine(dt.date.fromisoformat(catalogue.date), dt.time(), dt.UTC)
    name = f"{title} – {SERVICE}"
    written = icalendar.Calendar()
    for key, value in (
        ("prodid", f"-//{profile().slug}//dashboard//EN"),
        ("version", "2.0"),
        ("name", name),
        ("x-wr-calname", icalendar.vText(name)),
        ("description", shown.about),
        ("x-wr-caldesc", icalendar.vText(shown.about)),
        ("url", f"{site}/timeline"),
    ):
        written.add(key, value)
    for day in shown.days:
        written.add_component(_event(day, stamp, site))
    return written.to_ical()


def _event(day: dates.Day, stamp: dt.datetime, site: str) -> icalendar.Event:
    event = icalendar.Event()
    for key, value in (
        ("uid", f"{day.key}@{profile().slug}"),
        ("dtstamp", stamp),
        ("sequence", day.moves),
        ("dtstart", day.first),
        ("dtend", day.last + dt.timedelta(days=1)),  # the first day after it
        ("summary", day.title),
        ("description", f"{day.text}\n{site}{day.page}"),
        ("url", f"{site}{day.page}"),
        ("categories", [day.kind]),
        ("status", "TENTATIVE" if day.planned else "CONFIRMED"),
        ("transp", "TRANSPARENT"),  # nobody is busy on that day
    ):
        event.add(key, value)
    return event
