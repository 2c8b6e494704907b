"""The package that is served now: watched, taken up whole, and put in its place without harm.

What is in it is the matter of `package/` and `checks/`.
"""
