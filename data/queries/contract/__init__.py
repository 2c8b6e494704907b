"""Questions of the contracts: who is named for what, how long each runs, which steps are on record.

No sentence and no markup; sums of money are in `envelopes.py` and `figures.py` beside this room.
"""
