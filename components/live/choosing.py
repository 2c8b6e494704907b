"""The map on a page: drawn, and asked which area was clicked."""

from __future__ import annotations

import pydeck as pdk
import streamlit as st

from components.live import address
from components.maps.deck import PICKED
from geo.areas import areas

_KEY = "lot-map"  # style sheets know it by that


def show(deck: pdk.Deck, *, alt: str) -> None:
    """Draw the map; a click on an area chooses it, a click on the chosen one lets go of it."""
    st.pydeck_chart(deck, on_select=_choose, key=_KEY, alt=alt)


def _choose() -> None:
    """Take over what was clicked. What the browser sends is checked against the areas."""
    selected = st.session_state[_KEY]["selection"]["objects"]
    for layer, features in selected.items():
        for feature in features if layer.startswith(PICKED) else ():
            area_id = feature.get("properties", {}).get("id")
            if area_id in areas().hcp_areas:
                address.choose_area(area_id)
