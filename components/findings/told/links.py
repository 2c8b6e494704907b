"""Where feeds and calendars are found."""

from __future__ import annotations

FEEDS, CALENDARS = "/feeds", "/calendars"
CHANGES, ALL_DATES = f"{FEEDS}/changes.atom", f"{CALENDARS}/all.ics"


def feed_of(kind: str, subject_id: str) -> str:
    """Return the address of the feed of an area or a committee."""
    return f"{FEEDS}/{kind}/{subject_id}.atom"


def calendar_of(kind: str, subject_id: str) -> str:
    """Return the address of the calendar of a committee or a lot."""
    return f"{CALENDARS}/{kind}/{subject_id}.ics"
