"""A plot of days across and pixels down, on which charts of time are drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl

from components.charts.base import finished, records
from components.theme import LOOKS, Look, LookName

# Wider windows, in days, have fewer marks: one a year, a quarter, a month or each fifth day.
YEARLY, QUARTERLY, MONTHLY = 1200, 400, 90
# January is marked with its year, and so is the first mark.
MONTHS = (
    "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : "
    "utcFormat(datum.value, datum.index == 0 ? '%b %Y' : '%b')"
)
DAYS = "utcFormat(datum.value, datum.index == 0 ? '%-d %b %Y' : '%-d %b')"


@dataclass(frozen=True)
class Window:
    """The days that are drawn, first and last."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Canvas:
    """Days of `window` from left to right, `height` pixels from top to bottom, in one look.

    Its channels stand in each of a dozen layers, so their scales and axes are plain: Altair's own
    objects hold each property that there could be, and are copied with all of them.
    """

    window: Window
    height: int
    look: LookName

    @property
    def tokens(self) -> Look:
        return LOOKS[self.look]

    def drawn(self, parts: Sequence[alt.Chart]) -> dict[str, Any]:
        """Return the parts, one upon the other, as a Vega-Lite specification.

        It fits the width of its place and keeps its height, axis and words apart.
        """
        chart = alt.layer(*parts, width="container", height=self.height)
        return finished(chart, self.look) | {"autosize": {"type": "fit-x", "contains": "padding"}}

    def x(self, column: str) -> alt.X:
        """Return the channel of a day; in UTC, so that no time zone moves it."""
        ends = [
            {"year": day.year, "month": day.month, "date": day.day, "utc": True}
            for day in (self.window.first, self.window.last)
        ]
        return alt.X(
            f"{column}:T",
            title=None,
            scale={"type": "utc", "domain": ends, "nice": False},
            axis={
                "orient": "top",
                "labelExpr": MONTHS if self.window.days > MONTHLY else DAYS,
                "tickCount": self._marks(),
                "grid": True,
                "labelOverlap": "greedy",
                "labelSeparation": 6,
            },
        )

    def _marks(self) -> dict[str, Any]:
        if self.window.days > YEARLY:
            return {"interval": "year", "step": 1}
        if self.window.days > MONTHLY:
            return {"interval": "month", "step": 3 if self.window.days > QUARTERLY else 1}
        return {"interval": "day", "step": 5}

    def y(self, column: str = "y") -> alt.Y:
        """Return the channel of a place in pixels."""
        scale = {"domain": [0, self.height], "reverse": True, "nice": False, "zero": False}
        return alt.Y(f"{column}:Q", axis=None, scale=scale)

    def filled(self) -> dict[str, Any]:
        """Return fill and stroke: hollow where the status is planned."""
        colour = self.tokens.categorical[0]
        hollow = {"test": "datum.status === 'planned'", "value": self.tokens.ground}
        return {
            "fill": alt.FillValue(colour, condition=hollow),
            "stroke": alt.StrokeValue(colour),
        }

    def spans(
        self, rows: pl.DataFrame, start: str = "start", end: str = "end", **line: Any
    ) -> alt.Chart:
        """Return a level line from one day to another for each row, at its `y`.

        Each line is two points: with a second channel for its end, Vega-Lite would merge the
        days of both channels wrongly and complain.
        """
        points = (
            rows.select("y", start, end)
            .with_row_index("span")
            .unpivot([start, end], index=["span", "y"], value_name="day")
        )
        return (
            alt.Chart(records(points))
            .mark_line(clip=True, aria=False, **line)
            .encode(x=self.x("day"), y=self.y(), detail=alt.Detail("span:N"))
        )

    def today(self, day: dt.date, words: str = "") -> list[alt.Chart]:
        """Return the line of today, with words at its head; nothing where it is not drawn."""
        if not self.window.holds(day):
            return []
        base = alt.Chart(records(pl.DataFrame({"day": [day], "words": [words]})))
        line = base.mark_rule(
            aria=False, color=self.tokens.text, strokeDash=[4, 3], strokeWidth=1.5
        )
        right = (day - self.window.first).days > self.window.days / 2
        label = base.mark_text(
            aria=False,
            align="right" if right else "left",
            dx=-5 if right else 5,
            color=self.tokens.text,
        ).encode(x=self.x("day"), y=alt.YValue(13), text=alt.Text("words:N"))
        return [line.encode(x=self.x("day")), *([label] if words else [])]
