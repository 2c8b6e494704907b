"""Words and numbers as people read them, terms explained, and text for spreadsheet programs.

No facts but the glossary, and no markup of cards: those are in `findings/` and `html/`.
"""
