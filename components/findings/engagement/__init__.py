"""Who was asked, how many answered, and what they said.

Counts are asked of `data/queries/`, never made here.
"""
