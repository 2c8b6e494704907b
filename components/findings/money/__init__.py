"""Envelopes, shares for each resident, the size of contracts, and contracts that are no lots.

Sums are worked out in `data/queries/`.
"""
