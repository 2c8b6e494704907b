"""The map on a page: drawn, and asked which area was clicked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.live import address
from components.live.callbacks import when_changed
from components.maps.deck import PICKED, lot_map
from components.maps.names_html import names_html
from components.maps.scene import Scene
from geo.areas import areas

_KEY = "lot-map"  # style sheets know it by that


def show(scene: Scene) -> None:
    """Draw the map; a click on an area chooses it, a click on the chosen one lets go of it."""
    with st.container(key=f"{_KEY}-frame"):
        st.html(names_html(scene))
        st.pydeck_chart(
            lot_map(scene), on_select=when_changed(_KEY, _choose), key=_KEY, alt=scene.alt
        )


def _choose(clicked: Mapping[str, Any]) -> None:
    """Take over what was clicked. What the browser sends is checked against the areas."""
    for layer, features in clicked["selection"]["objects"].items():
        for feature in features if layer.startswith(PICKED) else ():
            area_id = feature.get("properties", {}).get("id")
            if area_id in areas().hcp_areas:
                address.choose_area(area_id)
