"""HCP areas, lots and councils: who lives there, which lot is whose, and the cards of the map.

Outlines are in `geo/`.
"""
