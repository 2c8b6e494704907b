"""One function for each kind of markup: cards, tables, lists, folds, marks.

All that is put in is escaped. No sentence on the facts: those are made in `findings/`.
"""
