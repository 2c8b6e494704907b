"""Dates that are known to a day, a month, a season or a year, in words."""

from __future__ import annotations

import datetime as dt

SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
MONTHS = {"month": 1, "season": 3, "quarter": 3, "year": 12, "financial year": 12}


def in_words(date: dt.date, precision: str) -> str:
    """Return a date as people say it, no more exact than it is known.

    `date` is the first day of the period; `precision` is one of day, week, month, season,
    quarter, year, financial year, or not stated, whose date is not told. Raises ValueError for
    any other precision.
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
        case "not stated":
            return "undated"
    raise ValueError(f"unknown date precision: {precision}")


def _season(date: dt.date) -> str:
    return SEASONS[date.month // 3 * 3 or 12]


def last_day(date: dt.date, precision: str) -> dt.date:
    """Return the last day of the period that starts on `date`.

    Raises ValueError for an unknown precision.
    """
    match precision:
        case "day" | "not stated":
            return date
        case "week":
            return date + dt.timedelta(days=6)
    months = MONTHS.get(precision)
    if months is None:
        raise ValueError(f"unknown date precision: {precision}")
    year, month = divmod(date.month - 1 + months, 12)
    return dt.date(date.year + year, month + 1, 1) - dt.timedelta(days=1)


def range_in_words(first: dt.date, last: dt.date | None, precision: str) -> str:
    """Return a stretch of time: `3 to 4 March 2025`, `May 2015 to October 2017`.

    `precision` is that of its first day; where the two fill one period, or no last day is known,
    that period's name.
    """
    if last is None or last_day(first, precision) == last:
        return in_words(first, precision)
    end = in_words(last, precision)
    start = in_words(first, precision)
    if precision == "day" and first.year == last.year:
        start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
    return f"{start} to {end}"
