"""Questions of waiting: how many wait and how long, who reported, and what is measured beside it.

No sentence and no markup, and no row that is of all of England at once.
"""
