"""Dates: what comes next, what slipped, what was due by now, and the time to hand over.

The drawing of them is in `components/charts/`.
"""
