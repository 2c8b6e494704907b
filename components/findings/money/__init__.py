"""Envelopes, shares for each resident, and the size of the contracts; awards are in `contract/`.

Sums are worked out in `data/queries/`.
"""
