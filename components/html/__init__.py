"""One function for each kind of markup: cards, tables, lists, folds, marks.

All that is put in is escaped. Sentences on the facts are made in `findings/`, but for those that
say that sources differ (`dispute.py`).
"""
