"""Lines from names that stand beside their areas to the areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt

from components.charts.base import inline
from components.maps.labels import Label


def leaders(names: Iterable[Label], **line: Any) -> list[alt.Chart]:
    """Return a line from each name to its area, in metres; nothing if none is led.

    `line` are properties of the mark.
    """
    led = [
        {"x": label.metres[0], "y": label.metres[1], "x2": to[0], "y2": to[1]}
        for label in names
        if label.leads_to
        for to in (label.leads_to[1],)
    ]
    if not led:
        return []
    ends = {
        "longitude": alt.Longitude("x:Q"),
        "latitude": alt.Latitude("y:Q"),
        "longitude2": alt.Longitude2("x2:Q"),
        "latitude2": alt.Latitude2("y2:Q"),
    }
    return [alt.Chart(inline(led)).mark_rule(**line).encode(**ends)]
