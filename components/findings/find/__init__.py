"""The answer of Find my area: the lots of a place, who runs services there, what comes next.

The look-up itself is in `geo/lookup/`.
"""
