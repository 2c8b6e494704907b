"""The contracts: who is named, what was planned and awarded, how long they run, what is on record.

What the lots are given by year stands in `money/`, all dates in `timeline/`.
"""
