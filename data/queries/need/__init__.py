"""Questions of need: how deprived small areas are, summed for areas, lots, councils and wards.

No sentence and no markup, and no outlines: those are asked for by the codes of small areas.
"""
