"""From where the map is seen, so that all of the area fills every width of screen.

deck.gl's map view counts its zoom in pixels, so one zoom that fits a desk cuts the county off on a
phone, and the server does not know the width. A camera that hangs high above the county and looks
straight down sees the same land on every screen: the picture grows and shrinks with its frame,
whose shape is always the same. Nothing on the map pans or zooms, so it never holds
a finger that scrolls past.
"""

from __future__ import annotations

import math

import pydeck as pdk

from components.maps import frame

HEIGHT = 300_000  # metres; from so high there is no perspective to see


def view() -> pdk.View:
    """Return the camera: its field of view holds the land of the frame."""
    return pdk.View(
        type="FirstPersonView",
        controller=False,
        id="county",
        fovy=math.degrees(2 * math.atan(frame.view().metres_from_top_to_bottom / 2 / HEIGHT)),
        near=HEIGHT / 100,
        far=HEIGHT * 4,
        focalDistance=HEIGHT,  # makes a size in pixels true at the ground
    )


def view_state() -> dict[str, float | list[float]]:
    """Return where the camera hangs and that it looks straight down, north up."""
    return {
        "longitude": frame.view().longitude,
        "latitude": frame.view().latitude,
        "position": [0, 0, HEIGHT],
        "pitch": 90,
        "bearing": 0,
        "up": [0, 1, 0],
    }
