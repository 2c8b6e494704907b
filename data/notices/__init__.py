"""Notices of official services read anew: OCDS, the ways to get it, and the rows made of it.

Nothing is stored here without the checks.
"""
