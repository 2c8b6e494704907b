"""The piece of land that the map shows, the same on every screen."""

from __future__ import annotations

MIDDLE = (0.7445, 51.21)  # longitude and latitude in the middle of the frame
TALL = 69_000  # metres of land from the upper to the lower edge
SHAPE = 1.5  # width by height of the frame; components/static/maps.css holds the same

OUTLINES = "/open-data/outlines/{}.geojson"  # where the browser finds a layer of geo.outlines
