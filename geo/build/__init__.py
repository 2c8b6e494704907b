"""Makes everything that `geo/` ships from the reference: the same bytes every time.

Nothing of it runs when the dashboard is served.
"""
