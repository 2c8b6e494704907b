"""Dates that are known to a day, a month, a season or a year, in words."""

from __future__ import annotations

import datetime as dt

SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


def in_words(date: dt.date, precision: str) -> str:
    """Return a date as people say it, no more exact than it is known.

    `date` is the first day of the period; `precision` is one of day, week, month, season,
    quarter, year, financial year. Raises ValueError for any other precision.
    """
    match precision:
        case "day":
            return f"{date.day} {date:%B %Y}"
        case "week":
            return f"week of {date.day} {date:%B %Y}"
        case "month":
            return f"{date:%B %Y}"
        case "season":
            return f"{_season(date)} {date.year}"
        case "quarter":
            first, last = date, date.replace(month=date.month + 2)
            return f"{first:%B} to {last:%B %Y}"
        case "year":
            return str(date.year)
        case "financial year":
            return f"{date.year}-{(date.year + 1) % 100:02d}"
    raise ValueError(f"unknown date precision: {precision}")


def _season(date: dt.date) -> str:
    return SEASONS[date.month // 3 * 3 or 12]


def partial_in_words(text: str) -> str:
    """Return a partial ISO date (2025, 2025-09 or 2025-09-20) in words.

    Raises ValueError when the text is no such date.
    """
    parts = [int(part) for part in text.split("-")]
    precision = {1: "year", 2: "month", 3: "day"}[len(parts)]
    return in_words(dt.date(*[*parts, 1, 1][:3]), precision)
