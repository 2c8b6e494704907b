"""Questions asked of the facts, a module for each topic; each gives a frame whose columns it names.

No sentence and no markup.
"""
