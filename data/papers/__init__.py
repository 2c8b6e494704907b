"""Questions on the papers themselves: sources, gaps, terms, sums, and which page shows which table.

What they say is asked in `queries/`.
"""
