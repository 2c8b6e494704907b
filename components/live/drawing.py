"""What was written of a page, drawn with Streamlit where it draws at the moment."""

from __future__ import annotations

import streamlit as st

from components.live import announce, choosing
from components.live.writer import Chart, Columns, Markup, Parts
from components.maps.scene import Scene
from components.page_model import Status


def draw(parts: Parts) -> None:
    """Draw parts one under the other."""
    for part in parts:
        match part:
            case Markup():
                st.html(part)
            case Chart():
                _chart(part)
            case Scene():
                choosing.show(part)
            case Status():
                announce.status(part.words)
            case Columns():
                _columns(part)


def _chart(chart: Chart) -> None:
    st.vega_lite_chart(chart.data, chart.spec, theme=None, width="stretch", alt=chart.alt)


def _columns(row: Columns) -> None:
    gap = "large" if len(row.columns) < 3 else "small"
    for column, inside in zip(st.columns(list(row.shares), gap=gap), row.columns, strict=True):
        with column:
            draw(inside)
