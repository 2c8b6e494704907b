"""The accessibility statement and what its proof found.

What is tested stands in `tests/proof/`.
"""
