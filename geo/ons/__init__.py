"""Outlines from the Open Geography Portal: fetched, read and checked before they are stored.

Building on them is in `geo/build/`.
"""
