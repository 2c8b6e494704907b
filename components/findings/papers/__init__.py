"""What is known of the papers: where they disagree, what changed, what is open, sources and terms.

The comparing itself is in `data/queries/`.
"""
