"""What every chart shares: its data as plain records, its configuration by look."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl
from altair.utils import schemapi

from components.theme import LookName, altair_config


def records(frame: pl.DataFrame) -> alt.Data:
    """Return the frame as inline data; dates become ISO text and lists are left out."""
    plain = frame.select(pl.exclude(pl.List)).with_columns(pl.col(pl.Date).cast(pl.String))
    return alt.Data(values=plain.to_dicts())


def finished(chart: alt.TopLevelMixin, look: LookName) -> dict[str, Any]:
    """Return the chart as a Vega-Lite specification in one look.

    Altair holds it against the schema, as tests do with every chart, but not where it is served.
    """
    return chart.to_dict(validate=schemapi.DEBUG_MODE) | {"config": altair_config(look)}
