"""What every chart shares: its data as plain records, its configuration by look.

Channels are written as objects, `alt.X("n:Q")`: of a bare text or a bare value Altair finds out
what it is by reading the schema of all classes, which takes longer than all the rest of a chart.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt
import polars as pl
from altair.utils import schemapi

from components.theme import LookName, altair_config

SCHEMA = alt.SCHEMA_URL


class _Named(str):
    """A name made of rows, and the rows."""

    rows: Sequence[dict[str, Any]]


def inline(rows: Sequence[dict[str, Any]]) -> alt.NamedData:
    """Return rows, or features, as data of a chart that `finished` writes into it.

    Until then a name stands for them: Altair copies all that it is given each time that it puts
    charts together, and looks at each value.
    """
    name = _Named(f"rows-{hashlib.sha1(repr(rows).encode(), usedforsecurity=False).hexdigest()}")
    name.rows = rows
    return alt.NamedData(name=name)


def records(frame: pl.DataFrame) -> alt.NamedData:
    """Return the frame as inline data; dates become ISO text and lists are left out."""
    plain = frame.select(pl.exclude(pl.List)).with_columns(pl.col(pl.Date).cast(pl.String))
    return inline(plain.to_dicts())


def on_the_line(
    base: alt.Chart, x: Sequence[tuple[str, alt.X]], y: alt.Y, *, middle: float
) -> list[alt.Chart]:
    """Return the `words` of each row on the line of its dots, on the side that has the room.

    `x` are the column and the channel of its leftmost and of its rightmost dot; those whose
    leftmost lies right of `middle` have their words to the left.
    """
    (left, at_left), (_, at_right) = x
    sides: tuple[tuple[alt.X, str, Literal["left", "right"], int], ...] = (
        (at_left, f"datum.{left} > {middle:g}", "right", -14),
        (at_right, f"datum.{left} <= {middle:g}", "left", 14),
    )
    return [
        base.transform_filter(test)
        .mark_text(align=align, dx=dx, fontWeight="bold")
        .encode(x=at, y=y, text=alt.Text("words:N"))
        for at, test, align, dx in sides
    ]


def unchecked() -> contextlib.AbstractContextManager[None]:
    """Hold no chart against Altair's schema for as long as the block lasts: where it is served."""
    return schemapi.debug_mode(arg=False)


def finished(chart: alt.TopLevelMixin, look: LookName) -> dict[str, Any]:
    """Return the chart as a Vega-Lite specification in one look.

    Altair holds it against the schema, as in tests with every chart, unless it is `unchecked`.
    """
    spec = chart.to_dict(validate=schemapi.DEBUG_MODE)
    _fill(spec)
    return dressed(spec, look)


def dressed(spec: dict[str, Any], look: LookName) -> dict[str, Any]:
    """Return a specification with what holds of all of them in one look."""
    # Beside its mark a box of figures does not run from a pointer that comes to it.
    boxes = {"tooltip": {"anchor": "mark"}}
    return spec | {"config": altair_config(look), "usermeta": {"embedOptions": boxes}}


def _fill(part: dict[str, Any]) -> None:
    """Put the rows of a chart, and of its layers, in the place of their names."""
    name = part.get("data", {}).get("name")
    if isinstance(name, _Named):
        part["data"] = {"values": name.rows}
    for layer in part.get("layer", ()):
        _fill(layer)
