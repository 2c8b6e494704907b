"""Makes everything that `geo/` ships from the reference: the same bytes every time."""
