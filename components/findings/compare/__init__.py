"""Areas and lots side by side: rows, their sums, and the table that shows them.

What a row says of money or services comes from those topics.
"""
