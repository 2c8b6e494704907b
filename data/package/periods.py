"""Stretches of time and how far apart they lie, in words no more exact than they are known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

DAYS_UP_TO = 13  # then weeks
WEEKS_UP_TO = 182  # days; then months


@dataclass(frozen=True)
class Period:
    """The days, first and last, within which a date lies."""

    first: dt.date
    last: dt.date

    def meets(self, other: Period) -> bool:
        """Whether the two can be the same date."""
        return self.first <= other.last and other.first <= self.last


def later_by(earlier: Period, later: Period) -> str:
    """Return how much later the second lies than the first: `nearly 19 months later`.

    Gives `at the time planned` where the two can be the same date, and `… earlier` where the
    second comes before the first.
    """
    if earlier.meets(later):
        return "at the time planned"
    if later.last < earlier.first:
        return f"{_apart(later, earlier)} earlier"
    return f"{_apart(earlier, later)} later"


def _apart(earlier: Period, later: Period) -> str:
    least = (earlier.last, later.first)
    most = (earlier.first, later.last)
    if least == most:
        return _exact(*least)
    unit = _unit(*most)
    low, high = _rounded(*least, unit), _rounded(*most, unit)
    span = _counted(high, unit) if low == high else f"{low} to {_counted(high, unit)}"
    return f"about {span}"


def _exact(first: dt.date, last: dt.date) -> str:
    unit = _unit(first, last)
    whole, rest = _parts(first, last, unit)
    if rest == 0:
        return _counted(whole, unit)
    if rest < 0.5:
        return f"just over {_counted(whole, unit)}"
    return f"nearly {_counted(whole + 1, unit)}"


def _unit(first: dt.date, last: dt.date) -> str:
    days = (last - first).days
    return "day" if days <= DAYS_UP_TO else "week" if days <= WEEKS_UP_TO else "month"


def _rounded(first: dt.date, last: dt.date, unit: str) -> int:
    whole, rest = _parts(first, last, unit)
    return whole + (rest >= 0.5)


def _parts(first: dt.date, last: dt.date, unit: str) -> tuple[int, float]:
    """Return whole units and the part of a unit that is left, 0 to 1."""
    days = (last - first).days
    if unit == "day":
        return days, 0
    if unit == "week":
        return days // 7, days % 7 / 7
    months = (last.year - first.year) * 12 + last.month - first.month
    if last.day < first.day:
        months -= 1
    return months, (last - _months_on(first, months)).days / 30.5


def _months_on(date: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(date.month - 1 + months, 12)
    start = dt.date(date.year + year, month + 1, 1)
    return min(start + dt.timedelta(days=date.day - 1), _month_end(start))


def _month_end(start: dt.date) -> dt.date:
    return (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
