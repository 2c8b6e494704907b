"""What the committees decided, asked for and were promised, and what is left to ask.

States of promises are worked out in `data/queries/scrutiny.py`.
"""
