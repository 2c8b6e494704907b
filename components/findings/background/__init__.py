"""The page on the paper of one place: its story, its figures and its reasons.

Whose story it is stands in the profile of the package.
"""
