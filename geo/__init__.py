"""Where things are: outlines, the postcode index, the code that builds both, and look-up.

Nothing is drawn here.
"""
