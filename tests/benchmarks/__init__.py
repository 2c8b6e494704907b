"""Measures that are written down and never fail on the clock."""
