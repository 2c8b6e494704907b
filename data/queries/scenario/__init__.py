"""Sums of a reader's own scenario, from the published figures and from what the reader assumes.

Nothing here is a fact: no other page, embed or file of open data may ask for it.
"""
