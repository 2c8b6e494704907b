"""Charts are held against Altair's schema in tests, and not where they are served."""

from __future__ import annotations

import altair as alt
import pytest
from altair.utils.schemapi import SchemaValidationError

from components.charts.base import finished, inline, unchecked
from tests.served import ROOT


def test_a_wrong_chart_is_refused_unless_it_is_served():
    wrong = alt.Chart(inline([{"a": 1}])).mark_bar()
    wrong.width = {"wide": True}
    with pytest.raises(SchemaValidationError):
        finished(wrong, "light")
    with unchecked():
        assert finished(wrong, "light")["width"] == {"wide": True}


def test_the_service_holds_none():
    assert "with unchecked():" in (ROOT / "app.py").read_text(encoding="utf-8")
