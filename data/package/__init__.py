"""A data package as it lies on the disk: description, files, and the catalogue made of them.

No question on the facts: those are in `queries/` and `papers/`.
"""
