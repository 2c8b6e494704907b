"""The record of scrutiny: the history of each request and promise, and the log of decisions.

No sentence for readers is made here, and no state is decided: `scrutiny.asked` tells states.
"""
