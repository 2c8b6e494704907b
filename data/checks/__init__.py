"""The rules of a package: what each value, row and table must keep, and the loader that asks.

A fault is a sentence that says where.
"""
