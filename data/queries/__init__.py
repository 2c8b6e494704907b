"""Questions asked of the facts, a module for each topic; each names the columns or fields it gives.

No sentence and no markup.
"""
