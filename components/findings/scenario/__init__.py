"""A reader's own scenario of the money: its controls, its sentences and its cards.

Each of them says that it is no plan of the ICB; what the papers say is in `money/`.
"""
