"""A page that is drawn again as it was builds no picture anew."""

from __future__ import annotations

import altair as alt
import pydeck as pdk
import pytest

from components.page_list import PAGES


@pytest.fixture
def built(monkeypatch):
    """Names of the charts and maps that are built from now on."""
    names: list[str] = []
    for kind in (alt.Chart, alt.LayerChart, pdk.Deck):

        def noted(self, *args, kind=kind, begin=kind.__init__, **named):
            names.append(kind.__name__)
            begin(self, *args, **named)

        monkeypatch.setattr(kind, "__init__", noted)
    return names


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_second_run_builds_nothing(open_page, built, entry):
    app = open_page(entry.path)
    built.clear()
    app.run()
    assert not app.exception
    assert not built
