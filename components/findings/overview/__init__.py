"""The front page: what holds today, what changed, and the ways on.

What it says in short is told in full by the other topics.
"""
