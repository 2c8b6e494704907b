"""Briefings on paper: for each area, lot and committee a page of blocks of several topics.

How they are written is in `web/briefings.py`.
"""
