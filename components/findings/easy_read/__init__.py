"""The page in easy read: its signs, its sentences, each with one idea, and how they are written.

No figure is typed here: each comes from the facts. Longer words belong to the other topics.
"""
