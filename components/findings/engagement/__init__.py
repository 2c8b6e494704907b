"""Who was asked, how many answered, and what they said.

Counts are asked of `data/queries/`; only who was written to is added up here, and it says so.
"""
